/** The one seed of everything that is made up about the sample county. */
const seed = 20260711

export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number
  between(lo: number, hi: number): number
  /** From 0 up to, not including, `n`. */
  index(n: number): number
  shuffled<T>(items: readonly T[]): T[]
}

/**
 * Numbers that are the same on every machine. Each purpose names a stream of its own, so that one more department
 * does not move a village. Mulberry32, started from the seed and the stream's name (FNV-1a).
 */
export function randomOf(stream: string): Random {
  let state = seed
  for (const character of stream) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193)

  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000
  }
  const index = (n: number) => Math.floor(next() * n)
  return {
    next,
    index,
    between: (lo, hi) => lo + (hi - lo) * next(),
    shuffled: items => {
      const result = [...items]
      for (let i = result.length - 1; i > 0; i--) {
        const j = index(i + 1)
        const [a, b] = [result[i], result[j]]
        if (a !== undefined && b !== undefined) [result[i], result[j]] = [b, a]
      }
      return result
    },
  }
}
