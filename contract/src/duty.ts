import { z } from 'zod'
import { Day, Id, MaybeWhen, PageQuery, requiredText, When } from './codec.ts'

export const dutyPosts = {
  shiftLeader: '带班领导',
  primary: '主班',
  secondary: '副班',
  info: '信息报送岗',
  dispatch: '指挥调度岗',
  techSupport: '技术保障',
  driver: '应急车辆',
} as const
export type DutyPost = keyof typeof dutyPosts
export const DutyPostName = z.enum(Object.keys(dutyPosts) as [DutyPost, ...DutyPost[]])

export const ShiftView = z.object({
  id: Id,
  unitId: Id,
  unitName: z.string(),
  post: DutyPostName,
  personId: Id,
  personName: z.string(),
  mobile: z.string().nullable(),
  startsAt: When,
  endsAt: When,
  version: z.number(),
  /** Null where the unit has no duty room. */
  roomId: Id.nullable(),
})
export type ShiftView = z.infer<typeof ShiftView>

/** Who is on duty now in one unit (值班情况). An empty list of people means: nobody is rostered. */
export const UnitOnDuty = z.object({
  unitId: Id,
  unitName: z.string(),
  dutyPhone: z.string().nullable(),
  people: z.array(ShiftView),
  lastContactAt: MaybeWhen,
})
export type UnitOnDuty = z.infer<typeof UnitOnDuty>

/** Kinds of log line (日志类别), domain terms of the handover log. */
export const logKinds = {
  callIn: '来电',
  callOut: '去电',
  paperIn: '收文',
  paperOut: '发文',
  report: '报告',
  instruction: '批示',
  check: '查岗',
  warning: '预警',
  dispatch: '调度',
  handover: '交接',
  other: '其他',
} as const
export type LogKind = keyof typeof logKinds
export const LogKindName = z.enum(Object.keys(logKinds) as [LogKind, ...LogKind[]])

/** A line of the duty log (值班日志). Never changed; a correction is a new line that names the old one. */
export const LogEntryView = z.object({
  id: Id,
  unitId: Id,
  kind: LogKindName,
  text: z.string(),
  at: When,
  byName: z.string(),
  matterId: Id.nullable(),
  mentionedUnitIds: z.array(Id),
  correctsId: Id.nullable(),
  automatic: z.boolean(),
})
export type LogEntryView = z.infer<typeof LogEntryView>

export const WriteLog = z.object({
  id: Id.optional(),
  kind: LogKindName.default('other').meta({ title: '类别' }),
  text: requiredText('日志内容', 1000),
  matterId: Id.nullable().default(null),
  mentionedUnitIds: z.array(Id).max(20).default([]).meta({ title: '涉及单位' }),
  correctsId: Id.nullable().default(null),
})

export const LogQuery = PageQuery.extend({ unit: Id.optional(), on: Day('日期').optional(), matter: Id.optional() })
