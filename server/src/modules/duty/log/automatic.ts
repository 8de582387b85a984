import { randomUUID } from 'node:crypto'
import type { LogKind } from '@anlan/contract/duty.ts'
import { dutyCallKinds } from '@anlan/contract/duty-check.ts'
import { type DutyMode, dutyModes } from '@anlan/contract/duty-mode.ts'
import { instructionSentences } from '@anlan/contract/instruction-facts.ts'
import { responseSentences } from '@anlan/contract/response-facts.ts'
import { sql } from 'kysely'
import type { RecordedFact } from '../../../kernel/module.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { findUnit, unitOfFunction } from '../../directory/api.ts'

type Line = { kind: LogKind; text: string }
type NameOf = (idOrSide: unknown) => string

const text = (data: RecordedFact['data'], name: string) => String(data[name] ?? '')
const names = (value: unknown) => (Array.isArray(value) && value.length ? value.join('、') : '无')

const instruction = (type: string) => (data: RecordedFact['data'], unit: NameOf) => ({
  kind: 'instruction' as const,
  text: instructionSentences[type]?.(data, unit) ?? '',
})
const response = (type: string) => (data: RecordedFact['data'], unit: NameOf) => ({
  kind: 'dispatch' as const,
  text: responseSentences[type]?.(data, unit) ?? '',
})

const modeName = (mode: unknown) => dutyModes[mode as DutyMode] ?? ''
const callKind = (kind: unknown) => dutyCallKinds[kind as keyof typeof dutyCallKinds] ?? ''

/** Facts of other capabilities that a duty room would write down itself, and the line each becomes. Null: this one is not worth a line. */
const lines: Record<string, (data: RecordedFact['data'], unit: NameOf) => Line | null> = {
  'emergency-event.reported': d => ({ kind: 'report', text: `接报 ${text(d, 'number')}：${text(d, 'title')}` }),
  'event-report.submitted': d => ({ kind: 'report', text: `报出 ${text(d, 'number')}：${text(d, 'title')}` }),
  'event-report.received': d => ({ kind: 'report', text: `${text(d, 'number')} 已签收` }),
  'switchboard.call-logged': d => ({ kind: 'callIn', text: text(d, 'content') }),
  'instruction.recorded': instruction('instruction.recorded'),
  'instruction.sent-down': instruction('instruction.sent-down'),
  'instruction.assigned': instruction('instruction.assigned'),
  'instruction.closed': instruction('instruction.closed'),
  'response.started': response('response.started'),
  'response.level-changed': response('response.level-changed'),
  'response.called-out': response('response.called-out'),
  'response.ended': response('response.ended'),
  // What the clocks say by themselves is no act of the desk.
  'notice.sent': d => (d['kind'] === 'manual' ? { kind: 'paperOut', text: `发出通知：${text(d, 'title')}` } : null),
  'paper.sent': d => ({ kind: 'paperOut', text: `发出 ${text(d, 'number')} ${text(d, 'title')}`.replace('  ', ' ') }),
  'duty-handover.signed': d =>
    d['side'] === 'incoming'
      ? {
          kind: 'handover',
          text: `交接班：${names(d['outgoing'])} 交 ${names(d['incoming'])} 接，交接事项 ${text(d, 'items')} 项${
            Number(d['minutesLate']) > 0 ? `，超时 ${text(d, 'minutesLate')} 分钟签字` : ''
          }`,
        }
      : null,
  'duty-handover.unsigned': () => ({ kind: 'handover', text: '交接班未按时签字，仍由交班人员负责' }),
  'duty-mode.changed': d => ({
    kind: 'dispatch',
    text: `值班状态由${modeName(d['before'])}转为${modeName(d['after'])}${d['reason'] ? `：${text(d, 'reason')}` : ''}`,
  }),
  'duty-check.asked': d =>
    d['kind'] === 'random'
      ? null
      : { kind: 'check', text: `${callKind(d['kind'])}：${text(d, 'title')}，共 ${text(d, 'asked')} 个对象` },
  'duty-check.drawn': d => ({ kind: 'check', text: `电话抽查抽取 ${text(d, 'count')} 个单位` }),
  'desk.bulletin-read': d => ({
    kind: 'paperIn',
    text: `${text(d, 'by')}阅知${text(d, 'issuer')}“${text(d, 'title')}”（登记后 ${text(d, 'minutes')} 分钟）`,
  }),
  'duty.shift-covered': (d, name) => ({
    kind: 'handover',
    text: `替班：${name(d['after'])} 替 ${name(d['before'])}${d['reason'] ? `，${text(d, 'reason')}` : ''}`,
  }),
}

export const factsThatAreLogged = Object.keys(lines)

/** The other capabilities write their own lines: into the county's log what concerns the county, and into that of the unit that did it. */
export async function logByItself(work: Work, fact: RecordedFact): Promise<void> {
  const line = lines[fact.type]?.(fact.data, await namesIn(work, fact))
  if (!line?.text) return
  const isCall = fact.type.startsWith('switchboard')
  for (const unitId of await roomsOf(work, fact))
    await work.tx
      .insertInto('duty_log')
      .values({
        id: randomUUID(),
        unit_id: unitId,
        kind: line.kind,
        text: line.text,
        at: fact.at,
        by_name: '系统',
        matter_id: isCall ? null : fact.matterId,
        mentioned_unit_ids: [],
        corrects_id: null,
        automatic: true,
        source_fact: fact.id,
      })
      .onConflict(conflict =>
        conflict.columns(['unit_id', 'source_fact']).where('source_fact', 'is not', null).doNothing(),
      )
      .execute()
}

async function roomsOf(work: Work, fact: RecordedFact): Promise<string[]> {
  const county = await unitOfFunction(work.tx, 'generalDutyOffice')
  const concernsCounty =
    county !== undefined &&
    (fact.chainId === county.id ||
      (await work.tx
        .selectFrom('matter_party')
        .select('unit_id')
        .where('matter_id', '=', fact.matterId ?? fact.id)
        .where('unit_id', '=', county.id)
        .executeTakeFirst()) !== undefined)
  return [
    ...(county && concernsCounty ? [county.id] : []),
    ...(fact.chainId !== county?.id && (await keepsShifts(work, fact.chainId)) ? [fact.chainId] : []),
  ]
}

const keepsShifts = async (work: Work, unitId: string) =>
  (await work.tx
    .selectFrom('duty_shift')
    .select(sql<number>`1`.as('one'))
    .where('unit_id', '=', unitId)
    .limit(1)
    .executeTakeFirst()) !== undefined

/** Names of the units that a fact names by their ids, and of the persons of the two sides of a changed shift. */
async function namesIn(work: Work, fact: RecordedFact): Promise<NameOf> {
  const known = new Map<string, string>()
  const isId = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value)
  for (const value of Object.values(fact.data).flat())
    if (isId(value)) {
      const unit = await findUnit(work.tx, value)
      if (unit) known.set(value, unit.short_name)
    }
  const people = ['before', 'after'].map(side => personOf(fact.data[side])).filter(isId)
  if (people.length)
    for (const one of await work.tx.selectFrom('person').select(['id', 'name']).where('id', 'in', people).execute())
      known.set(one.id, one.name)
  return named => known.get(String(personOf(named) ?? named)) ?? ''
}

const personOf = (side: unknown): unknown =>
  typeof side === 'object' && side !== null ? (side as Record<string, unknown>)['person'] : undefined
