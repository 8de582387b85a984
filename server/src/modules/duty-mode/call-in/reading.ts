import type { CallInMember, CallInProgress, CallInView } from '@anlan/contract/duty-mode.ts'
import { isUnitInReach } from '../../../kernel/access/reach.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { findUnit } from '../../directory/api.ts'
import { minutesBetween } from './settle.ts'

const maybe = (from: Date, to: Date | null) => (to ? minutesBetween(from, to) : null)

/** A list with everybody on it: who has not acknowledged first, who is on post last. */
export async function readCallIn(work: Work, id: string): Promise<CallInView> {
  const list = await work.tx.selectFrom('duty_call_in').selectAll().where('id', '=', id).executeTakeFirst()
  if (!list || !(await isUnitInReach(work, list.unit_id))) throw new Problem('not-found')
  const [progress] = await progressOf(work, [id])
  if (!progress) throw new Problem('not-found')
  const rows = await work.tx
    .selectFrom('duty_call_in_member as m')
    .innerJoin('unit as u', 'u.id', 'm.unit_id')
    .selectAll('m')
    .select('u.name as unit_name')
    .where('m.call_in_id', '=', id)
    .orderBy('m.added_at')
    .orderBy('m.kind')
    .orderBy('m.name')
    .execute()
  const members = rows.map(
    (row): CallInMember => ({
      id: row.id,
      kind: row.kind,
      unitId: row.unit_id,
      unitName: row.unit_name,
      name: row.name,
      post: row.post,
      phone: row.phone,
      calls: row.calls,
      lastCallAt: row.last_call_at?.toISOString() ?? null,
      acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
      acknowledgedMinutes: maybe(row.added_at, row.acknowledged_at),
      acknowledgedVia: row.acknowledged_via,
      expectedAt: row.expected_at?.toISOString() ?? null,
      arrivedAt: row.arrived_at?.toISOString() ?? null,
      arrivedMinutes: maybe(row.added_at, row.arrived_at),
      releasedAt: row.released_at?.toISOString() ?? null,
    }),
  )
  const stage = (one: CallInMember) => (one.arrivedAt ? 2 : one.acknowledgedAt ? 1 : 0)
  return {
    ...progress.progress,
    unitId: list.unit_id,
    unitName: (await findUnit(work.tx, list.unit_id))?.name ?? '',
    mode: list.mode,
    reason: list.reason,
    reachMinutes: list.reach_minutes,
    members: members.sort((a, b) => stage(a) - stage(b)),
  }
}

/** Lists in figures. */
export async function progressOf(work: Work, ids: string[]): Promise<{ unitId: string; progress: CallInProgress }[]> {
  if (ids.length === 0) return []
  const rows = await work.tx
    .selectFrom('duty_call_in as c')
    .selectAll('c')
    .select(eb => {
      const members = eb.selectFrom('duty_call_in_member as m').whereRef('m.call_in_id', '=', 'c.id')
      return [
        members.select(b => b.fn.countAll<number>().as('n')).as('total'),
        members.select(b => b.fn.count<number>('m.acknowledged_at').as('n')).as('acknowledged'),
        members.select(b => b.fn.count<number>('m.arrived_at').as('n')).as('arrived'),
      ]
    })
    .where('c.id', 'in', ids)
    .execute()
  return rows.map(row => ({
    unitId: row.unit_id,
    progress: {
      id: row.id,
      openedAt: row.opened_at.toISOString(),
      dueAt: row.due_at.toISOString(),
      total: Number(row.total),
      acknowledged: Number(row.acknowledged),
      arrived: Number(row.arrived),
      allAcknowledgedMinutes: maybe(row.opened_at, row.all_acknowledged_at),
      allArrivedMinutes: maybe(row.opened_at, row.all_arrived_at),
      closedAt: row.closed_at?.toISOString() ?? null,
    },
  }))
}
