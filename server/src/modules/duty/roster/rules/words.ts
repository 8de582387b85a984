/** `2026-08-03` as people say it: 8月3日. */
export const monthDay = (day: string): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`

/** Time of day in Shanghai. */
export const hourMinute = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(11, 16)
