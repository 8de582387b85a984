import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { settingOf } from '../../../kernel/setting-rows.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { numbers } from '../../duty/api.ts'
import { quizPassPercent, quizQuestions } from '../settings.ts'
import { drawTest, percentOf } from './rules.ts'

/** Shares of the people: who has never taken the test, and who failed it and has not come back. */
const absent = 0.08
const failing = 0.05
const daysBack = 75
const dayMs = 86_400_000

/** Tests that the people of all duty rooms took in the last weeks: most passed, a few failed, a few are still to come. */
export async function loadSampleQuizzes(work: Work): Promise<void> {
  const next = numbers(20_261_126)
  const [count, pass] = [await settingOf(work, quizQuestions), await settingOf(work, quizPassPercent)]
  const bank = await work.tx
    .selectFrom('desk_quiz_question')
    .select(['id', 'text', 'options', 'correct', 'explanation', 'source'])
    .where('enabled', '=', true)
    .orderBy('id')
    .execute()
  const { rows } = await sql<{ id: string; version: number }>`
    select p.id, (select coalesce(max(number), 0)::int from desk_quiz_rules) as version
    from person p where p.enabled and (exists (select from duty_pool m where m.person_id = p.id and not m.guard)
      or exists (select from duty_shift s where s.person_id = p.id)) order by p.id`.execute(work.tx)
  const attempts = rows.flatMap(({ id, version }) => {
    const luck = next()
    const seed = Math.floor(next() * 2 ** 31)
    const begun = new Date(work.now.getTime() - Math.floor((1 + next() * daysBack) * dayMs))
    if (luck < absent) return []
    const questions = drawTest(bank, seed, count)
    // A wrong answer is the option after the right one; whoever passed has one at most.
    const wrong = luck < absent + failing ? Math.ceil(questions.length / 2) : Math.floor(next() * 2)
    const answers = questions.map((one, i) => (i < wrong ? (one.correct + 1) % one.options.length : one.correct))
    const percent = percentOf(questions, answers)
    return [
      {
        id: randomUUID(),
        person_id: id,
        kind: 'formal' as const,
        seed,
        rules_version: version,
        questions: JSON.stringify(questions),
        pass_percent: pass,
        started_at: begun,
        submitted_at: new Date(begun.getTime() + Math.floor((3 + next() * 9) * 60_000)),
        answers: JSON.stringify(answers),
        percent,
        passed: percent >= pass,
      },
    ]
  })
  for (let i = 0; i < attempts.length; i += 500)
    await work.tx
      .insertInto('desk_quiz_attempt')
      .values(attempts.slice(i, i + 500))
      .execute()
}
