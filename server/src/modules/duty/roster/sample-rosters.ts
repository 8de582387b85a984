import type { DutyPost } from '@anlan/contract/duty.ts'
import { type DutyPattern, RosterRules } from '@anlan/contract/roster.ts'
import { addDays } from '../../calendar/api.ts'
import type { RosterPerson, RosterProblem, Wish } from './rules/problem.ts'
import { numbers } from './rules/seeded.ts'
import { rosterDays, slotsOf } from './rules/slots.ts'

/** Rooms and rosters made up from numbers, for tests and measurements: the same numbers always give the same roster. */
export interface RosterSize {
  /** People for each post. */
  each: number
  days: number
  from: string
  /** Part of the people who are on leave for five days, and who wish one day off. */
  leave: number
  wishes: number
  seed: number
  /** One shift of 24 hours a day, as in townships. */
  wholeDay: boolean
  posts: DutyPost[]
}

const usual: RosterSize = {
  each: 6,
  days: 7,
  from: '2026-08-03',
  leave: 0,
  wishes: 0,
  seed: 1,
  wholeDay: false,
  posts: ['shiftLeader', 'primary', 'secondary'],
}

/** Shifts of a county room (day and night, later change on days off) or of a township (24 hours). */
export function roomOf(size: Partial<RosterSize>): { patterns: DutyPattern[]; always: RosterProblem['always'] } {
  const { posts, wholeDay } = { ...usual, ...size }
  const needs = Object.fromEntries(posts.map(post => [post, 1]))
  const pattern = (
    id: string,
    name: string,
    dayKinds: DutyPattern['dayKinds'],
    starts: string,
    ends: string,
    load: number,
    night: boolean,
  ) => ({
    id,
    name,
    dayKinds,
    from: null,
    to: null,
    starts,
    ends,
    night,
    load,
    needs,
  })
  const off: DutyPattern['dayKinds'] = ['weekend', 'holiday']
  const patterns = wholeDay
    ? [pattern('whole', '全天班', ['workday', ...off], '08:30', '08:30', 1, true)]
    : [
        pattern('day', '白班', ['workday'], '08:30', '17:30', 0.5, false),
        pattern('night', '夜班', ['workday'], '17:30', '08:30', 1, true),
        pattern('day-off', '白班', off, '08:30', '20:30', 1, false),
        pattern('night-off', '夜班', off, '20:30', '08:30', 1, true),
      ]
  return { patterns, always: needs }
}

/** A roster's input of this size; rest days are weekends. */
export function weekOf(asked: Partial<RosterSize>): RosterProblem {
  const size = { ...usual, ...asked }
  const next = numbers(size.seed)
  const { patterns, always } = roomOf(size)
  const rules = RosterRules.parse({})
  const calendar = Array.from({ length: size.days }, (_, i) => {
    const date = addDays(size.from, i)
    const isWeekend = [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())
    const isHoliday = date.slice(5) >= '10-01' && date.slice(5) <= '10-03'
    return {
      date,
      dayClass: isHoliday ? ('statutoryHoliday' as const) : isWeekend ? ('weekend' as const) : ('workday' as const),
      name: isHoliday ? '国庆节' : null,
      source: null,
    }
  })
  const days = rosterDays(calendar, rules)
  const slots = slotsOf(days, patterns)
  const people = size.posts.flatMap(post =>
    Array.from({ length: size.each }, (_, i): RosterPerson => {
      const away =
        next() < size.leave ? Date.parse(`${addDays(size.from, Math.floor(next() * size.days))}T00:00:00+08:00`) : null
      return {
        id: `${post}-${i}`,
        name: `${post}${i}`,
        posts: [post],
        fromDay: null,
        toDay: null,
        trained: true,
        isGuard: false,
        nightExempt: false,
        isNew: false,
        leaves: away === null ? [] : [{ from: away, to: away + 5 * 86_400_000, reason: '年休假' }],
        busy: [],
        prior: {},
        lastYearHolidays: [],
      }
    }),
  )
  const wishes = people.flatMap((person, i): Wish[] =>
    next() < size.wishes
      ? [
          {
            id: `wish-${i}`,
            personId: person.id,
            day: addDays(size.from, Math.floor(next() * size.days)),
            wants: 'off',
            reason: '',
          },
        ]
      : [],
  )
  return {
    from: slots[0]?.startsAt ?? 0,
    to: Math.max(...slots.map(slot => slot.endsAt)),
    days,
    slots,
    always,
    people,
    wishes,
    pairs: [],
    rules,
    keep: [],
    seed: size.seed,
  }
}
