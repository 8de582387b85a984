import { randomUUID } from 'node:crypto'
import type { AssignInstruction, AssignmentRole, NameHolder, SplitAssignment } from '@anlan/contract/instruction.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { addParty, isUnitInReach } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { shanghaiMinute } from '../../calendar/api.ts'
import { findUnit } from '../../directory/api.ts'
import { sendNotice } from '../../notice/api.ts'
import { dischargeObligations } from '../../obligation/api.ts'
import { clockKinds, type Due, dueOf, openFeedbackClock, openSignClock, runningClockOf, urge } from '../clocks.ts'
import {
  assertOpen,
  doneBy,
  instructionToHandle,
  matterOf,
  nameOf,
  refreshState,
  taskToHandle,
  taskToJudge,
} from '../reach.ts'
import type { Assignment, Instruction } from '../schema.ts'

/** 转办: to a lead unit and co-units, each with its own clocks. Asked again with the same lead unit it adds co-units. */
export async function assignInstruction(
  work: Work,
  id: string,
  input: z.output<typeof AssignInstruction>,
): Promise<void> {
  const instruction = await instructionToHandle(work, id)
  assertOpen(instruction)
  if (instruction.clean_text === null) throw new Problem('instruction/not-transcribed')
  if (instruction.verb === 'read')
    throw new Problem('instruction/wrong-state', { detail: '“已阅”不需要办理，可直接办结' })
  const known = await work.tx
    .selectFrom('instruction_assignment')
    .select(['unit_id', 'role'])
    .where('instruction_id', '=', id)
    .where('parent_id', 'is', null)
    .execute()
  const lead = known.find(one => one.role === 'lead')
  if (lead && lead.unit_id !== input.leadUnitId)
    throw fieldProblem('instruction/already-assigned', '/leadUnitId', '主办单位', '主办单位已确定，不能另定')
  const coUnits = [...new Set(input.coUnitIds)]
  if (coUnits.includes(input.leadUnitId))
    throw fieldProblem('invalid-input', '/coUnitIds', '协办单位', '主办单位不能同时协办')
  const wanted: { unitId: string; role: AssignmentRole; pointer: string }[] = [
    { unitId: input.leadUnitId, role: 'lead' as const, pointer: '/leadUnitId' },
    ...coUnits.map((unitId, i) => ({ unitId, role: 'co' as const, pointer: `/coUnitIds/${i}` })),
  ].filter(one => !known.some(there => there.unit_id === one.unitId))
  if (wanted.length === 0) throw new Problem('instruction/already-assigned')
  for (const { unitId, role, pointer } of wanted) {
    const field = role === 'lead' ? '主办单位' : '协办单位'
    if (!(await findUnit(work.tx, unitId)))
      throw fieldProblem('directory/unknown-unit', pointer, field, '单位不在机构名录中')
    if (!(await isUnitInReach(work, unitId)))
      throw fieldProblem('event/outside-reach', pointer, field, '该单位不在本县，批示不能转办')
  }
  const due = await dueOf(work, instruction, input.deadline)
  for (const [i, { unitId, role }] of wanted.entries())
    await give(work, instruction, {
      unitId,
      personId: null,
      role,
      task: input.task,
      parentId: null,
      giver: instruction.handling_unit_id,
      due,
      sort: known.length + i,
    })
  recordFact(
    work,
    'instruction.assigned',
    id,
    {
      lead: input.leadUnitId,
      co: wanted.filter(one => one.role === 'co').map(one => one.unitId),
      dueAt: due.dueAt,
    },
    { matter: matterOf(instruction) },
  )
  await tellUnits(
    work,
    instruction,
    wanted.map(one => one.unitId),
    due,
    '批示转办',
  )
  await refreshState(work, instruction)
}

interface Giving {
  unitId: string
  personId: string | null
  role: AssignmentRole
  task: string
  parentId: string | null
  giver: string
  due: Due
  sort: number
}

async function give(work: Work, instruction: Instruction, giving: Giving): Promise<Assignment> {
  const task = await work.tx
    .insertInto('instruction_assignment')
    .values({
      id: randomUUID(),
      instruction_id: instruction.id,
      parent_id: giving.parentId,
      unit_id: giving.unitId,
      person_id: giving.personId,
      role: giving.role,
      task: giving.task,
      state: 'assigned',
      assigned_at: work.now,
      assigned_by_name: work.actor.name,
      signed_for_at: null,
      signed_for_by_name: null,
      sort: giving.sort,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  const capacity = { lead: '主办单位', co: '协办单位', part: '承办单位' }[giving.role]
  await addParty(work, instruction.id, giving.unitId, capacity)
  // Whoever is to act on an event must be able to see it.
  if (instruction.event_id) await addParty(work, instruction.event_id, giving.unitId, '批示承办单位')
  await openSignClock(work, instruction, task, giving.giver)
  await openFeedbackClock(work, instruction, task, giving.giver, giving.due)
  return task
}

const tellUnits = (work: Work, instruction: Instruction, to: string[], due: Due, what: string) =>
  sendNotice(work, {
    kind: `instruction-task/${instruction.id}`,
    title: `${what}：${instruction.subject}`,
    body: `${nameOf(instruction)}\n${instruction.clean_text ?? ''}\n请签收，${shanghaiMinute(due.dueAt)} 前反馈办理情况。`,
    matterId: instruction.id,
    urgent: instruction.urgency !== 'none' || instruction.event_id !== null,
    to,
    channels: ['inApp', 'email'],
    stepUpMinutes: 0,
  })

/** 签收 by the unit itself, or taken down for a unit that said so by telephone. */
export async function signFor(work: Work, taskId: string): Promise<void> {
  const { task, instruction } = await taskToHandle(work, taskId)
  assertOpen(instruction)
  if (task.signed_for_at) throw new Problem('instruction/wrong-state', { detail: '该任务已签收' })
  await markSigned(work, instruction, task)
  await refreshState(work, instruction)
}

/** The 30 minutes end here; whoever answers has signed for it. */
export async function markSigned(work: Work, instruction: Instruction, task: Assignment): Promise<void> {
  if (task.signed_for_at) return
  await work.tx
    .updateTable('instruction_assignment')
    .set({ state: 'signedFor', signed_for_at: work.now, signed_for_by_name: doneBy(work, task.unit_id) })
    .where('id', '=', task.id)
    .execute()
  const clock = await work.tx
    .selectFrom('obligation')
    .select('id')
    .where('matter_id', '=', instruction.id)
    .where('kind', '=', clockKinds.sign)
    .where('basis', '=', task.id)
    .executeTakeFirst()
  if (clock) await dischargeObligations(work, { matterId: instruction.id, id: clock.id, at: work.now, by: '签收' })
  recordFact(
    work,
    'instruction.signed-for',
    instruction.id,
    { unit: task.unit_id, task: task.id },
    { matter: matterOf(instruction), chain: task.unit_id },
  )
}

/** Splits a task among lower units and named persons of one's own; no part has longer than the whole. */
export async function splitTask(work: Work, taskId: string, input: z.output<typeof SplitAssignment>): Promise<void> {
  const { task, instruction } = await taskToHandle(work, taskId)
  assertOpen(instruction)
  if (task.state === 'answered') throw new Problem('instruction/wrong-state', { detail: '该任务已反馈办理完毕' })
  const clock = await runningClockOf(work, instruction.id, task.id)
  const { length: there } = await work.tx
    .selectFrom('instruction_assignment')
    .select('id')
    .where('instruction_id', '=', instruction.id)
    .execute()
  for (const [i, part] of input.parts.entries()) {
    const at = `/parts/${i}`
    if (!(await isAtOrBelow(work, task.unit_id, part.unitId)))
      throw fieldProblem('event/outside-reach', `${at}/unitId`, '承办单位', '只能分解给本单位人员或下级单位')
    if (part.unitId === task.unit_id && !part.personId)
      throw fieldProblem('invalid-input', `${at}/personId`, '承办人', '分解给本单位的任务应落实到人')
    if (part.personId) await assertOfUnit(work, part.personId, part.unitId, `${at}/personId`)
    if (part.deadline && clock && part.deadline > clock.due_at)
      throw fieldProblem('event/time-order', `${at}/deadline`, '反馈期限', '分解任务的期限不能晚于本任务的期限')
  }
  await markSigned(work, instruction, task)
  for (const [i, part] of input.parts.entries()) {
    const given = part.deadline ?? (clock && clock.due_at > work.now ? clock.due_at : null)
    const due = await dueOf(work, instruction, given)
    await give(work, instruction, {
      unitId: part.unitId,
      personId: part.personId,
      role: 'part',
      task: part.task,
      parentId: task.id,
      giver: task.unit_id,
      due,
      sort: there + i,
    })
    await tellUnits(work, instruction, [part.unitId], due, `分解任务（${part.task.slice(0, 40)}）`)
  }
  await work.tx.updateTable('instruction_assignment').set({ state: 'inProgress' }).where('id', '=', task.id).execute()
  recordFact(
    work,
    'instruction.split',
    instruction.id,
    { unit: task.unit_id, units: [...new Set(input.parts.map(part => part.unitId))] },
    { matter: matterOf(instruction), chain: task.unit_id },
  )
  await refreshState(work, instruction)
}

const isAtOrBelow = async (work: Work, aboveId: string, unitId: string) =>
  (await work.tx
    .selectFrom('unit_closure')
    .select('depth')
    .where('ancestor_id', '=', aboveId)
    .where('descendant_id', '=', unitId)
    .executeTakeFirst()) !== undefined

async function assertOfUnit(work: Work, personId: string, unitId: string, pointer: string): Promise<{ name: string }> {
  const person = await work.tx
    .selectFrom('person as p')
    .select('p.name')
    .where('p.id', '=', personId)
    .where(
      sql<boolean>`(p.unit_id = ${unitId} or exists (select 1 from post_holder h join post po on po.id = h.post_id where h.person_id = p.id and po.unit_id = ${unitId}))`,
    )
    .executeTakeFirst()
  if (!person) throw fieldProblem('invalid-input', pointer, '承办人', '该人员不在承办单位')
  return person
}

/** Says who in person answers for a task (落实到人). */
export async function nameHolder(work: Work, taskId: string, input: z.output<typeof NameHolder>): Promise<void> {
  const { task, instruction } = await taskToHandle(work, taskId)
  assertOpen(instruction)
  const person = await assertOfUnit(work, input.personId, task.unit_id, '/personId')
  await work.tx
    .updateTable('instruction_assignment')
    .set({ person_id: input.personId })
    .where('id', '=', task.id)
    .execute()
  recordFact(
    work,
    'instruction.person-named',
    instruction.id,
    { unit: task.unit_id, person: person.name, task: task.id },
    { matter: matterOf(instruction), chain: task.unit_id },
  )
}

/** 催办 by hand, as often as it takes. */
export async function urgeByHand(work: Work, taskId: string, note: string): Promise<void> {
  const { task, instruction } = await taskToJudge(work, taskId)
  assertOpen(instruction)
  const clock = await runningClockOf(work, instruction.id, task.id)
  if (!clock) throw new Problem('instruction/wrong-state', { detail: '该任务没有待反馈的时限，不需要催办' })
  await urge(work, instruction, task, clock, false, note)
}
