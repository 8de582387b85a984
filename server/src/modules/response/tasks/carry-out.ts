import type { AcceptTask, FinishTask, RefuseTask, SplitTask, TaskProgress } from '@anlan/contract/response.ts'
import type { z } from 'zod'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { defectWords, resolveBearers } from '../../directory/api.ts'
import { sendNotice } from '../../notice/api.ts'
import { clockKinds, discharge, openDoneClock, runningClock } from '../clocks.ts'
import { attachFiles } from '../files.ts'
import {
  assertActive,
  groupLead,
  matterOf,
  minutesAfter,
  nameOf,
  noticeOf,
  type TaskInHand,
  taskToHandle,
} from '../reach.ts'
import { isOpenTask, mayBecome } from '../rules.ts'
import type { Task } from '../schema.ts'
import { acceptMinutes } from '../settings.ts'
import { giveTasks } from './give.ts'
import { assertOfUnit, noteWord, setHolder } from './holder.ts'
import { startFollowing } from './steps.ts'

const stateWords = {
  planned: '待启动',
  issued: '待签收',
  refused: '待裁定',
  inProgress: '执行中',
  blocked: '受阻',
  done: '待核验',
  verified: '已核验',
  cancelled: '已撤销',
}

export function assertMayBecome(task: Task, to: Task['state']): void {
  if (!mayBecome(task.state, to))
    throw new Problem('response/task-state', { detail: `任务${task.number}${stateWords[task.state]}` })
}

const about = ({ task }: TaskInHand) => ({ task: task.id, number: task.number, title: task.title, unit: task.unit_id })

async function inHand(work: Work, taskId: string): Promise<TaskInHand> {
  const found = await taskToHandle(work, taskId)
  assertActive(found.response)
  return found
}

/** 签收 by the unit itself, or taken down for one that said so by telephone. */
export async function acceptTask(work: Work, taskId: string, input: z.output<typeof AcceptTask>): Promise<string> {
  const found = await inHand(work, taskId)
  assertMayBecome(found.task, 'inProgress')
  if (found.task.state !== 'issued')
    throw new Problem('response/task-state', { detail: `任务${found.task.number}已签收` })
  if (input.personId) await setHolder(work, found, input.personId)
  await markAccepted(work, found, input.note)
  return found.response.id
}

async function markAccepted(work: Work, found: TaskInHand, note = ''): Promise<void> {
  const { task, response } = found
  if (task.state !== 'issued') return
  await work.tx
    .updateTable('response_task')
    .set({ state: 'inProgress', accepted_at: work.now, refusal: null })
    .where('id', '=', task.id)
    .execute()
  await discharge(work, task, clockKinds.accept, '签收')
  await noteWord(work, found, 'accepted', note)
  recordFact(work, 'response.task-accepted', response.id, about(found), {
    matter: matterOf(response),
    chain: task.unit_id,
  })
}

/** “不是我的”: the clock for taking it up stops, whoever commands decides; until then it stays in sight. */
export async function refuseTask(work: Work, taskId: string, input: z.output<typeof RefuseTask>): Promise<string> {
  const found = await inHand(work, taskId)
  const { task, response } = found
  assertMayBecome(task, 'refused')
  await work.tx
    .updateTable('response_task')
    .set({ state: 'refused', refusal: input.reason })
    .where('id', '=', task.id)
    .execute()
  await discharge(work, task, clockKinds.accept, '申请退回')
  await noteWord(work, found, 'refused', input.reason)
  recordFact(
    work,
    'response.task-refused',
    response.id,
    { ...about(found), reason: input.reason },
    { matter: matterOf(response), chain: task.unit_id },
  )
  await tellAbove(
    work,
    found,
    `申请退回任务 ${task.number}：${task.title}`,
    `${input.reason}\n请裁定：同意退回并改派，或不同意。`,
  )
  return response.id
}

/** Where it stands, or what is in the way; the first word also takes the task up. */
export async function reportProgress(
  work: Work,
  taskId: string,
  input: z.output<typeof TaskProgress>,
): Promise<string> {
  const found = await inHand(work, taskId)
  const { task, response } = found
  if (!['issued', 'inProgress', 'blocked'].includes(task.state))
    throw new Problem('response/task-state', { detail: `任务${task.number}${stateWords[task.state]}` })
  await markAccepted(work, found)
  await work.tx
    .updateTable('response_task')
    .set({ state: input.blocked ? 'blocked' : 'inProgress' })
    .where('id', '=', task.id)
    .execute()
  const kind = input.blocked ? 'blocked' : 'progressed'
  const id = await noteWord(work, found, kind, input.text, input.id)
  await attachFiles(work, response.id, id, input.fileIds)
  recordFact(
    work,
    `response.task-${kind}`,
    response.id,
    { ...about(found), text: input.text },
    { matter: matterOf(response), chain: task.unit_id },
  )
  if (task.continuous && task.done_minutes !== null) {
    const dueAt = minutesAfter(work.now, task.done_minutes)
    const clock = await runningClock(work, task, clockKinds.report)
    // Told twice at one moment, the clock that the first word started stands.
    if (!clock || clock.due_at < dueAt) {
      await discharge(work, task, clockKinds.report, '报告进展')
      await openDoneClock(work, response, task, dueAt)
    }
  }
  if (input.blocked) await tellAbove(work, found, `任务 ${task.number} 受阻：${task.title}`, input.text)
  return response.id
}

/** 完成, to be verified by another person. Its parts come first. */
export async function finishTask(work: Work, taskId: string, input: z.output<typeof FinishTask>): Promise<string> {
  const found = await inHand(work, taskId)
  const { task, response } = found
  if (task.state !== 'issued') assertMayBecome(task, 'done')
  const parts = await work.tx.selectFrom('response_task').selectAll().where('parent_id', '=', task.id).execute()
  const open = parts.filter(part => isOpenTask(part.state))
  if (open.length)
    throw new Problem('response/parts-open', { detail: open.map(part => `${part.number} ${part.title}`).join('；') })
  await markAccepted(work, found)
  await work.tx
    .updateTable('response_task')
    .set({
      state: 'done',
      done_at: work.now,
      done_by_name: work.actor.name,
      done_by_account_id: work.actor.accountId,
      result: input.result,
    })
    .where('id', '=', task.id)
    .execute()
  await discharge(work, task, task.continuous ? clockKinds.report : clockKinds.done, '完成')
  const id = await noteWord(work, found, 'done', input.result, input.id)
  await attachFiles(work, response.id, id, input.fileIds)
  recordFact(
    work,
    'response.task-done',
    response.id,
    { ...about(found), result: input.result, files: input.fileIds.length },
    { matter: matterOf(response), chain: task.unit_id },
  )
  await startFollowing(work, response, [task.code])
  return response.id
}

/** Breaks a task down to lower units and named persons of one's own; no part has longer than the whole. */
export async function splitTask(work: Work, taskId: string, input: z.output<typeof SplitTask>): Promise<string> {
  const found = await inHand(work, taskId)
  const { task, response } = found
  if (!['issued', 'inProgress', 'blocked'].includes(task.state))
    throw new Problem('response/task-state', { detail: `任务${task.number}${stateWords[task.state]}` })
  const clock = await runningClock(work, task, clockKinds.done)
  const inTime = clock && clock.due_at > work.now ? clock.due_at : null
  const there = await work.tx.selectFrom('response_task').select('id').where('parent_id', '=', task.id).execute()
  for (const [i, part] of input.parts.entries()) await assertPart(work, task, part, inTime, `/parts/${i}`)
  await markAccepted(work, found)
  const accept = await settingOf(work, acceptMinutes)
  const held = await resolveBearers(work.tx, [...new Set(input.parts.map(part => `unit:${part.unitId}`))], {
    lead: undefined,
    areaCode: response.area_code,
  })
  const minutesLeft = inTime
    ? Math.max(1, Math.floor((inTime.getTime() - work.now.getTime()) / 60_000))
    : task.done_minutes
  await giveTasks(
    work,
    response,
    input.parts.map((part, i) => {
      const one = part.personId ? undefined : held.get(`unit:${part.unitId}`)
      return {
        code: null,
        parentId: task.id,
        number: `${task.number}-${there.length + i + 1}`,
        group: task.group_code,
        title: part.title,
        detail: '',
        place: task.place,
        forces: '',
        priority: task.priority,
        bearer: null,
        postName: one?.postName ?? null,
        unitId: part.unitId,
        personId: part.personId ?? one?.personId ?? null,
        phone: one?.phone ?? null,
        defect: one?.defect ? defectWords(one) : null,
        acceptMinutes: accept,
        doneMinutes: part.doneMinutes ?? minutesLeft,
      }
    }),
  )
  recordFact(
    work,
    'response.task-split',
    response.id,
    { ...about(found), units: input.parts.map(part => part.unitId) },
    { matter: matterOf(response), chain: task.unit_id },
  )
  return response.id
}

async function assertPart(
  work: Work,
  task: Task,
  part: z.output<typeof SplitTask>['parts'][number],
  inTime: Date | null,
  at: string,
) {
  const below = await work.tx
    .selectFrom('unit_closure')
    .select('depth')
    .where('ancestor_id', '=', task.unit_id)
    .where('descendant_id', '=', part.unitId)
    .executeTakeFirst()
  if (!below) throw fieldProblem('event/outside-reach', `${at}/unitId`, '承担单位', '只能分解给本单位人员或下级单位')
  if (part.unitId === task.unit_id && !part.personId)
    throw fieldProblem('invalid-input', `${at}/personId`, '承担人', '分解给本单位的任务应落实到人')
  if (part.personId) await assertOfUnit(work, part.personId, part.unitId, `${at}/personId`)
  if (part.doneMinutes && inTime && minutesAfter(work.now, part.doneMinutes) > inTime)
    throw fieldProblem(
      'event/time-order',
      `${at}/doneMinutes`,
      '完成时限（分钟）',
      '分解任务的期限不能晚于本任务的期限',
    )
}

/** To whoever commands and to the lead of the group. */
async function tellAbove(work: Work, found: TaskInHand, title: string, body: string): Promise<void> {
  const { task, response } = found
  const lead = await groupLead(work, task)
  await sendNotice(
    work,
    noticeOf(response, {
      kind: `response-task-word/${task.id}`,
      title,
      body: `${nameOf(response)}\n${body}`,
      matterId: response.id,
      urgent: true,
      to: [...new Set([response.room_unit_id, ...(lead && lead !== task.unit_id ? [lead] : [])])],
      channels: ['inApp'],
      stepUpMinutes: 0,
    }),
  )
}
