import { randomUUID } from 'node:crypto'
import type { HandOverCommand, RelieveForce } from '@anlan/contract/command.ts'
import type { z } from 'zod'
import type { RecordedFact } from '../../../kernel/module.ts'
import { fieldProblem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { assertActive, placeHeadquarters, type Response, responseToCommand } from '../../response/api.ts'
import { recordInRoom } from '../ground.ts'

/** 现场指挥权移交: the next commander takes over with what is open (W328). Units are told by the response. */
export async function handOverCommand(
  work: Work,
  responseId: string,
  input: z.output<typeof HandOverCommand>,
): Promise<string> {
  const response = await responseToCommand(work, responseId)
  assertActive(response)
  await followCommander(work, response, '')
  const before = await spellNow(work, responseId)
  if (before?.person_id === input.commanderId)
    throw fieldProblem('invalid-input', '/commanderId', '接任指挥官', `${before.person_name}已是现场指挥官`)
  const open = await openItems(work, responseId)
  await placeHeadquarters(work, responseId, { place: input.place, commanderId: input.commanderId })
  const now = await followCommander(work, response, input.note)
  recordInRoom(work, response, 'command.handed-over', {
    from: before?.person_name ?? null,
    to: now?.person_name ?? null,
    note: input.note,
    open,
  })
  return responseId
}

const spellNow = (work: Work, responseId: string) =>
  work.tx
    .selectFrom('command_spell')
    .selectAll()
    .where('response_id', '=', responseId)
    .where('until_at', 'is', null)
    .executeTakeFirst()

/** Keeps the intervals true to who commands on scene: another than before begins a new one. */
async function followCommander(work: Work, response: Pick<Response, 'id'>, note: string, at: Date = work.now) {
  const member = await work.tx
    .selectFrom('response_member')
    .selectAll()
    .where('response_id', '=', response.id)
    .where('role', '=', 'commander')
    .executeTakeFirst()
  const now = await spellNow(work, response.id)
  if (!member || (now && now.person_id === member.person_id && now.post_name === member.post_name)) return now
  const from = now && now.from_at > at ? now.from_at : at
  if (now) await closeSpell(work, response.id, from, note)
  return work.tx
    .insertInto('command_spell')
    .values({
      id: randomUUID(),
      response_id: response.id,
      person_id: member.person_id,
      person_name: member.person_name,
      post_name: member.post_name,
      unit_name: member.unit_name,
      from_at: from,
      until_at: null,
      note: '',
      open_items: '[]',
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

const closeSpell = async (work: Work, responseId: string, at: Date, note: string) =>
  work.tx
    .updateTable('command_spell')
    .set({ until_at: at, note, open_items: JSON.stringify(await openItems(work, responseId)) })
    .where('response_id', '=', responseId)
    .where('until_at', 'is', null)
    .execute()

/** Starts, changes of level and the placing of the headquarters may bring another commander; the end ends his interval. */
export async function noteCommander(work: Work, fact: RecordedFact): Promise<void> {
  const response = await work.tx
    .selectFrom('response')
    .selectAll()
    .where('id', '=', fact.subjectId)
    .forUpdate()
    .executeTakeFirst()
  if (!response) return
  if (response.state === 'active') await followCommander(work, response, '', fact.at)
  else await closeSpell(work, response.id, fact.at, '响应终止')
}

/** What is open in a response now, in words: tasks, people inside, what is not verified, decided or answered. */
export async function openItems(work: Work, responseId: string): Promise<string[]> {
  const count = async (query: Promise<{ n: string | number | bigint } | undefined>) => Number((await query)?.n ?? 0)
  const { tx } = work
  const tasks = await count(
    tx
      .selectFrom('response_task')
      .select(eb => eb.fn.countAll().as('n'))
      .where('response_id', '=', responseId)
      .where('state', 'not in', ['verified', 'cancelled', 'planned'])
      .executeTakeFirst(),
  )
  const late = await count(
    tx
      .selectFrom('obligation')
      .select(eb => eb.fn.countAll().as('n'))
      .where('matter_id', '=', responseId)
      .where('satisfied_at', 'is', null)
      .where('cancelled_at', 'is', null)
      .where('due_at', '<', work.now)
      .executeTakeFirst(),
  )
  const inside = await count(
    tx
      .selectFrom('command_entry')
      .select(eb => eb.fn.sum<number>('people').as('n'))
      .where('response_id', '=', responseId)
      .where('out_at', 'is', null)
      .executeTakeFirst(),
  )
  const unverified = await count(
    tx
      .selectFrom('command_fact')
      .select(eb => eb.fn.countAll().as('n'))
      .where('response_id', '=', responseId)
      .where('verified_at', 'is', null)
      .where('superseded_at', 'is', null)
      .executeTakeFirst(),
  )
  const plans = await count(
    tx
      .selectFrom('command_plan')
      .select(eb => eb.fn.countAll().as('n'))
      .where('response_id', '=', responseId)
      .where('state', '=', 'draft')
      .executeTakeFirst(),
  )
  const asked = await count(
    tx
      .selectFrom('command_opinion')
      .select(eb => eb.fn.countAll().as('n'))
      .where('response_id', '=', responseId)
      .where('opinion', 'is', null)
      .executeTakeFirst(),
  )
  const withdrawal = await tx
    .selectFrom('command_withdrawal')
    .select('reason')
    .where('response_id', '=', responseId)
    .where('lifted_at', 'is', null)
    .executeTakeFirst()
  return [
    withdrawal && `撤离命令有效（${withdrawal.reason}）`,
    inside > 0 && `危险区域内 ${inside} 人`,
    tasks > 0 && `未办结任务 ${tasks} 项`,
    late > 0 && `超时事项 ${late} 项`,
    unverified > 0 && `待核情况 ${unverified} 条`,
    plans > 0 && '处置方案待审批',
    asked > 0 && `待答复专家咨询 ${asked} 项`,
  ].filter((one): one is string => typeof one === 'string')
}

/** 轮换: a force that came is relieved, once. */
export async function relieveForce(
  work: Work,
  responseId: string,
  input: z.output<typeof RelieveForce>,
): Promise<string> {
  const response = await responseToCommand(work, responseId)
  const arrival = await work.tx
    .selectFrom('response_arrival as a')
    .leftJoin('unit as u', 'u.id', 'a.unit_id')
    .select(['a.id', 'a.name', 'a.arrived_at', 'u.name as unit_name'])
    .where('a.id', '=', input.arrivalId)
    .where('a.response_id', '=', responseId)
    .executeTakeFirst()
  if (!arrival?.arrived_at) throw fieldProblem('not-found', '/arrivalId', '被轮换力量', '没有这支到场力量')
  const written = await work.tx
    .insertInto('command_relief')
    .values({
      id: input.id ?? randomUUID(),
      response_id: responseId,
      arrival_id: input.arrivalId,
      at: work.now,
      relieved_by: input.relievedBy,
      by_name: work.actor.name,
    })
    .onConflict(conflict => conflict.column('arrival_id').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!written) throw fieldProblem('command/state', '/arrivalId', '被轮换力量', '该力量已登记轮换')
  recordInRoom(work, response, 'command.relieved', {
    name: [arrival.unit_name, arrival.name].filter(Boolean).join(' '),
    by: input.relievedBy,
  })
  return responseId
}
