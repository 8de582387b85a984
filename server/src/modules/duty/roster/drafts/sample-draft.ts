import type { Work } from '../../../../kernel/work/work.ts'
import { addDays, shanghaiDay } from '../../../calendar/api.ts'
import { solveRoster } from '../solver/solve.ts'
import { prepare, saveDraft } from './drafts.ts'

/** A month of this size takes well under a second; loading the sample never waits longer. */
const mostSeconds = 3

/** Next month's roster of a room as the solver makes it, not yet published: what the one who keeps the roster finds to look through. */
export async function loadSampleDraft(work: Work, roomId: string): Promise<void> {
  const firstOf = (day: string) => `${day.slice(0, 7)}-01`
  const from = firstOf(addDays(firstOf(shanghaiDay(work.now)), 32))
  const to = addDays(firstOf(addDays(from, 32)), -1)
  const asked = { roomId, from, to, seed: 1, seconds: mostSeconds, near: null }
  const prepared = await prepare(work, asked)
  await saveDraft(work, asked, prepared, await solveRoster(prepared.problem, mostSeconds))
}
