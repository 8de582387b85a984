/** Share in percent with one decimal, rounded down, so that 100 means all of them; null where there is nothing to share. */
export const percentOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.floor((part * 1000) / whole) / 10
