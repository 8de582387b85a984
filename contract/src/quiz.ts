import { z } from 'zod'
import { Id, MaybeWhen, requiredText, When } from './codec.ts'

const question = {
  text: requiredText('题目', 300),
  options: z
    .array(requiredText('选项', 200))
    .min(2, { error: '至少两个选项' })
    .max(6, { error: '选项不能超过 6 个' })
    .refine(all => new Set(all).size === all.length, { error: '选项不能重复' })
    .meta({ title: '选项' }),
  /** Place of the right option, from 0. */
  correct: z.int().min(0).max(5).meta({ title: '正确选项' }),
  explanation: requiredText('解析', 500),
  source: requiredText('依据', 120),
  enabled: z.boolean().default(true).meta({ title: '启用' }),
}
const correctThere = (one: { correct: number; options: string[] }) => one.correct < one.options.length
const notThere = { path: ['correct'], error: '正确选项不在选项中' }

export const AddQuizQuestion = z.object({ id: Id.optional(), ...question }).refine(correctThere, notThere)
export const ChangeQuizQuestion = z
  .object({ version: z.int32().min(1).meta({ title: '版本' }), reason: requiredText('修改原因', 200), ...question })
  .refine(correctThere, notThere)
/** A question of the bank with its answer, for whoever keeps the bank. */
export const QuizQuestionView = z.object({
  id: Id,
  text: z.string(),
  options: z.array(z.string()),
  correct: z.int(),
  explanation: z.string(),
  source: z.string(),
  enabled: z.boolean(),
  version: z.int(),
})
export type QuizQuestionView = z.infer<typeof QuizQuestionView>

/** How a person stands with the duty test (上岗测试情况). */
export const quizStates = {
  passed: '已通过',
  again: '规则有变，待重测',
  lapsed: '未通过上岗测试',
  failed: '测试未合格',
  never: '尚未测试',
} as const
export type QuizState = keyof typeof quizStates
const State = z.enum(Object.keys(quizStates) as [QuizState, ...QuizState[]])
/** Whether somebody in this state may stand a shift: until the days of grace are over a pass still counts. */
export const isQuizValid = (state: QuizState) => state === 'passed' || state === 'again'

export const quizKinds = { formal: '正式测试', practice: '练习' } as const
const Kind = z.enum(['formal', 'practice']).meta({ title: '类别' })
export const StartQuiz = z.object({ id: Id.optional(), kind: Kind.default('formal') })
/** The place of the chosen option for each question, in their order; null is not answered. */
export const AnswerQuiz = z.object({
  answers: z.array(z.int().min(0).max(5).nullable()).min(1).max(50).meta({ title: '答案' }),
})
/** A test as its taker sees it; what is right stands there only after it was handed in. */
export const QuizView = z.object({
  id: Id,
  kind: Kind,
  startedAt: When,
  submittedAt: MaybeWhen,
  passPercent: z.int(),
  percent: z.int().nullable(),
  passed: z.boolean().nullable(),
  questions: z.array(
    z.object({
      text: z.string(),
      options: z.array(z.string()),
      answer: z.int().nullable(),
      correct: z.int().nullable(),
      explanation: z.string().nullable(),
      source: z.string().nullable(),
    }),
  ),
})
export type QuizView = z.infer<typeof QuizView>

/** How the asker stands; `open` is the formal test he has begun and not handed in. */
export const QuizStanding = z.object({
  /** Null when he is in no pool and no roster. */
  state: State.nullable(),
  dueAt: MaybeWhen,
  nextShiftAt: MaybeWhen,
  lastPassedAt: MaybeWhen,
  /** Why it must be taken anew, in words. */
  change: z.string().nullable(),
  questions: z.int(),
  passPercent: z.int(),
  open: Id.nullable(),
  history: z.array(z.object({ id: Id, submittedAt: When, percent: z.int(), passed: z.boolean() })),
})
export type QuizStanding = z.infer<typeof QuizStanding>

/** Somebody of a pool or a roster in reach; `isFlagged`: rostered soon without a valid test. */
export const QuizPersonView = z.object({
  personId: Id,
  personName: z.string(),
  unitId: Id,
  unitName: z.string(),
  state: State,
  dueAt: MaybeWhen,
  nextShiftAt: MaybeWhen,
  lastPassedAt: MaybeWhen,
  isFlagged: z.boolean(),
})
export type QuizPersonView = z.infer<typeof QuizPersonView>
export const QuizDueView = z.object({
  /** Days ahead that are looked at. */
  days: z.int(),
  isRequired: z.boolean(),
  units: z.array(
    z.object({ unitId: Id, unitName: z.string(), people: z.int(), valid: z.int(), flagged: z.int(), percent: z.int() }),
  ),
  people: z.array(QuizPersonView),
})
export type QuizDueView = z.infer<typeof QuizDueView>
