import { commandDecisions, commandSentences } from './command-facts.ts'
import { responseLevelNames } from './response-template.ts'
import { reviewSentences } from './review-facts.ts'

type Data = Record<string, unknown>
type UnitName = (id: unknown) => string

const text = (value: unknown) => String(value ?? '')
const because = (value: unknown) => (value ? `：${text(value)}` : '')
const level = (value: unknown) => responseLevelNames[value as 1] ?? ''
const local = (value: unknown) =>
  value ? new Date(Date.parse(text(value)) + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ') : ''
const ordered = (d: Data) => (d['orderedBy'] ? `（${text(d['orderedBy'])}下令，${text(d['orderedHow'])}）` : '')
const task = (d: Data) => `任务${text(d['number'])} ${text(d['title'])}`

/** How facts about responses read as sentences, on the event's timeline and on the response's own. */
export const responseSentences: Record<string, (data: Data, unit: UnitName) => string> = {
  'response.started': d =>
    `${d['exercise'] ? '【演练】' : ''}${d['plan'] ? `按《${text(d['plan'])}》` : ''}启动${text(d['topic'])}${level(d['level'])}响应：${text(d['subject'])}，预计至 ${local(d['expectedUntil'])}${ordered(d)}`,
  'response.level-changed': d =>
    `响应由${level(d['from'])}调整为${level(d['to'])}${ordered(d)}${because(d['reason'])}${d['kept'] === undefined ? '' : `（任务保留 ${text(d['kept'])}、新增 ${text(d['added'])}、撤销 ${text(d['cancelled'])} 项）`}`,
  'response.linked': d =>
    `${text(d['topic'])}${level(d['level'])}响应（${local(d['startedAt'])} 启动）转为本事件的响应`,
  'response.upper-noted': d =>
    d['countyAtLeast']
      ? `${text(d['unitName'])}启动${level(d['level'])}响应，本县响应不低于${level(d['countyAtLeast'])}`
      : `${text(d['unitName'])}终止${level(d['level'])}响应`,
  'response.headquarters-placed': d =>
    `现场指挥部设在${text(d['place'])}${d['commander'] ? `，现场指挥官${text(d['commander'])}` : ''}`,
  'response.task-issued': (d, unit) => `下达${task(d)}：${unit(d['unit'])}，${local(d['dueAt'])} 前完成`,
  'response.tasks-issued': (d, unit) =>
    [
      Number(d['count']) > 0
        ? `下达 ${text(d['count'])} 项任务：${[...new Set((d['units'] as unknown[]).map(unit))].join('、')}`
        : '',
      Number(d['planned']) > 0 ? `${text(d['planned'])} 项任务待启动` : '',
    ]
      .filter(Boolean)
      .join('；'),
  'response.task-accepted': (d, unit) => `${unit(d['unit'])}签收${task(d)}`,
  'response.task-refused': (d, unit) => `${unit(d['unit'])}申请退回${task(d)}${because(d['reason'])}`,
  'response.task-decided': (d, unit) =>
    d['verdict'] === 'upheld'
      ? `同意退回${task(d)}，改由${unit(d['to'])}承担${because(d['note'])}`
      : `不同意退回${task(d)}${because(d['note'])}`,
  'response.task-progressed': (d, unit) => `${unit(d['unit'])}报告${task(d)}进展${because(d['text'])}`,
  'response.task-blocked': (d, unit) => `${unit(d['unit'])}报告${task(d)}受阻${because(d['text'])}`,
  'response.task-done': (d, unit) => `${unit(d['unit'])}完成${task(d)}${because(d['result'])}`,
  'response.task-verified': d => `核验通过${task(d)}${because(d['note'])}`,
  'response.task-returned': d => `核验退回${task(d)}${because(d['note'])}`,
  'response.task-split': (d, unit) =>
    `${unit(d['unit'])}分解${task(d)}：${[...new Set((d['units'] as unknown[]).map(unit))].join('、')}`,
  'response.task-holder-named': (d, unit) => `${unit(d['unit'])}明确${task(d)}承担人${because(d['person'])}`,
  'response.task-withdrawn': d => `撤销${task(d)}${because(d['reason'])}`,
  'response.task-overdue': (d, unit) =>
    `${unit(d['unit'])}${d['what'] === 'accept' ? '未按时签收' : d['what'] === 'report' ? '未按时报告' : '未按时完成'}${task(d)}`,
  'response.task-escalated': d =>
    `${task(d)}${d['what'] === 'accept' ? '仍未签收' : d['what'] === 'report' ? '仍未报告' : '仍未完成'}，已报现场指挥官`,
  'response.arrival-expected': (d, unit) =>
    `拟到场：${text(d['name']) || unit(d['unit'])}${d['plannedAt'] ? `，预计 ${local(d['plannedAt'])}` : ''}`,
  'response.arrived': (d, unit) =>
    `${[unit(d['unit']), text(d['name'])].filter(Boolean).join(' ')}到场${d['people'] ? ` ${text(d['people'])} 人` : ''}（${local(d['at'])}，${d['how'] === 'self' ? '本人签到' : '值班登记'}）`,
  'response.step-done': d => `现场处置：${text(d['step'])}（${text(d['owner'])}）${because(d['note'])}`,
  'response.called-out': (d, unit) => `调集${unit(d['unit'])}应急小分队先期处置${because(d['order'])}`,
  'response.assembled': (d, unit) =>
    `${unit(d['unit'])}应急小分队集结 ${text(d['people'])} 人（${local(d['at'])}）${because(d['note'])}`,
  'response.participated': (d, unit) =>
    `${unit(d['unit'])}${d['how'] === 'onScene' ? '到场参与处置' : '协调处置'}：${text(d['people'])}${because(d['note'])}`,
  'response.responsibility-moved': d =>
    `处置责任${d['direction'] === 'up' ? '上移' : '下移'}：${text(d['toName'])}负责${because(d['reason'])}`,
  'response.bulletin-drafted': d => `拟发布信息：${text(d['title'])}`,
  'response.bulletin-approved': d => `同意发布信息：${text(d['title'])}${because(d['opinion'])}`,
  'response.bulletin-returned': d => `信息稿退回修改：${text(d['title'])}${because(d['opinion'])}`,
  'response.bulletin-published': d =>
    `发布信息：${text(d['title'])}（${(d['channels'] as string[]).join('、')}）${d['nextBy'] ? `，下次发布不晚于 ${local(d['nextBy'])}` : ''}`,
  'response.clue-noted': d => `舆情：${text(d['text'])}（${text(d['source'])}）`,
  'response.clue-answered': d => `回应舆情（${text(d['channel'])}，${text(d['minutes'])} 分钟）${because(d['answer'])}`,
  'response.closing-met': d => `终止条件已满足：${text(d['name'])}${because(d['note'])}`,
  'response.ended': d => `${d['exercise'] ? '【演练】' : ''}终止响应${ordered(d)}${because(d['note'])}`,
  'response.outranked': d => `真实响应已启动，演练让位：${text(d['name'])}`,
  'response.broken-off': d => `【演练】中止演练${because(d['reason'])}`,
  'response.followed-up': d => `${text(d['title'])}已办${because(d['note'])}`,
  ...commandSentences,
  ...reviewSentences,
}

/** Facts that are decisions of whoever commands. */
export const responseDecisions = [
  'response.started',
  'response.level-changed',
  'response.headquarters-placed',
  'response.task-decided',
  'response.responsibility-moved',
  'response.bulletin-published',
  'response.ended',
  ...commandDecisions,
]
