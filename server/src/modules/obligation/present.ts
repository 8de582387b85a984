import type { ObligationView } from '@anlan/contract/obligation.ts'
import { sql } from 'kysely'
import type { Work } from '../../kernel/work/work.ts'
import { minutesLate, stateOf } from './rules.ts'
import type { Obligation } from './schema.ts'

/** Rows as the ledger shows them, with names and the state at `work.now`. */
export async function presentObligations(work: Work, rows: Obligation[]): Promise<ObligationView[]> {
  const ids = [...new Set(rows.flatMap(row => [row.owed_by_unit_id, row.owed_to_unit_id ?? row.owed_by_unit_id]))]
  const units = ids.length
    ? await work.tx.selectFrom('unit').select(['id', 'name']).where(sql<boolean>`id = any(${ids}::uuid[])`).execute()
    : []
  const names = new Map(units.map(unit => [unit.id, unit.name]))
  return rows.map(row => {
    const times = { dueAt: row.due_at, soft: row.soft, satisfiedAt: row.satisfied_at, cancelledAt: row.cancelled_at }
    return {
      id: row.id,
      kind: row.kind,
      ruleCode: row.rule_code,
      title: row.title,
      matterId: row.matter_id,
      matterTitle: row.matter_title,
      link: row.link,
      owedByUnitId: row.owed_by_unit_id,
      owedByUnitName: names.get(row.owed_by_unit_id) ?? '',
      owedByPersonId: row.owed_by_person_id,
      owedToUnitId: row.owed_to_unit_id,
      owedToUnitName: row.owed_to_unit_id ? (names.get(row.owed_to_unit_id) ?? '') : null,
      medium: row.medium,
      clock: row.clock,
      startedAt: row.started_at.toISOString(),
      warnAt: row.warn_at?.toISOString() ?? null,
      dueAt: row.due_at.toISOString(),
      limitMinutes: row.limit_minutes,
      limitDisplay: row.limit_display,
      soft: row.soft,
      exercise: row.exercise,
      state: stateOf(times, work.now),
      satisfiedAt: row.satisfied_at?.toISOString() ?? null,
      satisfiedBy: row.satisfied_by,
      breachedAt: row.breached_at?.toISOString() ?? null,
      minutesLate: minutesLate(times, work.now),
      cancelReason: row.cancel_reason,
      source: row.source,
    }
  })
}
