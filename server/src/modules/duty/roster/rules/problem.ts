import type { DayClass } from '@anlan/contract/calendar.ts'
import type { DutyPost } from '@anlan/contract/duty.ts'
import type { RosterRules } from '@anlan/contract/roster.ts'

/** What a pattern of shifts is chosen by (日期类型): working days with those made up for, weekends, statutory and other days off. */
export type DayKind = 'workday' | 'weekend' | 'holiday'

/** A day of the roster with what it weighs and asks for. `points` is the load of one full turn on this day. */
export interface RosterDay {
  day: string
  dayClass: DayClass
  kind: DayKind
  name: string | null
  /** Leaders are on the spot (在岗带班), being reachable is not enough. */
  leaderOnSite: boolean
  points: number
}

/** One shift of one day: when, and how many people each post needs. Instants are milliseconds since 1970. */
export interface ShiftSlot {
  key: string
  patternId: string
  name: string
  day: string
  startsAt: number
  endsAt: number
  isNight: boolean
  isWeekend: boolean
  isHoliday: boolean
  leaderOnSite: boolean
  /** Load of this shift: its share of the day and the weight of the day. */
  points: number
  needs: Partial<Record<DutyPost, number>>
}

/** What somebody already carries in a quarter or a year, from published rosters. */
export interface Load {
  points: number
  nights: number
  weekends: number
  holidays: number
}
export const noLoad: Load = { points: 0, nights: 0, weekends: 0, holidays: 0 }
export const measures = ['points', 'nights', 'weekends', 'holidays'] as const
export type Measure = (typeof measures)[number]

/** Somebody who may be on duty in the room. Days are inclusive. */
export interface RosterPerson {
  id: string
  name: string
  posts: DutyPost[]
  fromDay: string | null
  toDay: string | null
  trained: boolean
  /** Security guards never stand in for duty staff (保安替岗). */
  isGuard: boolean
  nightExempt: boolean
  isNew: boolean
  leaves: { from: number; to: number; reason: string }[]
  /** Shifts outside this roster: of other rooms, and published ones before and after it. */
  busy: { startsAt: number; endsAt: number; isNight: boolean; place: string }[]
  /** Per horizon (`2026Q3`, `2026`): what is carried from outside this roster. */
  prior: Record<string, Load>
  /** Names of holidays on which this person had duty a year ago. */
  lastYearHolidays: string[]
}

export interface Wish {
  id: string
  personId: string
  day: string
  wants: 'on' | 'off'
  reason: string
}

/** Two people who belong on duty together (固定搭班), or who are never on duty at the same time (夫妻、正副职). */
export interface Pair {
  a: string
  b: string
  kind: 'together' | 'apart'
}

/** Everything that a roster is made from: plain values, so that the same input always gives the same roster. */
export interface RosterProblem {
  /** Minutes between these are covered. */
  from: number
  to: number
  days: RosterDay[]
  slots: ShiftSlot[]
  /** What every minute needs, whatever the patterns say. */
  always: Partial<Record<DutyPost, number>>
  people: RosterPerson[]
  wishes: Wish[]
  pairs: Pair[]
  rules: RosterRules
  /** What is published or drafted already: kept where the rules allow. */
  keep: Assignment[]
  seed: number
}

/** Somebody in one place of a shift. `place` counts from 0 within the post. */
export interface Assignment {
  slotKey: string
  post: DutyPost
  place: number
  personId: string
  onSite: boolean
}

/** Horizons over which load is kept even: the quarters and the years of a day. */
export const horizonsOf = (day: string): [quarter: string, year: string] => [
  `${day.slice(0, 4)}Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`,
  day.slice(0, 4),
]

/** What one shift adds to a person's load. */
export const loadOf = (slot: Pick<ShiftSlot, 'points' | 'isNight' | 'isWeekend' | 'isHoliday'>): Load => ({
  points: slot.points,
  nights: slot.isNight ? 1 : 0,
  weekends: slot.isWeekend ? 1 : 0,
  holidays: slot.isHoliday ? 1 : 0,
})

export const addLoad = (a: Load, b: Load): Load => ({
  points: a.points + b.points,
  nights: a.nights + b.nights,
  weekends: a.weekends + b.weekends,
  holidays: a.holidays + b.holidays,
})
