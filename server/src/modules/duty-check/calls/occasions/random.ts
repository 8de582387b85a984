import { randomInt } from 'node:crypto'
import type { CheckDayView, CheckedUnitView, SetCheckedUnits } from '@anlan/contract/duty-check.ts'
import type { z } from 'zod'
import { isUnitInReach, unitsInReach } from '../../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../../kernel/problem.ts'
import { settingOf } from '../../../../kernel/setting-rows.ts'
import { recordFact, scheduleTask, type Work } from '../../../../kernel/work/work.ts'
import { addDays, periodsOn, shanghaiDay, shanghaiInstant } from '../../../calendar/api.ts'
import { findUnit } from '../../../directory/api.ts'
import { checkInsOf } from '../../../duty/api.ts'
import { floodLeastUnits, missingCheckInMinutes, randomAnswerMinutes } from '../../settings.ts'
import { suspect } from '../../suspicions.ts'
import { askUnits } from '../ask.ts'
import { planOf } from './plan.ts'

/** Units that keep a roster or are checked already, each with how it is checked without anybody's doing. */
export async function listCheckedUnits(work: Work): Promise<z.input<typeof CheckedUnitView>[]> {
  const rows = await work.tx
    .selectFrom('unit as u')
    .leftJoin('duty_checked_unit as c', 'c.unit_id', 'u.id')
    .select(['u.id', 'u.name', 'c.watch_check_in', 'c.checks_per_week', 'c.version'])
    .where('u.enabled', '=', true)
    .where('u.id', 'in', unitsInReach(work))
    .where(eb =>
      eb.or([
        eb('c.unit_id', 'is not', null),
        eb.exists(
          eb
            .selectFrom('duty_shift as s')
            .select('s.id')
            .whereRef('s.unit_id', '=', 'u.id')
            .where('s.ends_at', '>', new Date(work.now.getTime() - 30 * 86_400_000)),
        ),
      ]),
    )
    .orderBy('u.sort')
    .execute()
  return rows.map(row => ({
    unitId: row.id,
    unitName: row.name,
    watchCheckIn: row.watch_check_in ?? false,
    checksPerWeek: row.checks_per_week ?? 0,
    version: row.version ?? 0,
  }))
}

/** Sets how these units are checked; from the next day on for random checks, from the next shift on for check-ins. */
export async function setCheckedUnits(work: Work, input: z.output<typeof SetCheckedUnits>): Promise<void> {
  for (const [at, unitId] of input.unitIds.entries()) {
    if (!(await isUnitInReach(work, unitId)) || !(await findUnit(work.tx, unitId)))
      throw fieldProblem('directory/unknown-unit', `/unitIds/${at}`, '单位', '单位不在您的管辖范围')
    const before = await work.tx
      .selectFrom('duty_checked_unit')
      .selectAll()
      .where('unit_id', '=', unitId)
      .forUpdate()
      .executeTakeFirst()
    const row = {
      watch_check_in: input.watchCheckIn,
      watch_since: input.watchCheckIn ? (before?.watch_since ?? work.now) : null,
      checks_per_week: input.checksPerWeek,
      version: (before?.version ?? 0) + 1,
    }
    await work.tx
      .insertInto('duty_checked_unit')
      .values({ unit_id: unitId, ...row })
      .onConflict(conflict => conflict.column('unit_id').doUpdateSet(row))
      .execute()
    recordFact(
      work,
      'duty-check.unit-set',
      unitId,
      { watchCheckIn: input.watchCheckIn, checksPerWeek: input.checksPerWeek },
      { chain: unitId },
    )
  }
  scheduleTask(work, 'duty-check.new-day', 'day', work.now)
  scheduleTask(work, 'duty-check.watch', 'check-ins', work.now)
}

/** Draws a day's random checks once and asks for them; runs at midnight while any unit is checked at random. */
export async function planDay(work: Work): Promise<void> {
  const day = shanghaiDay(work.now)
  const units = await work.tx
    .selectFrom('duty_checked_unit as c')
    .innerJoin('unit as u', 'u.id', 'c.unit_id')
    .select(['c.unit_id', 'c.checks_per_week'])
    .where('c.checks_per_week', '>', 0)
    .where('u.enabled', '=', true)
    .orderBy('c.unit_id')
    .execute()
  if (units.length === 0) return
  const inFlood = (await periodsOn(work.tx, work.now)).some(period => period.name.includes('汛'))
  const drawn = {
    day,
    seed: randomInt(1, 2_147_483_647),
    least_units: inFlood ? await settingOf(work, floodLeastUnits) : 0,
    units: units.map(unit => ({ id: unit.unit_id, perWeek: unit.checks_per_week })),
  }
  const written = await work.tx
    .insertInto('duty_check_day')
    .values({ ...drawn, units: JSON.stringify(drawn.units) as never })
    .onConflict(conflict => conflict.doNothing())
    .returning('day')
    .executeTakeFirst()
  if (written) {
    const midnight = shanghaiInstant(day, '00:00').getTime()
    for (const [i, moment] of planOf(drawn.seed, drawn.units, drawn.least_units).entries()) {
      const at = new Date(midnight + moment.second * 1000)
      if (at >= work.now) scheduleTask(work, 'duty-check.random', `${day}/${i}/${moment.unitId}`, at)
    }
    recordFact(work, 'duty-check.day-drawn', 'day', { day, seed: drawn.seed, leastUnits: drawn.least_units })
  }
  scheduleTask(work, 'duty-check.new-day', 'day', shanghaiInstant(addDays(day, 1), '00:00'))
}

/** A random check's moment has come. A unit that is no longer checked, or has nobody on duty, is not asked. */
export async function askAtRandom(work: Work, key: string): Promise<void> {
  const unitId = key.split('/')[2] ?? ''
  const checked = await work.tx
    .selectFrom('duty_checked_unit')
    .select('unit_id')
    .where('unit_id', '=', unitId)
    .where('checks_per_week', '>', 0)
    .executeTakeFirst()
  if (!checked) return
  await askUnits(work, {
    kind: 'random',
    title: '在岗情况',
    text: '县总值班室随机查岗，请当班人员应答。',
    answerMinutes: await settingOf(work, randomAnswerMinutes),
    unitIds: [unitId],
  })
}

/** The draw of a day as anybody may count it again; what lies ahead stays secret. */
export async function readCheckDay(work: Work, day: string): Promise<z.input<typeof CheckDayView>> {
  const drawn = await work.tx.selectFrom('duty_check_day').selectAll().where('day', '=', day).executeTakeFirst()
  if (!drawn || day >= shanghaiDay(work.now)) throw new Problem('not-found', { detail: '当天的抽取结果次日公开' })
  const midnight = shanghaiInstant(day, '00:00').getTime()
  const moments = []
  for (const moment of planOf(drawn.seed, drawn.units, drawn.least_units))
    moments.push({
      unitId: moment.unitId,
      unitName: (await findUnit(work.tx, moment.unitId))?.name ?? '',
      at: new Date(midnight + moment.second * 1000).toISOString(),
    })
  return { day, seed: drawn.seed, moments }
}

/** Shifts of watched units that have run long enough without a check-in are suspected of 漏岗. Sleeps until the next can fall due. */
export async function watchCheckIns(work: Work): Promise<void> {
  const minutes = await settingOf(work, missingCheckInMinutes)
  const watched = () =>
    work.tx
      .selectFrom('duty_shift as s')
      .innerJoin('duty_checked_unit as c', 'c.unit_id', 's.unit_id')
      .innerJoin('person as p', 'p.id', 's.person_id')
      .select(['s.id', 's.unit_id', 's.person_id', 's.starts_at', 'p.name'])
      .where('c.watch_check_in', '=', true)
      .whereRef('s.starts_at', '>=', 'c.watch_since')
  const due = await watched()
    .where('s.starts_at', '<=', new Date(work.now.getTime() - minutes * 60_000))
    .where('s.ends_at', '>', work.now)
    .orderBy('s.starts_at')
    .execute()
  const come = await checkInsOf(
    work,
    due.map(shift => shift.id),
  )
  for (const shift of due.filter(one => !come.has(one.id)))
    await suspect(work, {
      kind: 'absent',
      unitId: shift.unit_id,
      personName: shift.name,
      at: shift.starts_at,
      basis: `shift/${shift.unit_id}/${shift.person_id}/${shift.starts_at.toISOString()}`,
      evidence: `班次开始 ${minutes} 分钟后仍未到岗签到，也未由上级电话代签`,
      link: null,
    })
  const any = await work.tx
    .selectFrom('duty_checked_unit')
    .select('unit_id')
    .where('watch_check_in', '=', true)
    .limit(1)
    .executeTakeFirst()
  if (!any) return
  const next = await watched()
    .where('s.starts_at', '>', new Date(work.now.getTime() - minutes * 60_000))
    .orderBy('s.starts_at')
    .limit(1)
    .executeTakeFirst()
  // A roster may change meanwhile: it looks again within the hour.
  const anHour = work.now.getTime() + 3_600_000
  const at = next ? Math.min(anHour, next.starts_at.getTime() + minutes * 60_000) : anHour
  scheduleTask(work, 'duty-check.watch', 'check-ins', new Date(at))
}
