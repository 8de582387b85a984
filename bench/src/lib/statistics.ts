/** The value in the middle; the mean of the two middle ones when there is no middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length / 2
  const upper = sorted[Math.floor(half)] ?? Number.NaN
  return Number.isInteger(half) ? ((sorted[half - 1] ?? upper) + upper) / 2 : upper
}

/** Nearest rank: the smallest value that at least `share` (0 to 1) of all values do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

export const max = (values: readonly number[]): number =>
  values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)

/** Median and range of the rounds, as they are published. */
export interface Spread {
  median: number
  low: number
  high: number
  rounds: number
}

export const spreadOf = (values: readonly number[]): Spread => ({
  median: round(median(values)),
  low: round(Math.min(...values)),
  high: round(max(values)),
  rounds: values.length,
})

/** Three significant digits say all that such a measurement knows. */
export const round = (value: number): number => (Number.isFinite(value) ? Number(value.toPrecision(3)) : value)
