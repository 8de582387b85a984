import { randomUUID } from 'node:crypto'
import {
  type CheckIn,
  type CheckInSelf,
  type DoSceneStep,
  type ExpectArrival,
  sceneSteps,
} from '@anlan/contract/response.ts'
import type { z } from 'zod'
import { isUnitInReach } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { isAhead, keptAt } from '../../../kernel/work/instants.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { findUnit } from '../../directory/api.ts'
import { joinUnits } from '../command/headquarters.ts'
import { assertActive, matterOf, responseToCommand, visibleResponse } from '../reach.ts'
import type { Response } from '../schema.ts'
import type { Arrival as ArrivalRow } from '../schema-scene.ts'

/** Who is to come, or came and is typed in by the desk. */
export async function expectArrival(work: Work, id: string, input: z.output<typeof ExpectArrival>): Promise<void> {
  const response = await responseToCommand(work, id)
  assertActive(response)
  if (!input.unitId && !input.name)
    throw fieldProblem('invalid-input', '/name', '到场人员或队伍', '请选择单位，或填写到场人员、队伍')
  if (input.unitId && !(await findUnit(work.tx, input.unitId)))
    throw fieldProblem('directory/unknown-unit', '/unitId', '单位', '单位不在机构名录中')
  assertTime(work, response, input.arrivedAt, '/arrivedAt')
  const row = {
    id: input.id ?? randomUUID(),
    response_id: id,
    kind: input.kind,
    unit_id: input.unitId,
    name: input.name,
    people: input.people,
    equipment: input.equipment,
    planned_at: input.plannedAt,
    arrived_at: input.arrivedAt && keptAt(input.arrivedAt, work.now),
    how: input.arrivedAt ? ('desk' as const) : null,
    by_name: input.arrivedAt ? work.actor.name : null,
    note: '',
    noted_at: work.now,
  }
  await work.tx.insertInto('response_arrival').values(row).execute()
  if (input.unitId) await joinUnits(work, response, [input.unitId], '到场单位')
  if (row.arrived_at) noteArrived(work, response, row)
  else
    recordFact(
      work,
      'response.arrival-expected',
      id,
      { unit: row.unit_id, name: row.name, plannedAt: row.planned_at },
      { matter: matterOf(response) },
    )
}

/** 到场签到 of somebody expected: by the unit itself, or by the desk for it. */
export async function checkIn(work: Work, arrivalId: string, input: z.output<typeof CheckIn>): Promise<string> {
  const row = await work.tx
    .selectFrom('response_arrival')
    .selectAll()
    .where('id', '=', arrivalId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new Problem('not-found')
  const response = await visibleResponse(work, row.response_id)
  assertActive(response)
  const own = row.unit_id !== null && row.unit_id === work.actor.unitId
  const desk = await isUnitInReach(work, response.room_unit_id)
  const above = row.unit_id !== null && (await isUnitInReach(work, row.unit_id))
  if (!own && !desk && !above) throw new Problem('not-found')
  if (row.arrived_at) throw new Problem('response/already-arrived')
  const at = input.at ?? work.now
  assertTime(work, response, at, '/at')
  const arrived = await work.tx
    .updateTable('response_arrival')
    .set({
      arrived_at: keptAt(at, work.now),
      how: own ? 'self' : 'desk',
      by_name: work.actor.name,
      people: input.people ?? row.people,
      note: input.note,
    })
    .where('id', '=', arrivalId)
    .returningAll()
    .executeTakeFirstOrThrow()
  noteArrived(work, response, arrived)
  return response.id
}

/** 到场签到 by the one who has come, expected or not: his unit is a party to the response. */
export async function checkInSelf(work: Work, id: string, input: z.output<typeof CheckInSelf>): Promise<void> {
  const response = await visibleResponse(work, id)
  assertActive(response)
  const expected = await work.tx
    .selectFrom('response_arrival')
    .select('id')
    .where('response_id', '=', id)
    .where('unit_id', '=', work.actor.unitId)
    .where('arrived_at', 'is', null)
    .orderBy('noted_at')
    .executeTakeFirst()
  if (expected) {
    await checkIn(work, expected.id, input)
    return
  }
  const unit = await findUnit(work.tx, work.actor.unitId)
  const at = input.at ?? work.now
  assertTime(work, response, at, '/at')
  const row = {
    id: input.id ?? randomUUID(),
    response_id: id,
    kind:
      unit?.kind === 'leadership'
        ? ('leader' as const)
        : unit?.kind === 'team'
          ? ('team' as const)
          : ('department' as const),
    unit_id: work.actor.unitId,
    name: input.name || work.actor.name,
    people: input.people,
    equipment: '',
    planned_at: null,
    arrived_at: keptAt(at, work.now),
    how: 'self' as const,
    by_name: work.actor.name,
    note: input.note,
    noted_at: work.now,
  }
  await work.tx.insertInto('response_arrival').values(row).execute()
  noteArrived(work, response, row)
}

function assertTime(work: Work, response: Response, at: Date | null, pointer: string) {
  if (at && (isAhead(at, work.now) || at < response.started_at))
    throw fieldProblem('event/time-order', pointer, '到场时间', '到场时间应在响应启动与现在之间')
}

function noteArrived(
  work: Work,
  response: Response,
  row: Pick<ArrivalRow, 'unit_id' | 'name' | 'people' | 'arrived_at' | 'how' | 'kind'>,
) {
  recordFact(
    work,
    'response.arrived',
    response.id,
    { unit: row.unit_id, name: row.name, kind: row.kind, people: row.people, at: row.arrived_at, how: row.how },
    { matter: matterOf(response) },
  )
}

/** One of the six steps on scene is done, with who answers for it and when. */
export async function doSceneStep(work: Work, id: string, input: z.output<typeof DoSceneStep>): Promise<void> {
  const response = await responseToCommand(work, id)
  assertActive(response)
  const at = input.at ?? work.now
  if (isAhead(at, work.now) || at < response.started_at)
    throw fieldProblem('event/time-order', '/at', '完成时间', '完成时间应在响应启动与现在之间')
  const written = await work.tx
    .insertInto('response_scene_step')
    .values({
      id: randomUUID(),
      response_id: id,
      step: input.step,
      owner_name: input.ownerName,
      at: keptAt(at, work.now),
      note: input.note,
      by_name: work.actor.name,
    })
    .onConflict(conflict => conflict.columns(['response_id', 'step']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!written) throw new Problem('conflict', { detail: `“${sceneSteps[input.step]}”已登记` })
  recordFact(
    work,
    'response.step-done',
    id,
    { step: sceneSteps[input.step], owner: input.ownerName, at, note: input.note },
    { matter: matterOf(response) },
  )
}
