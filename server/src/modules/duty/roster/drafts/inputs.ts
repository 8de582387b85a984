import type { RoomView } from '@anlan/contract/roster.ts'
import { sql } from 'kysely'
import type { Work } from '../../../../kernel/work/work.ts'
import { addDays, daysBetween, shanghaiDay, shanghaiInstant } from '../../../calendar/api.ts'
import {
  type Assignment,
  addLoad,
  horizonsOf,
  type Load,
  noLoad,
  type RosterDay,
  type RosterPerson,
  type RosterProblem,
  type ShiftSlot,
} from '../rules/problem.ts'
import { coversTwoAtNight, hoursOf, rosterDays, slotsOf, unpublishedYears } from '../rules/slots.ts'

const hour = 3_600_000
/** Holidays with the days off around them are never longer; a run of rest is seen whole from any of its days. */
const longestRest = 12
/** How far published shifts outside the roster still bear on rest and nights. */
const reachOfRest = 8
/** A shift that no pattern weighed counts as a whole turn from so many hours on, else as half of one. */
const wholeTurnHours = 12

/** Shifts of a room from one day to another by its patterns, and what to say about the calendar. */
export async function shiftsToFill(work: Work, room: RoomView, from: string, to: string) {
  const first = room.from && room.from > from ? room.from : from
  const last = room.to && room.to < to ? room.to : to
  const calendar = await daysBetween(work.tx, addDays(from, -longestRest), addDays(to, longestRest))
  const periods = await work.tx
    .selectFrom('special_period')
    .select(['from_day', 'to_day'])
    .where('daily_report', '=', true)
    .where('from_day', '<=', to)
    .where('to_day', '>=', from)
    .execute()
  const isKey = (day: string) => periods.some(one => one.from_day <= day && one.to_day >= day)
  const days = rosterDays(calendar, room.rules, isKey).filter(day => day.day >= first && day.day <= last)
  const years = unpublishedYears(calendar.filter(day => day.date >= first && day.date <= last))
  return {
    days,
    slots: slotsOf(days, room.patterns),
    notes: years.map(year => `${year}年放假安排尚未公布，暂按周末推定休息日，公布后请重新编排`),
  }
}

/**
 * Everything that a roster of these shifts is made from and checked against: the pool, leave, shifts elsewhere, what each carried before.
 * Shifts of this room within the span are left out: the roster takes their place.
 */
export async function loadProblem(
  work: Work,
  room: RoomView,
  { days, slots }: { days: RosterDay[]; slots: ShiftSlot[] },
  more: { seed: number; keep: Assignment[] },
): Promise<RosterProblem> {
  const [first, last] = [days[0]?.day ?? '2000-01-01', days.at(-1)?.day ?? '2000-01-01']
  const from = shanghaiInstant(first, room.changeAt).getTime()
  const to = shanghaiInstant(addDays(last, 1), room.changeAt).getTime()
  const ids = room.pool.map(member => member.personId)
  const outside = await shiftsOutside(work, room, ids, from, to, [first, last])
  const leaves = ids.length
    ? await work.tx
        .selectFrom('duty_leave')
        .selectAll()
        .where('person_id', 'in', ids)
        .where('from_at', '<', new Date(to))
        .where('to_at', '>', new Date(from))
        .execute()
    : []
  const wishes = await work.tx
    .selectFrom('duty_wish')
    .selectAll()
    .where('room_id', '=', room.id)
    .where('day', '>=', first)
    .where('day', '<=', last)
    .orderBy('day')
    .orderBy('id')
    .execute()
  const before = await holidaysLastYear(work, ids, days)
  const people = room.pool.map(
    (member): RosterPerson => ({
      id: member.personId,
      name: member.personName,
      posts: member.posts,
      fromDay: member.from,
      toDay: member.to,
      trained: member.trained,
      isGuard: member.isGuard,
      nightExempt: member.nightExempt,
      isNew: member.isNew,
      leaves: leaves
        .filter(one => one.person_id === member.personId)
        .map(one => ({ from: one.from_at.getTime(), to: one.to_at.getTime(), reason: one.kind })),
      busy: outside
        .filter(one => one.person === member.personId)
        .filter(one => one.endsAt > from - reachOfRest * 24 * hour && one.startsAt < to + reachOfRest * 24 * hour)
        .map(({ startsAt, endsAt, isNight, place }) => ({ startsAt, endsAt, isNight, place })),
      prior: priorOf(outside.filter(one => one.person === member.personId && one.isHere)),
      lastYearHolidays: before.get(member.personId) ?? [],
    }),
  )
  levelNewcomers(people, slots)
  return {
    from,
    to,
    days,
    slots,
    always: room.always,
    people,
    wishes: wishes.map(one => ({
      id: one.id,
      personId: one.person_id,
      day: one.day,
      wants: one.wants,
      reason: one.reason,
    })),
    pairs: room.pairs,
    rules: room.rules,
    keep: more.keep,
    seed: more.seed,
  }
}

interface OutsideShift {
  person: string
  startsAt: number
  endsAt: number
  isNight: boolean
  place: string
  day: string
  isHere: boolean
  load: Load
}

/** Published shifts of these people in the years of the roster, but not those whose place the roster takes. */
async function shiftsOutside(
  work: Work,
  room: RoomView,
  ids: string[],
  from: number,
  to: number,
  [first, last]: [string, string],
): Promise<OutsideShift[]> {
  if (ids.length === 0) return []
  const [begin, end] = [`${first.slice(0, 4)}-01-01`, `${last.slice(0, 4)}-12-31`]
  const rows = await work.tx
    .selectFrom('duty_shift as s')
    .innerJoin('unit as u', 'u.id', 's.unit_id')
    .leftJoin('duty_room as r', 'r.id', 's.room_id')
    .selectAll('s')
    .select(['u.name as unit_name', 'r.name as room_name'])
    .where('s.person_id', 'in', ids)
    .where('s.starts_at', '>=', new Date(shanghaiInstant(begin, '00:00').getTime() - reachOfRest * 24 * hour))
    .where('s.starts_at', '<', new Date(shanghaiInstant(addDays(end, 1), '00:00').getTime() + reachOfRest * 24 * hour))
    .orderBy('s.starts_at')
    .execute()
  const calendar = new Map(
    rosterDays(await daysBetween(work.tx, begin, end), room.rules).map(day => [day.day, day] as const),
  )
  return rows.flatMap(row => {
    const isHere = row.room_id === room.id || (row.room_id === null && row.unit_id === room.unitId)
    const [startsAt, endsAt] = [row.starts_at.getTime(), row.ends_at.getTime()]
    if (isHere && !row.reinforcing && startsAt >= from && startsAt < to) return []
    const day = shanghaiDay(row.starts_at)
    const isNight = row.night ?? coversTwoAtNight(startsAt, endsAt)
    const known = calendar.get(day)
    const points =
      row.points ?? (known?.points ?? 1) * (isNight || hoursOf(startsAt, endsAt) >= wholeTurnHours ? 1 : 0.5)
    return [
      {
        person: row.person_id,
        startsAt,
        endsAt,
        isNight,
        place: row.room_name ?? row.unit_name,
        day,
        isHere,
        load: {
          points,
          nights: isNight ? 1 : 0,
          weekends: known?.kind === 'weekend' ? 1 : 0,
          holidays: known?.kind === 'holiday' ? 1 : 0,
        },
      },
    ]
  })
}

function priorOf(shifts: OutsideShift[]): Record<string, Load> {
  const prior: Record<string, Load> = {}
  for (const one of shifts)
    for (const horizon of horizonsOf(one.day)) prior[horizon] = addLoad(prior[horizon] ?? noLoad, one.load)
  return prior
}

/** Whoever joins the pool in the middle of a quarter or year owes no more than the others carry on average until then. */
function levelNewcomers(people: RosterPerson[], slots: ShiftSlot[]) {
  for (const horizon of new Set(slots.flatMap(slot => horizonsOf(slot.day)))) {
    const begins = horizon.includes('Q')
      ? `${horizon.slice(0, 4)}-${String(Number(horizon.at(-1)) * 3 - 2).padStart(2, '0')}-01`
      : `${horizon}-01-01`
    for (const person of people) {
      if ((person.fromDay ?? begins) <= begins || person.prior[horizon]) continue
      const peers = people.filter(
        one => one !== person && one.prior[horizon] && one.posts.some(post => person.posts.includes(post)),
      )
      const sum = peers.reduce((load, one) => addLoad(load, one.prior[horizon] ?? noLoad), noLoad)
      const share = (total: number) => Math.round((total / peers.length) * 100) / 100
      if (peers.length)
        person.prior[horizon] = {
          points: share(sum.points),
          nights: Math.round(share(sum.nights)),
          weekends: Math.round(share(sum.weekends)),
          holidays: Math.round(share(sum.holidays)),
        }
    }
  }
}

/** Holidays of the roster on which somebody had duty the year before, by name. */
async function holidaysLastYear(work: Work, ids: string[], days: RosterDay[]): Promise<Map<string, string[]>> {
  const named = days.filter(day => day.kind === 'holiday' && day.name !== null)
  const found = new Map<string, string[]>()
  if (named.length === 0 || ids.length === 0) return found
  const years = [...new Set(named.map(day => Number(day.day.slice(0, 4)) - 1))]
  const { rows } = await sql<{ person: string; name: string }>`
    select distinct s.person_id as person, c.name from duty_shift s
    join calendar_day c on c.date = (s.starts_at at time zone 'Asia/Shanghai')::date
    where s.person_id = any(${ids}::uuid[]) and extract(year from c.date)::int = any(${years}::int[])
    and c.name = any(${[...new Set(named.map(day => day.name ?? ''))]}::text[]) order by 1, 2`.execute(work.tx)
  for (const row of rows) found.set(row.person, [...(found.get(row.person) ?? []), row.name])
  return found
}
