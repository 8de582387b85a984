import { Id } from '@anlan/contract/codec.ts'
import {
  CheckUnit,
  ContactEntry,
  ContactQuery,
  DeadNumberView,
  DefectView,
  MergeUnit,
  ReportDeadNumber,
  RoundUnitView,
  RoundView,
  SettleDeadNumber,
  StartRound,
  TenureView,
  UnitView,
} from '@anlan/contract/directory.ts'
import { z } from 'zod'
import type { House } from '../../../kernel/house.ts'
import type { App } from '../../../kernel/http/app.ts'
import { tenuresOf } from '../holders.ts'
import { mergeUnit, presentUnit } from '../units.ts'
import { findContacts } from './contact-book.ts'
import { confirmNumber, listDeadNumbers, reportDeadNumber } from './dead-numbers.ts'
import { askModules, findDefects } from './defects.ts'
import { checkUnit, fileUnit, listRounds, startRound, unitsOfRound } from './rounds.ts'

const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })
const params = z.object({ id: Id })
const roundUnit = params.extend({ unitId: Id })

/** The contact book and what keeps it true. */
export function directoryCareRoutes(app: App, house: House) {
  const read = { permission: 'directory.read' } as const
  const edit = { permission: 'directory.edit' } as const
  const done = { 200: z.object({}) }
  app.get(
    '/api/contacts',
    { config: read, schema: { querystring: ContactQuery, response: { 200: items(ContactEntry) } } },
    request => request.work(async work => ({ items: await findContacts(work, request.query) })),
  )
  app.get('/api/directory-defects', { config: read, schema: { response: { 200: items(DefectView) } } }, request =>
    request.work(async work => ({ items: await findDefects(work, askModules(house.modules)) })),
  )
  app.get(
    '/api/posts/:id/tenures',
    { config: read, schema: { params, response: { 200: items(TenureView) } } },
    request => request.work(async work => ({ items: await tenuresOf(work, request.params.id) })),
  )
  app.post(
    '/api/units/:id/merger',
    { config: edit, schema: { params, body: MergeUnit, response: { 200: UnitView } } },
    request =>
      request.work(async work =>
        presentUnit(await mergeUnit(work, request.params.id, request.body.intoUnitId, request.body.reason)),
      ),
  )
  app.get('/api/dead-numbers', { config: read, schema: { response: { 200: items(DeadNumberView) } } }, request =>
    request.work(async work => ({ items: await listDeadNumbers(work) })),
  )
  app.post(
    '/api/dead-numbers',
    { config: read, schema: { body: ReportDeadNumber, response: { 201: z.object({ id: Id }) } } },
    async (request, reply) =>
      reply.code(201).send(await request.create(async work => ({ id: await reportDeadNumber(work, request.body) }))),
  )
  app.post(
    '/api/dead-numbers/:id/confirmation',
    { config: edit, schema: { params, body: SettleDeadNumber, response: done } },
    request =>
      request.work(async work => {
        await confirmNumber(work, request.params.id, request.body.note)
        return {}
      }),
  )
  app.get('/api/contact-rounds', { config: read, schema: { response: { 200: items(RoundView) } } }, request =>
    request.work(async work => ({ items: await listRounds(work) })),
  )
  app.post(
    '/api/contact-rounds',
    {
      config: { permission: 'directory.check' },
      schema: { body: StartRound, response: { 201: z.object({ id: Id }) } },
    },
    async (request, reply) =>
      reply.code(201).send(await request.create(async work => ({ id: await startRound(work, request.body) }))),
  )
  app.get(
    '/api/contact-rounds/:id',
    { config: read, schema: { params, response: { 200: items(RoundUnitView) } } },
    request => request.work(async work => ({ items: await unitsOfRound(work, request.params.id) })),
  )
  app.post(
    '/api/contact-rounds/:id/units/:unitId/filing',
    { config: { permission: 'directory.file' }, schema: { params: roundUnit, response: done } },
    request =>
      request.work(async work => {
        await fileUnit(work, request.params.id, request.params.unitId)
        return {}
      }),
  )
  app.post(
    '/api/contact-rounds/:id/units/:unitId/check',
    { config: { permission: 'directory.check' }, schema: { params: roundUnit, body: CheckUnit, response: done } },
    request =>
      request.work(async work => {
        await checkUnit(work, request.params.id, request.params.unitId, request.body.remark)
        return {}
      }),
  )
}
