import type { RosterProgress } from '@anlan/contract/roster.ts'

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

/**
 * How far the making of one's own roster is; null when it has ended, not begun, or runs in another process. The screen asks while it waits, so
 * knowing nothing is an answer and no error.
 */
export function progressOf(id: string, accountId: string | null): RosterProgress | null {
  const one = running.get(id)
  return one && one.accountId === accountId ? one.progress : null
}
