type Data = Record<string, unknown>
type UnitName = (id: unknown) => string

const text = (value: unknown) => String(value ?? '')
const because = (value: unknown) => (value ? `：${text(value)}` : '')
const local = (value: unknown) =>
  value ? new Date(Date.parse(text(value)) + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ') : ''
const slip = (d: Data) => (d['number'] ? `调用单${text(d['number'])}` : '调用单')

/** What a leader called up in spite of what; facts of earlier releases do not say. */
const overridden = (d: Data) => {
  const against = Array.isArray(d['against']) ? d['against'].map(text).join('；') : ''
  return against ? `${against}，确需调用：` : '从其他事件改调：'
}

const failedOf = (d: Data) =>
  Array.isArray(d['failed']) && d['failed'].length > 0 ? `，不合格：${d['failed'].map(text).join('；')}` : ''

/** How facts about call-up slips read as sentences, on the event's timeline and on the slip's own. */
export const callUpSentences: Record<string, (data: Data, unit: UnitName) => string> = {
  'call-up.requested': (d, unit) =>
    `${unit(d['to'])}申请调用${unit(d['from'])}${text(d['summary'])}${d['overrideReason'] ? `（${overridden(d)}${text(d['overrideReason'])}）` : ''}`,
  'call-up.approved': (d, unit) =>
    `批准调用${unit(d['from'])}${text(d['summary'])}（${text(d['number'])}）${d['verbalBy'] ? `，${text(d['verbalBy'])}${text(d['how'])}批准，待补签` : ''}`,
  'call-up.confirmed': d => `补签口头批准的${slip(d)}`,
  'call-up.refused': (d, unit) => `不同意调用${unit(d['from'])}${text(d['summary'])}${because(d['reason'])}`,
  'call-up.cancelled': (d, unit) => `撤销调用${unit(d['from'])}${text(d['summary'])}${because(d['reason'])}`,
  'call-up.acknowledged': (d, unit) => `${unit(d['from'])}签收${slip(d)}`,
  'call-up.issued': (d, unit) => `${unit(d['from'])}发出${text(d['issued'])}（${slip(d)}）${because(d['note'])}`,
  'call-up.checked': (d, unit) =>
    `${unit(d['from'])}出发前检查 ${text(d['confirmed'])} 项${Number(d['waived']) > 0 ? `，免除 ${text(d['waived'])} 项` : ''}${failedOf(d)}（${slip(d)}）`,
  'call-up.departed': (d, unit) =>
    `${unit(d['from'])}出发：${text(d['summary'])}${d['people'] ? `，${text(d['people'])} 人` : ''}${d['eta'] ? `，预计 ${local(d['eta'])} 到达` : ''}`,
  'call-up.passed': (d, unit) => `${unit(d['from'])}${slip(d)}途经${text(d['place'])}`,
  'call-up.arrived': (d, unit) => `${unit(d['from'])}到达${text(d['place'])}：${text(d['summary'])}`,
  'call-up.received': (d, unit) =>
    `${unit(d['to'])}签收${text(d['received'])}（${slip(d)}）${d['difference'] ? `，差异：${text(d['difference'])}` : ''}`,
  'call-up.used': (d, unit) => `${unit(d['to'])}消耗${text(d['used'])}（${slip(d)}）${because(d['note'])}`,
  'call-up.returned': (d, unit) => `${text(d['returned'])}归还${unit(d['from'])}（${slip(d)}）${because(d['note'])}`,
  'call-up.closed': d => `${slip(d)}办结，费用 ${text(d['amount'])} 元`,
  'call-up.cost-added': d => `${slip(d)}登记费用：${text(d['title'])} ${text(d['amount'])} 元`,
  'call-up.overdue': (d, unit) => `${unit(d['unit'])}未按时${text(d['title'])}（${slip(d)}）`,
}

/** Facts that are decisions of whoever commands. */
export const callUpDecisions = ['call-up.approved', 'call-up.confirmed', 'call-up.refused', 'call-up.cancelled']
