import { sql } from 'kysely'
import { isUnitInReach, matterInReach, unitsInReach } from '../../kernel/access/reach.ts'
import { reachOf } from '../../kernel/http/app.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Work } from '../../kernel/work/work.ts'
import { instructionState } from './rules.ts'
import type { Assignment, Instruction } from './schema.ts'

/**
 * Instructions with a party in the actor's reach, who handles it or has a task, and those that came from him. The level above is no party: notices and
 * clocks of the matter stay in the county. Every read starts here.
 */
export const instructionsInReach = (work: Work) =>
  work.tx
    .selectFrom('instruction as i')
    .where(eb => eb.or([matterInReach(work, sql.ref('i.id')), eb('i.from_unit_id', 'in', unitsInReach(work))]))

/** One instruction in reach, locked. Outside reach it does not exist. */
async function lockedInstruction(work: Work, id: string): Promise<Instruction> {
  const found = await instructionsInReach(work).selectAll('i').where('i.id', '=', id).forUpdate('i').executeTakeFirst()
  if (!found) throw new Problem('not-found')
  return found
}

/** For the duty room that handles it. */
export async function instructionToHandle(work: Work, id: string): Promise<Instruction> {
  const found = await lockedInstruction(work, id)
  if (!(await isUnitInReach(work, found.handling_unit_id))) throw new Problem('not-found')
  return found
}

/** For the unit above that it came from. */
export async function instructionFromAbove(work: Work, id: string): Promise<Instruction> {
  const found = await lockedInstruction(work, id)
  if (!found.from_unit_id || !(await isUnitInReach(work, found.from_unit_id))) throw new Problem('not-found')
  return found
}

/** A task and its instruction, for somebody who acts for the task's unit. */
export async function taskToHandle(work: Work, id: string): Promise<{ task: Assignment; instruction: Instruction }> {
  const found = await visibleTask(work, id)
  if (!(await isUnitInReach(work, found.task.unit_id))) throw new Problem('not-found')
  return found
}

/** A task and its instruction, for whoever gave the task: the duty room, or for a part the unit that split it off. */
export async function taskToJudge(work: Work, id: string): Promise<{ task: Assignment; instruction: Instruction }> {
  const found = await visibleTask(work, id)
  if (!(await isUnitInReach(work, await giverOf(work, found)))) throw new Problem('not-found')
  return found
}

export async function giverOf(
  work: Work,
  { task, instruction }: { task: Pick<Assignment, 'parent_id'>; instruction: Instruction },
): Promise<string> {
  if (!task.parent_id) return instruction.handling_unit_id
  const parent = await work.tx
    .selectFrom('instruction_assignment')
    .select('unit_id')
    .where('id', '=', task.parent_id)
    .executeTakeFirstOrThrow()
  return parent.unit_id
}

async function visibleTask(work: Work, id: string) {
  const named = await work.tx
    .selectFrom('instruction_assignment')
    .select('instruction_id')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!named) throw new Problem('not-found')
  const instruction = await lockedInstruction(work, named.instruction_id)
  const task = await work.tx
    .selectFrom('instruction_assignment')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return { task, instruction }
}

export const assertOpen = (instruction: Instruction) => {
  if (instruction.closed_at) throw new Problem('instruction/wrong-state', { detail: '批示已办结' })
}

/** The same work with the reach of reading, for the reply to a command. */
export const seeing = (work: Work): Work => ({ ...work, reach: reachOf(work.actor, 'instruction.read') })

/** Facts about it stand on the event's timeline when it is about an event. */
export const matterOf = (instruction: Pick<Instruction, 'id' | 'event_id'>) => instruction.event_id ?? instruction.id

/** Who did something for a unit: somebody of another unit who takes down what it said by telephone is marked so. */
export const doneBy = (work: Work, unitId: string) =>
  work.actor.unitId === unitId ? work.actor.name : `${work.actor.name}（代登记）`

/** How notices and clocks call it. */
export const nameOf = (instruction: Pick<Instruction, 'leader_name' | 'subject'>) =>
  `${instruction.leader_name}批示：${instruction.subject}`

/** Writes where the instruction now stands, from what its units have done. */
export async function refreshState(work: Work, instruction: Instruction): Promise<void> {
  const units = await work.tx
    .selectFrom('instruction_assignment')
    .select('state')
    .where('instruction_id', '=', instruction.id)
    .where('parent_id', 'is', null)
    .execute()
  const followed = await work.tx
    .selectFrom('instruction')
    .select('id')
    .where('follows_id', '=', instruction.id)
    .executeTakeFirst()
  const state = instructionState({
    units: units.map(one => one.state),
    followed: followed !== undefined,
    closed: instruction.closed_at !== null,
    archived: instruction.archived_at !== null,
  })
  await work.tx.updateTable('instruction').set({ state }).where('id', '=', instruction.id).execute()
}
