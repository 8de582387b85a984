import { z } from 'zod'
import { Id, Instant, MaybeWhen, optionalText, PageQuery, requiredText, When } from './codec.ts'
import { DutyPostName, ShiftView } from './duty.ts'

const shift = {
  post: DutyPostName.meta({ title: '值班岗位' }),
  personId: Id.meta({ title: '值班人员' }),
  startsAt: Instant('开始时间'),
  endsAt: Instant('结束时间'),
}
const endsLater = {
  check: (one: { startsAt: Date; endsAt: Date }) => one.endsAt > one.startsAt,
  says: { path: ['endsAt'], error: '结束时间应晚于开始时间' },
}
const gapReason = optionalText('缺岗原因', 200).optional()

/** A new shift of a unit. `roomId` says which of several duty rooms; left out, the one whose pool knows the person. */
export const EditShift = z
  .object({
    id: Id.optional(),
    unitId: Id.meta({ title: '值班单位' }),
    roomId: Id.optional().meta({ title: '值班室' }),
    ...shift,
  })
  .refine(endsLater.check, endsLater.says)

/** A shift as it is from now on; it stays with its unit. With a reason it may leave a post open (缺岗): somebody then owes to fill it. */
export const ChangeShift = z
  .object({ version: z.int32().meta({ title: '版本' }), ...shift, gapReason })
  .refine(endsLater.check, endsLater.says)
export const RemoveShift = z.object({ gapReason })
/** A week of a county with its townships fits on one page; whoever needs all of a longer span goes on to the last page. */
export const ShiftQuery = PageQuery.extend({
  unit: Id.optional().meta({ title: '单位' }),
  from: Instant('起'),
  to: Instant('止'),
  limit: z.coerce.number().int().min(1).max(1000).default(1000).meta({ title: '每页条数' }),
})

/** How a swap (换班) stands. Withdrawn, refused and expired ones change nothing. */
export const swapStatuses = {
  asked: '待对方同意',
  agreed: '待审批',
  approved: '已批准',
  refused: '已拒绝',
  withdrawn: '已撤回',
  expired: '已过期',
} as const
export type SwapStatus = keyof typeof swapStatuses
export const SwapStatusName = z.enum(Object.keys(swapStatuses) as [SwapStatus, ...SwapStatus[]])

const swapShift = ShiftView.pick({
  id: true,
  post: true,
  personId: true,
  personName: true,
  startsAt: true,
  endsAt: true,
})

/** A swap: one's own shift for another's, or given away when there is no other shift. */
export const SwapView = z.object({
  id: Id,
  version: z.number(),
  unitId: Id,
  unitName: z.string(),
  status: SwapStatusName,
  reason: z.string(),
  shift: swapShift,
  otherPersonId: Id,
  otherPersonName: z.string(),
  otherMobile: z.string().nullable(),
  otherShift: swapShift.nullable(),
  askedAt: When,
  askedByName: z.string(),
  answeredAt: MaybeWhen,
  answeredByName: z.string().nullable(),
  answerNote: z.string(),
  decidedAt: MaybeWhen,
  decidedByName: z.string().nullable(),
  decisionNote: z.string(),
  /** Approved before this moment, or not at all. */
  expiresAt: When,
  /** What the rules of the room say against it now; empty while nothing does. */
  findings: z.array(z.string()),
  /** What the reader may do with it. */
  mayAnswer: z.boolean(),
  mayDecide: z.boolean(),
  mayWithdraw: z.boolean(),
})
export type SwapView = z.output<typeof SwapView>

export const AskSwap = z.object({
  id: Id.optional(),
  shiftId: Id.meta({ title: '本人班次' }),
  otherPersonId: Id.meta({ title: '换班对象' }),
  otherShiftId: Id.nullable().default(null).meta({ title: '对方班次' }),
  reason: requiredText('换班事由', 200),
})
/** The other's word. Whoever writes it down for somebody else says how it was given. */
export const AnswerSwap = z.object({
  version: z.int32().meta({ title: '版本' }),
  agrees: z.boolean({ error: '请选择同意或不同意' }).meta({ title: '是否同意' }),
  note: optionalText('说明', 200).default(''),
})
export const DecideSwap = z.object({
  version: z.int32().meta({ title: '版本' }),
  approves: z.boolean({ error: '请选择批准或不批准' }).meta({ title: '是否批准' }),
  note: optionalText('审批意见', 200).default(''),
})
export const SwapQuery = z.object({
  unit: Id.optional().meta({ title: '单位' }),
  state: z.enum(['open', 'all']).default('open').meta({ title: '状态' }),
})

/** Kinds of cover: for somebody on leave, arranged ahead; and at short notice (紧急替班). */
export const coverKinds = { leave: '请假替班', urgent: '紧急替班' } as const
export const CoverKindName = z.enum(['leave', 'urgent'])

/** Somebody takes over a shift, or what is left of it. Times left out are the shift's own, from now on when it has begun. */
export const CoverShift = z.object({
  id: Id.optional(),
  personId: Id.meta({ title: '替班人员' }),
  from: Instant('替班开始时间').optional(),
  to: Instant('替班结束时间').optional(),
  reason: requiredText('替班原因', 200),
})
export const CoverView = z.object({
  id: Id,
  shiftId: Id,
  coverShiftId: Id,
  kind: CoverKindName,
  post: DutyPostName,
  personName: z.string(),
  coverPersonName: z.string(),
  from: When,
  to: When,
  reason: z.string(),
  /** Rules on rest and nights that the cover does not keep to; life forced it. */
  findings: z.array(z.string()),
  at: When,
  byName: z.string(),
})
export type CoverView = z.output<typeof CoverView>

export const gapStates = { open: '待补岗', filled: '已补岗', passed: '未补上', changed: '时段有变' } as const
/** A stretch of time in which a post of a duty room lacks people (缺岗), known and owed to be filled. */
export const GapView = z.object({
  id: Id,
  unitId: Id,
  unitName: z.string(),
  roomId: Id,
  roomName: z.string(),
  post: DutyPostName,
  from: When,
  to: When,
  missing: z.number(),
  why: z.string(),
  state: z.enum(Object.keys(gapStates) as [keyof typeof gapStates, ...(keyof typeof gapStates)[]]),
  openedAt: When,
  closedAt: MaybeWhen,
  /** Shifts in it whose holder is away: a cover of these fills it. */
  away: z.array(z.object({ shiftId: Id, personName: z.string() })),
})
export type GapView = z.output<typeof GapView>
export const GapQuery = z.object({
  unit: Id.optional().meta({ title: '单位' }),
  from: Instant('起').optional(),
  to: Instant('止').optional(),
  state: z.enum(['open', 'all']).default('open').meta({ title: '状态' }),
})
/** Fills a gap, or its part from one moment to another, with somebody. */
export const FillGap = z.object({
  id: Id.optional(),
  personId: Id.meta({ title: '补岗人员' }),
  from: Instant('补岗开始时间').optional(),
  to: Instant('补岗结束时间').optional(),
})

/** Somebody who could stand in: those whom no rule keeps from it first, and among them whoever carried least this quarter. */
export const ReplacementView = z.object({
  personId: Id,
  personName: z.string(),
  mobile: z.string().nullable(),
  suitable: z.boolean(),
  points: z.number(),
  nights: z.number(),
  findings: z.array(z.string()),
})
export type ReplacementView = z.output<typeof ReplacementView>
export const ReplacementQuery = z.object({ from: Instant('起').optional(), to: Instant('止').optional() })

/** My shifts to come, what waits for my word, and what I asked for. */
export const MyDuty = z.object({
  personId: Id.nullable(),
  personName: z.string(),
  shifts: z.array(ShiftView.extend({ onLeave: z.boolean(), swapId: Id.nullable() })),
  waiting: z.array(SwapView),
  asked: z.array(SwapView),
})
export type MyDuty = z.output<typeof MyDuty>

export const ChangeStatisticsQuery = z.object({
  unit: Id.optional().meta({ title: '单位' }),
  from: Instant('起'),
  to: Instant('止'),
})
/** How often somebody's duty was changed in a span: swaps approved, shifts given to others and taken from them. */
export const ChangeStatistics = z.object({
  people: z.array(
    z.object({
      personId: Id,
      personName: z.string(),
      unitName: z.string(),
      swaps: z.number(),
      covered: z.number(),
      covers: z.number(),
      urgentCovers: z.number(),
      coverHours: z.number(),
      coverPoints: z.number(),
    }),
  ),
  units: z.array(
    z.object({
      unitId: Id,
      unitName: z.string(),
      swaps: z.number(),
      covers: z.number(),
      urgentCovers: z.number(),
      gaps: z.number(),
      gapsPassed: z.number(),
    }),
  ),
})
export type ChangeStatistics = z.output<typeof ChangeStatistics>
