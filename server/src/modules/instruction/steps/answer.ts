import { randomUUID } from 'node:crypto'
import type { AnswerUp, Feedback, ReturnForMore } from '@anlan/contract/instruction.ts'
import type { z } from 'zod'
import { addParties } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { ours } from '../../../kernel/setting-rows.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { sendNotice } from '../../notice/api.ts'
import { dischargeObligations } from '../../obligation/api.ts'
import { clockKinds, dueOf, openAnswerUpClock, openFeedbackClock, runningClockOf } from '../clocks.ts'
import { attachFiles } from '../files.ts'
import {
  assertOpen,
  doneBy,
  giverOf,
  instructionFromAbove,
  instructionToHandle,
  matterOf,
  nameOf,
  refreshState,
  taskToHandle,
  taskToJudge,
} from '../reach.ts'
import type { Assignment, Instruction } from '../schema.ts'
import { markSigned } from './hand-on.ts'

/** Rules whose clock the first word stops, be it the last or one in between. */
const firstWordRules = ['IN-02', 'IN-07']

/**
 * 反馈: facts with attachments. In a running event the first word is in time; word in between says when the next one comes, which is then owed.
 * Elsewhere the clock runs until all is done.
 */
export async function feedBack(work: Work, taskId: string, input: z.output<typeof Feedback>): Promise<void> {
  const { task, instruction } = await taskToHandle(work, taskId)
  assertOpen(instruction)
  if (task.state === 'answered') throw new Problem('instruction/wrong-state', { detail: '该任务已反馈办理完毕' })
  if (input.final) await assertPartsAnswered(work, task)
  const clock = await runningClockOf(work, instruction.id, task.id)
  const stops = input.final || (clock !== undefined && firstWordRules.includes(clock.rule_code))
  if (!input.final && stops && !input.nextBy)
    throw fieldProblem('invalid-input', '/nextBy', '下次反馈时间', '尚未办理完毕的，请填写下次反馈时间')
  if (input.nextBy && input.nextBy <= work.now)
    throw fieldProblem('event/time-order', '/nextBy', '下次反馈时间', '下次反馈时间应晚于现在')
  await markSigned(work, instruction, task)
  const id = input.id ?? randomUUID()
  await work.tx
    .insertInto('instruction_feedback')
    .values({
      id,
      assignment_id: task.id,
      instruction_id: instruction.id,
      text: input.text,
      final: input.final,
      at: work.now,
      by_name: doneBy(work, task.unit_id),
      next_by: input.final ? null : input.nextBy,
      returned_at: null,
      return_reason: null,
    })
    .execute()
  await attachFiles(work, instruction.id, id, input.fileIds)
  if (clock && stops)
    await dischargeObligations(work, { matterId: instruction.id, id: clock.id, at: work.now, by: '反馈' })
  await setState(work, task, input.final ? 'answered' : 'inProgress')
  const giver = await giverOf(work, { task, instruction })
  if (!input.final && stops && input.nextBy)
    await openFeedbackClock(work, instruction, task, giver, {
      dueAt: input.nextBy,
      minutes: Math.round((input.nextBy.getTime() - work.now.getTime()) / 60_000),
      rule: 'IN-07',
      source: { ...ours, name: '承办单位所报下次反馈时间' },
    })
  recordFact(
    work,
    'instruction.fed-back',
    instruction.id,
    { unit: task.unit_id, task: task.id, final: input.final, files: input.fileIds.length },
    { matter: matterOf(instruction), chain: task.unit_id },
  )
  await tell(work, instruction, giver, `批示反馈：${instruction.subject}`, input.text.slice(0, 500))
  await refreshState(work, instruction)
}

async function assertPartsAnswered(work: Work, task: Assignment) {
  const open = await work.tx
    .selectFrom('instruction_assignment')
    .select('task')
    .where('parent_id', '=', task.id)
    .where('state', '!=', 'answered')
    .limit(5)
    .execute()
  if (open.length)
    throw new Problem('instruction/answers-missing', {
      detail: `分解任务尚未反馈：${open.map(one => one.task).join('；')}`,
    })
}

const setState = (work: Work, task: Assignment, state: Assignment['state']) =>
  work.tx.updateTable('instruction_assignment').set({ state }).where('id', '=', task.id).execute()

// Notices go by the matter: all parties may read them, so the answer upward and what came back are not quoted.
const tell = (work: Work, instruction: Instruction, to: string, title: string, body: string) =>
  sendNotice(work, {
    kind: `instruction-word/${instruction.id}`,
    title,
    body,
    matterId: instruction.id,
    urgent: false,
    to: [to],
    channels: ['inApp'],
    stepUpMinutes: 0,
  })

/** 退回补充: with a reason, and a new clock; what was answered stays. */
export async function returnFeedback(work: Work, taskId: string, input: z.output<typeof ReturnForMore>): Promise<void> {
  const found = await taskToJudge(work, taskId)
  const { task, instruction } = found
  assertOpen(instruction)
  if (task.state !== 'answered') throw new Problem('instruction/wrong-state', { detail: '该任务尚未反馈办理完毕' })
  const due = await dueOf(work, instruction, input.deadline)
  const last = await work.tx
    .selectFrom('instruction_feedback')
    .select('id')
    .where('assignment_id', '=', task.id)
    .orderBy('at', 'desc')
    .orderBy('final', 'desc')
    .executeTakeFirstOrThrow()
  await work.tx
    .updateTable('instruction_feedback')
    .set({ returned_at: work.now, return_reason: input.reason })
    .where('id', '=', last.id)
    .execute()
  await setState(work, task, 'returned')
  await openFeedbackClock(work, instruction, task, await giverOf(work, found), due)
  recordFact(
    work,
    'instruction.returned',
    instruction.id,
    { unit: task.unit_id, task: task.id, reason: input.reason, dueAt: due.dueAt },
    { matter: matterOf(instruction) },
  )
  await tell(work, instruction, task.unit_id, `批示反馈被退回：${instruction.subject}`, input.reason)
  await refreshState(work, instruction)
}

/** The answer to the level above, along the line by which the instruction came. */
export async function answerUp(work: Work, id: string, input: z.output<typeof AnswerUp>): Promise<void> {
  const instruction = await instructionToHandle(work, id)
  assertOpen(instruction)
  if (!instruction.from_unit_id)
    throw new Problem('instruction/wrong-state', { detail: '本县领导批示不需要向上级反馈' })
  if (!instruction.received_at) throw new Problem('instruction/wrong-state', { detail: '请先签收上级批示' })
  const answerId = input.id ?? randomUUID()
  await work.tx
    .insertInto('instruction_upward_answer')
    .values({
      id: answerId,
      instruction_id: id,
      text: input.text,
      at: work.now,
      by_name: work.actor.name,
      accepted_at: null,
      returned_at: null,
      return_reason: null,
    })
    .execute()
  // The answer is a matter of its own between the two: the level above opens its files and no others.
  await addParties(work, answerId, [
    { unitId: instruction.handling_unit_id, capacity: '反馈单位' },
    { unitId: instruction.from_unit_id, capacity: '批示下达单位' },
  ])
  await attachFiles(work, id, answerId, input.fileIds, answerId)
  await dischargeObligations(work, { matterId: id, kinds: [clockKinds.answerUp], at: work.now, by: '向上级反馈' })
  recordFact(
    work,
    'instruction.answered-up',
    id,
    { to: instruction.from_unit_id, files: input.fileIds.length },
    { matter: matterOf(instruction) },
  )
  await tell(work, instruction, instruction.from_unit_id, `批示办理反馈：${instruction.subject}`, nameOf(instruction))
}

/** The latest answer that the level above has not judged yet. */
async function answerToJudge(work: Work, id: string) {
  const answer = await work.tx
    .selectFrom('instruction_upward_answer')
    .selectAll()
    .where('instruction_id', '=', id)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  if (!answer || answer.accepted_at || answer.returned_at)
    throw new Problem('instruction/wrong-state', { detail: '没有待处理的反馈' })
  return answer
}

export async function acceptAnswer(work: Work, id: string): Promise<void> {
  const instruction = await instructionFromAbove(work, id)
  const answer = await answerToJudge(work, id)
  await work.tx
    .updateTable('instruction_upward_answer')
    .set({ accepted_at: work.now })
    .where('id', '=', answer.id)
    .execute()
  recordFact(
    work,
    'instruction.answer-accepted',
    id,
    { unit: instruction.from_unit_id },
    { matter: matterOf(instruction) },
  )
  await tell(
    work,
    instruction,
    instruction.handling_unit_id,
    `上级认可批示反馈：${instruction.subject}`,
    nameOf(instruction),
  )
}

/** The level above wants to know more; a new clock runs for the county. */
export async function returnAnswer(work: Work, id: string, input: z.output<typeof ReturnForMore>): Promise<void> {
  const instruction = await instructionFromAbove(work, id)
  assertOpen(instruction)
  const answer = await answerToJudge(work, id)
  const due = await dueOf(work, instruction, input.deadline)
  await work.tx
    .updateTable('instruction_upward_answer')
    .set({ returned_at: work.now, return_reason: input.reason })
    .where('id', '=', answer.id)
    .execute()
  await openAnswerUpClock(work, instruction, due, answer.id)
  recordFact(
    work,
    'instruction.answer-returned',
    id,
    { unit: instruction.from_unit_id, reason: input.reason, dueAt: due.dueAt },
    { matter: matterOf(instruction) },
  )
  await tell(
    work,
    instruction,
    instruction.handling_unit_id,
    `上级退回批示反馈：${instruction.subject}`,
    nameOf(instruction),
  )
}
