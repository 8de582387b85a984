import { randomInt, randomUUID } from 'node:crypto'
import type { AnswerQuiz, QuizView, StartQuiz } from '@anlan/contract/quiz.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { markTrained } from '../../duty/api.ts'
import { quizPassPercent, quizQuestions } from '../settings.ts'
import { dischargeFor } from './duties.ts'
import { drawTest, percentOf } from './rules.ts'

function personOf(work: Work): string {
  if (!work.actor.personId) throw new Problem('desk/quiz-no-person')
  return work.actor.personId
}

/**
 * Draws a test for the asker and keeps the seed, the questions as they stood, the pass mark, and the version of the rules, with which a pass is
 * recorded: what changes while he answers calls for another test. One formal test at a time; practice counts for nothing.
 */
export async function startQuiz(work: Work, input: z.output<typeof StartQuiz>): Promise<string> {
  const person = personOf(work)
  const bank = await work.tx
    .selectFrom('desk_quiz_question')
    .select(['id', 'text', 'options', 'correct', 'explanation', 'source'])
    .where('enabled', '=', true)
    .execute()
  if (bank.length === 0) throw new Problem('desk/quiz-no-questions')
  const version = await work.tx
    .selectFrom('desk_quiz_rules')
    .select(sql<number>`coalesce(max(number), 0)::int`.as('number'))
    .executeTakeFirstOrThrow()
  const seed = randomInt(2 ** 31 - 1)
  const id = input.id ?? randomUUID()
  const questions = drawTest(bank, seed, await settingOf(work, quizQuestions))
  const begun = await work.tx
    .insertInto('desk_quiz_attempt')
    .values({
      id,
      person_id: person,
      kind: input.kind,
      seed,
      rules_version: version.number,
      questions: JSON.stringify(questions),
      pass_percent: await settingOf(work, quizPassPercent),
      started_at: work.now,
    })
    .onConflict(conflict =>
      conflict.column('person_id').where('submitted_at', 'is', null).where('kind', '=', sql.lit('formal')).doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  if (!begun) throw new Problem('desk/quiz-open')
  recordFact(work, 'desk.quiz-started', id, { person, kind: input.kind, seed, questions: questions.length })
  return id
}

const mine = (work: Work, id: string) =>
  work.tx
    .selectFrom('desk_quiz_attempt')
    .selectAll()
    .where('id', '=', id)
    .where('person_id', '=', work.actor.personId ?? '00000000-0000-0000-0000-000000000000')

/** The asker's own test; anybody else's does not exist for him. */
export async function readQuiz(work: Work, id: string): Promise<QuizView> {
  const row = await mine(work, id).executeTakeFirst()
  if (!row) throw new Problem('not-found')
  const over = row.submitted_at !== null
  return {
    id: row.id,
    kind: row.kind,
    startedAt: row.started_at.toISOString(),
    submittedAt: row.submitted_at?.toISOString() ?? null,
    passPercent: row.pass_percent,
    percent: row.percent,
    passed: row.passed,
    questions: row.questions.map((one, i) => ({
      text: one.text,
      options: one.options,
      answer: row.answers?.[i] ?? null,
      correct: over ? one.correct : null,
      explanation: over ? one.explanation : null,
      source: over ? one.source : null,
    })),
  }
}

/** Hands the asker's test in, once. A formal pass is his qualification: his duty rooms have him as trained, and what was owed for him is met. */
export async function submitQuiz(work: Work, id: string, { answers }: z.output<typeof AnswerQuiz>): Promise<void> {
  const row = await mine(work, id).forUpdate().executeTakeFirst()
  if (!row) throw new Problem('not-found')
  if (row.submitted_at) throw new Problem('desk/quiz-over')
  if (answers.length !== row.questions.length)
    throw fieldProblem('invalid-input', '/answers', '答案', `本次测试共 ${row.questions.length} 题，请逐题作答`)
  const strange = answers.findIndex((one, i) => one !== null && one >= (row.questions[i]?.options.length ?? 0))
  if (strange >= 0)
    throw fieldProblem('invalid-input', `/answers/${strange}`, '答案', `第 ${strange + 1} 题没有这个选项`)
  const percent = percentOf(row.questions, answers)
  const passed = percent >= row.pass_percent
  await work.tx
    .updateTable('desk_quiz_attempt')
    .set({ submitted_at: work.now, answers: JSON.stringify(answers), percent, passed })
    .where('id', '=', id)
    .execute()
  recordFact(work, 'desk.quiz-submitted', id, { person: row.person_id, kind: row.kind, percent, passed })
  if (!passed || row.kind !== 'formal') return
  recordFact(work, 'desk.quiz-qualified', row.person_id, {
    attempt: id,
    percent,
    rulesVersion: row.rules_version,
  })
  await markTrained(work, row.person_id)
  await dischargeFor(work, row.person_id, id)
}
