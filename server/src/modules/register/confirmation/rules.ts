/** What the county set: how many days ahead of its day a confirmation is asked for, and how many days there are to answer. */
export interface ConfirmationDays {
  ahead: number
  toAnswer: number
}

/**
 * The days that apply to a ledger confirmed every so many days: never more than half its period, or a record would be asked for again while
 * it has just been confirmed. Source: ours (设计).
 */
export function daysFor(verifyEveryDays: number, { ahead, toAnswer }: ConfirmationDays): ConfirmationDays {
  const most = Math.max(0, Math.floor((verifyEveryDays - 1) / 2))
  return { ahead: Math.min(ahead, most), toAnswer: Math.min(toAnswer, Math.max(1, most)) }
}
