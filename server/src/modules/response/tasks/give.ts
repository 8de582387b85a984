import { randomUUID } from 'node:crypto'
import type { Work } from '../../../kernel/work/work.ts'
import { shanghaiMinute } from '../../calendar/api.ts'
import { findUnits } from '../../directory/api.ts'
import { sendNotices } from '../../notice/api.ts'
import { openTaskClocks } from '../clocks.ts'
import { joinUnits } from '../command/headquarters.ts'
import { markOf, minutesAfter, nameOf } from '../reach.ts'
import { taskNumber } from '../rules.ts'
import type { Response, Task } from '../schema.ts'

export interface NewTask {
  id?: string
  code: string | null
  parentId: string | null
  number: string | null
  group: Task['group_code']
  title: string
  detail: string
  place: string
  forces: string
  priority: Task['priority']
  bearer: string | null
  postName: string | null
  unitId: string
  personId: string | null
  phone: string | null
  defect: string | null
  acceptMinutes: number
  /** Minutes until done, from when it is given; null where it has no end in time. */
  doneMinutes: number | null
  /** What a step of a plan says beyond: when it starts, after what, whether it goes on. Without it the task is given at once. */
  step?: {
    state: 'planned' | 'issued'
    plannedAt: Date | null
    after: string | null
    offsetMinutes: number
    continuous: boolean
    needs: Task['needs']
    deliverable: string
    clause: string
  }
}

/** Writes tasks in a handful of statements however many there are; those that start now get their clocks and are told to their units. */
export async function giveTasks(work: Work, response: Response, wanted: NewTask[]): Promise<Task[]> {
  if (wanted.length === 0) return []
  let number = await numbersFrom(work, response.id, wanted.filter(one => one.number === null).length)
  const tasks = await work.tx
    .insertInto('response_task')
    .values(
      wanted.map(one => ({
        id: one.id ?? randomUUID(),
        response_id: response.id,
        parent_id: one.parentId,
        code: one.code,
        number: one.number ?? taskNumber(number++),
        group_code: one.group,
        title: one.title,
        detail: one.detail,
        place: one.place,
        forces: one.forces,
        priority: one.priority,
        bearer: one.bearer,
        post_name: one.postName,
        unit_id: one.unitId,
        person_id: one.personId,
        phone: one.phone,
        defect: one.defect,
        state: one.step?.state ?? 'issued',
        accept_minutes: one.acceptMinutes,
        done_minutes: one.doneMinutes,
        issued_at: one.step?.state === 'planned' ? null : work.now,
        issued_by_name: work.actor.name,
        rounds: 0,
        planned_at: one.step?.plannedAt ?? null,
        after_code: one.step?.after ?? null,
        offset_minutes: one.step?.offsetMinutes ?? 0,
        continuous: one.step?.continuous ?? false,
        needs: JSON.stringify(one.step?.needs ?? []),
        deliverable: one.step?.deliverable ?? '',
        clause: one.step?.clause ?? '',
      })),
    )
    .returningAll()
    .execute()
  await joinUnits(
    work,
    response,
    tasks.map(task => task.unit_id),
    '任务承担单位',
  )
  await beginTasks(
    work,
    response,
    tasks.filter(task => task.state === 'issued'),
  )
  return tasks
}

/** The first of so many numbers of a response. */
async function numbersFrom(work: Work, responseId: string, count: number): Promise<number> {
  const row = await work.tx
    .updateTable('response')
    .set(eb => ({ last_task: eb('last_task', '+', count) }))
    .where('id', '=', responseId)
    .returning('last_task')
    .executeTakeFirstOrThrow()
  return row.last_task - count + 1
}

/** Starts the clocks of tasks given now, and tells their units; unaccepted, the notice climbs: deputy, then superior. */
export const beginTasks = (work: Work, response: Response, tasks: Task[]): Promise<void> =>
  startClocks(
    work,
    response,
    tasks.map(task => ({
      task,
      dueAt: task.done_minutes === null ? null : minutesAfter(work.now, task.done_minutes),
    })),
  )

/** `dueAt` null: only the taking up has a clock. */
export async function startClocks(
  work: Work,
  response: Response,
  begun: { task: Task; dueAt: Date | null }[],
): Promise<void> {
  const accepting = await openTaskClocks(work, response, begun)
  const units = await findUnits(
    work.tx,
    begun.map(one => one.task.unit_id),
  )
  await sendNotices(
    work,
    begun.map(({ task, dueAt }) => ({
      // Named after the clock: once that is settled nobody further is asked.
      kind: `obligation.accepting/${accepting.get(task.id) ?? task.id}`,
      title: `${markOf(response)}处置任务 ${task.number}：${task.title}`,
      body: [
        nameOf(response),
        task.detail,
        task.deliverable && `成果：${task.deliverable}`,
        task.place && `地点：${task.place}`,
        task.forces && `力量：${task.forces}`,
        task.clause && `依据：${task.clause}`,
        `请 ${task.accept_minutes} 分钟内签收${untilWords(task, dueAt)}。`,
      ]
        .filter(Boolean)
        .join('\n'),
      matterId: response.id,
      urgent: true,
      to: [task.unit_id],
      channels: units.get(task.unit_id)?.kind === 'external' ? ['inApp', 'phone'] : ['inApp'],
      stepUpMinutes: task.accept_minutes,
      exercise: response.mode === 'exercise',
    })),
  )
}

function untilWords(task: Task, dueAt: Date | null): string {
  if (!dueAt) return ''
  return task.continuous ? `，持续进行，每 ${task.done_minutes} 分钟报告一次` : `，${shanghaiMinute(dueAt)} 前完成`
}
