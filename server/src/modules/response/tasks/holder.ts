import { randomUUID } from 'node:crypto'
import type { NameTaskHolder } from '@anlan/contract/response.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { fieldProblem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { assertActive, matterOf, type TaskInHand, taskToHandle } from '../reach.ts'

/** A person of the unit, or one who holds a post in it. */
export async function assertOfUnit(
  work: Work,
  personId: string,
  unitId: string,
  pointer: string,
): Promise<{ name: string; mobile: string | null }> {
  const person = await work.tx
    .selectFrom('person as p')
    .select(['p.name', 'p.mobile'])
    .where('p.id', '=', personId)
    .where('p.enabled', '=', true)
    .where(
      sql<boolean>`(p.unit_id = ${unitId} or exists (select 1 from post_holder h join post po on po.id = h.post_id where h.person_id = p.id and po.unit_id = ${unitId}))`,
    )
    .executeTakeFirst()
  if (!person) throw fieldProblem('invalid-input', pointer, '承担人', '该人员不在承担单位')
  return person
}

/** Says who in person does it (落实到人). */
export async function nameTaskHolder(
  work: Work,
  taskId: string,
  input: z.output<typeof NameTaskHolder>,
): Promise<string> {
  const found = await taskToHandle(work, taskId)
  assertActive(found.response)
  await setHolder(work, found, input.personId)
  return found.response.id
}

export async function setHolder(work: Work, { task, response }: TaskInHand, personId: string): Promise<void> {
  const person = await assertOfUnit(work, personId, task.unit_id, '/personId')
  await work.tx
    .updateTable('response_task')
    .set({ person_id: personId, phone: person.mobile, defect: null })
    .where('id', '=', task.id)
    .execute()
  recordFact(
    work,
    'response.task-holder-named',
    response.id,
    { task: task.id, number: task.number, title: task.title, unit: task.unit_id, person: person.name },
    { matter: matterOf(response), chain: task.unit_id },
  )
}

/** The same said of many tasks at once. */
export const noteWords = (work: Work, response: { id: string }, tasks: { id: string }[], kind: string, text: string) =>
  work.tx
    .insertInto('response_word')
    .values(
      tasks.map(task => ({
        id: randomUUID(),
        task_id: task.id,
        response_id: response.id,
        kind,
        text,
        at: work.now,
        by_name: work.actor.name,
        unit_id: work.actor.unitId,
      })),
    )
    .execute()

/** What was said about a task, for its own history. Returns the id under which files hang. */
export async function noteWord(
  work: Work,
  { task, response }: TaskInHand,
  kind: string,
  text: string,
  id: string = randomUUID(),
): Promise<string> {
  await work.tx
    .insertInto('response_word')
    .values({
      id,
      task_id: task.id,
      response_id: response.id,
      kind,
      text,
      at: work.now,
      by_name: work.actor.name,
      unit_id: work.actor.unitId,
    })
    .execute()
  return id
}
