import { Id } from '@anlan/contract/codec.ts'
import { CountLot, StartTake, TakeLine, TakeSheetRead, TakeView } from '@anlan/contract/stock-take.ts'
import { z } from 'zod'
import type { App } from '../../../kernel/http/app.ts'
import { asFile, readBook, uploaded } from '../../register/sheets/api.ts'
import { listTakes, readTake } from './read.ts'
import { readTakeSheet, takeSheet } from './sheet.ts'
import { closeTake, countLot, startTake, visitStore } from './takes.ts'

const params = z.object({ id: Id })
const read = { permission: 'stock.read' } as const
const move = { permission: 'stock.move' } as const

/** 盘点: begun for a unit and below, counted on the phone or by sheet, closed when nothing is left. */
export function takeRoutes(app: App) {
  app.get(
    '/api/stock/takes',
    { config: read, schema: { response: { 200: z.object({ items: z.array(TakeLine) }) } } },
    request => request.work(async work => ({ items: await listTakes(work) })),
  )
  app.post(
    '/api/stock/takes',
    { config: move, schema: { body: StartTake, response: { 201: TakeView } } },
    async (request, reply) =>
      reply.code(201).send(await request.create(async work => readTake(work, await startTake(work, request.body)))),
  )
  app.get('/api/stock/takes/:id', { config: read, schema: { params, response: { 200: TakeView } } }, request =>
    request.work(work => readTake(work, request.params.id)),
  )
  app.put(
    '/api/stock/take-counts/:id',
    { config: move, schema: { params, body: CountLot, response: { 200: TakeView } } },
    request => request.work(async work => readTake(work, await countLot(work, request.params.id, request.body))),
  )
  app.put(
    '/api/stock/takes/:id/stores/:store/visit',
    { config: move, schema: { params: params.extend({ store: Id }), response: { 200: TakeView } } },
    request =>
      request.work(async work => {
        await visitStore(work, request.params.id, request.params.store)
        return readTake(work, request.params.id)
      }),
  )
  app.get('/api/stock/takes/:id/sheet.xlsx', { config: read, schema: { params } }, async (request, reply) => {
    const { name, content } = await request.work(work => takeSheet(work, request.params.id))
    return asFile(reply, name).send(content)
  })
  app.post(
    '/api/stock/takes/:id/sheet',
    { config: move, schema: { params, response: { 200: TakeSheetRead } } },
    async request => {
      await request.work(work => readTake(work, request.params.id))
      const file = await uploaded(request)
      const book = await readBook(file.name, file.content)
      return request.work(work => readTakeSheet(work, request.params.id, book))
    },
  )
  app.post(
    '/api/stock/takes/:id/completion',
    { config: move, schema: { params, response: { 200: TakeView } } },
    request =>
      request.work(async work => {
        await closeTake(work, request.params.id)
        return readTake(work, request.params.id)
      }),
  )
}
