import { randomUUID } from 'node:crypto'
import type { AnswerOpinion, AskOpinion } from '@anlan/contract/command.ts'
import type { z } from 'zod'
import { reachOfEverything } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { isAhead, keptAt } from '../../../kernel/work/instants.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { currentRecords } from '../../register/api.ts'
import { assertActive, responseToCommand } from '../../response/api.ts'
import { askExpert, recordOpinion } from '../../team/api.ts'
import { recordInRoom } from '../ground.ts'

/** 专家意见 (W195): an expert of the register is asked for one of four things. */
export async function askOpinion(work: Work, responseId: string, input: z.output<typeof AskOpinion>): Promise<string> {
  const response = await responseToCommand(work, responseId)
  assertActive(response)
  const [expert] = await currentRecords(work, 'experts', [input.expertId])
  if (!expert) throw fieldProblem('not-found', '/expertId', '专家', '专家库中没有这位专家')
  const { name, title, employer } = expert.values as { name: string; title?: string | null; employer?: string | null }
  const id = input.id ?? randomUUID()
  // What an expert really did counts on his own page; an exercise does not.
  if (response.mode === 'real')
    await askExpert(work, input.expertId, {
      id,
      eventId: response.event_id,
      question: input.question,
      reason: input.reason,
    })
  await work.tx
    .insertInto('command_opinion')
    .values({
      id,
      response_id: responseId,
      kind: input.kind,
      expert_id: input.expertId,
      expert_name: name,
      expert_title: [employer, title].filter(Boolean).join(' '),
      question: input.question,
      asked_at: work.now,
      asked_by_name: work.actor.name,
      opinion: null,
      given_at: null,
      recorded_by_name: null,
    })
    .execute()
  recordInRoom(work, response, 'command.opinion-asked', { name, kind: input.kind, question: input.question })
  return responseId
}

/** What the expert said, once. */
export async function answerOpinion(work: Work, id: string, input: z.output<typeof AnswerOpinion>): Promise<string> {
  const named = await work.tx
    .selectFrom('command_opinion')
    .select('response_id')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!named) throw new Problem('not-found')
  const response = await responseToCommand(work, named.response_id)
  const row = await work.tx.selectFrom('command_opinion').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  if (row.opinion !== null) throw new Problem('command/state', { detail: `${row.recorded_by_name}已登记专家意见` })
  const at = input.at ?? work.now
  if (isAhead(at, work.now) || at < row.asked_at)
    throw fieldProblem('event/time-order', '/at', '答复时间', '答复时间应在咨询之后、现在之前')
  // Whoever commands may type it in, whichever unit asked.
  if (response.mode === 'real')
    await recordOpinion({ ...work, reach: reachOfEverything }, id, {
      opinion: input.opinion,
      manner: 'phone',
      givenAt: keptAt(at, work.now),
    })
  await work.tx
    .updateTable('command_opinion')
    .set({ opinion: input.opinion, given_at: keptAt(at, work.now), recorded_by_name: work.actor.name })
    .where('id', '=', id)
    .execute()
  recordInRoom(work, response, 'command.opinion-given', {
    name: row.expert_name,
    kind: row.kind,
    opinion: input.opinion,
    at,
  })
  return response.id
}
