const digits = '零一二三四五六七八九'

/** 1–99 as headings count: 一, 十, 十一, 二十三. */
export function chineseNumber(value: number): string {
  if (value < 10) return digits[value] ?? String(value)
  if (value > 99) return String(value)
  const tens = Math.floor(value / 10)
  return `${tens > 1 ? digits[tens] : ''}十${value % 10 ? digits[value % 10] : ''}`
}

const values: Record<string, number> = Object.fromEntries([...digits].map((one, i) => [one, i]))
Object.assign(values, { 〇: 0, 两: 2, 俩: 2 })
const units: Record<string, number> = { 十: 10, 百: 100, 千: 1000 }

/** Numbers as plans write them, within a larger pattern. */
export const numberPattern = '(?:\\d+(?:,\\d{3})*(?:\\.\\d+)?|[零一二三四五六七八九十百千两]+)(?:万|亿)?'

/** The value of 3, 1.5, 1,000, 三十, 两, 1万, 五千, 1.2亿; null for anything else. */
export function numberOf(said: string): number | null {
  const match = /^([\d.,]+|[零〇一二两三四五六七八九十百千]+)(万|亿)?$/.exec(said.trim())
  if (!match?.[1]) return null
  const base = /^\d/.test(match[1]) ? Number(match[1].replaceAll(',', '')) : chineseValue(match[1])
  if (base === null || !Number.isFinite(base)) return null
  return Math.round(base * (match[2] === '万' ? 10_000 : match[2] === '亿' ? 100_000_000 : 1) * 1e6) / 1e6
}

function chineseValue(said: string): number | null {
  let sum = 0
  let pending: number | null = null
  for (const char of said) {
    const unit = units[char]
    if (unit !== undefined) {
      sum += (pending ?? 1) * unit
      pending = null
    } else {
      const value = values[char]
      if (value === undefined || (pending !== null && pending !== 0)) return null
      pending = value
    }
  }
  return sum + (pending ?? 0)
}
