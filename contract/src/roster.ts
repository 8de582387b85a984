import { z } from 'zod'
import { Confidence, Day, Id, Instant, MaybeWhen, optionalText, PhoneNumber, requiredText, When } from './codec.ts'
import { DutyPostName, type dutyPosts } from './duty.ts'

/** Kinds of day that shift patterns are chosen by. */
export const dayKinds = { workday: '工作日（含调休上班）', weekend: '周末', holiday: '节假日（含调休放假）' } as const
const DayKindName = z.enum(['workday', 'weekend', 'holiday'])

const needs = z
  .partialRecord(
    DutyPostName,
    z.int32({ error: '人数应为整数' }).min(1, { error: '人数不能少于 1' }).max(9, { error: '人数不能超过 9' }),
  )
  .refine(value => Object.keys(value).length > 0, { error: '至少要有一个岗位' })
const timeOfDay = (label: string) =>
  z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: `${label}应为时分，例如 08:30` })
    .meta({ title: label })
const weight = (label: string, max = 1000) =>
  z
    .number({ error: `${label}应为数字` })
    .min(0, { error: `${label}不能为负数` })
    .max(max, { error: `${label}过大` })
    .meta({ title: label })

/** A shift that repeats on a kind of day (班次模式). One that ends no later than it starts ends on the next day. */
export const DutyPattern = z.object({
  id: Id,
  name: requiredText('班次名称', 20),
  dayKinds: z.array(DayKindName).min(1, { error: '请选择日期类型' }).meta({ title: '适用日期' }),
  from: Day('启用日期').nullable().default(null),
  to: Day('停用日期').nullable().default(null),
  starts: timeOfDay('开始时间'),
  ends: timeOfDay('结束时间'),
  night: z.boolean().meta({ title: '夜班' }),
  /** Share of a day's weight that one turn of this shift carries. */
  load: weight('折算系数', 5),
  needs: needs.meta({ title: '各岗位人数' }),
})
export type DutyPattern = z.output<typeof DutyPattern>

/** Numbers of the rules of one room. Defaults are ours (设计); a county sets its own with their source. */
export const RosterRules = z.object({
  restHours: weight('班间休息（小时）', 72).default(12),
  longShiftHours: weight('长班时长（小时）', 48).default(24),
  restAfterLongHours: weight('长班后休息（小时）', 96).default(24),
  nightsPerWeek: z.int32().min(1).max(7).default(2).meta({ title: '七日内夜班上限' }),
  points: z
    .object({
      workday: weight('工作日'),
      weekend: weight('周末'),
      adjustedRest: weight('调休放假'),
      statutoryHoliday: weight('法定节假日'),
      greatHoliday: weight('除夕、初一'),
    })
    .default({ workday: 1, weekend: 1.5, adjustedRest: 2, statutoryHoliday: 3, greatHoliday: 4 })
    .meta({ title: '各类日期的分值' }),
  weights: z
    .object({
      keep: weight('少改动'),
      holidays: weight('节假日均衡'),
      weekends: weight('周末均衡'),
      nights: weight('夜班均衡'),
      points: weight('分值均衡'),
      wishes: weight('个人意愿'),
      together: weight('固定搭班'),
      sameHoliday: weight('同一节日不连年值班'),
      experience: weight('新老搭配'),
    })
    .default({
      keep: 500,
      holidays: 20,
      weekends: 10,
      nights: 10,
      points: 4,
      wishes: 6,
      together: 3,
      sameHoliday: 15,
      experience: 5,
    })
    .meta({ title: '各项要求的权重' }),
  source: requiredText('依据', 200).default('系统默认，可按本地规定修改'),
  confidence: Confidence.default('设计').meta({ title: '依据可信度' }),
})
export type RosterRules = z.output<typeof RosterRules>

/** One person of the pool of a room (值班人员库). */
export const PoolMember = z.object({
  personId: Id.meta({ title: '值班人员' }),
  posts: z.array(DutyPostName).min(1, { error: '请选择可任岗位' }).meta({ title: '可任岗位' }),
  from: Day('起').nullable().default(null),
  to: Day('止').nullable().default(null),
  trained: z.boolean().default(true).meta({ title: '已培训合格' }),
  isGuard: z.boolean().default(false).meta({ title: '保安人员' }),
  nightExempt: z.boolean().default(false).meta({ title: '免夜班' }),
  isNew: z.boolean().default(false).meta({ title: '新进人员' }),
})
export const RosterPair = z.object({
  a: Id.meta({ title: '人员' }),
  b: Id.meta({ title: '人员' }),
  kind: z.enum(['together', 'apart']).meta({ title: '搭配' }),
})

/** What the holder of each post has to do, in the words of the responsibility table (责任表). A post without words has the usual ones. */
const postWords = z.partialRecord(DutyPostName, optionalText('岗位职责', 200)).meta({ title: '岗位职责' })

const room = {
  name: requiredText('值班室名称', 60),
  phone: PhoneNumber('值班电话').nullable().default(null),
  fax: PhoneNumber('传真').nullable().default(null),
  from: Day('启用日期').nullable().default(null),
  to: Day('停用日期').nullable().default(null),
  changeAt: timeOfDay('交接班时间'),
  always: needs.meta({ title: '任何时刻的在岗人数' }),
  rules: RosterRules,
  patterns: z.array(DutyPattern).min(1, { error: '至少要有一个班次' }).max(20).meta({ title: '班次' }),
  pool: z.array(PoolMember).max(200).meta({ title: '值班人员' }),
  pairs: z.array(RosterPair).max(100).default([]).meta({ title: '搭班关系' }),
  duties: postWords.default({}),
}
const seasonInOrder = (one: { from: string | null; to: string | null }) => !one.from || !one.to || one.from <= one.to
const says = { path: ['to'], error: '停用日期不能早于启用日期' }

/** A duty room (值班室) as it is set up, with its shifts, pool and rules. A seasonal room (防汛值班室) has first and last days. */
export const CreateRoom = z
  .object({ id: Id.optional(), unitId: Id.meta({ title: '所属单位' }), ...room })
  .refine(seasonInOrder, says)
/** The room as it is from now on; `version` is the one that was read. */
export const ChangeRoom = z
  .object({
    version: z.int32().meta({ title: '版本' }),
    enabled: z.boolean().default(true).meta({ title: '启用' }),
    ...room,
  })
  .refine(seasonInOrder, says)

export const RoomView = z.object({
  id: Id,
  unitId: Id,
  unitName: z.string(),
  version: z.number(),
  enabled: z.boolean(),
  name: z.string(),
  phone: z.string().nullable(),
  fax: z.string().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  changeAt: z.string(),
  always: z.partialRecord(DutyPostName, z.number()),
  rules: RosterRules,
  patterns: z.array(DutyPattern),
  pool: z.array(PoolMember.extend({ personName: z.string(), mobile: z.string().nullable() })),
  pairs: z.array(RosterPair),
  duties: z.partialRecord(DutyPostName, z.string()),
})
export type RoomView = z.output<typeof RoomView>
export const RoomLine = RoomView.pick({
  id: true,
  unitId: true,
  unitName: true,
  name: true,
  phone: true,
  fax: true,
  from: true,
  to: true,
  enabled: true,
}).extend({ people: z.number() })
export type RoomLine = z.output<typeof RoomLine>

/** Leave (请假) of a person, whatever the room. */
export const leaveKinds = {
  annual: '年休假',
  sick: '病假',
  personal: '事假',
  training: '外出培训',
  trip: '出差',
  maternity: '孕产哺乳',
  other: '其他',
} as const
export const AddLeave = z
  .object({
    id: Id.optional(),
    personId: Id.meta({ title: '请假人员' }),
    kind: z.enum(Object.keys(leaveKinds) as [keyof typeof leaveKinds]).meta({ title: '类别' }),
    from: Instant('开始时间'),
    to: Instant('结束时间'),
    note: optionalText('说明', 200).default(''),
  })
  .refine(one => one.to > one.from, { path: ['to'], error: '结束时间应晚于开始时间' })
export const LeaveView = z.object({
  id: Id,
  personId: Id,
  personName: z.string(),
  kind: z.enum(Object.keys(leaveKinds) as [keyof typeof leaveKinds]),
  from: When,
  to: When,
  note: z.string(),
})
export type LeaveView = z.output<typeof LeaveView>

/** Wish (个人意愿) to be on duty on a day, or not to be. */
export const AddWish = z.object({
  id: Id.optional(),
  personId: Id.meta({ title: '值班人员' }),
  day: Day('日期'),
  wants: z.enum(['on', 'off']).meta({ title: '意愿' }),
  reason: optionalText('理由', 200).default(''),
})
export const WishView = z.object({
  id: Id,
  roomId: Id,
  personId: Id,
  personName: z.string(),
  day: z.string(),
  wants: z.enum(['on', 'off']),
  reason: z.string(),
})
export type WishView = z.output<typeof WishView>

export const RosterStatus = z.enum(['draft', 'published', 'withdrawn'])
export const rosterStatuses = { draft: '草稿', published: '已发布', withdrawn: '已撤回' } as const

/** Rules that a roster is checked against; the hard ones stop its publication. */
export const rosterRules = {
  uncovered: '全时段在岗',
  understaffed: '岗位人数',
  overstaffed: '岗位人数',
  notInPool: '值班资格',
  untrained: '培训合格',
  guard: '保安不得替岗',
  onLeave: '请假',
  elsewhere: '一人一岗',
  rest: '班间休息',
  nights: '夜班次数',
  nightExempt: '免夜班',
  leaderAway: '领导在岗带班',
  apart: '不同时值班',
  unknownShift: '班次',
  wish: '个人意愿',
  together: '固定搭班',
  sameHoliday: '同一节日不连年值班',
  experience: '新老搭配',
  fairness: '均衡',
} as const
export const softRules = ['wish', 'together', 'sameHoliday', 'experience', 'fairness'] as const

/** A rule that an arrangement breaks: who, on which day, and why, in words for the screen. */
export const BrokenRule = z.object({
  rule: z.enum(Object.keys(rosterRules) as [keyof typeof rosterRules]),
  hard: z.boolean(),
  day: z.string().nullable(),
  slotKey: z.string().nullable(),
  post: DutyPostName.nullable(),
  personId: Id.nullable(),
  message: z.string(),
})
export type BrokenRule = z.output<typeof BrokenRule>

const load = { points: z.number(), nights: z.number(), weekends: z.number(), holidays: z.number() }
/** Load of a person: this roster's, and with what was carried before in its last quarter and year. */
export const FairnessRow = z.object({
  personId: Id,
  personName: z.string(),
  group: z.string(),
  shifts: z.number(),
  own: z.object(load),
  quarter: z.object(load),
  year: z.object(load),
})
export type FairnessRow = z.output<typeof FairnessRow>

export const AssignmentView = z.object({
  slotKey: z.string(),
  post: DutyPostName,
  place: z.number(),
  personId: Id.nullable(),
  personName: z.string().nullable(),
  mobile: z.string().nullable(),
  onSite: z.boolean(),
})
export type AssignmentView = z.output<typeof AssignmentView>

export const SlotView = z.object({
  key: z.string(),
  name: z.string(),
  day: z.string(),
  startsAt: When,
  endsAt: When,
  night: z.boolean(),
  leaderOnSite: z.boolean(),
  points: z.number(),
})

/** A roster (值班表) of a room: its shifts, who stands where, what it breaks and how even it is. */
export const RosterView = z.object({
  id: Id,
  roomId: Id,
  roomName: z.string(),
  unitId: Id,
  from: z.string(),
  to: z.string(),
  status: RosterStatus,
  version: z.number(),
  seed: z.number(),
  ruleVersion: z.string(),
  /** What the solver ended with: proven best, the best within the time, or that the hard rules leave gaps. */
  outcome: z.enum(['optimal', 'feasible', 'infeasible', 'byHand']),
  objective: z.number().nullable(),
  /** No roster can be better than this. */
  bound: z.number().nullable(),
  seconds: z.number().nullable(),
  madeAt: When,
  publishedAt: MaybeWhen,
  notes: z.array(z.string()),
  days: z.array(
    z.object({ day: z.string(), kind: DayKindName, name: z.string().nullable(), leaderOnSite: z.boolean() }),
  ),
  slots: z.array(SlotView),
  assignments: z.array(AssignmentView),
  fairness: z.array(FairnessRow),
  unmet: z.array(BrokenRule),
})
export type RosterView = z.output<typeof RosterView>
export const RosterLine = RosterView.pick({
  id: true,
  roomId: true,
  roomName: true,
  from: true,
  to: true,
  status: true,
  version: true,
  outcome: true,
  madeAt: true,
  publishedAt: true,
})
export type RosterLine = z.output<typeof RosterLine>

const longestDays = 366
/** Makes a draft. `near` names a roster whose arrangements stay where the rules allow: the fewest changes. */
export const GenerateRoster = z
  .object({
    id: Id.optional(),
    roomId: Id.meta({ title: '值班室' }),
    from: Day('开始日期'),
    to: Day('结束日期'),
    seed: z.int32().min(0).max(1_000_000).default(1).meta({ title: '随机种子' }),
    near: Id.nullable().default(null).meta({ title: '参照的值班表' }),
    seconds: z.int32().min(1).max(60).default(20).meta({ title: '计算时限（秒）' }),
  })
  .refine(one => one.to >= one.from, { path: ['to'], error: '结束日期不能早于开始日期' })
  .refine(one => (Date.parse(one.to) - Date.parse(one.from)) / 86_400_000 < longestDays, {
    path: ['to'],
    error: `一次最多编排 ${longestDays} 天`,
  })

export const rosterPhases = {
  search: '搜索排法',
  prove: '核算是否还能更均衡',
  programme: '求更好的排法',
  explain: '排不满，正在查明原因',
} as const
/** How far the solver is: the best roster so far breaks so much (null while none is whole), none can break less than `bound`. */
export const RosterProgress = z.object({
  phase: z.enum(Object.keys(rosterPhases) as [keyof typeof rosterPhases, ...(keyof typeof rosterPhases)[]]),
  best: z.number().nullable(),
  bound: z.number(),
})
export type RosterProgress = z.output<typeof RosterProgress>

/** Cells of a draft as they are to be; `version` is the one that was read. A cell without a person is a gap. */
export const ChangeAssignments = z.object({
  version: z.int32().meta({ title: '版本' }),
  changes: z
    .array(
      z.object({
        slotKey: z.string().max(80).meta({ title: '班次' }),
        post: DutyPostName.meta({ title: '岗位' }),
        place: z.int32().min(0).max(8).meta({ title: '位次' }),
        personId: Id.nullable().meta({ title: '值班人员' }),
        onSite: z.boolean().default(true).meta({ title: '在岗' }),
      }),
    )
    .min(1)
    .max(500)
    .meta({ title: '调整' }),
})
export const PublishRoster = z.object({ version: z.int32().meta({ title: '版本' }) })
export const WithdrawRoster = z.object({ reason: requiredText('撤回原因', 200) })
export const RosterChange = z.object({ at: When, byName: z.string().nullable(), what: z.string() })
export const RosterQuery = z.object({ room: Id.optional(), from: Day('起').optional(), to: Day('止').optional() })
export const LeaveQuery = z.object({ room: Id, from: Day('起'), to: Day('止') })
export const postCount = (value: Partial<Record<keyof typeof dutyPosts, number>>) =>
  Object.values(value).reduce((sum, one) => sum + (one ?? 0), 0)
