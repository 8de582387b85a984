import { randomUUID } from 'node:crypto'
import { compareModes, type DutyMode, dutyModes, type ModeCause } from '@anlan/contract/duty-mode.ts'
import { sql } from 'kysely'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { findUnit, unitOfFunction } from '../../directory/api.ts'
import { beginRollCalls } from './roll-calls.ts'
import { scopeOf } from './rules.ts'

/** Why a unit is in a mode. `key` tells causes of one kind apart: the response, the period. */
export interface Cause {
  kind: ModeCause
  key: string
  title: string
}
export interface Decision {
  cause: Cause
  reason: string
  byName: string
  /** The event whose timeline tells it. */
  matter?: string | null
}

/** Switches, triggers and decisions happen one after another: each sees what the one before left. */
export const oneAtATime = (work: Work) => sql`select pg_advisory_xact_lock(hashtext('duty-mode'))`.execute(work.tx)

export async function modeNow(work: Work, unitId: string): Promise<DutyMode> {
  const row = await work.tx
    .selectFrom('duty_mode_state')
    .select('mode')
    .where('unit_id', '=', unitId)
    .where('until', 'is', null)
    .executeTakeFirst()
  return row?.mode ?? 'normal'
}

/** What a mode asks of this unit. */
export async function ruleFor(work: Work, unitId: string, mode: DutyMode) {
  const unit = await findUnit(work.tx, unitId)
  const room = await unitOfFunction(work.tx, 'generalDutyOffice')
  const scope = unit ? scopeOf(unit, room?.id) : 'unit'
  return work.tx
    .selectFrom('duty_mode_rule')
    .selectAll()
    .where('scope', '=', scope)
    .where('mode', '=', mode)
    .executeTakeFirstOrThrow()
}

/**
 * Puts units into a mode from now on and tells it, each in a fact of its own that says what is owed from now on. Units that are in it
 * already are left as they are. Returns those that changed, with what they were in.
 */
export async function putInto(
  work: Work,
  unitIds: string[],
  mode: DutyMode,
  why: Decision,
): Promise<{ unitId: string; before: DutyMode }[]> {
  const changed: { unitId: string; before: DutyMode }[] = []
  for (const unitId of new Set(unitIds)) {
    const before = await modeNow(work, unitId)
    if (before === mode) continue
    await work.tx
      .updateTable('duty_mode_state')
      .set({ until: work.now })
      .where('unit_id', '=', unitId)
      .where('until', 'is', null)
      .execute()
    const rule = await ruleFor(work, unitId, mode)
    await work.tx
      .insertInto('duty_mode_state')
      .values({
        id: randomUUID(),
        unit_id: unitId,
        mode,
        since: work.now,
        until: null,
        cause_kind: why.cause.kind,
        cause_key: why.cause.key,
        reason: why.reason,
        decided_by_name: why.byName,
        roll_call_minutes: rule.roll_call_minutes,
      })
      .execute()
    if (rule.roll_call_minutes) beginRollCalls(work, rule.roll_call_minutes)
    recordFact(
      work,
      'duty-mode.changed',
      unitId,
      {
        unit: unitId,
        before,
        after: mode,
        since: work.now,
        reason: why.reason,
        cause: why.cause,
        reportEveryMinutes: rule.report_every_minutes,
        reportHours: rule.report_hours,
      },
      { chain: unitId, matter: why.matter ?? null },
    )
    changed.push({ unitId, before })
  }
  return changed
}

export const standingCauses = (work: Work, unitId: string) =>
  work.tx
    .selectFrom('duty_mode_cause')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('ended_at', 'is', null)
    .orderBy('since')
    .execute()

/** Notes that something asks for a mode; the same thing asking again only changes what it asks for. */
export async function noteCause(work: Work, unitId: string, cause: Cause, mode: DutyMode): Promise<void> {
  await work.tx
    .insertInto('duty_mode_cause')
    .values({ id: randomUUID(), unit_id: unitId, ...cause, mode, since: work.now, ended_at: null })
    .onConflict(conflict =>
      conflict
        .columns(['unit_id', 'kind', 'key'])
        .where('ended_at', 'is', null)
        .doUpdateSet({ mode, title: cause.title }),
    )
    .execute()
}

/** It asks for nothing any more. Returns the units for which it had stood. */
export async function endCause(work: Work, kind: ModeCause, key: string, unitIds?: string[]): Promise<string[]> {
  const ended = await work.tx
    .updateTable('duty_mode_cause')
    .set({ ended_at: work.now })
    .where('kind', '=', kind)
    .where('key', '=', key)
    .where('ended_at', 'is', null)
    .$if(unitIds !== undefined, query => query.where(sql<boolean>`unit_id = any(${unitIds ?? []}::uuid[])`))
    .returning('unit_id')
    .execute()
  return ended.map(row => row.unit_id)
}

/** A leader let a unit fall back although these still ask for more: they count no more. */
export async function overrule(work: Work, unitId: string, to: DutyMode): Promise<void> {
  for (const cause of await standingCauses(work, unitId))
    if (compareModes(cause.mode, to) > 0) await endCause(work, cause.kind, cause.key, [unitId])
}

export const modeWords = (mode: DutyMode) => `${dutyModes[mode]}值班状态`
