import { z } from 'zod'
import { Count, Day, Id, MaybeWhen, optionalText, PhoneNumber, Position, requiredText, When } from './codec.ts'

/** What a team is doing now (队伍状态). Which may follow which says `nextStatuses`. */
export const teamStatuses = {
  standby: '待命',
  gathering: '集结',
  dispatched: '出动',
  enRoute: '途中',
  onScene: '现场',
  withdrawing: '撤离',
  resting: '休整',
  unavailable: '不可用',
} as const
export type TeamStatus = keyof typeof teamStatuses
export const TeamStatusName = z
  .enum(Object.keys(teamStatuses) as [TeamStatus, ...TeamStatus[]])
  .meta({ title: '队伍状态' })

/** What may follow; a team comes back to 待命 only by way of what it was out for. */
export const nextStatuses: Record<TeamStatus, readonly TeamStatus[]> = {
  standby: ['gathering', 'dispatched', 'unavailable'],
  gathering: ['dispatched', 'enRoute', 'standby', 'unavailable'],
  dispatched: ['enRoute', 'onScene', 'withdrawing', 'standby'],
  enRoute: ['onScene', 'withdrawing'],
  onScene: ['enRoute', 'withdrawing'],
  withdrawing: ['resting', 'standby'],
  resting: ['standby', 'unavailable'],
  unavailable: ['standby'],
}

/** How strong a team is, each way of counting beside the other (P31). */
export const TeamStrength = z.object({
  /** 编制人数, as the team's record says. */
  nominal: z.number().nullable(),
  /** Names on its roll. */
  seats: z.number(),
  /** Names confirmed within the days that the county set. */
  confirmed: z.number(),
  /** Those on its roll who stand on the roll of another team, too. */
  shared: z.number(),
  /** 备勤 reported for today; null while nothing is. */
  standbyToday: z.number().nullable(),
})
export type TeamStrength = z.infer<typeof TeamStrength>

const Word = z.object({ code: z.string(), label: z.string() })
const lastCallOut = z.object({ id: Id, at: When, percent: z.number().nullable(), minutesTo90: z.number().nullable() })

const teamLine = {
  id: Id,
  name: z.string(),
  kind: Word,
  unitId: Id,
  unitName: z.string(),
  leader: z.string().nullable(),
  phone: z.string().nullable(),
  position: Position.nullable(),
  capabilities: z.array(Word),
  readyMinutes: z.number().nullable(),
  status: TeamStatusName,
  statusSince: MaybeWhen,
  strength: TeamStrength,
  reportsStandby: z.boolean(),
  lastCallOut: lastCallOut.nullable(),
  /** Why it may not be sent without a reason: expired registration or insurance, reported unavailable. */
  against: z.array(z.string()),
}
export const TeamLine = z.object(teamLine)
export type TeamLine = z.infer<typeof TeamLine>

export const TeamView = z.object({
  ...teamLine,
  base: z.string().nullable(),
  supports: z.array(z.string()),
  certificateNo: z.string().nullable(),
  certifiedUntil: z.string().nullable(),
  insuredUntil: z.string().nullable(),
  note: z.string().nullable(),
  eventId: Id.nullable(),
  statusVersion: z.number(),
  nextStatuses: z.array(TeamStatusName),
  verifiedAt: MaybeWhen,
  /** Members by category (党员、志愿者、民兵 …), W233. */
  composition: z.array(z.object({ category: z.string(), people: z.number() })),
  may: z.object({ report: z.boolean(), callOut: z.boolean(), seeMembers: z.boolean() }),
})
export type TeamView = z.infer<typeof TeamView>

export const TeamQuery = z.object({
  kind: z.string().max(60).optional().meta({ title: '队伍类型' }),
  capability: z.string().max(60).optional().meta({ title: '能力' }),
})

/** The county's teams counted: names on rolls beside the people who stand behind them. */
export const TeamCounts = z.object({ teams: z.number(), seats: z.number(), people: z.number(), inSeveral: z.number() })
export const TeamList = z.object({ items: z.array(TeamLine), counts: TeamCounts })
export type TeamList = z.infer<typeof TeamList>

/** A name on a team's roll (队员). */
export const TeamMemberView = z.object({
  id: Id,
  name: z.string(),
  phone: z.string().nullable(),
  category: z.string().nullable(),
  post: z.string().nullable(),
  skills: z.array(z.string()),
  confirmedAt: MaybeWhen,
  /** Confirmed within the days that the county set. */
  confirmed: z.boolean(),
  /** Other teams on whose rolls the same person stands. */
  alsoIn: z.array(z.object({ id: Id, name: z.string() })),
  /** 集体培训 attended this calendar year; two are asked of a volunteer. */
  trainings: z.number(),
})
export type TeamMemberView = z.infer<typeof TeamMemberView>
export const TeamMembers = z.object({ items: z.array(TeamMemberView) })

/** People on several rolls, those on most first. */
export const TeamOverlap = z.object({
  name: z.string(),
  phone: z.string().nullable(),
  teams: z.array(z.object({ id: Id, name: z.string() })),
})
export const TeamOverlaps = z.object({ counts: TeamCounts, items: z.array(TeamOverlap) })
export type TeamOverlaps = z.infer<typeof TeamOverlaps>

/** Equipment a team has beside what the standard of its kind asks for (W230). */
export const TeamEquipment = z.object({
  items: z.array(
    z.object({
      id: Id,
      item: z.string(),
      quantity: z.number(),
      usable: z.number(),
      unit: z.string(),
      checkedOn: z.string().nullable(),
    }),
  ),
  standard: z.array(
    z.object({
      item: z.string(),
      unit: z.string(),
      wanted: z.number(),
      has: z.number(),
      missing: z.number(),
      source: z.string(),
    }),
  ),
})
export type TeamEquipment = z.infer<typeof TeamEquipment>

/** What every team lacks, item by item, for the need statement. */
export const TeamGap = z.object({
  teamId: Id,
  teamName: z.string(),
  item: z.string(),
  unit: z.string(),
  wanted: z.number(),
  has: z.number(),
  missing: z.number(),
  source: z.string(),
})
export type TeamGap = z.infer<typeof TeamGap>
export const TeamGaps = z.object({ items: z.array(TeamGap) })
export type TeamGaps = z.infer<typeof TeamGaps>

/** One change of what a team was doing (出动记录). */
export const TeamMove = z.object({
  at: When,
  from: TeamStatusName,
  to: TeamStatusName,
  by: z.string(),
  eventId: Id.nullable(),
  eventTitle: z.string().nullable(),
  reason: z.string(),
})
export type TeamMove = z.infer<typeof TeamMove>
export const TeamMoves = z.object({ items: z.array(TeamMove) })
export type TeamMoves = z.infer<typeof TeamMoves>

/** `reason` is needed where the team may not be sent as it stands, or becomes unavailable. */
export const SetTeamStatus = z.object({
  version: z.int32().meta({ title: '版本' }),
  status: TeamStatusName,
  eventId: Id.nullable().default(null).meta({ title: '事件' }),
  reason: optionalText('理由', 200).default(''),
})

/** 备勤 of one team on one day (W310). */
export const StandbyReport = z.object({
  day: z.string(),
  strength: z.number(),
  vehicles: z.number(),
  leader: z.string(),
  phone: z.string().nullable(),
  note: z.string(),
  reportedAt: When,
  reportedBy: z.string(),
  version: z.number(),
})
export type StandbyReport = z.infer<typeof StandbyReport>
export const StandbyLine = z.object({
  teamId: Id,
  teamName: z.string(),
  kind: z.string(),
  unitName: z.string(),
  phone: z.string().nullable(),
  status: TeamStatusName,
  /** Whether the county set it to report daily. */
  reports: z.boolean(),
  /** Null: missing today. */
  today: StandbyReport.nullable(),
  /** The report before, for “same as last time”. */
  last: StandbyReport.nullable(),
  mayReport: z.boolean(),
})
export type StandbyLine = z.infer<typeof StandbyLine>
export const StandbyDay = z.object({
  day: z.string(),
  /** When today's reports are due. */
  dueAt: When,
  items: z.array(StandbyLine),
  total: z.object({ teams: z.number(), reported: z.number(), strength: z.number(), vehicles: z.number() }),
})
export type StandbyDay = z.infer<typeof StandbyDay>
export const StandbyQuery = z.object({
  day: Day('日期').optional(),
  mine: z.enum(['true', 'false']).optional().meta({ title: '只看本单位' }),
})
export const StandbyHistory = z.object({ items: z.array(StandbyReport) })
export type StandbyHistory = z.infer<typeof StandbyHistory>
/** Today's report; `version` is 0 while there is none. */
export const ReportStandby = z.object({
  version: z.int32().min(0).default(0).meta({ title: '版本' }),
  strength: Count('备勤人数').max(9999, { error: '备勤人数不能超过 9999' }),
  vehicles: Count('车辆数').max(999, { error: '车辆数不能超过 999' }),
  leader: requiredText('带队负责人', 30),
  phone: PhoneNumber('负责人电话').nullable().default(null),
  note: optionalText('备注', 200).default(''),
})
