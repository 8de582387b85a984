import { ChangeEntry } from '@anlan/contract/change.ts'
import { Id, page } from '@anlan/contract/codec.ts'
import {
  CorrectMovement,
  ItemCode,
  ItemView,
  LedgerFilter,
  LedgerLine,
  LedgerQuery,
  MovementView,
  PostMovement,
  SaveItem,
  ShareItem,
  StoreLine,
  StoreQuery,
  StoreView,
  VerifyLot,
} from '@anlan/contract/stock.ts'
import { z } from 'zod'
import type { App } from '../../kernel/http/app.ts'
import { asFile } from '../register/sheets/api.ts'
import { historyOfItem, listItems, saveItem } from './catalogue.ts'
import { correctByHand, moveByHand, shareItem, verifyLot } from './moves/by-hand.ts'
import { exportLedger, listLedger } from './moves/ledger.ts'
import { offerItemAnew } from './offer-anew.ts'
import { listStores, readStore } from './stores/read.ts'

const params = z.object({ id: Id })
const read = { permission: 'stock.read' } as const
const move = { permission: 'stock.move' } as const
const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })
const done = z.object({ done: z.boolean() })

/** Catalogue, stores, movements and both ledgers. */
export function stockRoutes(app: App) {
  app.get('/api/stock/items', { config: read, schema: { response: { 200: items(ItemView) } } }, request =>
    request.work(async work => ({ items: await listItems(work) })),
  )
  app.put(
    '/api/stock/items/:code',
    {
      config: { permission: 'stock.define' },
      schema: { params: z.object({ code: ItemCode }), body: SaveItem, response: { 200: ItemView } },
    },
    request =>
      request.work(async work => {
        const saved = await saveItem(work, request.params.code, request.body)
        await offerItemAnew(work, saved.code)
        return saved
      }),
  )
  app.get(
    '/api/stock/items/:code/history',
    { config: read, schema: { params: z.object({ code: ItemCode }), response: { 200: items(ChangeEntry) } } },
    request => request.work(async work => ({ items: await historyOfItem(work, request.params.code) })),
  )
  app.get(
    '/api/stock/stores',
    { config: read, schema: { querystring: StoreQuery, response: { 200: items(StoreLine) } } },
    request => request.work(async work => ({ items: await listStores(work, request.query) })),
  )
  app.get('/api/stock/stores/:id', { config: read, schema: { params, response: { 200: StoreView } } }, request =>
    request.work(work => readStore(work, request.params.id)),
  )
  app.put(
    '/api/stock/stores/:id/items/:code/share',
    {
      config: move,
      schema: { params: params.extend({ code: ItemCode }), body: ShareItem, response: { 200: done } },
    },
    request =>
      request.work(async work => {
        await shareItem(work, request.params.id, request.params.code, request.body)
        return { done: true }
      }),
  )
  app.post(
    '/api/stock/movements',
    { config: move, schema: { body: PostMovement, response: { 201: MovementView } } },
    async (request, reply) => reply.code(201).send(await request.create(work => moveByHand(work, request.body))),
  )
  app.post(
    '/api/stock/movements/:id/correction',
    { config: move, schema: { params, body: CorrectMovement, response: { 201: MovementView } } },
    async (request, reply) =>
      reply.code(201).send(await request.create(work => correctByHand(work, request.params.id, request.body))),
  )
  app.put(
    '/api/stock/lots/:id/verification',
    { config: move, schema: { params, body: VerifyLot, response: { 200: done } } },
    request =>
      request.work(async work => {
        await verifyLot(work, request.params.id, request.body)
        return { done: true }
      }),
  )
  app.get(
    '/api/stock/ledger',
    { config: read, schema: { querystring: LedgerQuery, response: { 200: page(LedgerLine) } } },
    request => request.work(work => listLedger(work, request.query)),
  )
  app.get('/api/stock/ledger.xlsx', { config: read, schema: { querystring: LedgerFilter } }, async (request, reply) => {
    const { name, content } = await request.work(work => exportLedger(work, request.query))
    return asFile(reply, name).send(content)
  })
}
