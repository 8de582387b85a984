import { z } from 'zod'
import { Id, MaybeWhen, optionalText, PageQuery, PhoneNumber, requiredText, When } from './codec.ts'
import { DutyPostName } from './duty.ts'

/** How somebody checked in for a shift: by his own account, or by telephone, ticked by the unit above (代签). */
export const checkInManners = { own: '本人签到', phone: '电话代签' } as const
export type CheckInManner = keyof typeof checkInManners

/** 到岗签到 of one shift. How late is computed from the shift, in whole minutes begun; 0 is in time. */
export const CheckInView = z.object({
  at: When,
  manner: z.enum(Object.keys(checkInManners) as [CheckInManner, ...CheckInManner[]]),
  minutesLate: z.number(),
  /** Who ticked it and whom he had on the line; null when it was the person himself. */
  vouchedBy: z.string().nullable(),
  spokeWith: z.string().nullable(),
  phone: z.string().nullable(),
})
export type CheckInView = z.infer<typeof CheckInView>

/** A shift that runs now or may be checked in for already, and whether its person has come. */
export const PresenceView = z.object({
  shiftId: Id,
  unitId: Id,
  unitName: z.string(),
  post: DutyPostName,
  personId: Id,
  personName: z.string(),
  mobile: z.string().nullable(),
  startsAt: When,
  endsAt: When,
  /** From when the person may check in. */
  opensAt: When,
  checkIn: CheckInView.nullable(),
  /** What the asker may do about it now. */
  may: z.object({ checkIn: z.boolean(), vouch: z.boolean() }),
})
export type PresenceView = z.infer<typeof PresenceView>

export const CheckIn = z.object({ id: Id.optional(), note: optionalText('说明', 200).default('') })
/** 代签: for somebody without a computer at hand, after telephoning. */
export const VouchCheckIn = z.object({
  id: Id.optional(),
  phone: PhoneNumber('拨打的电话'),
  spokeWith: requiredText('接听人', 50),
  note: optionalText('说明', 200).default(''),
})

/** What is asked of units or people with a limit: 随机查岗 by the system, 点名 by the county, 通讯畅通抽测 person by person. */
export const dutyCallKinds = { random: '随机查岗', roll: '点名', reach: '通讯畅通抽测' } as const
export type DutyCallKind = keyof typeof dutyCallKinds
export const DutyCallKindName = z.enum(Object.keys(dutyCallKinds) as [DutyCallKind, ...DutyCallKind[]])

/** What came of telephoning a person. */
export const reachResults = {
  atOnce: '一次接通',
  secondCall: '二次接通',
  notReached: '未接通',
  wrongNumber: '号码有误',
} as const
export type ReachResult = keyof typeof reachResults
export const ReachResultName = z.enum(Object.keys(reachResults) as [ReachResult, ...ReachResult[]])

/** One unit or person asked. Late and missed are computed. */
export const DutyCallTargetView = z.object({
  id: Id,
  unitId: Id,
  unitName: z.string(),
  personId: Id.nullable(),
  /** The person asked, or those on duty at the unit when it was asked. */
  name: z.string(),
  phone: z.string().nullable(),
  state: z.enum(['waiting', 'answered', 'late', 'missed']),
  answeredAt: MaybeWhen,
  minutesLate: z.number(),
  answeredBy: z.string().nullable(),
  /** By the person's own account, or ticked by the county after telephoning. */
  manner: z.enum(['own', 'phone']).nullable(),
  /** Whether the one who answered stood in the roster; null where the unit keeps none. */
  rostered: z.boolean().nullable(),
  result: ReachResultName.nullable(),
  version: z.number(),
  may: z.object({ answer: z.boolean(), record: z.boolean() }),
})
export type DutyCallTargetView = z.infer<typeof DutyCallTargetView>

const callLine = {
  id: Id,
  kind: DutyCallKindName,
  title: z.string(),
  startedAt: When,
  startedBy: z.string(),
  answerBy: When,
  closesAt: When,
  closedAt: MaybeWhen,
  asked: z.number(),
  answered: z.number(),
  late: z.number(),
}
export const DutyCallLine = z.object(callLine)
export type DutyCallLine = z.infer<typeof DutyCallLine>
export const DutyCallView = z.object({ ...callLine, text: z.string(), targets: z.array(DutyCallTargetView) })
export type DutyCallView = z.infer<typeof DutyCallView>

export const DutyCallQuery = PageQuery.extend({ kind: DutyCallKindName.optional().meta({ title: '类别' }) })

export const reachGroups = {
  bureau: '应急局全体人员',
  heads: '部门和乡镇主要负责人',
  informants: '村（社区）信息员',
} as const
export type ReachGroup = keyof typeof reachGroups

/** 点名: of these units, or of all above the villages that have somebody on duty. */
export const CallTheRoll = z.object({
  id: Id.optional(),
  title: requiredText('点名事由', 60),
  text: optionalText('通知内容', 500).default(''),
  unitIds: z.array(Id).max(500).default([]).meta({ title: '点名单位' }),
  answerMinutes: z.int32().min(1).max(120).default(10).meta({ title: '应答时限（分钟）' }),
})
/** 通讯畅通抽测 over a chosen list of people; or again over those whom an earlier one did not reach. */
export const StartReachTest = z.object({
  id: Id.optional(),
  title: requiredText('抽测名称', 60),
  groups: z
    .array(z.enum(Object.keys(reachGroups) as [ReachGroup, ...ReachGroup[]]))
    .default([])
    .meta({ title: '人员范围' }),
  withinUnitId: Id.nullable().default(null).meta({ title: '限于单位' }),
  personIds: z.array(Id).max(500).default([]).meta({ title: '人员' }),
  notReachedIn: Id.nullable().default(null).meta({ title: '上次抽测' }),
  /** Also asks by a notice in the system, which the person confirms himself. */
  byNotice: z.boolean().default(true).meta({ title: '同时发系统通知' }),
  hours: z.int32().min(1).max(168).default(24).meta({ title: '抽测时长（小时）' }),
})
export const RecordReach = z.object({
  version: z.int32().meta({ title: '版本' }),
  result: ReachResultName.meta({ title: '抽测结果' }),
})
export const AnswerByPhone = z.object({
  version: z.int32().meta({ title: '版本' }),
  spokeWith: requiredText('接听人', 50),
})

/** How one unit is checked without anybody's doing: its check-ins watched, and asked at random so often. */
export const CheckedUnitView = z.object({
  unitId: Id,
  unitName: z.string(),
  watchCheckIn: z.boolean(),
  checksPerWeek: z.number(),
  version: z.number(),
})
export type CheckedUnitView = z.infer<typeof CheckedUnitView>
export const SetCheckedUnits = z.object({
  unitIds: z.array(Id).min(1, { error: '请选择单位' }).max(500).meta({ title: '单位' }),
  watchCheckIn: z.boolean().meta({ title: '到岗签到提醒' }),
  checksPerWeek: z.int32().min(0).max(21).meta({ title: '每周随机查岗次数' }),
})
/** The random checks of a day and the seed they follow from; moments to come are not told. */
export const CheckDayView = z.object({
  day: z.string(),
  seed: z.number(),
  moments: z.array(z.object({ unitId: Id, unitName: z.string(), at: When })),
})
export type CheckDayView = z.infer<typeof CheckDayView>

export const suspicionKinds = { absent: '漏岗', offPost: '脱岗', substitute: '替岗' } as const
export type SuspicionKind = keyof typeof suspicionKinds
const SuspicionKindName = z.enum(Object.keys(suspicionKinds) as [SuspicionKind, ...SuspicionKind[]])

/** 疑似脱岗、漏岗、替岗, with what it was computed from. A fault only once the county confirmed it. */
export const DutySuspicionView = z.object({
  id: Id,
  kind: SuspicionKindName,
  unitId: Id,
  unitName: z.string(),
  personName: z.string(),
  at: When,
  evidence: z.string(),
  /** The page of what it follows from. */
  link: z.string().nullable(),
  state: z.enum(['suspected', 'confirmed', 'dismissed']),
  reason: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: MaybeWhen,
})
export type DutySuspicionView = z.infer<typeof DutySuspicionView>
export const SuspicionQuery = PageQuery.extend({
  state: z.enum(['suspected', 'confirmed', 'dismissed']).optional().meta({ title: '状态' }),
  unit: Id.optional().meta({ title: '单位' }),
})
export const DecideSuspicion = z.object({
  confirm: z.boolean().meta({ title: '认定结论' }),
  reason: requiredText('认定理由', 300),
})
