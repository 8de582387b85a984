import { Id, page } from '@anlan/contract/codec.ts'
import { ReviewViolation, ViolationQuery, ViolationView } from '@anlan/contract/event-report.ts'
import { z } from 'zod'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import { followsCursor, pageOf } from '../../../kernel/database/keyset.ts'
import type { App } from '../../../kernel/http/app.ts'
import { Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { openCorrection } from '../bulletin/corrections.ts'

export function faultRoutes(app: App) {
  app.get(
    '/api/violations',
    {
      config: { permission: 'event-report.violation.read' },
      schema: { querystring: ViolationQuery, response: { 200: page(ViolationView) } },
    },
    request =>
      request.work(async work => {
        const { state, event, unit, kind, after, limit } = request.query
        const rows = await violations(work)
          .$if(state !== undefined, q => q.where('v.state', '=', state ?? 'suspected'))
          .$if(event !== undefined, q => q.where('v.event_id', '=', event ?? ''))
          .$if(unit !== undefined, q => q.where('v.unit_id', '=', unit ?? ''))
          .$if(kind !== undefined, q => q.where('v.kind', '=', kind ?? 'lateReport'))
          .where(followsCursor(after, 'v.at', 'v.id'))
          .orderBy('v.at', 'desc')
          .orderBy('v.id', 'desc')
          .limit(limit + 1)
          .execute()
        return pageOf(rows, limit, row => [row.at.toISOString(), row.id], present)
      }),
  )
  app.post(
    '/api/violations/:id/review',
    {
      config: { permission: 'event-report.violation.review' },
      schema: { params: z.object({ id: Id }), body: ReviewViolation, response: { 200: ViolationView } },
    },
    request =>
      request.work(async work => {
        const row = await violations(work).where('v.id', '=', request.params.id).executeTakeFirst()
        if (!row) throw new Problem('not-found')
        if (row.state !== 'suspected') throw new Problem('event-report/already-reviewed')
        await work.tx
          .updateTable('report_violation')
          .set({
            state: request.body.verdict,
            reviewed_at: work.now,
            reviewed_by_name: work.actor.name,
            review_note: request.body.note,
          })
          .where('id', '=', row.id)
          .execute()
        if (request.body.verdict === 'confirmed') await openCorrection(work, row)
        recordFact(
          work,
          'event-report.fault-reviewed',
          row.id,
          { kind: row.kind, unit: row.unit_id, verdict: request.body.verdict, note: request.body.note },
          { matter: row.event_id },
        )
        return present({
          ...row,
          state: request.body.verdict,
          reviewed_at: work.now,
          reviewed_by_name: work.actor.name,
          review_note: request.body.note,
        })
      }),
  )
}

const violations = (work: Work) =>
  work.tx
    .selectFrom('report_violation as v')
    .innerJoin('unit as u', 'u.id', 'v.unit_id')
    .leftJoin('emergency_event as e', 'e.id', 'v.event_id')
    .selectAll('v')
    .select(['u.name as unit_name', 'e.title as event_title'])
    .where('v.unit_id', 'in', unitsInReach(work))

type Row = Awaited<ReturnType<ReturnType<typeof violations>['execute']>>[number]

const present = (row: Row): z.output<typeof ViolationView> => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  unitId: row.unit_id,
  unitName: row.unit_name,
  eventId: row.event_id,
  eventTitle: row.event_title,
  minutes: row.minutes,
  evidence: row.evidence,
  ruleCode: row.rule_code,
  at: row.at.toISOString(),
  reviewedAt: row.reviewed_at?.toISOString() ?? null,
  reviewedByName: row.reviewed_by_name,
  reviewNote: row.review_note,
})
