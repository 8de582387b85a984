/** A number of people found in what the caller says, as a suggestion to accept. */
export interface FoundFigure {
  indicator: string
  value: number
  why: string
}

const chineseDigits = '零一二三四五六七八九'
const number = '([0-9０-９]+|[零一二两三四五六七八九十百]+)'

const patterns: [indicator: string, RegExp][] = [
  [
    'deaths',
    new RegExp(
      `${number}\\s*(?:人|名|个)[^，。；、]{0,4}(?:死亡|遇难|身亡)|(?:死亡|遇难|死了?)\\s*${number}\\s*(?:人|名|个)?`,
    ),
  ],
  [
    'missing',
    new RegExp(
      `${number}\\s*(?:人|名|个)[^，。；、]{0,4}(?:失踪|失联|下落不明|(?:联系|联络)不[上到]|失去联[系络]|未取得联系|没有?联系上)|(?:失踪|失联)\\s*${number}`,
    ),
  ],
  ['trapped', new RegExp(`${number}\\s*(?:人|名|个)[^，。；、]{0,4}被困|被困\\s*${number}`)],
  ['seriousInjuries', new RegExp(`${number}\\s*(?:人|名|个)[^，。；、]{0,2}重伤|重伤\\s*${number}`)],
  ['minorInjuries', new RegExp(`${number}\\s*(?:人|名|个)[^，。；、]{0,2}(?:轻伤|受伤)|(?:轻伤|受伤)\\s*${number}`)],
  ['relocated', new RegExp(`转移(?:安置|群众|人员)*\\s*${number}|${number}\\s*(?:人|名)[^，。；、]{0,4}(?:已?转移)`)],
]

/** A number as spoken: 12, １２, 十二, 两, 一百零三. Null when it is none. */
export function spokenNumber(text: string): number | null {
  const plain = text.replaceAll(/[０-９]/g, digit => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
  if (/^\d+$/.test(plain)) return Number(plain)
  let total = 0
  let digit = 0
  for (const char of plain.replaceAll('两', '二')) {
    const value = chineseDigits.indexOf(char)
    if (value >= 0) digit = value
    else if (char === '十') total += (digit || 1) * 10
    else if (char === '百') total += (digit || 1) * 100
    else return null
    if (value < 0) digit = 0
  }
  return total + digit
}

/** Figures of people that a text states. Nothing is guessed: only a number beside its word counts. */
export function figuresIn(text: string): FoundFigure[] {
  return patterns.flatMap(([indicator, pattern]) => {
    const match = pattern.exec(text)
    const value = match && spokenNumber(match[1] ?? match[2] ?? '')
    return match && value !== null && value < 100_000 ? [{ indicator, value, why: match[0] }] : []
  })
}

const typeWords: [code: string, words: string[]][] = [
  ['11A51', ['山洪']],
  ['11A01', ['洪水', '涨水', '淹']],
  ['11A03', ['水库险情', '大坝', '溃坝', '管涌']],
  ['11D01', ['滑坡', '山体滑']],
  ['11D02', ['泥石流']],
  ['11D03', ['崩塌', '落石', '垮岩']],
  ['11D04', ['塌陷']],
  ['11G01', ['森林火', '山火', '坟山', '林火', '山上着火', '烧山']],
  ['11B15', ['冰雹']],
  ['11B14', ['雷击', '雷电']],
  ['11C02', ['地震']],
  ['12D02', ['泄漏', '槽罐车', '罐车', '盐酸', '液氨']],
  ['12D01', ['化工厂爆炸', '化工爆炸']],
  ['12G03', ['房屋着火', '民房起火', '着火', '起火', '火灾']],
  ['12H02', ['撞车', '追尾', '相撞', '车祸']],
  ['12H01', ['翻车', '侧翻']],
  ['12H03', ['坠河', '坠沟', '坠崖']],
  ['12B01', ['冒顶', '矿井', '矿山']],
  ['12Q01', ['污染', '死鱼', '水体变色']],
  ['13B03', ['食物中毒', '吃坏', '集体腹泻']],
  ['13C03', ['煤气中毒', '一氧化碳']],
  ['13A99', ['传染病', '聚集性发热']],
  ['13E04', ['猪瘟']],
  ['12S01', ['踩踏']],
  ['12N04', ['电梯']],
]

/** Event types whose words appear in a text, the longest word first. */
export function typesIn(text: string): { code: string; why: string }[] {
  return typeWords
    .flatMap(([code, words]) => words.filter(word => text.includes(word)).map(word => ({ code, why: word })))
    .sort((a, b) => b.why.length - a.why.length)
    .filter((one, i, all) => all.findIndex(other => other.code === one.code) === i)
    .slice(0, 4)
}

const earthRadiusKm = 6371

/** Great-circle distance in kilometres. */
export function distanceKm(a: { lng: number; lat: number }, b: { lng: number; lat: number }): number {
  const rad = (degrees: number) => (degrees * Math.PI) / 180
  const h =
    Math.sin(rad(b.lat - a.lat) / 2) ** 2 +
    Math.cos(rad(a.lat)) * Math.cos(rad(b.lat)) * Math.sin(rad(b.lng - a.lng) / 2) ** 2
  return 2 * earthRadiusKm * Math.asin(Math.sqrt(h))
}
