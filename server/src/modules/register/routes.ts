import { Id } from '@anlan/contract/codec.ts'
import {
  ChangeRecord,
  CreateRecord,
  DiscloseRecord,
  Disclosure,
  LedgerView,
  RecordHistory,
  RecordPage,
  RecordQuery,
  RecordView,
  RemoveRecord,
  VerifiedRecords,
  VerifyRecords,
} from '@anlan/contract/register.ts'
import { z } from 'zod'
import { reachFor } from '../../kernel/access/reach.ts'
import type { App } from '../../kernel/http/app.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Work } from '../../kernel/work/work.ts'
import { type Ledger, permissionsOf } from './declaration/ledger.ts'
import { ledgerNamed } from './declaration/ledgers.ts'
import { listLedgers, presentLedger } from './ledger-view.ts'
import { historyOf } from './records/history.ts'
import { listRecords, readRecord } from './records/rows.ts'
import { changeRecord, createRecord, removeRecord, restoreRecord } from './records/save.ts'
import { discloseRecord, verifyRecords } from './records/verify.ts'

export const ledgerParams = z.object({ name: z.string().max(60).meta({ title: '台账' }) })
const recordParams = ledgerParams.extend({ id: Id })

/** The ledger of an address, if the actor's post may read it at all; an unknown or closed one does not exist. */
export function ledgerFor(work: Work, name: string): Ledger {
  const ledger = ledgerNamed(name)
  if (!reachFor(work.actor, permissionsOf(ledger).read)) throw new Problem('not-found', { detail: '没有这本台账' })
  return ledger
}

/** Ledgers and their records. */
export function recordRoutes(app: App) {
  const read = { permission: 'register.read' } as const
  const edit = { permission: 'register.edit' } as const
  app.get(
    '/api/registers',
    { config: read, schema: { response: { 200: z.object({ items: z.array(LedgerView) }) } } },
    request => request.work(async work => ({ items: await listLedgers(work) })),
  )
  app.get(
    '/api/registers/:name/declaration',
    { config: read, schema: { params: ledgerParams, response: { 200: LedgerView } } },
    request => request.work(work => presentLedger(work, ledgerFor(work, request.params.name))),
  )
  app.get(
    '/api/registers/:name',
    { config: read, schema: { params: ledgerParams, querystring: RecordQuery, response: { 200: RecordPage } } },
    request => request.work(work => listRecords(work, ledgerFor(work, request.params.name), request.query)),
  )
  app.get(
    '/api/registers/:name/:id',
    { config: read, schema: { params: recordParams, response: { 200: RecordView } } },
    request => request.work(work => readRecord(work, ledgerFor(work, request.params.name), request.params.id)),
  )
  app.get(
    '/api/registers/:name/:id/history',
    { config: read, schema: { params: recordParams, response: { 200: RecordHistory } } },
    request =>
      request.work(async work => ({
        items: await historyOf(work, ledgerFor(work, request.params.name), request.params.id),
      })),
  )
  app.post(
    '/api/registers/:name',
    { config: edit, schema: { params: ledgerParams, body: CreateRecord, response: { 201: RecordView } } },
    async (request, reply) =>
      reply.code(201).send(
        await request.create(async work => {
          const ledger = ledgerFor(work, request.params.name)
          return readRecord(work, ledger, await createRecord(work, ledger, request.body))
        }),
      ),
  )
  app.patch(
    '/api/registers/:name/:id',
    { config: edit, schema: { params: recordParams, body: ChangeRecord, response: { 200: RecordView } } },
    request =>
      request.work(async work => {
        const ledger = ledgerFor(work, request.params.name)
        await changeRecord(work, ledger, request.params.id, request.body)
        return readRecord(work, ledger, request.params.id)
      }),
  )
  app.post(
    '/api/registers/:name/:id/removal',
    { config: edit, schema: { params: recordParams, body: RemoveRecord, response: { 200: RecordView } } },
    request =>
      request.work(async work => {
        const ledger = ledgerFor(work, request.params.name)
        await removeRecord(work, ledger, request.params.id, request.body.reason)
        return readRecord(work, ledger, request.params.id)
      }),
  )
  app.post(
    '/api/registers/:name/:id/restoration',
    { config: edit, schema: { params: recordParams, response: { 200: RecordView } } },
    request =>
      request.work(async work => {
        const ledger = ledgerFor(work, request.params.name)
        await restoreRecord(work, ledger, request.params.id)
        return readRecord(work, ledger, request.params.id)
      }),
  )
  app.post(
    '/api/registers/:name/verifications',
    { config: edit, schema: { params: ledgerParams, body: VerifyRecords, response: { 200: VerifiedRecords } } },
    request =>
      request.work(async work => ({
        verified: await verifyRecords(work, ledgerFor(work, request.params.name), request.body.ids),
      })),
  )
  app.post(
    '/api/registers/:name/:id/disclosure',
    {
      config: { permission: 'register.disclose' },
      schema: { params: recordParams, body: DiscloseRecord, response: { 200: Disclosure } },
    },
    request =>
      request.work(async work => ({
        values: await discloseRecord(
          work,
          ledgerFor(work, request.params.name),
          request.params.id,
          request.body.reason,
        ),
      })),
  )
}
