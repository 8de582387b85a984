import { randomUUID } from 'node:crypto'
import type { EquipmentState, HandoverSheet } from '@anlan/contract/handover.ts'
import { sql } from 'kysely'
import type { RecordedFact } from '../../../kernel/module.ts'
import { ours, settingOf } from '../../../kernel/setting-rows.ts'
import { recordFact, scheduleTask, type Work } from '../../../kernel/work/work.ts'
import { shanghaiMinute } from '../../calendar/api.ts'
import { unitOfFunction } from '../../directory/api.ts'
import {
  type NamedShift,
  nextShiftChange,
  type ShiftChange,
  shiftChangeAt,
  shiftChangesOf,
  startOfShift,
} from '../../duty/api.ts'
import { cancelObligations, openObligation } from '../../obligation/api.ts'
import type { Handover } from '../schema.ts'
import { openBeforeMinutes, quietAfterUnsigned, signWithinMinutes } from '../settings.ts'
import { handoverKind } from '../sheet/items.ts'

export const openTask = 'duty-handover.open'
export const startTask = 'duty-handover.shift-begins'

const minutes = (count: number) => count * 60_000
const plus = (at: Date, ms: number) => new Date(at.getTime() + ms)
/** A change of shift that nobody prepared may still be handed over for so long. */
const longestDelayMs = minutes(4 * 60)

/** What a server that stood still slept through: the unit stays written down as not having signed, but nobody is called about it any more. */
export const isBygone = (moment: Date, now: Date): boolean => now.getTime() - moment.getTime() > longestDelayMs

/** Asks for the next sheet of a unit: some time before its next change of shift that has none. */
export async function planNext(work: Work, unitId: string): Promise<void> {
  const last = await latest(work, unitId)
  const after = last && last.at > work.now ? last.at : work.now
  const next = await nextShiftChange(work, unitId, after)
  if (!next) return
  const openAt = plus(next.at, -minutes(await settingOf(work, openBeforeMinutes)))
  scheduleTask(work, openTask, unitId, openAt < work.now ? work.now : openAt)
}

/** The shifts of a unit were written or changed: its sheets follow. */
export async function followShifts(work: Work, fact: RecordedFact): Promise<void> {
  const named = fact.data['unit']
  const units =
    typeof named === 'string'
      ? [named]
      : (
          await work.tx
            .selectFrom('duty_shift')
            .select('unit_id')
            .distinct()
            .where('roster_id', '=', fact.subjectId)
            .execute()
        ).map(row => row.unit_id)
  for (const unitId of units) await planNext(work, unitId)
}

/** The change of shift at hand in a unit: one that is near, else one that is past and may still be handed over. */
export async function changeAtHand(work: Work, unitId: string): Promise<ShiftChange<NamedShift> | undefined> {
  const soon = plus(work.now, minutes(await settingOf(work, openBeforeMinutes)))
  return (await shiftChangesOf(work, unitId, plus(work.now, -longestDelayMs), soon)).at(-1)
}

/** Opens the sheet of a change of shift; one that is there is left as it is. Then the next is asked for. */
export async function openSheet(work: Work, unitId: string, change: ShiftChange, id?: string): Promise<string> {
  const there = await sheetAt(work, unitId, change.at)
  const opened = there?.id ?? (await insertSheet(work, unitId, change, id))
  await planNext(work, unitId)
  return opened
}

async function insertSheet(work: Work, unitId: string, change: ShiftChange, id: string = randomUUID()) {
  await work.tx
    .insertInto('duty_handover')
    .values({
      id,
      unit_id: unitId,
      at: change.at,
      shift_started_at: startOfShift(change),
      sign_by: plus(change.at, minutes(await settingOf(work, signWithinMinutes))),
      version: 1,
      sheet: JSON.stringify(await draftSheet(work, unitId)),
      opened_at: work.now,
    })
    .execute()
  recordFact(work, 'duty-handover.opened', id, { unit: unitId, at: change.at }, { chain: unitId })
  scheduleTask(work, startTask, id, change.at < work.now ? work.now : change.at)
  return id
}

/** A new sheet knows from the one before what the room does not have and what is to be watched; the rest is looked at anew. */
async function draftSheet(work: Work, unitId: string): Promise<HandoverSheet> {
  const before = await work.tx
    .selectFrom('duty_handover')
    .select('sheet')
    .where('unit_id', '=', unitId)
    .where('incoming_signed_at', 'is not', null)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
  const absent = Object.entries(before?.sheet.equipment ?? {}).filter(
    ([, check]) => check?.state === ('absent' satisfies EquipmentState),
  )
  return {
    equipment: Object.fromEntries(absent),
    keysSeals: before?.sheet.keysSeals ?? '',
    watch: before?.sheet.watch ?? '',
    weather: '',
    risk: before?.sheet.risk ?? '',
    notes: '',
    nothingHappened: false,
  }
}

/** Some time before a change of shift. Runs as the due task of a unit. */
export async function openWhenDue(work: Work, unitId: string): Promise<void> {
  const change = await changeAtHand(work, unitId)
  if (change && change.at > plus(work.now, -minutes(1))) await openSheet(work, unitId, change)
  else await planNext(work, unitId)
}

/**
 * The next shift begins: a sheet without both signatures starts its clock; one whose change of shift was moved is void. Only the latest change of
 * shift is asked for, and a unit that has let several in a row go by is asked no more, until it hands over again: it stands in the list of the unsigned.
 */
export async function shiftBegins(work: Work, id: string): Promise<void> {
  const row = await work.tx.selectFrom('duty_handover').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row || row.withdrawn_at) return
  const before = await unsignedBefore(work, row)
  for (const one of before)
    if (one.obligation_id)
      await cancelObligations(
        work,
        { matterId: null, id: one.obligation_id },
        '已到下一次换班，由新的交接班单接续，未签字的记录保留',
      )
  if (row.incoming_signed_at || row.obligation_id) return
  if (!row.outgoing_signed_at && !(await shiftChangeAt(work, row.unit_id, row.at))) {
    await work.tx.updateTable('duty_handover').set({ withdrawn_at: work.now }).where('id', '=', id).execute()
    recordFact(work, 'duty-handover.withdrawn', id, { unit: row.unit_id, at: row.at }, { chain: row.unit_id })
    return
  }
  if (isBygone(row.at, work.now) || before.length >= (await settingOf(work, quietAfterUnsigned))) return
  const county = await unitOfFunction(work.tx, 'generalDutyOffice')
  const opened = await openObligation(work, {
    kind: handoverKind,
    ruleCode: 'DH-1',
    title: `交接班签字（${shanghaiMinute(row.at)}）`,
    matterId: null,
    matterTitle: null,
    owedBy: row.unit_id,
    owedTo: county && county.id !== row.unit_id ? county.id : null,
    medium: 'system',
    clock: 'daily',
    basis: id,
    startedAt: row.at,
    dueAt: row.sign_by,
    limitMinutes: Math.round((row.sign_by.getTime() - row.at.getTime()) / 60_000),
    soft: false,
    source: { ...ours, name: '值班交接班制度（签字时限为产品默认）' },
    link: `/duty/handovers/${id}`,
  })
  if (opened)
    await work.tx.updateTable('duty_handover').set({ obligation_id: opened.id }).where('id', '=', id).execute()
}

export const sheetAt = (work: Work, unitId: string, at: Date): Promise<Handover | undefined> =>
  work.tx
    .selectFrom('duty_handover')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('at', '=', at)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()

/** The changes of shift since the last one that both sides signed, this one left out. */
const unsignedBefore = (work: Work, row: Handover) =>
  work.tx
    .selectFrom('duty_handover as one')
    .select(['one.id', 'one.obligation_id'])
    .where('one.unit_id', '=', row.unit_id)
    .where('one.at', '<', row.at)
    .where('one.withdrawn_at', 'is', null)
    .where(
      sql<boolean>`one.at > coalesce((select max(at) from duty_handover where unit_id = ${row.unit_id} and at < ${row.at}
        and incoming_signed_at is not null), '-infinity')`,
    )
    .execute()

const latest = (work: Work, unitId: string) =>
  work.tx
    .selectFrom('duty_handover')
    .select('at')
    .where('unit_id', '=', unitId)
    .where('withdrawn_at', 'is', null)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
