import { randomUUID } from 'node:crypto'
import type { IssueTask } from '@anlan/contract/response.ts'
import { taskPriorities } from '@anlan/contract/response-template.ts'
import type { z } from 'zod'
import { isUnitInReach } from '../../../kernel/access/reach.ts'
import { fieldProblem } from '../../../kernel/problem.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { defectWords, findUnit, type Ground, resolveBearer } from '../../directory/api.ts'
import { sendNotice } from '../../notice/api.ts'
import { openAcceptClock, openDoneClock } from '../clocks.ts'
import { joinUnits } from '../command/headquarters.ts'
import { assertActive, localTime, markOf, matterOf, minutesAfter, nameOf, responseToCommand } from '../reach.ts'
import { taskNumber } from '../rules.ts'
import type { Response, Task, Template } from '../schema.ts'
import { acceptMinutes } from '../settings.ts'
import { assertOfUnit } from './holder.ts'

/** Gives out the tasks of the template that the response does not have yet, each to the post's holder of this moment. */
export async function issueTemplateTasks(
  work: Work,
  response: Response,
  template: Template,
  ground: Ground,
): Promise<void> {
  const there = await work.tx
    .selectFrom('response_task')
    .select('code')
    .where('response_id', '=', response.id)
    .where('code', 'is not', null)
    .execute()
  const order = Object.keys(taskPriorities)
  const fresh = template.tasks
    .filter(task => !there.some(one => one.code === task.code))
    .sort((a, b) => order.indexOf(a.priority) - order.indexOf(b.priority))
  const issued: Task[] = []
  for (const wanted of fresh) {
    const one = await resolveBearer(work.tx, wanted.bearer, ground)
    issued.push(
      await giveTask(work, response, {
        code: wanted.code,
        parentId: null,
        number: null,
        group: wanted.group,
        title: wanted.title,
        detail: '',
        place: '',
        forces: '',
        priority: wanted.priority,
        bearer: wanted.bearer,
        postName: one.postName,
        // Nobody there: the duty room keeps the task, and its list of defects says so.
        unitId: one.unitId ?? response.room_unit_id,
        personId: one.personId,
        phone: one.phone,
        defect: one.defect && defectWords(one),
        acceptMinutes: wanted.acceptMinutes,
        dueAt: minutesAfter(work.now, wanted.doneMinutes),
      }),
    )
  }
  if (issued.length === 0) return
  recordFact(
    work,
    'response.tasks-issued',
    response.id,
    { count: issued.length, tasks: issued.map(one => one.id), units: [...new Set(issued.map(one => one.unit_id))] },
    { matter: matterOf(response) },
  )
}

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
  dueAt: Date
}

/** Writes a task, starts its two clocks and tells its unit; unaccepted, the notice climbs: deputy, then superior. */
export async function giveTask(work: Work, response: Response, wanted: NewTask): Promise<Task> {
  const task = await work.tx
    .insertInto('response_task')
    .values({
      id: wanted.id ?? randomUUID(),
      response_id: response.id,
      parent_id: wanted.parentId,
      code: wanted.code,
      number: wanted.number ?? (await nextNumber(work, response.id)),
      group_code: wanted.group,
      title: wanted.title,
      detail: wanted.detail,
      place: wanted.place,
      forces: wanted.forces,
      priority: wanted.priority,
      bearer: wanted.bearer,
      post_name: wanted.postName,
      unit_id: wanted.unitId,
      person_id: wanted.personId,
      phone: wanted.phone,
      defect: wanted.defect,
      state: 'issued',
      accept_minutes: wanted.acceptMinutes,
      done_minutes: Math.max(1, Math.round((wanted.dueAt.getTime() - work.now.getTime()) / 60_000)),
      issued_at: work.now,
      issued_by_name: work.actor.name,
      rounds: 0,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await joinUnits(work, response, [task.unit_id], '任务承担单位')
  await startClocks(work, response, task, wanted.dueAt)
  return task
}

async function nextNumber(work: Work, responseId: string): Promise<string> {
  const row = await work.tx
    .updateTable('response')
    .set(eb => ({ last_task: eb('last_task', '+', 1) }))
    .where('id', '=', responseId)
    .returning('last_task')
    .executeTakeFirstOrThrow()
  return taskNumber(row.last_task)
}

export async function startClocks(work: Work, response: Response, task: Task, dueAt: Date | null): Promise<void> {
  const accept = await openAcceptClock(work, response, task)
  if (dueAt) await openDoneClock(work, response, task, dueAt)
  const unit = await findUnit(work.tx, task.unit_id)
  await sendNotice(work, {
    // Named after the clock: once that is settled nobody further is asked.
    kind: `obligation.accepting/${accept?.id ?? task.id}`,
    title: `${markOf(response)}处置任务 ${task.number}：${task.title}`,
    body: [
      nameOf(response),
      task.detail,
      task.place && `地点：${task.place}`,
      task.forces && `力量：${task.forces}`,
      `请 ${task.accept_minutes} 分钟内签收${dueAt ? `，${localTime(dueAt)} 前完成` : ''}。`,
    ]
      .filter(Boolean)
      .join('\n'),
    matterId: response.id,
    urgent: true,
    to: [task.unit_id],
    channels: unit?.kind === 'external' ? ['inApp', 'phone'] : ['inApp'],
    stepUpMinutes: task.accept_minutes,
  })
}

/** A task that no template foresaw. */
export async function issueTask(work: Work, responseId: string, input: z.output<typeof IssueTask>): Promise<void> {
  const response = await responseToCommand(work, responseId)
  assertActive(response)
  const unit = await findUnit(work.tx, input.unitId)
  if (!unit?.enabled) throw fieldProblem('directory/unknown-unit', '/unitId', '承担单位', '单位不在机构名录中')
  if (
    !(unit.kind === 'external' || (await isUnitInReach(work, unit.id)) || (await isMember(work, response.id, unit.id)))
  )
    throw fieldProblem('event/outside-reach', '/unitId', '承担单位', '该单位不在本次响应中，也不在您的管辖范围')
  if (input.personId) await assertOfUnit(work, input.personId, unit.id, '/personId')
  const held = input.personId
    ? null
    : await resolveBearer(work.tx, `unit:${unit.id}`, { lead: undefined, areaCode: null })
  const task = await giveTask(work, response, {
    ...(input.id && { id: input.id }),
    code: null,
    parentId: null,
    number: null,
    group: input.group,
    title: input.title,
    detail: input.detail,
    place: input.place,
    forces: input.forces,
    priority: input.priority,
    bearer: null,
    postName: held?.postName ?? null,
    unitId: unit.id,
    personId: input.personId ?? held?.personId ?? null,
    phone: held?.phone ?? unit.duty_phone,
    defect: held?.defect ? defectWords(held) : null,
    acceptMinutes: input.acceptMinutes ?? (await settingOf(work, acceptMinutes)),
    dueAt: minutesAfter(work.now, input.doneMinutes),
  })
  recordFact(
    work,
    'response.task-issued',
    response.id,
    {
      task: task.id,
      number: task.number,
      title: task.title,
      unit: task.unit_id,
      dueAt: minutesAfter(work.now, input.doneMinutes),
    },
    { matter: matterOf(response) },
  )
}

const isMember = async (work: Work, responseId: string, unitId: string) =>
  (await work.tx
    .selectFrom('matter_party')
    .select('unit_id')
    .where('matter_id', '=', responseId)
    .where('unit_id', '=', unitId)
    .executeTakeFirst()) !== undefined
