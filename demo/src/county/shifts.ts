import type { County, Shift } from './shape.ts'
import { towns } from './town-table.ts'

const dayMs = 86_400_000
const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / dayMs)
const dayAfter = (date: string, days: number) => new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10)
const instant = (date: string, time: string) => `${date}T${time}:00+08:00`
const isWeekend = (date: string) => [0, 6].includes(new Date(date).getUTCDay())
const modulo = (a: number, n: number) => ((a % n) + n) % n

/** A shift by its number: two a day since the day 0 of the roster, by day even, by night odd. */
const dayZero = '2026-07-11'
const numberOf = (date: string, night: boolean) => 2 * daysBetween(dayZero, date) + (night ? 1 : 0)

/** Shifts of the three scenarios, which the people of duty1, duty2 and leader1 work, by exchange where need be. */
const scenarioShifts = [numberOf('2026-07-11', true), numberOf('2026-09-17', false), numberOf('2026-04-05', false)]

/** The day on which a township's own scenario falls, and its first officer is on duty. */
const scenarioDays: Record<string, string> = { yanjing: '2026-09-17', songling: '2026-04-05', baiyan: '2026-04-05' }

/**
 * The roster from one date to another, both included, as a county would have kept it: the county changes at 08:30 and
 * 17:30 (20:30 on days of rest), townships once a day at 08:30. Weekends rest, unless the caller knows better.
 */
export function generateShifts(
  county: County,
  fromDate: string,
  toDate: string,
  isRestDay: (date: string) => boolean = isWeekend,
): Shift[] {
  const poolOf = (postKey: string) =>
    county.holders
      .filter(holder => holder.postKey === postKey)
      .sort((a, b) => a.order - b.order)
      .map(holder => holder.personKey)
  const countyPosts = [
    { postName: '带班领导' as const, pool: poolOf('leadership/shift-leader') },
    { postName: '主班' as const, pool: poolOf('duty-office/primary') },
    { postName: '副班' as const, pool: poolOf('duty-office/secondary') },
  ]
  const townPosts = towns.flatMap(({ key }) => [
    { unitKey: key, postName: '带班领导' as const, pool: poolOf(`${key}/shift-leader`) },
    { unitKey: key, postName: '主班' as const, pool: poolOf(`${key}/duty-officer`) },
  ])

  const dates = Array.from({ length: daysBetween(fromDate, toDate) + 1 }, (_, i) => dayAfter(fromDate, i))
  return dates.flatMap(date => {
    const [morning, nextMorning] = [instant(date, '08:30'), instant(dayAfter(date, 1), '08:30')]
    const evening = instant(date, isRestDay(date) ? '20:30' : '17:30')
    const inCounty = (night: boolean) =>
      countyPosts.map(({ postName, pool }) => ({
        unitKey: 'duty-office',
        postName,
        personKey: pool[turnOf(numberOf(date, night), pool.length)] ?? '',
        startsAt: night ? evening : morning,
        endsAt: night ? nextMorning : evening,
      }))
    const inTowns = townPosts.map(({ unitKey, postName, pool }) => ({
      unitKey,
      postName,
      personKey: pool[modulo(daysBetween(scenarioDays[unitKey] ?? dayZero, date), pool.length)] ?? '',
      startsAt: morning,
      endsAt: nextMorning,
    }))
    return [...inCounty(false), ...inCounty(true), ...inTowns]
  })
}

/**
 * Who of a pool has a shift: everybody in turn. For a scenario the first of the pool exchanges shifts (换班) with whoever
 * would have been on duty, giving the nearest of their own.
 */
function turnOf(shift: number, poolSize: number): number {
  const regular = (number: number) => modulo(number - numberOf(dayZero, true), poolSize)
  for (const wanted of scenarioShifts) {
    const given = wanted - regular(wanted)
    if (shift === wanted) return 0
    if (shift === given) return regular(wanted)
  }
  return regular(shift)
}
