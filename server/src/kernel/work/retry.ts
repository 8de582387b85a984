import { errorInWords } from '../network-error.ts'

const maxAttempts = 8
const backoffSeconds = [1, 2, 5, 15, 60, 300, 900]
const longestErrorText = 2_000

/** What a failed delivery or task is marked with: how often it was tried, when it is tried again, and whether it is given up (dead, for an operator). */
export function afterFailure(attemptsBefore: number, error: Error, now: Date) {
  const attempts = attemptsBefore + 1
  const wait = backoffSeconds[Math.min(attempts, backoffSeconds.length) - 1] ?? 0
  return {
    mark: {
      attempts,
      last_error: errorInWords(error).slice(0, longestErrorText),
      dead_at: attempts >= maxAttempts ? now : null,
    },
    again: new Date(now.getTime() + wait * 1000),
  }
}
