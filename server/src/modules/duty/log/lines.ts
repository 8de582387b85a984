import { sql } from 'kysely'
import type { Work } from '../../../kernel/work/work.ts'
import { unitOfFunction } from '../../directory/api.ts'

/** The duty room whose log this person keeps: the county's for whoever serves there, else that of the own unit. */
export async function deskOf(work: Work): Promise<string> {
  const county = await unitOfFunction(work.tx, 'generalDutyOffice')
  return county && work.actor.grants.some(grant => grant.role === 'duty_officer' || grant.role === 'duty_leader')
    ? county.id
    : work.actor.unitId
}

/** The line that a change of shift writes itself says nothing of the shift in which it falls. */
const ofTheShift = sql<boolean>`not (automatic and kind = 'handover')`

/** How many lines the log of a unit has from a moment on and before another. */
export async function linesInShift(work: Work, unitId: string, from: Date, to: Date): Promise<number> {
  const row = await work.tx
    .selectFrom('duty_log')
    .select(sql<number>`count(*)::int`.as('lines'))
    .where('unit_id', '=', unitId)
    .where('at', '>=', from)
    .where('at', '<', to)
    .where(ofTheShift)
    .executeTakeFirstOrThrow()
  return row.lines
}

/** Whether the log of a unit has a line from one moment on and before another; the three are columns. */
export const hasLinesBetween = (unit: string, from: string, to: string) =>
  sql<boolean>`exists (select 1 from duty_log where duty_log.unit_id = ${sql.ref(unit)} and duty_log.at >= ${sql.ref(from)}
    and duty_log.at < ${sql.ref(to)} and ${ofTheShift})`

/** When lines were written in the logs of these units, from a moment on and before another. */
export async function linesOfUnits(work: Work, unitIds: string[], from: Date, to: Date) {
  if (unitIds.length === 0) return []
  return work.tx
    .selectFrom('duty_log')
    .select(['unit_id', 'at'])
    .where('unit_id', 'in', unitIds)
    .where('at', '>=', from)
    .where('at', '<', to)
    .where(ofTheShift)
    .orderBy('at')
    .execute()
}
