import type { ItemCondition, ItemNeed } from '@anlan/contract/assistance.ts'
import type { RuleSource } from '@anlan/contract/codec.ts'

export interface SeededItem {
  text: string
  detail: string
  bearer: string
  minutes: number
  typePrefixes: string[]
  conditions: ItemCondition[]
  needs: ItemNeed[]
  source: RuleSource
}
interface More {
  how?: string
  /** Words that the extra field must say. */
  when?: Record<string, string[]>
  /** Capabilities and amounts. */
  needs?: Record<string, number>
  /** Where another source than that of the group asks for it. */
  source?: RuleSource
}
/** Text, minutes after the event became known, post, and what else there is to say. */
export type Line = [text: string, minutes: number, bearer: string, more?: More]

/** Items of some types, in their order; `source` holds where a line names none. */
export const itemsFor = (typePrefixes: string[], source: RuleSource, lines: Line[]): SeededItem[] =>
  lines.map(([text, minutes, bearer, more = {}]) => ({
    text,
    detail: more.how ?? '',
    bearer,
    minutes,
    typePrefixes,
    conditions: Object.entries(more.when ?? {}).map(([field, anyOf]) => ({ field, anyOf })),
    needs: Object.entries(more.needs ?? {}).map(([capability, quantity]) => ({ capability, quantity })),
    source: more.source ?? source,
  }))

export const sources = {
  responseLaw: { name: '《突发事件应对法》', article: '先期处置和应急处置措施', confidence: '较确' },
  practice: { name: '产品默认（基层值守和处置惯例）', article: '', confidence: '设计' },
  forestFire: { name: '《森林防火条例》国务院令第541号', article: '扑救和转移', confidence: '较确' },
  flood: { name: '《防汛条例》（2011 修订）', article: '防汛与抢险', confidence: '较确' },
  geology: { name: '《地质灾害防治条例》国务院令第394号', article: '应急处置', confidence: '较确' },
  production: { name: '《生产安全事故应急条例》国务院令第708号', article: '应急救援措施', confidence: '较确' },
  chemicals: { name: '《危险化学品安全管理条例》国务院令第591号', article: '事故应急救援', confidence: '较确' },
  environment: {
    name: '县突发环境事件应急处置要求',
    article: '勘察、排查、拦截、阻隔、清污、监控、监测',
    confidence: '确',
  },
  environmentPlan: { name: '《国家突发环境事件应急预案》国办函〔2014〕119号', article: '响应措施', confidence: '较确' },
  health: { name: '《突发公共卫生事件应急条例》国务院令第376号', article: '应急处理', confidence: '较确' },
  animal: { name: '《重大动物疫情应急条例》国务院令第450号', article: '应急处理', confidence: '较确' },
  crowd: { name: '《大型群众性活动安全管理条例》国务院令第505号', article: '安全责任', confidence: '较确' },
} as const satisfies Record<string, RuleSource>
