import { allocationSentences } from '@anlan/contract/allocation-facts.ts'
import { assistanceSentences } from '@anlan/contract/assistance-facts.ts'
import { callUpSentences } from '@anlan/contract/call-up-facts.ts'
import { deskSentences } from '@anlan/contract/desk-facts.ts'
import { eventLevelNames } from '@anlan/contract/emergency-event.ts'
import { reportKinds, violationKinds } from '@anlan/contract/event-report.ts'
import type { TimelineEntry } from '@anlan/contract/event-timeline.ts'
import { instructionSentences } from '@anlan/contract/instruction-facts.ts'
import { mediums } from '@anlan/contract/obligation.ts'
import { responseSentences } from '@anlan/contract/response-facts.ts'
import { shelterSentences } from '@anlan/contract/shelter-facts.ts'
import type { z } from 'zod'
import { cursorParts, pageOf } from '../../../kernel/database/keyset.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { shanghaiMinute } from '../../calendar/api.ts'
import { eventsInReach } from './read.ts'

type Data = Record<string, unknown>
/** Names that sentences need, by id or code. */
interface Names {
  unit(id: unknown): string
  indicator(code: unknown): string
  type(code: unknown): string
}

const text = (value: unknown) => String(value ?? '')
const level = (value: unknown) => (value ? eventLevelNames[value as 1] : '未定级')
const medium = (value: unknown) => mediums[value as 'phone'] ?? text(value)
const local = (value: unknown) => (value ? shanghaiMinute(new Date(text(value))) : '')
const because = (value: unknown) => (value ? `：${text(value)}` : '')

/** How each kind of fact reads as a sentence. A kind that is not listed is not part of an event's timeline. */
const sentences: Record<string, (data: Data, names: Names) => string> = {
  'emergency-event.reported': d => `接报：${text(d['title'])}（${text(d['number'])}），来源：${text(d['source'])}`,
  'emergency-event.known': (d, n) => `${n.unit(d['unit'])}于 ${local(d['knownAt'])} 获知（${text(d['by'])}）`,
  'emergency-event.figure-recorded': (d, n) =>
    `${n.indicator(d['indicator'])}${d['before'] === null ? '' : `由 ${text(d['before'])} 更正`}为 ${d['value'] === null ? '正在核实' : text(d['value'])}${d['status'] === 'verified' ? '（已核实）' : '（待核）'}，来源：${text(d['source'])}${d['reason'] ? `，理由：${text(d['reason'])}` : ''}`,
  'emergency-event.particulars-recorded': d =>
    `登记事件要素：${(d['changes'] as { label: string; after: string }[]).map(one => `${one.label} ${one.after || '（清空）'}`).join('；')}，来源：${text(d['source'])}`,
  'emergency-event.damage-recorded': d =>
    `${d['replaces'] ? '更正' : '登记'}损毁：${text(d['sentence'])}，来源：${text(d['source'])}`,
  'emergency-event.damage-withdrawn': d => `撤销损毁记录：${text(d['sentence'])}${because(d['reason'])}`,
  'emergency-event.level-proposed': (d, n) => `系统建议${n.type(d['type'])}级别：${level(d['level'])}`,
  'emergency-event.level-confirmed': (d, n) =>
    `核定${n.type(d['type'])}级别：${level(d['level'])}${because(d['reason'])}`,
  'emergency-event.classified': (d, n) => `增加事件类型：${n.type(d['type'])}${because(d['reason'])}`,
  'emergency-event.amended': d => `更正事件信息${because(d['reason'])}`,
  'emergency-event.shared': (d, n) => `通报${(d['units'] as string[]).map(n.unit).join('、')}`,
  'emergency-event.noted': d => text(d['text']),
  'emergency-event.ended': d => `处置结束${because(d['note'])}`,
  'emergency-event.stabilised': d => `灾情稳定${because(d['note'])}`,
  'emergency-event.closed': d => `办结${because(d['note'])}`,
  'emergency-event.withdrawn': d => `撤销${because(d['reason'])}`,
  'event-report.drafted': d => `拟稿：${text(d['title'])}`,
  'event-report.reviewed': d => `审核通过${because(d['opinion'])}`,
  'event-report.signed': d => `签发${because(d['opinion'])}`,
  'event-report.sent-back': d => `退回修改${because(d['opinion'])}`,
  'event-report.submitted': (d, n) =>
    `${n.unit(d['unit'])}报出${reportKinds[d['kind'] as 'first'] ?? ''}：${text(d['number'])}，报送${(d['recipients'] as string[]).map(n.unit).join('、')}${d['emergencyApproval'] ? '（先报后补）' : ''}`,
  'event-report.received': (d, n) => `${(d['units'] as string[]).map(n.unit).join('、')}签收${text(d['number'])}`,
  'event-report.returned': d => `${text(d['number'])}被退回${because(d['reason'])}`,
  'event-report.commented': d => `对${text(d['number'])}的意见：${text(d['text'])}`,
  'event-report.approval-confirmed': d => `补签确认${because(d['opinion'])}`,
  'event-report.delivered-by-hand': (d, n) => `${n.unit(d['unit'])}已人工送达（${text(d['how'])}）`,
  'event-report.transmitted': (d, n) =>
    `${n.unit(d['from'])}${medium(d['medium'])}报告${n.unit(d['to'])}（${local(d['at'])}）`,
  'event-report.fault-suspected': (d, n) =>
    `疑似${violationKinds[d['kind'] as 'lateReport'] ?? ''}：${n.unit(d['unit'])}，${text(d['evidence'])}`,
  'event-report.fault-reviewed': (d, n) =>
    `认定${n.unit(d['unit'])}${violationKinds[d['kind'] as 'lateReport'] ?? ''}：${d['verdict'] === 'confirmed' ? '属实' : '不予认定'}${because(d['note'])}`,
  'obligation.opened': (d, n) => `开始计时：${text(d['title'])}（${n.unit(d['owedBy'])}，${local(d['dueAt'])} 前）`,
  'obligation.met': d =>
    `完成：${text(d['title'])}${Number(d['minutesLate']) > 0 ? `，超时 ${text(d['minutesLate'])} 分钟` : ''}`,
  'obligation.breached': (d, n) => `超时：${text(d['title'])}（${n.unit(d['owedBy'])}）`,
  'obligation.cancelled': d => `不再适用：${text(d['title'])}${because(d['reason'])}`,
  'notice.sent': (d, n) => `通知${(d['units'] as string[]).map(n.unit).join('、')}：${text(d['title'])}`,
  'notice.acknowledged': (d, n) => `${n.unit(d['unit'])}已确认通知（${text(d['via'])}）`,
  'notice.stepped-up': (d, n) => `${n.unit(d['unit'])}未确认，催告${text(d['post'])}`,
  'duty.logged': d => text(d['text']),
  ...Object.fromEntries(
    Object.entries({
      ...instructionSentences,
      ...responseSentences,
      ...callUpSentences,
      ...allocationSentences,
      ...shelterSentences,
      ...deskSentences,
      ...assistanceSentences,
    }).map(([type, say]) => [type, (d: Data, n: Names) => say(d, n.unit)]),
  ),
}

/** The facts of one event as sentences, oldest first. */
export async function timelineOf(work: Work, eventId: string, query: { after?: string | undefined; limit: number }) {
  const visible = await eventsInReach(work).where('id', '=', eventId).executeTakeFirst()
  if (!visible) throw new Problem('not-found')
  const cursor = cursorParts(query.after, ['number'])
  const rows = await work.tx
    .selectFrom('fact')
    .select(['id', 'subject_id', 'position', 'type', 'recorded_at', 'actor_name', 'chain_id', 'data'])
    .where('matter_id', '=', eventId)
    .where('type', 'in', Object.keys(sentences))
    .$if(cursor !== null, q => q.where('position', '>', Number(cursor?.[0])))
    .orderBy('position')
    .limit(query.limit + 1)
    .execute()
  const names = await namesFor(work)
  return pageOf(
    rows,
    query.limit,
    row => [row.position],
    (row): z.output<typeof TimelineEntry> => ({
      id: row.id,
      subjectId: row.subject_id,
      position: String(row.position),
      type: row.type,
      at: row.recorded_at.toISOString(),
      byName: row.actor_name,
      unitName: names.unit(row.chain_id) || null,
      sentence: sentences[row.type]?.(row.data, names) ?? row.type,
      data: row.data,
    }),
  )
}

async function namesFor(work: Work): Promise<Names> {
  const units = new Map(
    (await work.tx.selectFrom('unit').select(['id', 'short_name']).execute()).map(row => [row.id, row.short_name]),
  )
  const indicators = new Map(
    (await work.tx.selectFrom('figure_indicator').select(['code', 'name']).execute()).map(row => [row.code, row.name]),
  )
  const types = new Map(
    (await work.tx.selectFrom('event_type').select(['code', 'name']).execute()).map(row => [row.code, row.name]),
  )
  return {
    unit: id => units.get(text(id)) ?? '',
    indicator: code => indicators.get(text(code)) ?? text(code),
    type: code => types.get(text(code)) ?? text(code),
  }
}
