import type { RosterProgress } from '@anlan/contract/roster.ts'
import { Problem } from '../../../../kernel/problem.ts'

/** Rosters being made in this process, by the id that the asker gave, and who asked. */
const running = new Map<string, { accountId: string | null; progress: RosterProgress }>()

/** Follows the making of a roster until `end`. Held in memory only: it is of use for seconds, to whoever waits. */
export function following(id: string | undefined, accountId: string | null) {
  return {
    tell(progress: RosterProgress) {
      if (id) running.set(id, { accountId, progress })
    },
    end() {
      if (id) running.delete(id)
    },
  }
}

/** How far the making of one's own roster is. `not-found` when it has ended, not begun, or runs in another process. */
export function progressOf(id: string, accountId: string | null): RosterProgress {
  const one = running.get(id)
  if (!one || one.accountId !== accountId) throw new Problem('not-found')
  return one.progress
}
