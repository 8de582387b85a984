import type { PlanTrigger } from '@anlan/contract/plan.ts'
import { levelsIn } from '../outline/topics.ts'
import type { Piece } from '../text/line.ts'
import { indicatorsIn } from './indicators.ts'
import { lossesIn } from './losses.ts'

/** What of the whole plan decides how a sentence is meant. */
export interface ReadFor {
  fire: boolean
  /** A plan of a township or village: the county stands above it. */
  below: boolean
  /** A plan of a village: the township, too. */
  village: boolean
}

/** A condition that the platform can judge, as one clause says it. */
export interface Judged {
  trigger: PlanTrigger
  confidence: number
  reason: string
}

/**
 * What of a condition can be judged: losses, level of the event, warnings, indicators, duration, the level above. What is merely feared (可能发展为)
 * and what only a person can tell stays in words.
 */
export function triggersIn(clause: Piece, about: ReadFor): Judged[] {
  const text = clause.text
  const found = [
    ...upperIn(text, about),
    ...lossesIn(text),
    ...eventLevelIn(text),
    ...warningsIn(text),
    ...durationIn(text),
    ...indicatorsIn(text),
    ...circumstancesIn(text, about),
  ]
  // 且: of two figures neither suffices alone; one beside what only a person can tell is proposed for that person to look at.
  if (/且(?!不)|同时(?:具备|满足|符合|达到|造成|发生)/.test(text))
    return found.length > 1
      ? []
      : found.map(one => ({
          ...one,
          confidence: Math.min(one.confidence, 0.5),
          reason: `${one.reason}；原文要求同时具备其他条件，需人工判断`,
        }))
  // 发生一般事件，疏散500人以上的: the figure narrows the event, which alone would not suffice.
  const narrowed =
    /^[^,]*(?:特别重大|重大|较大|一般)[^,]*(?:事件|事故|灾害|灾情|火灾)[^,或]*,(?![^,]{0,2}(?:或|以及))/.test(text)
  return narrowed && found.length > 1 ? [] : found
}

function upperIn(text: string, about: ReadFor): Judged[] {
  const above = `省|市(?!场)|国家|国务院|上级|州${about.below ? '|县|区' : ''}${about.village ? '|镇|乡' : ''}`
  const match = new RegExp(`(?:${above})[^,。;]{0,24}?(?:启动|发布|进入)([^,。;]{0,16}?)(?:应急)?响应`).exec(text)
  const levels = match ? levelsIn(`${match[1]}响应`) : null
  if (!match || !levels?.byGrade) return []
  // 启动Ⅲ级以上响应: the lowest suffices.
  const level = Math.max(...levels.levels) as 1 | 2 | 3 | 4
  return [{ trigger: { kind: 'upper', level }, confidence: 0.9, reason: '写明上级启动的响应级别' }]
}

const named = { 特别重大: 1, 重大: 2, 较大: 3, 一般: 4 } as const
function eventLevelIn(text: string): Judged[] {
  const pattern =
    /(?<![性度面响失胁])(特别重大|重大|较大|一般)(?:级)?(?:[、和或及至]+(特别重大|重大|较大|一般)(?:级)?)?(?:\((?:IV|III|II|I|[一二三四])级\))?(?:及以上|以上|或以上)?(?:的)?(?:\((?:IV|III|II|I|[一二三四])级\))?(?:[\p{Script=Han}()]{0,14}?)(突发事件|突发环境事件|事件|事故|火灾|灾害|灾情)/gu
  const seen = new Set<number>()
  return [...text.matchAll(pattern)].flatMap((match): Judged[] => {
    const before = text.slice(0, match.index)
    if (/(?:可能|有可能|将|易)[^,;]{0,14}$/.test(before) || /影响|危险源|活动|涉险/.test(match[0])) return []
    if (/(?:省|市)[^,]{0,12}启动[^,]{0,6}$/.test(before)) return []
    const levels = [match[1], match[2]].flatMap(word => (word ? [named[word as keyof typeof named]] : []))
    const level = Math.max(...levels) as 1 | 2 | 3 | 4
    if (seen.has(level)) return []
    seen.add(level)
    return [
      {
        trigger: { kind: 'condition', condition: { kind: 'eventLevel', level } },
        confidence: 0.85,
        reason: '写明事件级别',
      },
    ]
  })
}

const colours = { 红: 'red', 橙: 'orange', 黄: 'yellow', 蓝: 'blue' } as const
const phenomena =
  '暴雨|台风|雷雨大风|大风|暴雪|寒潮|高温|大雾|冰雹|霜冻|道路结冰|(?:高)?森林(?:草原)?火险(?:气象)?|火险|地质灾害(?:气象)?(?:风险)?|山洪(?:灾害)?(?:气象)?(?:风险)?|(?:江河|河道|中小河流)?洪水|城市内涝|渍涝|内涝|干旱|枯水|雨雪冰冻|低温雨雪冰冻|强对流(?:天气)?|重污染天气|空气重污染|雷电|沙尘暴|气象灾害|灾害性天气'
function warningsIn(text: string): Judged[] {
  const behind = new RegExp(
    `(${phenomena})(?:灾害)?(?:天气)?(?:气象)?(?:风险)?(?:(?:IV|III|II|I|[一二三四])级)?[("“]?([红橙黄蓝])色((?:[、或和及]+[红橙黄蓝]色)*)[)"”]?(?:及以上|以上|或以上)?(?:级别)?(?:的)?(?:气象)?(?:灾害)?(?:风险)?(?:预警|(?=(?:[、或和及者]+(?:${phenomena})?(?:天气)?[红橙黄蓝]色(?:以上|及以上)?)+(?:的)?(?:气象)?(?:灾害)?(?:风险)?预警))`,
    'g',
  )
  const ahead = new RegExp(
    `([红橙黄蓝])色((?:[、或和及]+[红橙黄蓝]色)*)(?:及以上|以上)?(?:级)?(?:的)?(${phenomena})(?:灾害)?(?:天气)?(?:气象)?(?:风险)?预警`,
    'g',
  )
  const each = (kind: string, first: string, more: string): Judged[] =>
    [first, ...[...more.matchAll(/([红橙黄蓝])色/g)].map(one => one[1] as string)].map(word => ({
      trigger: { kind: 'warning', warning: kind, colour: colours[word as keyof typeof colours] },
      confidence: 0.95,
      reason: '写明预警种类和级别',
    }))
  return [
    ...[...text.matchAll(behind)].flatMap(match => each(match[1] ?? '', match[2] ?? '', match[3] ?? '')),
    ...[...text.matchAll(ahead)].flatMap(match => each(match[3] ?? '', match[1] ?? '', match[2] ?? '')),
  ]
}

import { numberOf, numberPattern } from '../text/numerals.ts'

function durationIn(text: string): Judged[] {
  const uncontrolled = new RegExp(
    `(${numberPattern})\\s*(?:个)?(小时|分钟|天|日|昼夜)(?:以上|后|之后|内|以内)?[,、]?(?:仍然|仍|尚|还|明火)*(?:未|没有|没|无法|不能|难以)[^,。;]{0,10}?(?:控制|扑灭|扑救|扑息|处置|消除|排除)`,
  ).exec(text)
  const lasting = new RegExp(
    `(?:持续燃烧|连续燃烧|燃烧|延续|延烧|火场持续|火灾持续|持续时间)(?:时间)?(?:超过|达到|达|在)?\\s*(${numberPattern})\\s*(?:个)?(小时|天|日)(?:以上)?`,
  ).exec(text)
  const match = uncontrolled ?? lasting
  const count = match?.[1] ? numberOf(match[1]) : null
  if (!match || count === null) return []
  const minutes = Math.round(count * (match[2] === '分钟' ? 1 : match[2] === '小时' ? 60 : 1440))
  if (minutes < 1 || minutes > 43_200) return []
  return [
    {
      trigger: { kind: 'condition', condition: { kind: 'openMinutes', minutes } },
      confidence: 0.9,
      reason: '写明持续时间',
    },
  ]
}

function circumstancesIn(text: string, about: ReadFor): Judged[] {
  const of = (
    circumstance: 'settlementThreat' | 'majorDanger' | 'environmentSensitive' | 'mayBecomeMajor',
    confidence: number,
  ): Judged => ({
    trigger: { kind: 'condition', condition: { kind: 'circumstance', circumstance } },
    confidence,
    reason: '对应平台的特殊情形',
  })
  return [
    ...((about.fire || /火/.test(text)) &&
    /(?:威胁|危及|逼近|影响)[^。;]{0,24}(?:居民|村庄|村屯|村寨|村民|村落|城镇|集镇|重要设施|重要目标|重点设施|设施|加油站|油库|学校|景区|林区)/.test(
      text,
    )
      ? [of('settlementThreat', 0.8)]
      : []),
    ...(/较大涉险/.test(text) ? [of('majorDanger', 0.85)] : []),
    ...(/饮用水(?:水)?源/.test(text) && /影响|污染|威胁|涉及|中断|造成/.test(text)
      ? [of('environmentSensitive', 0.75)]
      : []),
    ...(/可能(?:发展|演变|演化|扩大|造成|导致|引发|升级)[^,。;]{0,8}(?:特别重大|重大)(?!危险源|影响|社会)/.test(text)
      ? [of('mayBecomeMajor', 0.8)]
      : []),
  ]
}
