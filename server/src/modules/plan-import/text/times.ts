import { numberOf, numberPattern } from './numerals.ts'

/** A limit that a sentence sets. */
export interface Limit {
  minutes: number | null
  /** Done again and again, or without an end; `minutes` is then how often. */
  continuous: boolean
  /** The words that say so. */
  words: string
}

const inMinutes: Record<string, number> = { 分钟: 1, 小时: 60, 钟头: 60, 日: 1440, 天: 1440 }
const within = new RegExp(
  `(${numberPattern}|半)\\s*(?:个)?\\s*(分钟|小时|钟头|日|天)\\s*(?:之内|以内|内|前)(?!降雨|降水|累计|雨量|的?雨|强降)`,
  'g',
)
const every = new RegExp(`每(?:隔)?\\s*(${numberPattern}|半)?\\s*(?:个)?(分钟|小时|日|天)`)
const never =
  /24小时(?:专人)?(?:不间断)?(?:值班|值守|监测|监视|巡查|在岗)|持续|不间断|滚动|随时|全程|昼夜|实时|动态(?:监测|掌握)|密切(?:监视|关注|监测|跟踪)|轮流值守|至响应(?:结束|终止)/

/** The limit in words of a sentence; null when it sets none. 立即 sets no number, so it is none. */
export function limitOf(text: string): Limit | null {
  // 未来24小时内, 过去3小时内 speak of the weather.
  for (const match of text.matchAll(within)) {
    if (
      /(?:过去|未来|预计|预报|今后|连续|近|累计)\s*$/.test(text.slice(0, match.index)) ||
      /^(?:有|将(?:有|出现|发生)|可能|出现|降|雨)/.test(text.slice(match.index + match[0].length))
    )
      continue
    const count = match[1] === '半' ? 0.5 : numberOf(match[1] ?? '')
    const minutes = count === null ? null : Math.round(count * (inMinutes[match[2] ?? ''] ?? 0))
    if (minutes !== null && minutes >= 1 && minutes <= 43_200) return { minutes, continuous: false, words: match[0] }
  }
  const again = every.exec(text)
  if (again && /报|通报|会商|巡|监测|更新|发布|汇总|调度|测报|一次|1次/.test(text)) {
    const count = again[1] === undefined ? 1 : again[1] === '半' ? 0.5 : numberOf(again[1])
    const minutes = count === null ? null : Math.round(count * (inMinutes[again[2] ?? ''] ?? 0))
    if (minutes !== null && minutes >= 1 && minutes <= 43_200) return { minutes, continuous: true, words: again[0] }
  }
  const endless = never.exec(text)
  return endless ? { minutes: null, continuous: true, words: endless[0] } : null
}
