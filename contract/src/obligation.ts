import { z } from 'zod'
import { Id, MaybeWhen, PageQuery, RuleSource, When } from './codec.ts'

/** How the duty is to be discharged (报送方式). A written or system report also serves where a phone call is owed; a call never serves for a paper. */
export const mediums = { phone: '电话', written: '书面', system: '系统', any: '任一方式' } as const
export type Medium = keyof typeof mediums
export const MediumName = z.enum(Object.keys(mediums) as [Medium, ...Medium[]])

/** The instant a clock starts from (起算时间). */
export const clocks = {
  occurred: '事发',
  known: '获知',
  received: '接报',
  daily: '每日',
  stable: '灾情稳定',
  ended: '处置结束',
  lastReport: '上次报告',
} as const
export type Clock = keyof typeof clocks
export const ClockName = z.enum(Object.keys(clocks) as [Clock, ...Clock[]])

/** `open` still has time (or is 立即, which is only marked), `overdue` is past its limit and unmet, `met` was discharged (look at `minutesLate`). */
export const obligationStates = { open: '未到期', overdue: '已超时', met: '已完成', cancelled: '不再适用' } as const
export type ObligationState = keyof typeof obligationStates
export const ObligationStateName = z.enum(Object.keys(obligationStates) as [ObligationState, ...ObligationState[]])

/** A duty with a clock (时限事项): who owes what about which matter, since when, until when, by which rule. */
export const ObligationView = z.object({
  id: Id,
  kind: z.string(),
  ruleCode: z.string(),
  title: z.string(),
  matterId: Id.nullable(),
  matterTitle: z.string().nullable(),
  /** Where in the web app it is discharged; null where that is the matter's page. */
  link: z.string().nullable(),
  owedByUnitId: Id,
  owedByUnitName: z.string(),
  owedByPersonId: Id.nullable(),
  owedToUnitId: Id.nullable(),
  owedToUnitName: z.string().nullable(),
  medium: MediumName,
  clock: ClockName,
  startedAt: When,
  warnAt: MaybeWhen,
  dueAt: When,
  limitMinutes: z.number().nullable(),
  limitDisplay: z.string(),
  soft: z.boolean(),
  state: ObligationStateName,
  satisfiedAt: MaybeWhen,
  satisfiedBy: z.string().nullable(),
  breachedAt: MaybeWhen,
  minutesLate: z.number().nullable(),
  cancelReason: z.string().nullable(),
  source: RuleSource,
  /** Owed in an exercise (演练). */
  exercise: z.boolean(),
})
export type ObligationView = z.infer<typeof ObligationView>

export const ObligationQuery = PageQuery.extend({
  state: ObligationStateName.optional().meta({ title: '状态' }),
  unit: Id.optional().meta({ title: '责任单位' }),
  person: Id.optional().meta({ title: '责任人' }),
  matter: Id.optional().meta({ title: '所属事件' }),
  breached: z.enum(['true', 'false']).optional().meta({ title: '曾经超时' }),
  /** A list of many shows what is really owed, or what is owed in exercises; of one matter it shows all. */
  mode: z.enum(['real', 'exercise'], { error: '应为实战或演练' }).default('real').meta({ title: '实战或演练' }),
})
