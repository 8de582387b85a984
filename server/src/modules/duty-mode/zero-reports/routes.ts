import { Id } from '@anlan/contract/codec.ts'
import { scheduleInWords } from '@anlan/contract/form.ts'
import { AskZeroReports, DraftSynthesis, EndZeroReports, ZeroReportView } from '@anlan/contract/zero-report.ts'
import { z } from 'zod'
import { reachFor, unitsInReach } from '../../../kernel/access/reach.ts'
import type { App } from '../../../kernel/http/app.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { listCollections } from '../../form/api.ts'
import { askForZeroReports, endAsked } from './duties.ts'
import { draftSynthesis } from './synthesis.ts'

/** 零报告: who owes them and why, and the county's 情况综合. */
export function zeroReportRoutes(app: App) {
  app.get(
    '/api/zero-reports',
    { config: { permission: 'form.read' }, schema: { response: { 200: ZeroReportView } } },
    request => request.work(presentZeroReports),
  )
  app.post(
    '/api/zero-reports',
    { config: { permission: 'form.define' }, schema: { body: AskZeroReports, response: { 201: ZeroReportView } } },
    async (request, reply) =>
      reply.code(201).send(
        await request.create(async work => {
          await askForZeroReports(work, request.body)
          return presentZeroReports(work)
        }),
      ),
  )
  app.post(
    '/api/zero-reports/:id/ending',
    {
      config: { permission: 'form.define' },
      schema: { params: z.object({ id: Id }), body: EndZeroReports, response: { 200: ZeroReportView } },
    },
    request =>
      request.work(async work => {
        await endAsked(work, request.params.id, request.body.reason)
        return presentZeroReports(work)
      }),
  )
  app.post(
    '/api/zero-report-syntheses',
    {
      config: { permission: 'paper.draft' },
      schema: { body: DraftSynthesis, response: { 201: z.object({ paperId: Id }) } },
    },
    async (request, reply) =>
      reply.code(201).send(
        await request.create(async work => ({
          paperId: await draftSynthesis(work, request.body.roundId, request.body.id),
        })),
      ),
  )
}

async function presentZeroReports(work: Work): Promise<z.output<typeof ZeroReportView>> {
  const duties = await work.tx
    .selectFrom('zero_report_duty as d')
    .innerJoin('unit as u', 'u.id', 'd.unit_id')
    .selectAll('d')
    .select('u.name')
    .where('d.until', 'is', null)
    .where('d.unit_id', 'in', unitsInReach(work))
    .orderBy('u.sort')
    .orderBy('d.since')
    .execute()
  const mayAsk = reachFor(work.actor, 'form.define') !== null
  const open = await listCollections(work, { state: 'open' })
  return {
    mayAsk,
    maySynthesise: mayAsk,
    duties: duties.map(duty => ({
      id: duty.id,
      unitId: duty.unit_id,
      unitName: duty.name,
      cause: duty.cause,
      reason: duty.reason,
      scheduleWords: scheduleInWords(duty.schedule),
      since: duty.since.toISOString(),
      until: duty.until?.toISOString() ?? null,
      mayEnd: mayAsk && duty.cause === 'asked',
    })),
    collections: open.filter(one => one.keptBySystem),
    confidence: '设计',
  }
}
