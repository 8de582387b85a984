import { numberOf, numberPattern } from '../text/numerals.ts'
import type { Judged } from './conditions.ts'

const nouns: [string, string[]][] = [
  ['死亡|遇难|身亡', ['deaths']],
  ['失踪|失联|下落不明', ['missing']],
  ['重伤', ['seriousInjuries']],
  ['轻伤', ['minorInjuries']],
  ['被困|围困|受困', ['trapped']],
  ['受灾|受影响', ['affected']],
  ['饮水困难', ['shortOfDrinkingWater']],
]
const anyNoun = nouns.map(([words]) => words).join('|')
const moved =
  '(?:需(?:要)?)?(?:紧急)?(?:搬迁(?:转移)?|转移(?:安置|避险|疏散)?|疏散(?:(?:、|和)?转移|安置)?|撤离|紧急安置|避险转移)'
const movedTo = (words: string) => (/搬迁/.test(words) ? ['peopleToRelocate'] : ['relocated'])
/** 3人以上10人以下, 10人至30人: the lower end counts, which the words must give. */
const span = `(${numberPattern})(?:\\(含\\))?\\s*(?:[-~—至到]+\\s*${numberPattern})?(?:名|个)?(?:人|名)(?:\\(含(?:本数)?\\))?(以上|及以上|或以上|以下|以内)?(?:[\\(,、含\\)]*(?:不足|少于|低于|到|至)?(?:${numberPattern})(?:名)?(?:人)?(?:\\(不含\\))?(?:以下|以内)?)?(?:\\(不含\\))?(?:的)?`
const combined = `(?:${anyNoun})(?:\\(含(?:失踪|失联|下落不明)\\)|(?:[、和或及(]+|含)*(?:${anyNoun})\\)?)*`

const figure = (
  label: string,
  indicators: string[],
  min: number,
  unit: string,
  confidence: number,
  reason: string,
): Judged => ({
  trigger: { kind: 'condition', condition: { kind: 'figure', indicators, label, min, unit } },
  confidence,
  reason,
})

function indicatorsOf(words: string): string[] {
  const found = nouns.filter(([pattern]) => new RegExp(pattern).test(words)).flatMap(([, codes]) => codes)
  return found.length > 0 ? found : []
}

/** Figures of losses that a condition names: deaths, missing, moved, houses, burnt area, money. */
export function lossesIn(text: string): Judged[] {
  const found: Judged[] = []
  const add = (label: string, indicators: string[], said: string | undefined, unit: string, bound = '', factor = 1) => {
    const count = numberOf(said ?? '')
    if (count === null || indicators.length === 0) return
    const isUpperOnly = /以下|以内/.test(bound)
    const min = isUpperOnly ? 1 : Math.round(count * factor * 100) / 100
    const key = JSON.stringify(indicators)
    if (
      found.some(
        one =>
          'condition' in one.trigger &&
          one.trigger.condition.kind === 'figure' &&
          JSON.stringify(one.trigger.condition.indicators) === key,
      )
    )
      return
    // 3人以下死亡 says that somebody died and no more; 100人以下 to be moved says nothing that could be a floor.
    // 过火面积 is the larger measure: the platform holds the 受害 one against it, so a person looks at it.
    if (/过火|燃烧/.test(label) && !/受害/.test(label))
      return void found.push(
        figure(label, indicators, min, unit, 0.6, '原文为过火面积，平台按受害森林面积比对，请核对'),
      )
    if (isUpperOnly && !/^(?:deaths|missing|seriousInjuries)/.test(indicators[0] ?? '')) return
    found.push(
      isUpperOnly
        ? figure(label, indicators, min, unit, 0.5, '原文只写上限，按发生即达到处理')
        : figure(
            label,
            indicators,
            min,
            unit,
            factor === 1 ? 0.95 : 0.8,
            factor === 1 ? '写明数据和下限' : '写明数据和下限，单位经换算',
          ),
    )
  }
  // 死亡3人以上或重伤10人以上: a number belongs to the noun right in front of it, and only without one to what follows.
  const taken: [number, number][] = []
  const behind = new RegExp(
    `(${combined})(?:人数|人员|人口|群众)?(?:累计)?(?:达到|达|在|超过|为|≥|>=|>)?\\s*${span}`,
    'g',
  )
  const sharesNumber = (match: RegExpMatchArray) =>
    /\d\s*(?:名|人)*(?:以上|以下|及以上)?(?:的)?$/.test(text.slice(0, match.index))
  for (const match of text.matchAll(behind)) {
    // 3人以上死亡，10人以上重伤: the noun has its own number in front.
    if (sharesNumber(match)) continue
    const codes = indicatorsOf(match[1] ?? '')
    // 死亡1人以上、3人以下（含失踪）: the missing count, too, though they are said last.
    const withMissing = /^[^;。,或]{0,12}\(含(?:失踪|失联|下落不明)/.test(text.slice(match.index + match[0].length))
    add(
      match[1] ?? '',
      withMissing && codes.length === 1 && codes[0] === 'deaths' ? ['deaths', 'missing'] : codes,
      match[2],
      ' 人',
      match[3],
    )
    taken.push([match.index, match.index + match[0].length])
  }
  const ahead = new RegExp(`${span}[^,。;、\\d或且]{0,6}?(${combined})`, 'g')
  for (const match of text.matchAll(ahead)) {
    if (taken.some(([from, to]) => match.index >= from && match.index < to)) continue
    add(match[3] ?? '', indicatorsOf(match[3] ?? ''), match[1], ' 人', match[2])
  }
  const away = new RegExp(
    `(${moved})(?:(?:或|和|、|及)(?:者)?(?:需)?(?:要)?紧急生活救助)?(?:的)?(?:受灾|受威胁|危险区)?(?:群众|人员|人口|居民|人数)?(?:累计)?(?:达到|达|在|超过|≥)?\\s*${span}`,
  ).exec(text)
  const awayBehind = new RegExp(`${span}[^,。;、\\d]{0,6}?(${moved})`).exec(text)
  if (away) add(away[1] ?? '', movedTo(away[1] ?? ''), away[2], ' 人', away[3])
  else if (awayBehind) add(awayBehind[3] ?? '', movedTo(awayBehind[3] ?? ''), awayBehind[1], ' 人', awayBehind[2])
  const houses =
    new RegExp(
      `(倒塌(?:和|或|及|、|与)?(?:严重损坏|损坏)?(?:的)?(?:房屋|住房|农房|民房)?|倒损(?:房屋|住房)|房屋倒塌(?:和|或|、|及)?(?:严重损坏)?)(?:数量)?(?:达到|达|在|超过|≥)?\\s*(${numberPattern})\\s*间(以上|以下)?`,
    ).exec(text) ?? null
  const housesAhead = new RegExp(
    `(${numberPattern})\\s*间(以上|以下)?[^,。;\\d]{0,12}?((?:房屋|住房|农房|民房)?(?:倒塌|倒损)(?:或|和|、)?(?:严重损坏)?)`,
  ).exec(text)
  const ofHouses = (words: string) =>
    /损/.test(words) ? ['housesCollapsedRooms', 'housesSeverelyDamagedRooms'] : ['housesCollapsedRooms']
  if (houses) add(houses[1] ?? '', ofHouses(houses[1] ?? ''), houses[2], ' 间', houses[3])
  else if (housesAhead) add(housesAhead[3] ?? '', ofHouses(housesAhead[3] ?? ''), housesAhead[1], ' 间', housesAhead[2])
  const damaged = new RegExp(
    `(?<!倒塌[和或及、与]?)(严重损坏(?:房屋|住房|农房|民房))(?:数量)?(?:达到|达|在|超过|≥)?\\s*(${numberPattern})\\s*间(以上|以下)?`,
  ).exec(text)
  if (damaged) add(damaged[1] ?? '', ['housesSeverelyDamagedRooms'], damaged[2], ' 间', damaged[3])
  const area = new RegExp(
    `((?:受害|过火|燃烧|烧毁)?(?:森林|林地|草原|火场)?(?:受害|过火)?(?:森林|林地)?面积)(?:达到|达|在|为|超过|约|≥)*\\s*(${numberPattern})\\s*(公顷|亩|hm2|平方公里)(以上|以下)?`,
  ).exec(text)
  const areaAhead = new RegExp(
    `(${numberPattern})\\s*(公顷|亩)(以上|以下)?[^,。;\\d]{0,10}?((?:受害|过火)?(?:森林|林地|草原)?(?:受害|过火)?(?:森林)?面积)`,
  ).exec(text)
  const byQuake = new RegExp(
    `(?<!不)(?:MS?|M|震级)?\\s*(${numberPattern})\\s*级(?:\\(含\\))?(?:以上|及以上)?(?:[、,]?(?:不足)?${numberPattern}级以下)?(?:的)?(?:浅源|破坏性|有感)?地震`,
  ).exec(text)
  if (byQuake && !/以下/.test(byQuake[0].replace(/以上.*以下/, ''))) add('震级', ['magnitude'], byQuake[1], ' 级')
  const toHectares = (unit: string | undefined) => (unit === '亩' ? 1 / 15 : unit === '平方公里' ? 100 : 1)
  if (area) add(area[1] ?? '', ['burnedAreaHectares'], area[2], ' 公顷', area[4], toHectares(area[3]))
  else if (areaAhead)
    add(areaAhead[4] ?? '', ['burnedAreaHectares'], areaAhead[1], ' 公顷', areaAhead[3], toHectares(areaAhead[2]))
  const money = new RegExp(
    `((?:直接)?(?:经济|财产)损失)(?:达到|达|在|超过|为|≥)*\\s*(${numberPattern})(元)?(以上|以下)?`,
  ).exec(text)
  const moneyAhead = new RegExp(
    `(${numberPattern})元(以上|以下)?[^。;\\d]{0,4}(?:,?(?:不足)?${numberPattern}元以下)?(?:的)?((?:直接)?(?:经济|财产)损失)`,
  ).exec(text)
  if (money?.[3]) add(money[1] ?? '', ['directLossWanYuan'], money[2], ' 万元', money[4], 1 / 10_000)
  else if (moneyAhead)
    add(moneyAhead[3] ?? '', ['directLossWanYuan'], moneyAhead[1], ' 万元', moneyAhead[2], 1 / 10_000)
  return found
}
