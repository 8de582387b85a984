import { randomUUID } from 'node:crypto'
import type { DraftActionPlan, JudgeActionPlan } from '@anlan/contract/command.ts'
import type { z } from 'zod'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { assertActive, responseToCommand } from '../../response/api.ts'
import { nextNumber, recordInRoom, responseToReport } from '../ground.ts'

/** 处置方案: the next version, for whoever commands to decide on. One waits at a time. */
export async function draftActionPlan(
  work: Work,
  responseId: string,
  input: z.output<typeof DraftActionPlan>,
): Promise<string> {
  const response = await responseToReport(work, responseId)
  assertActive(response)
  const waiting = await work.tx
    .selectFrom('command_plan')
    .select('number')
    .where('response_id', '=', responseId)
    .where('state', '=', 'draft')
    .executeTakeFirst()
  if (waiting) throw new Problem('command/state', { detail: `处置方案第 ${waiting.number} 版尚待审批` })
  const number = await nextNumber(work, 'command_plan', responseId)
  const { id = randomUUID(), ...said } = input
  await work.tx
    .insertInto('command_plan')
    .values({
      ...said,
      id,
      response_id: responseId,
      number,
      state: 'draft',
      drafted_at: work.now,
      drafted_by_name: work.actor.name,
      drafted_by_account_id: work.actor.accountId,
      judged_at: null,
      judged_by_name: null,
      opinion: '',
    })
    .execute()
  recordInRoom(work, response, 'command.plan-drafted', { number })
  return responseId
}

/** 审批 by whoever commands, never by whoever drafted it; the version in force before is kept as replaced. */
export async function judgeActionPlan(
  work: Work,
  planId: string,
  input: z.output<typeof JudgeActionPlan>,
): Promise<string> {
  const named = await work.tx
    .selectFrom('command_plan')
    .select('response_id')
    .where('id', '=', planId)
    .executeTakeFirst()
  if (!named) throw new Problem('not-found')
  const response = await responseToCommand(work, named.response_id)
  assertActive(response)
  const plan = await work.tx.selectFrom('command_plan').selectAll().where('id', '=', planId).executeTakeFirstOrThrow()
  if (plan.state !== 'draft') throw new Problem('command/state', { detail: `处置方案第 ${plan.number} 版已审批` })
  if (plan.drafted_by_account_id === work.actor.accountId) throw new Problem('command/own-plan')
  if (input.verdict === 'approved')
    await work.tx
      .updateTable('command_plan')
      .set({ state: 'replaced' })
      .where('response_id', '=', response.id)
      .where('state', '=', 'approved')
      .execute()
  await work.tx
    .updateTable('command_plan')
    .set({ state: input.verdict, judged_at: work.now, judged_by_name: work.actor.name, opinion: input.opinion })
    .where('id', '=', planId)
    .execute()
  recordInRoom(work, response, `command.plan-${input.verdict}`, { number: plan.number, opinion: input.opinion })
  return response.id
}
