import { Id } from '@anlan/contract/codec.ts'
import {
  ChangeAssignments,
  GenerateRoster,
  PublishRoster,
  RosterChange,
  RosterLine,
  RosterProgress,
  RosterQuery,
  RosterView,
  WithdrawRoster,
} from '@anlan/contract/roster.ts'
import { z } from 'zod'
import type { App } from '../../../../kernel/http/app.ts'
import { solveApart } from '../solver/solve-apart.ts'
import { changeAssignments, historyOf, listRosters, prepare, saveDraft } from './drafts.ts'
import { loadRoster, presentRoster } from './present.ts'
import { following, progressOf } from './progress.ts'
import { publishRoster, withdrawRoster } from './publish.ts'

const byId = z.object({ id: Id })
const edit = { permission: 'duty.edit-roster' } as const
const publish = { permission: 'duty.publish-roster' } as const
const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })

/** 值班表的编排、调整、发布和撤回. */
export function draftRoutes(app: App) {
  app.get(
    '/api/duty/rosters',
    { config: edit, schema: { querystring: RosterQuery, response: { 200: items(RosterLine) } } },
    request => request.work(async work => ({ items: await listRosters(work, request.query) })),
  )
  app.post(
    '/api/duty/rosters',
    { config: edit, schema: { body: GenerateRoster, response: { 201: RosterView } } },
    async (request, reply) => {
      // Read, solve outside any transaction, write. Whoever gives up waiting ends the solver.
      const gone = new AbortController()
      reply.raw.on('close', () => {
        if (!reply.raw.writableEnded) gone.abort()
      })
      const prepared = await request.work(work => prepare(work, request.body))
      const follower = following(request.body.id, await request.work(async work => work.actor.accountId))
      const solved = await solveApart(prepared.problem, request.body.seconds, gone.signal, follower.tell).finally(
        follower.end,
      )
      return reply.code(201).send(await request.create(work => saveDraft(work, request.body, prepared, solved)))
    },
  )
  app.get(
    '/api/duty/rosters/:id/progress',
    { config: edit, schema: { params: byId, response: { 200: z.object({ progress: RosterProgress.nullable() }) } } },
    request => request.work(async work => ({ progress: progressOf(request.params.id, work.actor.accountId) })),
  )
  app.get('/api/duty/rosters/:id', { config: edit, schema: { params: byId, response: { 200: RosterView } } }, request =>
    request.work(async work => presentRoster(work, await loadRoster(work, request.params.id))),
  )
  app.get(
    '/api/duty/rosters/:id/history',
    { config: edit, schema: { params: byId, response: { 200: items(RosterChange) } } },
    request =>
      request.work(async work => {
        const { row } = await loadRoster(work, request.params.id)
        return { items: (await historyOf(work, row)).map(one => one.change) }
      }),
  )
  app.put(
    '/api/duty/rosters/:id/assignments',
    { config: edit, schema: { params: byId, body: ChangeAssignments, response: { 200: RosterView } } },
    request => request.work(work => changeAssignments(work, request.params.id, request.body)),
  )
  app.post(
    '/api/duty/rosters/:id/publication',
    { config: publish, schema: { params: byId, body: PublishRoster, response: { 200: RosterView } } },
    request => request.work(work => publishRoster(work, request.params.id, request.body.version)),
  )
  app.post(
    '/api/duty/rosters/:id/withdrawal',
    { config: publish, schema: { params: byId, body: WithdrawRoster, response: { 200: RosterView } } },
    request => request.work(work => withdrawRoster(work, request.params.id, request.body.reason)),
  )
}
