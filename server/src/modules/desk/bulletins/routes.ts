import { Id, page } from '@anlan/contract/codec.ts'
import { BulletinProposal, BulletinQuery, BulletinView, EnterBulletin, ProposeBulletin } from '@anlan/contract/desk.ts'
import { z } from 'zod'
import type { App } from '../../../kernel/http/app.ts'
import { enterBulletin, listBulletins, proposeBulletin, readBulletin, readOne, unreadHere } from './bulletins.ts'

const params = z.object({ id: Id })
const read = { permission: 'desk.read' } as const
const enter = { permission: 'desk.enter-bulletin' } as const

/** 气象等信息. */
export function bulletinRoutes(app: App) {
  app.get(
    '/api/bulletins',
    { config: read, schema: { querystring: BulletinQuery, response: { 200: page(BulletinView) } } },
    request => request.work(work => listBulletins(work, request.query)),
  )
  app.get(
    '/api/bulletins/unread',
    { config: read, schema: { response: { 200: z.object({ items: z.array(BulletinView) }) } } },
    request => request.work(unreadHere),
  )
  app.post(
    '/api/bulletins/proposal',
    { config: enter, schema: { body: ProposeBulletin, response: { 200: BulletinProposal } } },
    request => request.work(work => proposeBulletin(work, request.body.text)),
  )
  app.post(
    '/api/bulletins',
    { config: enter, schema: { body: EnterBulletin, response: { 201: BulletinView } } },
    async (request, reply) =>
      reply.code(201).send(await request.create(async work => readOne(work, await enterBulletin(work, request.body)))),
  )
  app.put(
    '/api/bulletins/:id/reading',
    { config: { permission: 'desk.read-bulletin' }, schema: { params, response: { 200: BulletinView } } },
    request =>
      request.work(async work => {
        await readBulletin(work, request.params.id)
        return readOne(work, request.params.id)
      }),
  )
}
