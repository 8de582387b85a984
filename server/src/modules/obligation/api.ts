import { randomUUID } from 'node:crypto'
import type { RuleSource } from '@anlan/contract/codec.ts'
import type { Clock, Medium } from '@anlan/contract/obligation.ts'
import { sql, type UpdateObject } from 'kysely'
import type { Tables } from '../../kernel/database/database.ts'
import { settingOf } from '../../kernel/setting-rows.ts'
import { cancelTasks, recordFact, scheduleTask, type Work } from '../../kernel/work/work.ts'
import { limitInWords, warnAtOf } from './rules.ts'
import type { Obligation } from './schema.ts'
import { longestWarningMinutes, softMarkMinutes, warnSharePercent } from './settings.ts'

/**
 * Duties with a clock. Published facts, each about one obligation (`subjectId`): `obligation.opened`, `obligation.warned`, `obligation.breached`,
 * `obligation.met` (with `minutesLate`), `obligation.cancelled`.
 */
export interface NewObligation {
  kind: string
  ruleCode: string
  title: string
  matterId: string | null
  matterTitle: string | null
  owedBy: string
  owedTo: string | null
  person?: string | null
  medium: Medium
  clock: Clock
  /** Distinguishes obligations of one rule about one matter (the level that called for it, the day, the report it follows). */
  basis: string
  startedAt: Date
  dueAt: Date
  limitMinutes: number | null
  soft: boolean
  source: RuleSource
  /** Where in the web app it is discharged, when that is not the page of its matter. */
  link?: string
  /** Whoever opens it tells of its breach himself; there is no general reminder. */
  ownReminder?: boolean
  /** Owed in an exercise (演练): the clock runs and reminds, but stands in no real list and no figure. */
  exercise?: boolean
}

export type { Obligation } from './schema.ts'

/** Starts a clock; one that already runs for the same rule, parties and basis is left as it is. Returns the new one, or null. */
export const openObligation = async (work: Work, wanted: NewObligation): Promise<Obligation | null> =>
  (await openObligations(work, [wanted]))[0] ?? null

/** Starts many clocks with one statement; the answer stands in the order of what was wanted. */
export async function openObligations(work: Work, wanted: NewObligation[]): Promise<(Obligation | null)[]> {
  if (wanted.length === 0) return []
  const bounds = {
    softMarkMinutes: await settingOf(work, softMarkMinutes),
    sharePercent: await settingOf(work, warnSharePercent),
    longestMinutes: await settingOf(work, longestWarningMinutes),
  }
  const rows = wanted.map(one => ({
    id: randomUUID(),
    kind: one.kind,
    rule_code: one.ruleCode,
    title: one.title,
    matter_id: one.matterId,
    matter_title: one.matterTitle,
    owed_by_unit_id: one.owedBy,
    owed_by_person_id: one.person ?? null,
    owed_to_unit_id: one.owedTo,
    medium: one.medium,
    clock: one.clock,
    basis: one.basis,
    started_at: one.startedAt,
    warn_at: warnAtOf(one.startedAt, one.dueAt, one.soft, bounds),
    due_at: one.dueAt,
    limit_minutes: one.limitMinutes,
    limit_display: limitInWords(one.limitMinutes, one.soft),
    soft: one.soft,
    source: JSON.stringify(one.source),
    link: one.link ?? null,
    own_reminder: one.ownReminder ?? false,
    exercise: one.exercise ?? false,
    opened_at: work.now,
  }))
  const inserted = await work.tx
    .insertInto('obligation')
    .values(rows)
    .onConflict(conflict => conflict.doNothing())
    .returningAll()
    .execute()
  const byId = new Map(inserted.map(one => [one.id, one]))
  const opened = rows.map(row => byId.get(row.id) ?? null)
  for (const one of opened) if (one) noteOpened(work, one)
  return opened
}

function noteOpened(work: Work, opened: Obligation): void {
  scheduleTask(work, 'obligation.warn', opened.id, opened.warn_at ?? opened.due_at)
  // In time means up to and including the limit, so the breach is a millisecond later.
  if (!opened.soft) scheduleTask(work, 'obligation.due', opened.id, new Date(opened.due_at.getTime() + 1))
  recordFact(
    work,
    'obligation.opened',
    opened.id,
    {
      rule: opened.rule_code,
      title: opened.title,
      medium: opened.medium,
      owedBy: opened.owed_by_unit_id,
      owedTo: opened.owed_to_unit_id,
      dueAt: opened.due_at,
    },
    { matter: opened.matter_id, chain: opened.owed_by_unit_id },
  )
}

/** Which open obligations something discharges. Fields left out match all. */
export interface Discharge {
  matterId: string | null
  owedBy?: string
  owedTo?: string[]
  mediums?: Medium[]
  kinds?: string[]
  ruleCodes?: string[]
  id?: string
  ids?: string[]
  /** When it was done; may lie before now (typed in afterwards). */
  at: Date
  /** What did it, for the ledger. */
  by: string
}

const openOnes = (work: Work, which: Omit<Discharge, 'at' | 'by'>) => {
  let query = work.tx
    .selectFrom('obligation')
    .selectAll()
    .where('satisfied_at', 'is', null)
    .where('cancelled_at', 'is', null)
  if (which.id) query = query.where('id', '=', which.id)
  else
    query =
      which.matterId === null ? query.where('matter_id', 'is', null) : query.where('matter_id', '=', which.matterId)
  if (which.ids) query = query.where(sql<boolean>`id = any(${which.ids}::uuid[])`)
  if (which.owedBy) query = query.where('owed_by_unit_id', '=', which.owedBy)
  if (which.owedTo)
    query = query.where(eb =>
      eb.or([
        eb('owed_to_unit_id', 'in', which.owedTo?.length ? which.owedTo : ['00000000-0000-0000-0000-000000000000']),
        eb('owed_to_unit_id', 'is', null),
      ]),
    )
  if (which.mediums) query = query.where('medium', 'in', which.mediums)
  if (which.kinds) query = query.where('kind', 'in', which.kinds)
  if (which.ruleCodes) query = query.where('rule_code', 'in', which.ruleCodes)
  return query.orderBy('due_at').forUpdate()
}

/** Open obligations (late ones, too) that fit, soonest limit first; locked until the unit of work ends. */
export const openObligationsLike = (work: Work, which: Omit<Discharge, 'at' | 'by'>): Promise<Obligation[]> =>
  openOnes(work, which).execute()

/** Discharges what `done` covers and returns it. Lateness is computed from `at`, never typed. */
export async function dischargeObligations(work: Work, done: Discharge): Promise<Obligation[]> {
  const open = await openOnes(work, done).execute()
  await settle(work, open, { satisfied_at: sql`greatest(started_at, ${done.at})`, satisfied_by: done.by })
  for (const one of open) {
    // Nothing can be discharged before its clock started: word that went out earlier counts from then.
    const at = done.at < one.started_at ? one.started_at : done.at
    const late = !one.soft && at > one.due_at ? Math.ceil((at.getTime() - one.due_at.getTime()) / 60_000) : 0
    recordFact(
      work,
      'obligation.met',
      one.id,
      {
        rule: one.rule_code,
        title: one.title,
        medium: one.medium,
        kind: one.kind,
        owedBy: one.owed_by_unit_id,
        at,
        minutesLate: late,
        by: done.by,
      },
      { matter: one.matter_id, chain: one.owed_by_unit_id },
    )
  }
  return open
}

/** Withdraws open obligations that no longer apply. A breach that has happened stays in the ledger. */
export async function cancelObligations(
  work: Work,
  which: Omit<Discharge, 'at' | 'by'>,
  reason: string,
): Promise<void> {
  const open = await openOnes(work, which).execute()
  await settle(work, open, { cancelled_at: work.now, cancel_reason: reason })
  for (const one of open)
    recordFact(
      work,
      'obligation.cancelled',
      one.id,
      { rule: one.rule_code, title: one.title, reason },
      { matter: one.matter_id, chain: one.owed_by_unit_id },
    )
}

/** Writes down how these ended; nobody need look at them at their limit. */
async function settle(work: Work, open: Obligation[], how: UpdateObject<Tables, 'obligation'>) {
  if (open.length === 0) return
  const ids = open.map(one => one.id)
  await work.tx.updateTable('obligation').set(how).where(sql<boolean>`id = any(${ids}::uuid[])`).execute()
  await cancelTasks(work, ['obligation.warn', 'obligation.due'], ids)
}

/** All obligations about one matter, soonest limit first. */
export const obligationsOf = (work: Work, matterId: string): Promise<Obligation[]> =>
  work.tx
    .selectFrom('obligation')
    .selectAll()
    .where('matter_id', '=', matterId)
    .orderBy('due_at')
    .orderBy('id')
    .execute()

export const findObligation = (work: Work, id: string) =>
  work.tx.selectFrom('obligation').selectAll().where('id', '=', id).executeTakeFirst()

export { presentObligations } from './present.ts'
export { type Ending, oweRenewals, type Renewals, settleRenewals } from './renewals.ts'

/** What a unit really owes and has not done yet, soonest limit first; what it owes in an exercise is no work left over. */
export const openObligationsOwedBy = (work: Work, unitId: string): Promise<Obligation[]> =>
  work.tx
    .selectFrom('obligation')
    .selectAll()
    .where('owed_by_unit_id', '=', unitId)
    .where('exercise', '=', false)
    .where('satisfied_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .orderBy('due_at')
    .orderBy('id')
    .limit(200)
    .execute()
