import type { DecideRefusal, VerifyTask, WithdrawTask } from '@anlan/contract/response.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work, cancelTasks as withdrawTimed } from '../../../kernel/work/work.ts'
import { defectWords, findUnit, resolveBearer } from '../../directory/api.ts'
import { sendNotices } from '../../notice/api.ts'
import { cancelObligations } from '../../obligation/api.ts'
import { clocksOf, openDoneClock } from '../clocks.ts'
import { joinUnits } from '../command/headquarters.ts'
import {
  assertActive,
  commands,
  matterOf,
  minutesAfter,
  nameOf,
  noticeOf,
  type TaskInHand,
  taskToJudge,
} from '../reach.ts'
import { isOpenTask } from '../rules.ts'
import type { Response, Task } from '../schema.ts'
import { assertMayBecome } from './carry-out.ts'
import { beginTasks, startClocks } from './give.ts'
import { noteWord, noteWords } from './holder.ts'
import { startFollowing } from './steps.ts'

const about = ({ task }: TaskInHand) => ({ task: task.id, number: task.number, title: task.title, unit: task.unit_id })

async function toJudge(work: Work, taskId: string): Promise<TaskInHand> {
  const found = await taskToJudge(work, taskId)
  assertActive(found.response)
  return found
}

/** 裁定 of a refusal, by whoever commands: it goes to another unit with clocks of its own, or stays and is to be taken up anew. */
export async function decideRefusal(
  work: Work,
  taskId: string,
  input: z.output<typeof DecideRefusal>,
): Promise<string> {
  const found = await toJudge(work, taskId)
  const { task, response } = found
  if (!(await commands(work, response)))
    throw new Problem('not-permitted', { detail: '退回任务由现场指挥部或值班室裁定' })
  if (task.state !== 'refused') throw new Problem('response/task-state', { detail: `任务${task.number}没有申请退回` })
  if (input.verdict === 'rejected') {
    const again = await anew(work, task, { state: 'issued' })
    // The time for finishing has gone on meanwhile: only the taking up starts anew.
    await startClocks(work, response, [{ task: again, dueAt: null }])
  } else {
    if (!input.unitId) throw fieldProblem('invalid-input', '/unitId', '改由单位', '同意退回的，请选择改由哪个单位承担')
    if (input.unitId === task.unit_id) throw fieldProblem('invalid-input', '/unitId', '改由单位', '应改由其他单位承担')
    await moveTo(work, found, input.unitId)
  }
  await noteWord(work, found, 'decided', input.note)
  recordFact(
    work,
    'response.task-decided',
    response.id,
    { ...about(found), verdict: input.verdict, to: input.unitId, note: input.note },
    { matter: matterOf(response) },
  )
  return response.id
}

async function moveTo(work: Work, { task, response }: TaskInHand, unitId: string) {
  const unit = await findUnit(work.tx, unitId)
  if (!unit?.enabled) throw fieldProblem('directory/unknown-unit', '/unitId', '改由单位', '单位不在机构名录中')
  await cancelClocks(work, [task], '改派')
  const held = await resolveBearer(work.tx, `unit:${unitId}`, { lead: undefined, areaCode: null })
  const moved = await anew(work, task, {
    state: 'issued',
    unit_id: unitId,
    person_id: held.personId,
    post_name: held.postName,
    phone: held.phone,
    defect: held.defect && defectWords(held),
    refusal: null,
  })
  await joinUnits(work, response, [unitId], '任务承担单位')
  await beginTasks(work, response, [moved])
}

const anew = (work: Work, task: Task, changes: Partial<Task>): Promise<Task> =>
  work.tx
    .updateTable('response_task')
    .set({ ...changes, rounds: task.rounds + 1 })
    .where('id', '=', task.id)
    .returningAll()
    .executeTakeFirstOrThrow()

async function cancelClocks(work: Work, tasks: Task[], reason: string) {
  const [first] = tasks
  if (!first) return
  const ids = (await clocksOf(work, first.response_id, tasks)).filter(one => !one.satisfied_at && !one.cancelled_at)
  await cancelObligations(work, { matterId: first.response_id, ids: ids.map(one => one.id) }, reason)
}

/** 核验 by another person than the one who reported it done; sent back it has a clock again. */
export async function verifyTask(work: Work, taskId: string, input: z.output<typeof VerifyTask>): Promise<string> {
  const found = await toJudge(work, taskId)
  const { task, response } = found
  if (task.state !== 'done') throw new Problem('response/task-state', { detail: `任务${task.number}尚未报告完成` })
  if (task.done_by_account_id === work.actor.accountId) throw new Problem('response/own-work')
  if (input.verdict === 'returned') {
    if (!input.note) throw fieldProblem('invalid-input', '/note', '核验意见', '退回的，请写明理由')
    assertMayBecome(task, 'inProgress')
    const again = await anew(work, task, { state: 'inProgress', done_at: null, result: null })
    const minutes = input.doneMinutes ?? task.done_minutes
    if (minutes !== null) await openDoneClock(work, response, again, minutesAfter(work.now, minutes))
    await tellUnit(work, found, `任务 ${task.number} 核验退回：${task.title}`, input.note)
  } else {
    assertMayBecome(task, 'verified')
    await work.tx
      .updateTable('response_task')
      .set({ state: 'verified', verified_at: work.now, verified_by_name: work.actor.name })
      .where('id', '=', task.id)
      .execute()
  }
  const kind = input.verdict === 'passed' ? 'verified' : 'returned'
  await noteWord(work, found, kind, input.note)
  recordFact(
    work,
    `response.task-${kind}`,
    response.id,
    { ...about(found), note: input.note },
    { matter: matterOf(response) },
  )
  return response.id
}

const tellUnit = (work: Work, { task, response }: TaskInHand, title: string, body: string) =>
  sendNotices(work, [wordToUnit(response, task, title, body)])

const wordToUnit = (response: Response, task: Task, title: string, body: string) =>
  noticeOf(response, {
    kind: `response-task-word/${task.id}`,
    title,
    body: `${nameOf(response)}\n${body}`,
    matterId: response.id,
    urgent: true,
    to: [task.unit_id],
    channels: ['inApp'],
    stepUpMinutes: 0,
  })

/** 撤销: not needed any more; its parts go with it. Steps that waited for it need not wait. */
export async function withdrawTask(work: Work, taskId: string, input: z.output<typeof WithdrawTask>): Promise<string> {
  const found = await toJudge(work, taskId)
  const { task, response } = found
  assertMayBecome(task, 'cancelled')
  await cancelTasks(work, response, [task], input.reason)
  await startFollowing(work, response, [task.code])
  return response.id
}

/** Withdraws tasks with whatever open parts they have: clocks stop, the reason is on record, whoever had one hears it. */
export async function cancelTasks(
  work: Work,
  response: Response,
  wanted: Task[],
  reason: string,
  { byLevel = false }: { byLevel?: boolean } = {},
): Promise<void> {
  if (wanted.length === 0) return
  const parts = await work.tx
    .selectFrom('response_task')
    .selectAll()
    .where(
      'parent_id',
      'in',
      wanted.map(task => task.id),
    )
    .execute()
  const more = parts.filter(part => isOpenTask(part.state) && !wanted.some(task => task.id === part.id))
  const tasks = [...wanted, ...more]
  await cancelClocks(work, tasks, reason)
  const ids = tasks.map(task => task.id)
  await work.tx
    .updateTable('response_task')
    .set({ state: 'cancelled', withdrawn_by_level: byLevel })
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()
  await withdrawTimed(work, ['response.start-step'], ids)
  await noteWords(work, response, tasks, 'withdrawn', reason)
  for (const task of tasks)
    recordFact(
      work,
      'response.task-withdrawn',
      response.id,
      { ...about({ task, response }), reason },
      { matter: matterOf(response) },
    )
  // One that had not started yet was in nobody's hands.
  await sendNotices(
    work,
    tasks
      .filter(task => task.state !== 'planned')
      .map(task => wordToUnit(response, task, `任务 ${task.number} 已撤销：${task.title}`, reason)),
  )
}
