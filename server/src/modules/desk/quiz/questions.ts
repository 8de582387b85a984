import { randomUUID } from 'node:crypto'
import type { ChangeEntry } from '@anlan/contract/change.ts'
import type { AddQuizQuestion, ChangeQuizQuestion, QuizQuestionView } from '@anlan/contract/quiz.ts'
import type { z } from 'zod'
import { Problem } from '../../../kernel/problem.ts'
import { changeHistory, plain, yesNo } from '../../../kernel/work/change-history.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'

type Content = Omit<z.output<typeof AddQuizQuestion>, 'id'>

const bank = (work: Work) =>
  work.tx
    .selectFrom('desk_quiz_question')
    .select(['id', 'text', 'options', 'correct', 'explanation', 'source', 'enabled', 'version'])

/** The bank, those switched off last. */
export const listQuestions = async (work: Work): Promise<QuizQuestionView[]> =>
  await bank(work).orderBy('enabled', 'desc').orderBy('id').execute()

export async function readQuestion(work: Work, id: string): Promise<QuizQuestionView> {
  const row = await bank(work).where('id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('not-found')
  return row
}

const stateOf = ({ text, options, correct, explanation, source, enabled }: Content) => ({
  text,
  options: options.join('；'),
  answer: options[correct],
  explanation,
  source,
  enabled,
})
const columnsOf = ({ text, options, correct, explanation, source, enabled }: Content) => ({
  text,
  options: JSON.stringify(options),
  correct,
  explanation,
  source,
  enabled,
})

export async function addQuestion(work: Work, input: z.output<typeof AddQuizQuestion>): Promise<string> {
  const id = input.id ?? randomUUID()
  await work.tx
    .insertInto('desk_quiz_question')
    .values({ id, ...columnsOf(input) })
    .execute()
  recordFact(work, 'desk.quiz-question-changed', id, { before: {}, after: stateOf(input), reason: '新增' })
  return id
}

/** The question as given from now on; tests already drawn keep it as it was. 409 when a colleague changed it meanwhile. */
export async function changeQuestion(work: Work, id: string, input: z.output<typeof ChangeQuizQuestion>) {
  const before = await bank(work).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!before) throw new Problem('not-found')
  if (before.version !== input.version) throw new Problem('desk/quiz-question-changed')
  await work.tx
    .updateTable('desk_quiz_question')
    .set({ ...columnsOf(input), version: before.version + 1 })
    .where('id', '=', id)
    .execute()
  recordFact(work, 'desk.quiz-question-changed', id, {
    before: stateOf(before),
    after: stateOf(input),
    reason: input.reason,
  })
}

/** What was changed, by whom, when and why; newest first. */
export async function questionHistory(work: Work, id: string): Promise<ChangeEntry[]> {
  await readQuestion(work, id)
  return changeHistory(work, 'desk.quiz-question-changed', id, [
    { key: 'text', label: '题目', show: plain },
    { key: 'options', label: '选项', show: plain },
    { key: 'answer', label: '正确答案', show: plain },
    { key: 'explanation', label: '解析', show: plain },
    { key: 'source', label: '依据', show: plain },
    { key: 'enabled', label: '启用', show: yesNo },
  ])
}
