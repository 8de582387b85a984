import { sql } from 'kysely'
import type { RecordedFact } from '../../kernel/module.ts'
import { settingOf } from '../../kernel/setting-rows.ts'
import { scheduleTask, type Work } from '../../kernel/work/work.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '../calendar/api.ts'
import { unitOfFunction } from '../directory/api.ts'
import { sendNotice } from '../notice/api.ts'
import { dischargeObligations, openObligation, openObligationsLike } from '../obligation/api.ts'
import { answerMinutes, redHour } from './settings.ts'
import { shiftsOf } from './shifts.ts'
import { type Watched, watchedUnits } from './watched.ts'

export const morningTask = 'coverage.morning'
const kind = 'duty-roster-of-today'
const allUnits = sql<string>`(select id from unit)`

const endOf = (day: string) => shanghaiInstant(addDays(day, 1), '00:00')

/**
 * Each morning at the hour of the setting: a unit without any roster for the day owes one, and the county's duty room is told which (S14). A store that
 * stood still asks once, for the day it wakes up on.
 */
export async function lookAtToday(work: Work): Promise<void> {
  const today = shanghaiDay(work.now)
  const hour = await settingOf(work, redHour)
  const redAt = new Date(shanghaiInstant(today, '00:00').getTime() + hour * 3_600_000)
  if (work.now < redAt) return scheduleTask(work, morningTask, 'day', redAt)
  const tomorrow = shanghaiInstant(addDays(today, 1), '00:00')
  scheduleTask(work, morningTask, 'day', new Date(tomorrow.getTime() + hour * 3_600_000))
  const bare = await withoutRoster(work, today)
  const county = await unitOfFunction(work.tx, 'generalDutyOffice')
  if (bare.length === 0 || !county) return
  const limit = await settingOf(work, answerMinutes)
  let told = false
  for (const unit of bare) {
    const opened = await openObligation(work, {
      kind,
      ruleCode: 'coverage.today',
      title: `补排${today}值班表`,
      matterId: null,
      matterTitle: null,
      owedBy: unit.id,
      owedTo: county.id,
      medium: 'system',
      clock: 'daily',
      basis: today,
      startedAt: work.now,
      dueAt: new Date(work.now.getTime() + limit * 60_000),
      limitMinutes: limit,
      soft: false,
      source: answerMinutes.source,
      link: `/duty/roster?unit=${unit.id}`,
    })
    told ||= opened === null
  }
  // Started once more on the same day: those that owe know it, and so does the county.
  if (told) return
  await sendNotice(work, {
    kind: `coverage.today.${today}`,
    title: `${bare.length} 个单位今日未排班`,
    body: `截至核对时刻，以下单位没有${today}的值班安排：${bare.map(unit => unit.name).join('、')}。已要求在 ${limit} 分钟内补排。`,
    matterId: null,
    urgent: false,
    to: [county.id],
    channels: ['inApp'],
    stepUpMinutes: 0,
  })
}

/** Villages are seen to by their township: they show on its page, and owe the county nothing. */
async function withoutRoster(work: Work, day: string): Promise<Watched[]> {
  const units = (await watchedUnits(work, allUnits)).filter(
    unit => unit.kind !== 'village' && unit.kind !== 'community',
  )
  const shifts = await shiftsOf(work, units, shanghaiInstant(day, '00:00'), endOf(day))
  const published = new Set(shifts.map(shift => shift.unitId))
  return units.filter(unit => !published.has(unit.id))
}

/** A shift came into force: what the unit owed for a day is discharged as soon as that day has one. */
export async function followShifts(work: Work, fact: RecordedFact): Promise<void> {
  const unitId = fact.data['unit'] ?? (await unitOfRoom(work, fact.data['room']))
  if (typeof unitId !== 'string') return
  for (const owed of await openObligationsLike(work, { matterId: null, owedBy: unitId, kinds: [kind] })) {
    const shift = await work.tx
      .selectFrom('duty_shift')
      .select('id')
      .where('unit_id', '=', unitId)
      .where('starts_at', '<', endOf(owed.basis))
      .where('ends_at', '>', shanghaiInstant(owed.basis, '00:00'))
      .executeTakeFirst()
    if (shift) await dischargeObligations(work, { matterId: null, id: owed.id, at: fact.at, by: fact.type })
  }
}

const unitOfRoom = async (work: Work, roomId: unknown) =>
  typeof roomId === 'string'
    ? (await work.tx.selectFrom('duty_room').select('unit_id').where('id', '=', roomId).executeTakeFirst())?.unit_id
    : undefined
