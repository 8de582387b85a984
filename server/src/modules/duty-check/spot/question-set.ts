import { randomUUID } from 'node:crypto'
import type { ChangeEntry } from '@anlan/contract/change.ts'
import type { AddDutyQuestion, ChangeDutyQuestion, DutyQuestionView } from '@anlan/contract/duty-question.ts'
import type { Selectable } from 'kysely'
import type { z } from 'zod'
import type { Tables } from '../../../kernel/database/database.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { lockAsSeen } from '../../../kernel/work/as-seen.ts'
import { changeHistory, plain, yesNo } from '../../../kernel/work/change-history.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'

type Row = Selectable<Tables['duty_question']>
const changed = 'duty-check.question-changed'

/** The whole question set, also what is switched off. */
export async function listQuestions(work: Work): Promise<DutyQuestionView[]> {
  const rows = await work.tx.selectFrom('duty_question').selectAll().orderBy('sort').orderBy('code').execute()
  return rows.map(present)
}

const present = ({ source, confidence, sort: _, ...row }: Row): DutyQuestionView => ({
  ...row,
  source: { name: source, article: '', confidence },
})

/** A question of the county's own, asked from the next check on. */
export async function addQuestion(work: Work, input: z.output<typeof AddDutyQuestion>): Promise<DutyQuestionView> {
  const last = await work.tx
    .selectFrom('duty_question')
    .select(eb => eb.fn.max('sort').as('sort'))
    .executeTakeFirst()
  const row = await work.tx
    .insertInto('duty_question')
    .values({
      code: input.id ?? randomUUID(),
      text: input.text,
      answer: input.answer,
      enabled: true,
      sort: (last?.sort ?? 0) + 1,
      source: input.source,
      confidence: '确',
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  recordFact(work, 'duty-check.question-added', row.code, stateOf(row))
  return present(row)
}

/** Changes words, answer or source, or switches it off; a question whose answer is computed has none to be written. */
export async function changeQuestion(
  work: Work,
  code: string,
  input: z.output<typeof ChangeDutyQuestion>,
): Promise<DutyQuestionView> {
  const before = await lockAsSeen(
    work.tx.selectFrom('duty_question').selectAll().where('code', '=', code),
    input.version,
  )
  if (before.answer !== null && !input.answer)
    throw fieldProblem('invalid-input', '/answer', '标准答案', '请填写标准答案')
  if (before.answer === null && input.answer)
    throw fieldProblem('invalid-input', '/answer', '标准答案', '本题答案由系统按当时的记录给出，不能填写')
  const after = await work.tx
    .updateTable('duty_question')
    .set({
      text: input.text,
      answer: before.answer === null ? null : input.answer,
      enabled: input.enabled,
      source: input.source,
      version: before.version + 1,
    })
    .where('code', '=', code)
    .returningAll()
    .executeTakeFirstOrThrow()
  recordFact(work, changed, code, { before: stateOf(before), after: stateOf(after), reason: input.reason })
  return present(after)
}

const stateOf = ({ text, answer, enabled, source }: Row) => ({ text, answer, enabled, source })

/** What was changed in one question, newest first. */
export async function historyOfQuestion(work: Work, code: string): Promise<ChangeEntry[]> {
  const known = await work.tx.selectFrom('duty_question').select('code').where('code', '=', code).executeTakeFirst()
  if (!known) throw new Problem('not-found')
  return changeHistory(work, changed, code, [
    { key: 'text', label: '问题', show: plain },
    { key: 'answer', label: '标准答案', show: plain },
    { key: 'enabled', label: '启用', show: yesNo },
    { key: 'source', label: '依据', show: plain },
  ])
}
