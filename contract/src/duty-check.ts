import { z } from 'zod'
import { Id, MaybeWhen, optionalText, PageQuery, PhoneNumber, RuleSource, requiredText, When } from './codec.ts'
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

/** What the caller ticks at a 视频点名; whether a unit joined late follows from when. */
export const videoFindings = { joined: '已入会', reported: '设备故障，已报告', unreported: '设备故障，未报告' } as const
export type VideoFinding = keyof typeof videoFindings
export const VideoFindingName = z.enum(Object.keys(videoFindings) as [VideoFinding, ...VideoFinding[]])

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
  /** By the person's own account, or ticked by the county: after telephoning, or seen in the video meeting. */
  manner: z.enum(['own', 'phone', 'video']).nullable(),
  /** Whether the one who answered stood in the roster; null where the unit keeps none. */
  rostered: z.boolean().nullable(),
  result: ReachResultName.nullable(),
  video: VideoFindingName.nullable(),
  version: z.number(),
  may: z.object({ answer: z.boolean(), record: z.boolean() }),
})
export type DutyCallTargetView = z.infer<typeof DutyCallTargetView>

const callLine = {
  id: Id,
  kind: DutyCallKindName,
  title: z.string(),
  /** 视频点名: units join a video meeting and the caller ticks them. */
  byVideo: z.boolean(),
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
  byVideo: z.boolean().default(false).meta({ title: '视频点名' }),
})
/** `minutesLate` counts from the limit; 0 is in time. */
export const TickVideo = z.object({
  version: z.int32().meta({ title: '版本' }),
  finding: VideoFindingName.meta({ title: '视频点名情况' }),
  minutesLate: z.int32().min(0).max(240).default(0).meta({ title: '迟到分钟数' }),
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

/** 电话抽查 by the county: units drawn by chance, and what was found at each. */
export const leaderFindings = {
  present: '在岗',
  reached: '不在岗，10 分钟内联系上',
  unreached: '10 分钟内联系不上',
} as const
export type LeaderFinding = keyof typeof leaderFindings
const LeaderFindingName = z.enum(Object.keys(leaderFindings) as [LeaderFinding, ...LeaderFinding[]])
export const equipmentFindings = { good: '正常', reported: '有故障，已报告', unreported: '有故障，未报告' } as const
export type EquipmentFinding = keyof typeof equipmentFindings
const EquipmentFindingName = z.enum(Object.keys(equipmentFindings) as [EquipmentFinding, ...EquipmentFinding[]])

export const SpotQuestion = z.object({
  code: z.string(),
  text: z.string(),
  /** The right answer as the records had it when the call began. */
  answer: z.string(),
  correct: z.boolean().nullable(),
})
export type SpotQuestion = z.infer<typeof SpotQuestion>
export const SpotCallView = z.object({ at: When, answered: z.boolean(), seconds: z.number() })

export const spotStates = {
  drawn: '待抽查',
  calling: '抽查中',
  signed: '已签认',
  objected: '申诉中',
  overturned: '申诉成立',
} as const
export type SpotState = keyof typeof spotStates

export const SpotCheckView = z.object({
  id: Id,
  roundId: Id,
  unitId: Id,
  unitName: z.string(),
  phone: z.string().nullable(),
  state: z.enum(Object.keys(spotStates) as [SpotState, ...SpotState[]]),
  version: z.number(),
  /** Who stood in the roster when the call began; before it, who does now. */
  onDuty: z.array(z.object({ personId: Id, name: z.string(), post: DutyPostName, phone: z.string().nullable() })),
  calls: z.array(SpotCallView),
  /** From when the second call may be made; null when none is due. */
  secondCallFrom: MaybeWhen,
  answererName: z.string(),
  /** Whether that name stands in the roster; computed, null while nobody answered. */
  rostered: z.boolean().nullable(),
  guard: z.boolean(),
  leader: LeaderFindingName.nullable(),
  equipment: EquipmentFindingName.nullable(),
  questions: z.array(SpotQuestion),
  note: z.string(),
  checkedBy: z.string().nullable(),
  signedAt: MaybeWhen,
  signedBy: z.string().nullable(),
  objectBy: MaybeWhen,
  objection: z.string(),
  objectionDecision: z.string(),
  may: z.object({ record: z.boolean(), sign: z.boolean(), object: z.boolean(), decide: z.boolean() }),
})
export type SpotCheckView = z.infer<typeof SpotCheckView>

export const DrawSpotChecks = z.object({
  id: Id.optional(),
  count: z.int32().min(1).max(50).default(2).meta({ title: '抽查单位数' }),
})
/** A draw with all it follows from, so that anybody can draw again. */
export const SpotRoundView = z.object({
  id: Id,
  drawnAt: When,
  drawnBy: z.string(),
  seed: z.number(),
  pool: z.array(z.object({ unitId: Id, unitName: z.string(), daysSinceChecked: z.number() })),
  drawn: z.array(Id),
  /** Drawn again from seed and pool just now. */
  redrawn: z.array(Id),
})
export type SpotRoundView = z.infer<typeof SpotRoundView>
export const SpotCheckQuery = PageQuery.extend({ unit: Id.optional().meta({ title: '单位' }) })

/** A call that ended: answered after so many seconds, or not at all. */
export const NoteSpotCall = z.object({
  version: z.int32().meta({ title: '版本' }),
  answered: z.boolean().meta({ title: '是否接听' }),
  seconds: z.int32().min(0).max(600).meta({ title: '用时（秒）' }),
})
export const RecordSpotCheck = z.object({
  version: z.int32().meta({ title: '版本' }),
  answererName: optionalText('接听人', 50).default(''),
  guard: z.boolean().default(false).meta({ title: '保安接听' }),
  leader: LeaderFindingName.nullable().default(null).meta({ title: '带班领导' }),
  equipment: EquipmentFindingName.nullable().default(null).meta({ title: '设备情况' }),
  correct: z.record(z.string().max(40), z.boolean()).default({}).meta({ title: '业务提问' }),
  note: optionalText('备注', 500).default(''),
})
export const SignSpotCheck = z.object({ version: z.int32().meta({ title: '版本' }) })
export const ObjectToSpotCheck = z.object({ text: requiredText('申诉理由', 500) })
export const DecideObjection = z.object({
  uphold: z.boolean().meta({ title: '申诉是否成立' }),
  reason: requiredText('认定理由', 300),
})

/** A row of the score table (评分规则): points per case, at most `cap` in a quarter. */
export const ScoreRuleView = z.object({
  code: z.string(),
  item: z.string(),
  method: z.string(),
  kind: z.enum(['deduct', 'bonus']),
  points: z.number(),
  cap: z.number().nullable(),
  /** A confirmed case of it vetoes the year's honours (一票否决). */
  veto: z.boolean(),
  enabled: z.boolean(),
  version: z.number(),
  source: RuleSource,
})
export type ScoreRuleView = z.infer<typeof ScoreRuleView>
export const ChangeScoreRule = z.object({
  version: z.int32().meta({ title: '版本' }),
  points: z.number().min(0).max(100).meta({ title: '分值' }),
  cap: z.number().min(0).max(100).nullable().meta({ title: '上限' }),
  enabled: z.boolean().meta({ title: '启用' }),
  reason: requiredText('修改理由', 200),
})

export const ScoreCase = z.object({ rule: z.string(), at: When, text: z.string(), link: z.string().nullable() })
export type ScoreCase = z.infer<typeof ScoreCase>
export const scoreGrades = ['优秀', '良好', '合格', '不合格'] as const
export const UnitScoreView = z.object({
  unitId: Id,
  unitName: z.string(),
  rank: z.number(),
  score: z.number(),
  grade: z.enum(scoreGrades),
  veto: z.boolean(),
  lines: z.array(z.object({ rule: z.string(), item: z.string(), cases: z.number(), points: z.number() })),
  /** Spot checks signed, and the share of roll-calls and random checks answered in time, in percent. */
  checked: z.number(),
  answeredInTime: z.number().nullable(),
})
export type UnitScoreView = z.infer<typeof UnitScoreView>

/** A quarter, e.g. 2026Q3. */
export const Quarter = z
  .string()
  .regex(/^20\d{2}Q[1-4]$/, { error: '季度应写作 2026Q3' })
  .meta({ title: '季度' })
/** From how many points on a unit is 优秀, 良好, 合格. */
export const GradeLines = z.object({ excellent: z.number(), good: z.number(), pass: z.number() })
export const QuarterScores = z.object({
  quarter: z.string(),
  grades: GradeLines,
  units: z.array(UnitScoreView),
  paperId: Id.nullable(),
})
export type QuarterScores = z.infer<typeof QuarterScores>

export const supervisionKinds = {
  guidance: '业务指导',
  inspection: '实地督查',
  talk: '约谈',
  merit: '表扬加分',
} as const
export type SupervisionKind = keyof typeof supervisionKinds
const SupervisionKindName = z.enum(Object.keys(supervisionKinds) as [SupervisionKind, ...SupervisionKind[]])
/** 督查记录 of a unit: guidance, visits, 约谈, and what earns a bonus (首报优秀、提前预警). */
export const SupervisionView = z.object({
  id: Id,
  unitId: Id,
  unitName: z.string(),
  kind: SupervisionKindName,
  at: When,
  byName: z.string(),
  text: z.string(),
})
export type SupervisionView = z.infer<typeof SupervisionView>
export const AddSupervision = z.object({
  id: Id.optional(),
  unitId: Id.meta({ title: '单位' }),
  kind: SupervisionKindName.meta({ title: '类别' }),
  text: requiredText('情况', 500),
})
export const DraftDutyBulletin = z.object({ id: Id.optional(), quarter: Quarter })
