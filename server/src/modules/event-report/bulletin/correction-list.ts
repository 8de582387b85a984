import type { CorrectionQuery, CorrectionState, CorrectionView } from '@anlan/contract/report-fault.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { isUnitInReach, reachFor } from '../../../kernel/access/reach.ts'
import { followsCursor, pageOf } from '../../../kernel/database/keyset.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { correctionKind, correctionsInReach } from './corrections.ts'

const lastAnswer = sql`(select a.accepted from report_correction_answer a where a.correction_id = c.id order by a.sort desc limit 1)`
const answers = sql`exists (select 1 from report_correction_answer a where a.correction_id = c.id)`
const state = sql<CorrectionState>`case when c.accepted_at is not null then 'accepted' when not ${answers} then 'open'
  when ${lastAnswer} is null then 'answered' else 'returned' end`

const corrections = (work: Work) =>
  correctionsInReach(work)
    .innerJoin('report_violation as v', 'v.id', 'c.violation_id')
    .innerJoin('unit as u', 'u.id', 'c.unit_id')
    .leftJoin('emergency_event as e', 'e.id', 'v.event_id')
    .selectAll('c')
    .select(['v.kind', 'v.evidence', 'v.event_id', 'u.name as unit_name', 'e.title as event_title', state.as('state')])
    .select(
      sql<boolean>`exists (select 1 from obligation o where o.matter_id = c.id and o.kind = ${correctionKind} and o.breached_at is not null)`.as(
        'breached',
      ),
    )

type Row = Awaited<ReturnType<ReturnType<typeof corrections>['execute']>>[number]

export async function listCorrections(work: Work, query: z.output<typeof CorrectionQuery>) {
  const rows = await corrections(work)
    .$if(query.state !== undefined, q => q.where(sql<boolean>`${state} = ${query.state}`))
    .$if(query.unit !== undefined, q => q.where('c.unit_id', '=', query.unit ?? ''))
    .$if(query.fault !== undefined, q => q.where('c.violation_id', '=', query.fault ?? ''))
    .where(followsCursor(query.after, 'c.opened_at', 'c.id'))
    .orderBy('c.opened_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(query.limit + 1)
    .execute()
  const found = pageOf(
    rows,
    query.limit,
    row => [row.opened_at.toISOString(), row.id],
    row => row,
  )
  return { next: found.next, items: await present(work, found.items) }
}

export async function presentCorrection(work: Work, id: string): Promise<CorrectionView> {
  const row = await corrections(work).where('c.id', '=', id).executeTakeFirst()
  const [view] = row ? await present(work, [row]) : []
  if (!view) throw new Problem('not-found')
  return view
}

async function present(work: Work, rows: Row[]): Promise<CorrectionView[]> {
  const told = await work.tx
    .selectFrom('report_correction_answer')
    .selectAll()
    .where(sql<boolean>`correction_id = any(${rows.map(row => row.id)}::uuid[])`)
    .orderBy('sort')
    .execute()
  const mayAnswer = reachFor(work.actor, 'event-report.correction.answer')
  const mayDecide = reachFor(work.actor, 'event-report.violation.review')
  const views: CorrectionView[] = []
  for (const row of rows) {
    const mine = told.filter(one => one.correction_id === row.id)
    const isOpen = row.state === 'open' || row.state === 'returned'
    const waiting = mine.find(one => one.decided_at === null)
    views.push({
      id: row.id,
      faultId: row.violation_id,
      kind: row.kind,
      evidence: row.evidence,
      unitId: row.unit_id,
      unitName: row.unit_name,
      eventId: row.event_id,
      eventTitle: row.event_title,
      state: row.state,
      openedAt: row.opened_at.toISOString(),
      dueAt: row.due_at.toISOString(),
      breached: row.breached,
      answers: mine.map(one => ({
        id: one.id,
        text: one.text,
        at: one.at.toISOString(),
        byName: one.by_name,
        decidedAt: one.decided_at?.toISOString() ?? null,
        accepted: one.accepted,
        decidedByName: one.decided_by_name,
        note: one.note,
      })),
      may: {
        answer: isOpen && mayAnswer !== null && (await isUnitInReach({ tx: work.tx, reach: mayAnswer }, row.unit_id)),
        decide:
          waiting !== undefined &&
          waiting.by_account !== work.actor.accountId &&
          mayDecide !== null &&
          (await isUnitInReach({ tx: work.tx, reach: mayDecide }, row.unit_id)),
      },
    })
  }
  return views
}
