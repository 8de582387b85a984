import { ChangeEntry } from '@anlan/contract/change.ts'
import { Id, requiredText } from '@anlan/contract/codec.ts'
import { LotView } from '@anlan/contract/stock.ts'
import {
  AgreementView,
  AssessmentQuery,
  AssessmentView,
  NeedQuery,
  NeedView,
  OverviewView,
  SaveAgreement,
  SaveStandard,
  SetUnitRisks,
  StandardView,
  UnitRisksView,
} from '@anlan/contract/stock-reserve.ts'
import { z } from 'zod'
import type { App } from '../../../kernel/http/app.ts'
import { renderOfficialPaper, sendDocument } from '../../document/api.ts'
import { readNeed } from '../need/need.ts'
import { needPaper } from '../need/paper.ts'
import { endAgreement, historyOfAgreement, listAgreements, saveAgreement } from './agreements.ts'
import { listExpiring } from './expiry.ts'
import { readOverview } from './overview.ts'
import { historyOfRisks, listUnitRisks, setUnitRisks } from './risks.ts'
import { assess, historyOfStandard, listStandards, saveStandard } from './standards.ts'

const params = z.object({ id: Id })
const read = { permission: 'stock.read' } as const
const agree = { permission: 'stock.agree' } as const
const define = { permission: 'stock.define' } as const
const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) })

/** Totals, agreements, standards with their assessment, what expires, and what it would cost. */
export function reserveRoutes(app: App) {
  app.get('/api/stock/overview', { config: read, schema: { response: { 200: OverviewView } } }, request =>
    request.work(work => readOverview(work)),
  )
  app.get('/api/stock/expiry', { config: read, schema: { response: { 200: items(LotView) } } }, request =>
    request.work(async work => ({ items: await listExpiring(work) })),
  )
  app.get('/api/stock/agreements', { config: read, schema: { response: { 200: items(AgreementView) } } }, request =>
    request.work(async work => ({ items: await listAgreements(work) })),
  )
  app.post(
    '/api/stock/agreements',
    { config: agree, schema: { body: SaveAgreement, response: { 201: AgreementView } } },
    async (request, reply) =>
      reply.code(201).send(await request.create(work => saveAgreement(work, null, request.body))),
  )
  app.put(
    '/api/stock/agreements/:id',
    { config: agree, schema: { params, body: SaveAgreement, response: { 200: AgreementView } } },
    request => request.work(work => saveAgreement(work, request.params.id, request.body)),
  )
  app.get(
    '/api/stock/agreements/:id/history',
    { config: read, schema: { params, response: { 200: items(ChangeEntry) } } },
    request => request.work(async work => ({ items: await historyOfAgreement(work, request.params.id) })),
  )
  app.post(
    '/api/stock/agreements/:id/ending',
    {
      config: agree,
      schema: { params, body: z.object({ reason: requiredText('终止原因', 200) }), response: { 200: AgreementView } },
    },
    request => request.work(work => endAgreement(work, request.params.id, request.body.reason)),
  )
  app.get('/api/stock/standards', { config: read, schema: { response: { 200: items(StandardView) } } }, request =>
    request.work(async work => ({ items: await listStandards(work) })),
  )
  app.post(
    '/api/stock/standards',
    { config: define, schema: { body: SaveStandard, response: { 201: items(StandardView) } } },
    async (request, reply) =>
      reply
        .code(201)
        .send(await request.create(async work => ({ items: await saveStandard(work, null, request.body) }))),
  )
  app.put(
    '/api/stock/standards/:id',
    { config: define, schema: { params, body: SaveStandard, response: { 200: items(StandardView) } } },
    request => request.work(async work => ({ items: await saveStandard(work, request.params.id, request.body) })),
  )
  app.get(
    '/api/stock/standards/:id/history',
    { config: read, schema: { params, response: { 200: items(ChangeEntry) } } },
    request => request.work(async work => ({ items: await historyOfStandard(work, request.params.id) })),
  )
  app.get('/api/stock/unit-risks', { config: read, schema: { response: { 200: items(UnitRisksView) } } }, request =>
    request.work(async work => ({ items: await listUnitRisks(work) })),
  )
  app.put(
    '/api/stock/unit-risks/:id',
    { config: define, schema: { params, body: SetUnitRisks, response: { 200: items(UnitRisksView) } } },
    request => request.work(async work => ({ items: await setUnitRisks(work, request.params.id, request.body) })),
  )
  app.get(
    '/api/stock/unit-risks/:id/history',
    { config: read, schema: { params, response: { 200: items(ChangeEntry) } } },
    request => request.work(async work => ({ items: await historyOfRisks(work, request.params.id) })),
  )
  app.get(
    '/api/stock/assessment',
    { config: read, schema: { querystring: AssessmentQuery, response: { 200: AssessmentView } } },
    request => request.work(work => assess(work, request.query)),
  )
  app.get(
    '/api/stock/need',
    { config: read, schema: { querystring: NeedQuery, response: { 200: NeedView } } },
    request => request.work(work => readNeed(work, request.query)),
  )
  app.get('/api/stock/need.docx', { config: read, schema: { querystring: NeedQuery } }, async (request, reply) => {
    const { name, paper } = await request.work(work => needPaper(work, request.query))
    return sendDocument(reply, { name, render: () => renderOfficialPaper(paper) })
  })
}
