import { z } from 'zod'
import { Count, Id, MaybeWhen, optionalText, PageQuery, requiredText, When } from './codec.ts'

/** What came of asking one member. */
export const callOutAnswers = { coming: '能到', cannot: '不能到', notReached: '联系不上' } as const
export type CallOutAnswer = keyof typeof callOutAnswers
export const CallOutAnswerName = z
  .enum(Object.keys(callOutAnswers) as [CallOutAnswer, ...CallOutAnswer[]])
  .meta({ title: '应答情况' })

/** Figures of a 拉动测试: people, not seats. Minutes count from the call, whole minutes begun; null while it has not come so far. */
export const CallOutResult = z.object({
  asked: z.number(),
  answered: z.number(),
  coming: z.number(),
  /** Of those asked, how many said they come, in whole percent; null where nobody was asked. */
  percent: z.number().nullable(),
  minutesToFirst: z.number().nullable(),
  minutesTo90: z.number().nullable(),
  minutesToLast: z.number().nullable(),
})
export type CallOutResult = z.infer<typeof CallOutResult>

export const CallOutSeat = z.object({
  id: Id,
  teamId: Id,
  name: z.string(),
  phone: z.string().nullable(),
  answer: CallOutAnswerName.nullable(),
  answeredAt: MaybeWhen,
  minutes: z.number().nullable(),
  /** By the member's own account, or ticked by whoever called him. */
  manner: z.enum(['own', 'ticked']).nullable(),
  answeredBy: z.string().nullable(),
  version: z.number(),
  may: z.object({ answer: z.boolean(), tick: z.boolean() }),
})
export type CallOutSeat = z.infer<typeof CallOutSeat>

export const CallOutTeam = z.object({
  teamId: Id,
  teamName: z.string(),
  nominal: z.number().nullable(),
  result: CallOutResult,
  assembledAt: MaybeWhen,
  assembledPeople: z.number().nullable(),
  minutesToAssemble: z.number().nullable(),
  readyMinutes: z.number().nullable(),
  mayAssemble: z.boolean(),
})
export type CallOutTeam = z.infer<typeof CallOutTeam>

const line = {
  id: Id,
  title: z.string(),
  startedAt: When,
  startedBy: z.string(),
  answerBy: When,
  closedAt: MaybeWhen,
  teams: z.array(CallOutTeam),
  result: CallOutResult,
}
export const CallOutLine = z.object(line)
export type CallOutLine = z.infer<typeof CallOutLine>
export const CallOutView = z.object({ ...line, text: z.string(), seats: z.array(CallOutSeat) })
export type CallOutView = z.infer<typeof CallOutView>
export const CallOutQuery = PageQuery.extend({ teamId: Id.optional().meta({ title: '队伍' }) })

export const StartCallOut = z.object({
  id: Id.optional(),
  title: requiredText('测试名称', 60),
  text: optionalText('通知内容', 500).default(''),
  teamIds: z
    .array(Id)
    .min(1, { error: '请选择队伍' })
    .max(50, { error: '一次最多拉动 50 支队伍' })
    .meta({ title: '队伍' }),
  answerMinutes: z.int32().min(1).max(240).default(15).meta({ title: '应答时限（分钟）' }),
})
export const AnswerCallOut = z.object({ answer: z.enum(['coming', 'cannot']).meta({ title: '应答' }) })
export const TickCallOut = z.object({ version: z.int32().meta({ title: '版本' }), answer: CallOutAnswerName })
export const ReportAssembly = z.object({ people: Count('到达集合点人数').max(9999) })
