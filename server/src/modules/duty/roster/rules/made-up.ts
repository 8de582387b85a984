import type { CalendarDayView, DayClass } from '@anlan/contract/calendar.ts'
import type { DutyPost } from '@anlan/contract/duty.ts'
import { type DutyPattern, RosterRules } from '@anlan/contract/roster.ts'
import { addDays } from '../../../calendar/api.ts'
import { roomOf } from '../sample-rosters.ts'
import { horizonsOf, type Load, type Pair, type RosterPerson, type RosterProblem, type Wish } from './problem.ts'
import { numbers } from './seeded.ts'
import { rosterDays, slotsOf } from './slots.ts'

/** A day that a yearly notice names, as the calendar keeps it. */
export type NamedDay = { date: string; class: Exclude<DayClass, 'workday' | 'weekend' | 'unknown'>; name: string }

/** What a made-up room is like; the same numbers always give the same room. */
export interface RoomShape {
  seed: number
  people: number
  from: string
  days: number
  /** One shift of 24 hours with two days of rest behind it (townships), or day and night (county). */
  wholeDay: boolean
  /** Parts of the people: on leave for some days, with a wish. */
  leave: number
  wishes: number
  /** Earlier months count, as they do in all rosters but the first of a year. */
  hasPast: boolean
  /** Couples, fixed companions, newcomers, people free of nights, shifts in other rooms. */
  hasTies: boolean
}

const usual: RoomShape = {
  seed: 1,
  people: 24,
  from: '2026-10-01',
  days: 31,
  wholeDay: true,
  leave: 0.2,
  wishes: 0.4,
  hasPast: true,
  hasTies: false,
}
const hour = 3_600_000

/** Posts with the part of the people that hold each: leader, chief, two officers, driver; small rooms have leader and chief only. */
const postsFor = (people: number): [post: DutyPost, count: number, part: number][] =>
  people < 24
    ? [
        ['shiftLeader', 1, 0.5],
        ['primary', 1, 0.5],
      ]
    : [
        ['shiftLeader', 1, 0.2],
        ['primary', 1, 0.2],
        ['secondary', 2, 0.42],
        ['driver', 1, 0.18],
      ]

/** A room of a county with a calendar of real holidays, people with a past, leave and wishes. */
export function madeUpRoom(asked: Partial<RoomShape>, named: NamedDay[]): RosterProblem {
  const shape = { ...usual, ...asked }
  const next = numbers(shape.seed)
  const below = (n: number) => Math.floor(next() * n)
  const dayAt = (i: number) => addDays(shape.from, i)
  const byDate = new Map(named.map(day => [day.date, day]))
  const rules = RosterRules.parse({ restAfterLongHours: shape.wholeDay ? 48 : 24 })
  const days = rosterDays(
    Array.from({ length: shape.days }, (_, i): CalendarDayView => {
      const [date, day] = [dayAt(i), byDate.get(dayAt(i))]
      const isWeekend = [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())
      return {
        date,
        dayClass: day?.class ?? (isWeekend ? 'weekend' : 'workday'),
        name: day?.name ?? null,
        source: null,
      }
    }),
    rules,
  )
  const posts = postsFor(shape.people)
  const needs = Object.fromEntries(posts.map(([post, count]) => [post, count]))
  const patterns: DutyPattern[] = roomOf({ wholeDay: shape.wholeDay }).patterns.map(one => ({ ...one, needs }))
  const slots = slotsOf(days, patterns)
  const quarter = horizonsOf(shape.from)
  const weeksBefore = ((Number(shape.from.slice(5, 7)) - 1) % 3) * 4.3

  const people = posts.flatMap(([post, count, part], at) => {
    const others = posts.slice(0, at).reduce((sum, one) => sum + Math.round(one[2] * shape.people), 0)
    const size = at === posts.length - 1 ? shape.people - others : Math.round(part * shape.people)
    return Array.from({ length: size }, (_, i): RosterPerson => {
      const away = next() < shape.leave ? Date.parse(`${dayAt(below(shape.days))}T00:00:00+08:00`) : null
      const length = (1 + below(7)) * 24 * hour
      const carried = Math.round(((weeksBefore * 7 * count) / size) * (0.8 + 0.4 * next()))
      const load: Load = {
        points: carried * 1.2 + below(4) / 2,
        nights: carried,
        weekends: Math.round((carried * 2) / 7),
        holidays: below(2),
      }
      return {
        id: `${post}-${i}`,
        name: `${names[at]}${i + 1}`,
        posts: [post],
        fromDay: null,
        toDay: null,
        trained: true,
        isGuard: false,
        nightExempt: shape.hasTies && !shape.wholeDay && size > 8 && i === 1,
        isNew: shape.hasTies && i === 2,
        leaves: away === null ? [] : [{ from: away, to: away + length, reason: '年休假' }],
        busy:
          shape.hasTies && i === 3 && size > 5
            ? [
                {
                  startsAt: (slots[0]?.startsAt ?? 0) - 24 * hour,
                  endsAt: slots[0]?.startsAt ?? 0,
                  isNight: true,
                  place: '防汛值班室',
                },
              ]
            : [],
        prior: shape.hasPast && weeksBefore > 0 ? { [quarter[0]]: load, [quarter[1]]: load } : {},
        lastYearHolidays: shape.hasPast && next() < 0.15 ? ['国庆节'] : [],
      }
    })
  })
  const wishes = people.flatMap((person, i): Wish[] =>
    next() < shape.wishes
      ? [
          {
            id: `wish-${i}`,
            personId: person.id,
            day: dayAt(below(shape.days)),
            wants: next() < 0.2 ? 'on' : 'off',
            reason: '',
          },
        ]
      : [],
  )
  const pairs: Pair[] = shape.hasTies
    ? [
        { a: 'shiftLeader-0', b: 'primary-0', kind: 'apart' },
        { a: 'primary-1', b: 'shiftLeader-1', kind: 'together' },
      ]
    : []
  return {
    from: slots[0]?.startsAt ?? 0,
    to: Math.max(...slots.map(slot => slot.endsAt)),
    days,
    slots,
    always: needs,
    people,
    wishes,
    pairs,
    rules,
    keep: [],
    seed: shape.seed,
  }
}

const names = ['领导', '主班', '副班', '司机']
