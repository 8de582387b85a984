import type { ResponsibilityProposal, SettleProposal } from '@anlan/contract/responsibility.ts'
import type { z } from 'zod'
import type { RecordedFact } from '../../../kernel/module.ts'
import { Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { lineFor, setResponsibility } from './responsibility.ts'

/**
 * A refused task that the command gave to another unit says something about the matrix: for events of this type that unit has a part in it (P25).
 * Proposed only, one per decision; nothing where the matrix says so already, or where the response has no event.
 */
export async function proposeFromDecision(work: Work, fact: RecordedFact): Promise<void> {
  const data = fact.data as { verdict?: string; unit?: string; to?: string | null; title?: string; note?: string }
  if (data.verdict !== 'upheld' || !data.unit || !data.to || !fact.matterId) return
  const event = await work.tx
    .selectFrom('emergency_event')
    .select(['id', 'event_type_code'])
    .where('id', '=', fact.matterId)
    .executeTakeFirst()
  if (!event) return
  const line = await lineFor(work, event.event_type_code)
  const supports = line?.supports.map(one => one.unitId) ?? []
  const leads = line?.leads.map(one => one.unitId) ?? []
  if ([...supports, ...leads].includes(data.to) && !supports.includes(data.unit)) return
  const by = fact.actorId
    ? await work.tx.selectFrom('account').select('display_name').where('id', '=', fact.actorId).executeTakeFirst()
    : undefined
  await work.tx
    .insertInto('responsibility_proposal')
    .values({
      id: fact.id,
      event_id: event.id,
      event_type_code: event.event_type_code,
      task: data.title ?? '',
      from_unit_id: data.unit,
      to_unit_id: data.to,
      note: data.note ?? '',
      decided_at: fact.at,
      decided_by_name: by?.display_name ?? '',
      settled_at: null,
      settled_by_name: null,
    })
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

const proposals = (work: Work) =>
  work.tx
    .selectFrom('responsibility_proposal as p')
    .innerJoin('event_type as t', 't.code', 'p.event_type_code')
    .innerJoin('unit as f', 'f.id', 'p.from_unit_id')
    .innerJoin('unit as u', 'u.id', 'p.to_unit_id')
    .selectAll('p')
    .select(['t.name as type_name', 'f.name as from_name', 'u.name as to_name'])

/** Proposals that nobody has settled, oldest first. */
export async function openProposals(work: Work): Promise<ResponsibilityProposal[]> {
  const rows = await proposals(work).where('p.state', '=', 'open').orderBy('p.decided_at').limit(200).execute()
  return rows.map(row => ({
    id: row.id,
    typeCode: row.event_type_code,
    typeName: row.type_name,
    task: row.task,
    fromUnitName: row.from_name,
    toUnitName: row.to_name,
    note: row.note,
    decidedAt: row.decided_at.toISOString(),
    decidedByName: row.decided_by_name,
  }))
}

/**
 * Adopts a proposal: the unit that took the task supports events of this type from now on, the one that refused it no longer does; who leads
 * stays. Or declines it. Throws `not-found`, `conflict` when it was settled before.
 */
export async function settleProposal(
  work: Work,
  id: string,
  { adopt, reason }: z.output<typeof SettleProposal>,
): Promise<void> {
  const row = await proposals(work).where('p.id', '=', id).forUpdate('p').executeTakeFirst()
  if (!row) throw new Problem('not-found')
  if (row.state !== 'open') throw new Problem('conflict', { detail: '这条建议已由他人办理' })
  await work.tx
    .updateTable('responsibility_proposal')
    .set({ state: adopt ? 'adopted' : 'declined', settled_at: work.now, settled_by_name: work.actor.name })
    .where('id', '=', id)
    .execute()
  recordFact(work, 'event-report.responsibility-proposal-settled', id, { adopt, reason, task: row.task })
  if (!adopt) return
  const line = await lineFor(work, row.event_type_code)
  const leads = line?.leads.map(one => one.unitId) ?? []
  const supports = new Set(line?.supports.map(one => one.unitId))
  supports.delete(row.from_unit_id)
  if (!leads.includes(row.to_unit_id)) supports.add(row.to_unit_id)
  await setResponsibility(work, {
    typeCode: row.event_type_code,
    leadUnitIds: leads,
    supportUnitIds: [...supports],
    reason: `裁定“${row.task}”改由${row.to_name}承担：${reason}`.slice(0, 200),
  })
}
