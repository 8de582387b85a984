import { Id } from '@anlan/contract/codec.ts'
import { PieceList, PieceQuery, PieceView, ReturnPiece, SaveDraft, SubmitPiece } from '@anlan/contract/form.ts'
import { z } from 'zod'
import type { App } from '../../../kernel/http/app.ts'
import { returnPiece, saveDraft, submitPiece } from './fill.ts'
import { listPieces, presentPiece } from './view.ts'

const params = z.object({ id: Id })
const filling = { permission: 'form.fill' } as const

/** 报表: what a unit owes and hands in. */
export function pieceRoutes(app: App) {
  app.get(
    '/api/form-pieces',
    { config: { permission: 'form.read' }, schema: { querystring: PieceQuery, response: { 200: PieceList } } },
    request => request.work(work => listPieces(work, request.query)),
  )
  app.get(
    '/api/form-pieces/:id',
    { config: { permission: 'form.read' }, schema: { params, response: { 200: PieceView } } },
    request => request.work(work => presentPiece(work, request.params.id)),
  )
  app.put(
    '/api/form-pieces/:id/draft',
    { config: filling, schema: { params, body: SaveDraft, response: { 200: z.object({ revision: z.number() }) } } },
    request => request.work(async work => ({ revision: await saveDraft(work, request.params.id, request.body) })),
  )
  app.post(
    '/api/form-pieces/:id/submissions',
    { config: filling, schema: { params, body: SubmitPiece, response: { 201: PieceView } } },
    async (request, reply) =>
      reply.code(201).send(
        await request.create(async work => {
          await submitPiece(work, request.params.id, request.body)
          return presentPiece(work, request.params.id)
        }),
      ),
  )
  app.post(
    '/api/form-pieces/:id/returns',
    { config: { permission: 'form.collect' }, schema: { params, body: ReturnPiece, response: { 201: PieceView } } },
    async (request, reply) =>
      reply.code(201).send(
        await request.create(async work => {
          await returnPiece(work, request.params.id, request.body)
          return presentPiece(work, request.params.id)
        }),
      ),
  )
}
