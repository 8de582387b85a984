import { type OpinionKind, opinionKinds } from './command.ts'

type Data = Record<string, unknown>
type UnitName = (id: unknown) => string

const text = (value: unknown) => String(value ?? '')
const because = (value: unknown) => (value ? `：${text(value)}` : '')
const local = (value: unknown) =>
  value ? new Date(Date.parse(text(value)) + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ') : ''
const kind = (value: unknown) => opinionKinds[value as OpinionKind] ?? ''
const who = (d: Data) => `${text(d['name'])}${d['people'] ? ` ${text(d['people'])} 人` : ''}`

/** How facts of the command room read as sentences, on the event's timeline and on the response's own. */
export const commandSentences: Record<string, (data: Data, unit: UnitName) => string> = {
  'command.fact-written': d =>
    `事实板第 ${text(d['number'])} 条（待核）：${text(d['text'])}（截至 ${local(d['asOf'])}，来源：${text(d['source'])}）${d['supersedes'] ? `，取代第 ${text(d['supersedes'])} 条` : ''}`,
  'command.fact-verified': d => `事实板第 ${text(d['number'])} 条已核：${text(d['text'])}${because(d['note'])}`,
  'command.consultation-opened': d =>
    `第 ${text(d['number'])} 次会商：${text(d['topic'])}，${text(d['host'])}主持，参加：${(d['participants'] as string[]).join('、')}`,
  'command.consultation-judged': d => `第 ${text(d['number'])} 次会商研判：${text(d['judgement'])}`,
  'command.consultation-decided': (d, unit) =>
    `第 ${text(d['number'])} 次会商决定：${text(d['text'])}${d['unit'] ? `（${unit(d['unit'])}承办，${local(d['dueAt'])} 前）` : ''}`,
  'command.consultation-signed': d =>
    `第 ${text(d['number'])} 次会商纪要由${text(d['host'])}签发${d['how'] ? `（${text(d['how'])}，代为登记）` : ''}`,
  'command.plan-drafted': d => `拟定处置方案第 ${text(d['number'])} 版`,
  'command.plan-approved': d => `批准处置方案第 ${text(d['number'])} 版${because(d['opinion'])}`,
  'command.plan-returned': d => `退回处置方案第 ${text(d['number'])} 版${because(d['opinion'])}`,
  'command.opinion-asked': d => `请专家${text(d['name'])}${kind(d['kind'])}：${text(d['question'])}`,
  'command.opinion-given': d => `专家${text(d['name'])}${kind(d['kind'])}意见：${text(d['opinion'])}`,
  'command.entered': d =>
    `${who(d)}进入危险区域（${text(d['place'])}，${local(d['at'])}，限 ${text(d['limitMinutes'])} 分钟）`,
  'command.confirmed-safe': d => `${who(d)}安全确认（${text(d['place'])}）${because(d['note'])}`,
  'command.left': d =>
    `${who(d)}撤出危险区域（${text(d['place'])}）${Number(d['missing']) > 0 ? `，尚有 ${text(d['missing'])} 人未撤出` : ''}${because(d['note'])}`,
  'command.safety-overdue': d =>
    `${who(d)}${d['what'] === 'limit' ? '超过最长停留时间未撤出' : '未按时安全确认'}（${text(d['place'])}）`,
  'command.withdrawal-ordered': d => `下达撤离命令，全部人员撤出危险区域${because(d['reason'])}`,
  'command.withdrawal-lifted': d => `解除撤离命令${because(d['note'])}`,
  'command.handed-over': d =>
    `现场指挥权移交：${text(d['from']) || '（此前未明确）'}移交${text(d['to'])}${because(d['note'])}${(d['open'] as string[]).length > 0 ? `；未了事项：${(d['open'] as string[]).join('，')}` : ''}`,
  'command.relieved': d => `${text(d['name'])}轮换撤下${d['by'] ? `，由${text(d['by'])}接替` : ''}`,
}

/** Facts that are decisions of whoever commands. */
export const commandDecisions = [
  'command.consultation-decided',
  'command.plan-approved',
  'command.withdrawal-ordered',
  'command.withdrawal-lifted',
  'command.handed-over',
]
