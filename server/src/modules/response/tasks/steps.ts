import { type ResponseLevel, taskPriorities } from '@anlan/contract/response-template.ts'
import { sql } from 'kysely'
import { Problem } from '../../../kernel/problem.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { recordFact, scheduleTask, type Work } from '../../../kernel/work/work.ts'
import { defectWords, type Ground, type Resolved, resolveBearers } from '../../directory/api.ts'
import { groundOf } from '../command/ground.ts'
import { joinUnits } from '../command/headquarters.ts'
import { assertActive, matterOf, minutesAfter, taskToJudge } from '../reach.ts'
import type { Response, Task } from '../schema.ts'
import { bearerOf, type Script, type ScriptStep, stepsAt, waitsFor } from '../script/script.ts'
import { acceptMinutes } from '../settings.ts'
import { beginTasks, giveTasks, type NewTask } from './give.ts'

const nobody = '没有对应到岗位'

/** Who has a step now: the holder of its post; where nobody is there the duty room keeps it, and its list of defects says so. */
const heldBy = (response: Response, one: Resolved | undefined, said: string) => ({
  postName: one?.postName ?? (said || null),
  unitId: one?.unitId ?? response.room_unit_id,
  personId: one?.personId ?? null,
  phone: one?.phone ?? null,
  defect: one ? one.defect && defectWords(one) : `${said || '责任岗位'}：${nobody}`,
})

/**
 * Puts steps of a level on the board. Those due now are given out at once; those of a later moment, or behind another step, stand as 待启动 with their
 * planned time and are given out then, exactly once. Minutes count from now.
 */
export async function giveSteps(
  work: Work,
  response: Response,
  script: Script,
  steps: ScriptStep[],
  ground: Ground,
): Promise<Task[]> {
  if (steps.length === 0) return []
  const level = response.level
  const held = await resolveSteps(work, script, steps, level, ground)
  const before = await endedSteps(work, response.id)
  const usual = await settingOf(work, acceptMinutes)
  const all = stepsAt(script, level)
  const order = Object.keys(taskPriorities)
  const wanted = [...steps]
    .sort((a, b) => order.indexOf(a.priority) - order.indexOf(b.priority) || a.offsetMinutes - b.offsetMinutes)
    .map((step): NewTask => {
      const { bearer, said } = bearerOf(script, step, level)
      const after = waitsFor(all, step)
      const waits = after !== null && (steps.some(one => one.key === after) || before.get(after) === false)
      const plannedAt = waits ? null : minutesAfter(work.now, step.offsetMinutes)
      return {
        code: step.key,
        parentId: null,
        number: null,
        group: step.group,
        title: step.title,
        detail: step.detail,
        place: '',
        forces: '',
        priority: step.priority,
        bearer,
        ...heldBy(response, bearer === null ? undefined : held.get(bearer), said),
        acceptMinutes: step.acceptMinutes ?? usual,
        doneMinutes: step.doneMinutes,
        step: {
          state: plannedAt !== null && step.offsetMinutes === 0 ? 'issued' : 'planned',
          plannedAt,
          after,
          offsetMinutes: step.offsetMinutes,
          continuous: step.continuous,
          needs: step.needs,
          deliverable: step.deliverable,
          clause: step.clause,
        },
      }
    })
  const tasks = await giveTasks(work, response, wanted)
  for (const task of tasks) if (task.state === 'planned' && task.planned_at) schedule(work, task.id, task.planned_at)
  noteIssued(work, response, tasks)
  return tasks
}

/** The posts of steps, as they are held now. */
export const resolveSteps = (
  work: Work,
  script: Script,
  steps: ScriptStep[],
  level: ResponseLevel,
  ground: Ground,
): Promise<Map<string, Resolved>> =>
  resolveBearers(work.tx, [...new Set(steps.flatMap(step => bearerOf(script, step, level).bearer ?? []))], ground)

/** Steps there are, and whether each has ended. */
async function endedSteps(work: Work, responseId: string): Promise<Map<string, boolean>> {
  const rows = await work.tx
    .selectFrom('response_task')
    .select(['code', 'state'])
    .where('response_id', '=', responseId)
    .where('code', 'is not', null)
    .execute()
  const ended = (state: Task['state']) => state === 'done' || state === 'verified' || state === 'cancelled'
  // One withdrawn and given anew has not ended.
  rows.sort((a, b) => Number(ended(b.state)) - Number(ended(a.state)))
  return new Map(rows.map(row => [row.code ?? '', ended(row.state)]))
}

const schedule = (work: Work, taskId: string, at: Date) => scheduleTask(work, 'response.start-step', taskId, at)

function noteIssued(work: Work, response: Response, tasks: Task[]): void {
  const issued = tasks.filter(task => task.state === 'issued')
  if (tasks.length === 0) return
  recordFact(
    work,
    'response.tasks-issued',
    response.id,
    {
      count: issued.length,
      planned: tasks.length - issued.length,
      tasks: issued.map(one => one.id),
      units: [...new Set(issued.map(one => one.unit_id))],
    },
    { matter: matterOf(response) },
  )
}

/** A step's moment has come. Runs as the due task `response.start-step`; a step that was started or withdrawn meanwhile stays as it is. */
export async function startDueStep(work: Work, taskId: string): Promise<void> {
  const found = await lockedPlanned(work, taskId)
  if (!found?.task.planned_at || found.task.planned_at > work.now) return
  await startSteps(work, found.response, [found.task])
}

async function lockedPlanned(work: Work, taskId: string) {
  const row = await work.tx
    .selectFrom('response_task')
    .select('response_id')
    .where('id', '=', taskId)
    .executeTakeFirst()
  if (!row) return null
  const response = await work.tx
    .selectFrom('response')
    .selectAll()
    .where('id', '=', row.response_id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const task = await work.tx.selectFrom('response_task').selectAll().where('id', '=', taskId).executeTakeFirstOrThrow()
  return response.state === 'active' && task.state === 'planned' ? { response, task } : null
}

/** Gives out planned steps now, each to whoever holds its post at this moment. The response is locked. */
async function startSteps(work: Work, response: Response, planned: Task[]): Promise<void> {
  const ground = await groundOf(work, response)
  const bearers = planned.flatMap(task => task.bearer ?? [])
  const held = await resolveBearers(work.tx, [...new Set(bearers)], ground)
  const begun: Task[] = []
  for (const task of planned) {
    const who = heldBy(response, task.bearer ? held.get(task.bearer) : undefined, task.post_name ?? '')
    begun.push(
      await work.tx
        .updateTable('response_task')
        .set({
          state: 'issued',
          issued_at: work.now,
          issued_by_name: work.actor.name,
          post_name: who.postName,
          unit_id: who.unitId,
          person_id: who.personId,
          phone: who.phone,
          defect: who.defect,
        })
        .where('id', '=', task.id)
        .returningAll()
        .executeTakeFirstOrThrow(),
    )
  }
  await joinUnits(
    work,
    response,
    begun.map(task => task.unit_id),
    '任务承担单位',
  )
  await beginTasks(work, response, begun)
  noteIssued(work, response, begun)
}

/** Steps behind ones that have ended (done, or not needed any more) get their moment: now, or so many minutes from now. */
export async function startFollowing(work: Work, response: Response, ended: (string | null)[]): Promise<void> {
  const codes = ended.filter(code => code !== null)
  if (codes.length === 0) return
  const waiting = await work.tx
    .updateTable('response_task')
    .set({ planned_at: sql<Date>`${work.now}::timestamptz + make_interval(mins => offset_minutes)` })
    .where('response_id', '=', response.id)
    .where('state', '=', 'planned')
    .where('planned_at', 'is', null)
    .where('after_code', 'in', codes)
    .returningAll()
    .execute()
  for (const task of waiting) if (task.planned_at && task.offset_minutes > 0) schedule(work, task.id, task.planned_at)
  const now = waiting.filter(task => task.offset_minutes === 0)
  if (now.length > 0) await startSteps(work, response, now)
}

/** 提前启动: whoever commands does not wait for the planned time or the step before. */
export async function startStepNow(work: Work, taskId: string): Promise<string> {
  const { task, response } = await taskToJudge(work, taskId)
  assertActive(response)
  if (task.state !== 'planned') throw new Problem('response/task-state', { detail: `任务${task.number}已下达` })
  await startSteps(work, response, [task])
  return response.id
}
