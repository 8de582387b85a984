import { instructionVerbs, leaderRanks, urgencies } from './instruction.ts'

type Data = Record<string, unknown>
type UnitName = (id: unknown) => string

const text = (value: unknown) => String(value ?? '')
const because = (value: unknown) => (value ? `：${text(value)}` : '')
const urgency = (value: unknown) => (value && value !== 'none' ? `（${urgencies[value as 'urgent'] ?? ''}）` : '')
const leader = (d: Data) =>
  `${leaderRanks[d['rank'] as 'city'] ?? ''}${d['rank'] === 'city' || d['rank'] === 'province' || d['rank'] === 'national' ? '领导' : ''} ${text(d['leader'])}`
const by = (value: unknown) =>
  value ? new Date(Date.parse(text(value)) + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ') : ''

/**
 * How facts about instructions read as sentences, on the event's timeline and on the instruction's own. The leader's words are not among them: those
 * are for the parties to the instruction, the timeline is for all who are in the event.
 */
export const instructionSentences: Record<string, (data: Data, unit: UnitName) => string> = {
  'instruction.recorded': d =>
    `收到${leader(d)}批示：${text(d['subject'])}，${instructionVerbs[d['verb'] as 'read'] ?? ''}${urgency(d['urgency'])}`,
  'instruction.sent-down': (d, unit) =>
    `${unit(d['unit'])}下达${leader(d)}批示：${text(d['subject'])}，${instructionVerbs[d['verb'] as 'read'] ?? ''}${urgency(d['urgency'])}`,
  'instruction.received': (d, unit) => `${unit(d['unit'])}签收上级批示：${text(d['subject'])}`,
  'instruction.transcribed': d => `批示抄清：${text(d['number'])}`,
  'instruction.assigned': (d, unit) =>
    `批示转办${unit(d['lead'])}${(d['co'] as unknown[] | undefined)?.length ? `，协办${(d['co'] as unknown[]).map(unit).join('、')}` : ''}，${by(d['dueAt'])} 前反馈`,
  'instruction.signed-for': (d, unit) => `${unit(d['unit'])}签收批示`,
  'instruction.split': (d, unit) => `${unit(d['unit'])}分解批示任务：${(d['units'] as unknown[]).map(unit).join('、')}`,
  'instruction.person-named': (d, unit) => `${unit(d['unit'])}明确批示承办人：${text(d['person'])}`,
  'instruction.urged': (d, unit) =>
    `${d['automatic'] ? '自动' : ''}催办${unit(d['unit'])}反馈批示${because(d['note'])}`,
  'instruction.fed-back': (d, unit) => `${unit(d['unit'])}反馈批示办理情况（${d['final'] ? '办理完毕' : '阶段反馈'}）`,
  'instruction.returned': (d, unit) => `退回${unit(d['unit'])}的批示反馈${because(d['reason'])}`,
  'instruction.overdue': (d, unit) => `批示超期：${unit(d['unit'])}${text(d['title'])}`,
  'instruction.leaders-told': d => `已将上级批示报告县主要领导：${text(d['told'])}（${text(d['how'])}）`,
  'instruction.written-added': () => '批示书面件已补',
  'instruction.answered-up': (d, unit) => `向${unit(d['to'])}反馈批示办理情况`,
  'instruction.answer-accepted': (d, unit) => `${unit(d['unit'])}认可批示办理反馈`,
  'instruction.answer-returned': (d, unit) => `${unit(d['unit'])}退回批示办理反馈${because(d['reason'])}`,
  'instruction.closed': d => `批示办结：${text(d['number'] ?? d['subject'])}`,
  'instruction.archived': d => `批示归档：${text(d['number'] ?? d['subject'])}`,
}
