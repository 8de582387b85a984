import { randomUUID } from 'node:crypto'
import type { VerifyFact, WriteFact } from '@anlan/contract/command.ts'
import type { z } from 'zod'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { isAhead, keptAt } from '../../../kernel/work/instants.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { cancelObligations, dischargeObligations } from '../../obligation/api.ts'
import {
  assertActive,
  groupLead,
  minutesAfter,
  openClock,
  type Response,
  responseToCommand,
} from '../../response/api.ts'
import { actsFor, nextNumber, recordInRoom, responseToReport } from '../ground.ts'
import type { BoardFact } from '../schema.ts'
import { clockSource, factMinutes } from '../settings.ts'

export const factClock = 'command-fact'

/** A statement on the board, 待核 until another person has looked into it. One that it replaces stays below it. */
export async function writeFact(work: Work, responseId: string, input: z.output<typeof WriteFact>): Promise<string> {
  const response = await responseToReport(work, responseId)
  assertActive(response)
  if (isAhead(input.asOf, work.now)) throw fieldProblem('event/time-order', '/asOf', '截至时间', '截至时间不能晚于现在')
  const before = input.supersedesId ? await supersededBy(work, response, input.supersedesId) : null
  const id = input.id ?? randomUUID()
  const number = await nextNumber(work, 'command_fact', responseId)
  await work.tx
    .insertInto('command_fact')
    .values({
      id,
      response_id: responseId,
      number,
      text: input.text,
      as_of: keptAt(input.asOf, work.now),
      source: input.source,
      written_at: work.now,
      written_by_name: work.actor.name,
      written_by_account_id: work.actor.accountId,
      written_by_unit_id: work.actor.unitId,
      verified_at: null,
      verified_by_name: null,
      verify_note: '',
      supersedes_id: before?.id ?? null,
      superseded_at: null,
    })
    .execute()
  recordInRoom(work, response, 'command.fact-written', {
    number,
    text: input.text,
    asOf: input.asOf,
    source: input.source,
    supersedes: before?.number ?? null,
  })
  await owesCheck(work, response, { id, number, text: input.text })
  return responseId
}

async function owesCheck(work: Work, response: Response, fact: { id: string; number: number; text: string }) {
  const limit = await settingOf(work, factMinutes)
  await openClock(work, response, {
    kind: factClock,
    ruleCode: 'CR-01',
    title: `核实事实板第 ${fact.number} 条：${fact.text.slice(0, 60)}`,
    owedBy: (await groupLead(work, { response_id: response.id, group_code: 'coord' })) ?? response.room_unit_id,
    basis: fact.id,
    dueAt: minutesAfter(work.now, limit),
    limitMinutes: limit,
    source: clockSource(`事实板待核 ${limit} 分钟`),
  })
}

/** Takes the one that a new statement replaces off the board; by the unit that wrote it or whoever commands. */
async function supersededBy(work: Work, response: Response, id: string): Promise<BoardFact> {
  const fact = await work.tx
    .selectFrom('command_fact')
    .selectAll()
    .where('id', '=', id)
    .where('response_id', '=', response.id)
    .forUpdate()
    .executeTakeFirst()
  if (!fact || !(await actsFor(work, response, [fact.written_by_unit_id])))
    throw fieldProblem('not-found', '/supersedesId', '取代的情况', '事实板上没有这条情况，或不是本单位登记的')
  if (fact.superseded_at)
    throw fieldProblem('command/state', '/supersedesId', '取代的情况', `第 ${fact.number} 条已被取代，请取代最新的一条`)
  await work.tx.updateTable('command_fact').set({ superseded_at: work.now }).where('id', '=', id).execute()
  await cancelObligations(work, { matterId: response.id, ids: await clockOf(work, response.id, id) }, '已被新情况取代')
  return fact
}

const clockOf = async (work: Work, responseId: string, factId: string): Promise<string[]> =>
  (
    await work.tx
      .selectFrom('obligation')
      .select('id')
      .where('matter_id', '=', responseId)
      .where('kind', '=', factClock)
      .where('basis', '=', factId)
      .execute()
  ).map(one => one.id)

/** 核实, by another person than the one who wrote it. */
export async function verifyFact(work: Work, factId: string, input: z.output<typeof VerifyFact>): Promise<string> {
  const named = await work.tx
    .selectFrom('command_fact')
    .select('response_id')
    .where('id', '=', factId)
    .executeTakeFirst()
  if (!named) throw new Problem('not-found')
  const response = await responseToCommand(work, named.response_id)
  assertActive(response)
  const fact = await work.tx.selectFrom('command_fact').selectAll().where('id', '=', factId).executeTakeFirstOrThrow()
  if (fact.superseded_at) throw new Problem('command/state', { detail: `第 ${fact.number} 条已被取代` })
  if (fact.verified_at)
    throw new Problem('command/state', { detail: `第 ${fact.number} 条已由${fact.verified_by_name}核实` })
  if (fact.written_by_account_id === work.actor.accountId) throw new Problem('command/own-fact')
  await work.tx
    .updateTable('command_fact')
    .set({ verified_at: work.now, verified_by_name: work.actor.name, verify_note: input.note })
    .where('id', '=', factId)
    .execute()
  await dischargeObligations(work, {
    matterId: response.id,
    ids: await clockOf(work, response.id, factId),
    at: work.now,
    by: `${work.actor.name}核实`,
  })
  recordInRoom(work, response, 'command.fact-verified', { number: fact.number, text: fact.text, note: input.note })
  return response.id
}
