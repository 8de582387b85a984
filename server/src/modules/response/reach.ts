import { responseLevelNames, responseTopics } from '@anlan/contract/response-template.ts'
import { sql } from 'kysely'
import { isUnitInReach, matterInReach } from '../../kernel/access/reach.ts'
import { reachOf } from '../../kernel/http/app.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Work } from '../../kernel/work/work.ts'
import { findUnit } from '../directory/api.ts'
import type { NewNotice } from '../notice/api.ts'
import type { Response, Task } from './schema.ts'

/** Responses with a party in the actor's reach. Every read starts here. */
export const responsesInReach = (work: Work) =>
  work.tx.selectFrom('response as r').where(matterInReach(work, sql.ref('r.id')))

export async function visibleResponse(work: Work, id: string): Promise<Response> {
  const found = await responsesInReach(work).selectAll('r').where('r.id', '=', id).executeTakeFirst()
  if (!found) throw new Problem('not-found')
  return found
}

async function lockedResponse(work: Work, id: string): Promise<Response> {
  const found = await responsesInReach(work).selectAll('r').where('r.id', '=', id).forUpdate('r').executeTakeFirst()
  if (!found) throw new Problem('not-found')
  return found
}

/** For the duty room and the department that leads it. */
export async function responseToCommand(work: Work, id: string): Promise<Response> {
  const found = await lockedResponse(work, id)
  if (!(await commands(work, found))) throw new Problem('not-found')
  return found
}

export const commands = async (work: Work, response: Pick<Response, 'room_unit_id' | 'lead_unit_id'>) =>
  (await isUnitInReach(work, response.room_unit_id)) || (await isUnitInReach(work, response.lead_unit_id))

export interface TaskInHand {
  task: Task
  response: Response
}

/** A task for somebody who acts for its unit; for a unit outside the county's tree (驻军、邻县) the duty room acts on its word. */
export async function taskToHandle(work: Work, id: string): Promise<TaskInHand> {
  const found = await visibleTask(work, id)
  const unit = await findUnit(work.tx, found.task.unit_id)
  const acts =
    (await isUnitInReach(work, found.task.unit_id)) ||
    (unit?.kind === 'external' && (await commands(work, found.response)))
  if (!acts) throw new Problem('not-found')
  return found
}

/** A task for whoever gave it: who commands, the lead of its group, or for a part the unit that split it off. */
export async function taskToJudge(work: Work, id: string): Promise<TaskInHand> {
  const found = await visibleTask(work, id)
  if (!(await judges(work, found))) throw new Problem('not-found')
  return found
}

export async function judges(work: Work, { task, response }: TaskInHand): Promise<boolean> {
  if (await commands(work, response)) return true
  const above = task.parent_id ? await parentUnit(work, task.parent_id) : await groupLead(work, task)
  return above !== null && (await isUnitInReach(work, above))
}

const parentUnit = async (work: Work, parentId: string) =>
  (await work.tx.selectFrom('response_task').select('unit_id').where('id', '=', parentId).executeTakeFirstOrThrow())
    .unit_id

/** The unit that leads the group of a task; null for one outside the groups. */
export async function groupLead(work: Work, task: Pick<Task, 'response_id' | 'group_code'>): Promise<string | null> {
  if (!task.group_code) return null
  const lead = await work.tx
    .selectFrom('response_member')
    .select('unit_id')
    .where('response_id', '=', task.response_id)
    .where('code', '=', task.group_code)
    .where('role', '=', 'lead')
    .executeTakeFirst()
  return lead?.unit_id ?? null
}

async function visibleTask(work: Work, id: string): Promise<TaskInHand> {
  const named = await work.tx.selectFrom('response_task').select('response_id').where('id', '=', id).executeTakeFirst()
  if (!named) throw new Problem('not-found')
  const response = await lockedResponse(work, named.response_id)
  const task = await work.tx.selectFrom('response_task').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  return { task, response }
}

export const assertActive = (response: Response) => {
  if (response.state === 'ended') throw new Problem('response/ended')
}

/** The same work with the reach of reading, for the reply to a command. */
export const seeing = (work: Work): Work => ({ ...work, reach: reachOf(work.actor, 'response.read') })

/** Facts stand on the event's timeline; those of an exercise never on that of a real event. */
export const matterOf = (response: Pick<Response, 'id' | 'event_id' | 'mode'>) =>
  response.mode === 'real' && response.event_id ? response.event_id : response.id

export const markOf = (response: Pick<Response, 'mode'>) => (response.mode === 'exercise' ? '【演练】' : '')

/** How notices and clocks call it. */
export const nameOf = (response: Pick<Response, 'mode' | 'topic' | 'level' | 'subject'>) =>
  `${markOf(response)}${responseTopics[response.topic]}${responseLevelNames[response.level]}响应：${response.subject}`

/** A notice about a response; that of an exercise says so. */
export const noticeOf = (response: Pick<Response, 'mode'>, wanted: NewNotice): NewNotice => ({
  ...wanted,
  title: markOf(response) + wanted.title,
  exercise: response.mode === 'exercise',
})

export const minutesAfter = (from: Date, minutes: number) => new Date(from.getTime() + minutes * 60_000)
