import { z } from 'zod'
import { Id, MaybeWhen, Month, When } from './codec.ts'
import { UnitKindName } from './directory.ts'
import { DutyPostName } from './duty.ts'

/** How a unit is watched at this moment (值守状态), worst last. */
export const coverageStates = {
  covered: '在岗',
  notCheckedIn: '未签到',
  uncovered: '缺岗',
  unpublished: '今日未排班',
} as const
export type CoverageState = keyof typeof coverageStates

/** One unit that has to be watched round the clock, and whether it is (值守覆盖). */
export const UnitCoverage = z.object({
  unitId: Id,
  unitName: z.string(),
  kind: UnitKindName,
  parentId: Id.nullable(),
  areaCode: z.string().nullable(),
  dutyPhone: z.string().nullable(),
  state: z.enum(Object.keys(coverageStates) as [CoverageState, ...CoverageState[]]),
  people: z.array(
    z.object({
      post: DutyPostName,
      personName: z.string(),
      mobile: z.string().nullable(),
      startsAt: When,
      endsAt: When,
      checkedInAt: MaybeWhen,
    }),
  ),
  /** What is wanting, in words: 主班缺 1 人. */
  missing: z.array(z.string()),
  /** The change of shift was not signed in time: those who were to go off remain responsible. */
  unsigned: z.object({ handoverId: Id, at: When, responsible: z.array(z.string()) }).nullable(),
})
export type UnitCoverage = z.infer<typeof UnitCoverage>

export const CoverageNow = z.object({
  at: When,
  /** From this moment on a unit without today's roster is owed an answer for. */
  redAt: When,
  items: z.array(UnitCoverage),
})
export type CoverageNow = z.infer<typeof CoverageNow>

export const CoverageMonthQuery = z.object({ month: Month('月份') })

/** A month of one unit: minutes that had to be and that were covered, whole and day by day. */
export const UnitMonth = z.object({
  unitId: Id,
  unitName: z.string(),
  kind: UnitKindName,
  parentId: Id.nullable(),
  wantedMinutes: z.number(),
  coveredMinutes: z.number(),
  /** Shifts that have begun, and those of them with a check-in. */
  shifts: z.number(),
  checkIns: z.number(),
  days: z.array(
    z.object({
      /** No shift touches this day. */
      unpublished: z.boolean(),
      wantedMinutes: z.number(),
      coveredMinutes: z.number(),
      shifts: z.number(),
      checkIns: z.number(),
    }),
  ),
})
export type UnitMonth = z.infer<typeof UnitMonth>

export const CoverageMonth = z.object({
  month: z.string(),
  days: z.array(z.object({ day: z.string(), isRest: z.boolean(), isPast: z.boolean() })),
  items: z.array(UnitMonth),
})
export type CoverageMonth = z.infer<typeof CoverageMonth>

/** Stretches of one unit and day in which somebody is wanting. */
export const CoverageGap = z.object({ from: When, to: When, what: z.string() })
export type CoverageGap = z.infer<typeof CoverageGap>
