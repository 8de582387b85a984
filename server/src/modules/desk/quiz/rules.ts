import type { QuizState } from '@anlan/contract/quiz.ts'
import { numbers } from '../../duty/api.ts'
import type { StoredQuestion } from './schema.ts'

const shuffled = <T>(list: T[], next: () => number): T[] => {
  const all = [...list]
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1))
    const [a, b] = [all[i] as T, all[j] as T]
    all[i] = b
    all[j] = a
  }
  return all
}

/** Draws `count` questions of the bank and the order of their options; the same bank and seed always give the same test. */
export function drawTest(bank: StoredQuestion[], seed: number, count: number): StoredQuestion[] {
  const next = numbers(seed)
  const inOrder = [...bank].sort((a, b) => (a.id < b.id ? -1 : 1))
  return shuffled(inOrder, next)
    .slice(0, count)
    .map(one => {
      const right = one.options[one.correct] as string
      const options = shuffled(one.options, next)
      return { ...one, options, correct: options.indexOf(right) }
    })
}

/** Share of right answers in whole percent, rounded down: a pass mark is reached, never rounded up to. */
export const percentOf = (questions: StoredQuestion[], answers: (number | null)[]): number =>
  Math.floor((100 * questions.filter((one, i) => answers[i] === one.correct).length) / questions.length)

export interface RulesChange {
  number: number
  unitId: string | null
  what: string
  at: Date
}
export interface Pass {
  at: Date
  rulesVersion: number
}
const dayMs = 86_400_000

/**
 * How somebody of these units stands. A pass holds until a rule of everybody or of one of his units changed after it; from the first such change
 * he has `graceDays` to take the test anew, up to and including `dueAt`.
 */
export function standingOf(
  pass: Pass | null,
  hasFailed: boolean,
  changes: RulesChange[],
  unitIds: string[],
  graceDays: number,
  now: Date,
): { state: QuizState; dueAt: Date | null; change: string | null } {
  if (!pass) return { state: hasFailed ? 'failed' : 'never', dueAt: null, change: null }
  const first = changes
    .filter(one => one.number > pass.rulesVersion && (one.unitId === null || unitIds.includes(one.unitId)))
    .sort((a, b) => a.number - b.number)[0]
  if (!first) return { state: 'passed', dueAt: null, change: null }
  const dueAt = new Date(first.at.getTime() + graceDays * dayMs)
  return { state: now <= dueAt ? 'again' : 'lapsed', dueAt, change: first.what }
}
