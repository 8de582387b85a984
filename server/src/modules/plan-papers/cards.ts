import { responseLevelNames } from '@anlan/contract/response-template.ts'
import { bearerOfStep, spansAt } from '../plan-check/api.ts'
import { momentWords } from './chart.ts'
import type { Printed } from './reading.ts'

/** 处置卡: what one post does, on one page, in the order in which a stranger must know it. */
export interface ActionCard {
  post: string
  holder: string
  phone: string
  first: string
  /** What begins within ten minutes of the start, then what comes later. */
  soon: string[]
  later: string[]
  calls: string[]
  rules: string[]
}

const firstMinutes = 10

/** The card of a post; null where the plan gives it nothing to do. */
export function cardOf(printed: Printed, bearer: string): ActionCard | null {
  const { content, words, table, held } = printed
  const spans = new Map([4, 3, 2, 1].flatMap(level => spansAt(content, level).map(one => [one.step.key, one] as const)))
  const mine = content.steps
    .filter(step => bearerOfStep(content, step) === bearer)
    .flatMap(step => spans.get(step.key) ?? [])
    .sort((a, b) => a.from - b.from)
  const [first] = mine
  if (!first) return null
  const line = ({ step, from }: (typeof mine)[number]) => {
    const levels = [...step.levels]
      .sort()
      .map(level => responseLevelNames[level])
      .join('、')
    const limit = step.doneMinutes
      ? `，${step.continuous ? '每' : '限'} ${momentWords(step.doneMinutes)}${step.continuous ? '报告一次' : '内完成'}`
      : ''
    return `【${from === 0 ? '启动时' : `启动后 ${momentWords(from)}`}】${step.title}${step.detail ? `：${step.detail}` : ''}（${levels}${limit}）`
  }
  const group = content.groups.find(
    one => one.lead.bearer === bearer || one.members.some(member => member.bearer === bearer),
  )
  const callable = [
    content.command.commander?.bearer,
    content.command.office?.bearer,
    group?.lead.bearer,
    ...content.steps
      .filter(step => mine.some(one => one.step.after === step.key))
      .map(step => bearerOfStep(content, step)),
  ].filter(one => one !== null && one !== undefined && one !== bearer)
  const calls = [...new Set(callable)].flatMap(one => {
    const row = table.find(other => other.bearer === one)
    return row
      ? [`${row.role}　${row.unitName}${row.postName}　${row.holder ?? row.defect ?? ''}　${row.phone ?? '无电话'}`]
      : []
  })
  const self = table.find(one => one.bearer === bearer)
  const one = held.get(bearer)
  return {
    post: [one?.unitName, one?.postName].filter(Boolean).join(' ') || words(bearer),
    holder: self?.holder ?? self?.defect ?? '',
    phone: self?.phone ?? '',
    first: line(first),
    soon: mine
      .slice(1)
      .filter(span => span.from <= firstMinutes)
      .map(line),
    later: mine.filter((span, i) => i > 0 && span.from > firstMinutes).map(line),
    calls,
    rules: [
      '应：接到任务立即签收，先报再补；不能按时完成的马上报告指挥部办公室。',
      '应：人员有危险时先撤离、先救人，财产在后。',
      '不应：等待书面通知；擅自发布信息；在没有安全防护时进入危险区。',
    ],
  }
}

/** Cards of all posts that have something to do, in the order of the plan. */
export const cardsOf = (printed: Printed): ActionCard[] =>
  [...new Set(printed.content.steps.flatMap(step => bearerOfStep(printed.content, step) ?? []))].flatMap(
    bearer => cardOf(printed, bearer) ?? [],
  )
