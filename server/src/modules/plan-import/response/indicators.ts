import { numberOf, numberPattern } from '../text/numerals.ts'
import type { Judged } from './conditions.ts'

const at = (indicator: string, min: number, unit: string, places: number | null, confidence: number): Judged => ({
  trigger: { kind: 'indicator', indicator, min, unit, places },
  confidence,
  reason: places === null ? '写明监测指标和下限' : '写明监测指标、下限和乡镇数',
})

/** 3个以上乡镇, 两个乡（镇）, 5个雨量站点. */
const towns = new RegExp(
  `(${numberPattern})\\s*个(?:\\(含\\))?(?:以上|及以上|或以上)?(?:的)?(?:乡镇|镇街|镇乡|镇\\(街道\\)|乡\\(镇|乡、镇|镇、街|镇、乡|镇|乡|街道)`,
)

/** Measured values that a condition names: rain per hours and in so many townships, water above a mark, wind, earthquakes, heat, snow. */
export function indicatorsIn(text: string): Judged[] {
  return [...rainIn(text), ...othersIn(text)]
}

function rainIn(text: string): Judged[] {
  if (!/雨|降水/.test(text)) return []
  const found: Judged[] = []
  const place = towns.exec(text)
  let from = 0
  for (const match of text.matchAll(
    new RegExp(
      `(?:达到|达|超过|在|≥|>=|>)?\\s*(${numberPattern})(?:\\s*[-~—至到]+\\s*${numberPattern})?\\s*(毫米|mm|㎜|MM)`,
      'g',
    ),
  )) {
    const before = text.slice(from, match.index)
    from = match.index + match[0].length
    const min = numberOf(match[1] ?? '')
    if (min === null || /^以下/.test(text.slice(from))) continue
    const hours = [...before.matchAll(new RegExp(`(${numberPattern})\\s*(?:个)?\\s*(?:小时|h)`, 'g'))].at(-1)
    const days =
      /(?:^|[^\d月])(日)(?:降雨|降水|雨量)/.exec(before) ?? new RegExp(`(${numberPattern})\\s*(?:日|天)`).exec(before)
    const quantity =
      /面雨量|累计(?:降)?雨量|过程(?:降)?雨量|降雨量|降水量|雨量|降雨|降水/.exec(before) ??
      /面雨量|降雨量|降水量|雨量|降雨|降水/.exec(text)
    if (!quantity && !hours) continue
    const span = hours ? `${hours[1]}小时` : days?.[1] && days[1] !== '日' ? `${days[1]}日` : days ? '日' : ''
    const own = [...before.matchAll(new RegExp(towns, 'g'))].at(-1) ?? place
    const count = own?.[1] ? numberOf(own[1]) : null
    found.push(at(`${span}${quantity?.[0] ?? '降雨量'}`, min, '毫米', count, hours ? 0.92 : 0.75))
  }
  return found
}

const simple: [RegExp, string][] = [
  [
    new RegExp(`超(?:过)?(警戒|保证|汛限|设防|历史最高|设计|校核)(?:水位|洪水位)\\s*(${numberPattern})\\s*(米)`),
    '超{}水位',
  ],
  [new RegExp(`()(?:最大|平均|阵风)?风力(?:达到|达|超过|≥)?\\s*(${numberPattern})\\s*(级)`), '风力'],
  [new RegExp(`()最高气温(?:达到|达|升至|超过|≥)?\\s*(${numberPattern})\\s*(℃|°C|度|摄氏度)`), '最高气温'],
  [new RegExp(`()积雪(?:深度)?(?:达到|达|超过|≥)?\\s*(${numberPattern})\\s*(厘米|毫米)`), '积雪深度'],
  [new RegExp(`()连续\\s*(${numberPattern})\\s*(天|日)(?:以上)?(?:无|没有)(?:有效)?(?:降雨|降水)`), '无降雨'],
]
function othersIn(text: string): Judged[] {
  return simple.flatMap(([pattern, indicator]) => {
    const match = pattern.exec(text)
    const min = match?.[2] ? numberOf(match[2]) : null
    if (!match || min === null) return []
    return [at(indicator.replace('{}', match[1] ?? ''), min, match[3] === '°C' ? '℃' : (match[3] ?? ''), null, 0.85)]
  })
}
