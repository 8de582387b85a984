import { randomUUID } from 'node:crypto'
import type { Decide, OpenConsultation, RecordJudgement, SignMinutes } from '@anlan/contract/command.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { lockAsSeen } from '../../../kernel/work/as-seen.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { findUnits } from '../../directory/api.ts'
import { sendNotice } from '../../notice/api.ts'
import {
  assertActive,
  issueTask,
  joinUnits,
  minutesAfter,
  nameOf,
  noticeOf,
  type Response,
  responseToCommand,
} from '../../response/api.ts'
import { nextNumber, recordInRoom } from '../ground.ts'
import type { Consultation } from '../schema.ts'
import { dataPackOf } from './data-pack.ts'

interface Seat {
  unit_id: string
  unit_name: string
  person_id: string | null
  person_name: string | null
}

/** 会商: who takes part is told and sees the response; what they have before them is frozen now. */
export async function openConsultation(
  work: Work,
  responseId: string,
  input: z.output<typeof OpenConsultation>,
): Promise<string> {
  const response = await responseToCommand(work, responseId)
  assertActive(response)
  const [host] = await personSeats(work, [input.hostId], '/hostId', '主持人')
  const seats = [
    ...(await unitSeats(work, input.unitIds)),
    ...(await personSeats(work, input.personIds, '/personIds', '参加人员')),
  ]
  if (!host || seats.length === 0)
    throw fieldProblem('invalid-input', '/unitIds', '参加单位', '请选择参加会商的单位或人员')
  const id = input.id ?? randomUUID()
  const number = await nextNumber(work, 'command_consultation', responseId)
  await joinUnits(
    work,
    response,
    [host, ...seats].map(one => one.unit_id),
    '会商单位',
  )
  await work.tx
    .insertInto('command_consultation')
    .values({
      id,
      response_id: responseId,
      number,
      topic: input.topic,
      host_id: input.hostId,
      host_name: host.person_name ?? '',
      opened_at: work.now,
      opened_by_name: work.actor.name,
      data_pack: JSON.stringify(await dataPackOf(work, response)),
      judgement: '',
      version: 1,
      signed_at: null,
      signed_for: null,
    })
    .execute()
  await work.tx
    .insertInto('command_participant')
    .values(seats.map((seat, sort) => ({ ...seat, id: randomUUID(), consultation_id: id, attended: false, sort })))
    .execute()
  recordInRoom(work, response, 'command.consultation-opened', {
    number,
    topic: input.topic,
    host: host.person_name,
    participants: seats.map(nameOfSeat),
  })
  await invite(work, response, number, input.topic, [host, ...seats])
  return responseId
}

export const nameOfSeat = (seat: Pick<Seat, 'unit_name' | 'person_name'>) =>
  [seat.unit_name, seat.person_name].filter(Boolean).join(' ')

async function unitSeats(work: Work, ids: string[]): Promise<Seat[]> {
  const units = await findUnits(work.tx, ids)
  return [...new Set(ids)].map(id => {
    const unit = units.get(id)
    if (!unit?.enabled) throw fieldProblem('directory/unknown-unit', '/unitIds', '参加单位', '单位不在机构名录中')
    return { unit_id: id, unit_name: unit.name, person_id: null, person_name: null }
  })
}

async function personSeats(work: Work, ids: string[], pointer: string, field: string): Promise<Seat[]> {
  if (ids.length === 0) return []
  const rows = await work.tx
    .selectFrom('person as p')
    .innerJoin('unit as u', 'u.id', 'p.unit_id')
    .select(['p.id as person_id', 'p.name as person_name', 'u.id as unit_id', 'u.name as unit_name'])
    .where('p.id', 'in', ids)
    .where('p.enabled', '=', true)
    .execute()
  if (rows.length < new Set(ids).size) throw fieldProblem('invalid-input', pointer, field, '人员不在通讯录中')
  return rows
}

const invite = (work: Work, response: Response, number: number, topic: string, seats: Seat[]) =>
  sendNotice(
    work,
    noticeOf(response, {
      kind: 'command-consultation',
      title: `第 ${number} 次会商：${topic}`,
      body: `${nameOf(response)}\n请立即参加会商，会商资料见指挥室。`,
      matterId: response.id,
      urgent: true,
      to: [...new Set(seats.map(seat => seat.unit_id))],
      channels: ['inApp'],
      stepUpMinutes: 0,
    }),
  )

async function toEdit(work: Work, id: string): Promise<{ consultation: Consultation; response: Response }> {
  const named = await work.tx
    .selectFrom('command_consultation')
    .select('response_id')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!named) throw new Problem('not-found')
  const response = await responseToCommand(work, named.response_id)
  const consultation = await work.tx
    .selectFrom('command_consultation')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  if (consultation.signed_at) throw new Problem('command/state', { detail: '会商纪要已签发，不能再改' })
  return { consultation, response }
}

/** What was concluded, and who was there. */
export async function recordJudgement(
  work: Work,
  id: string,
  input: z.output<typeof RecordJudgement>,
): Promise<string> {
  const { consultation, response } = await toEdit(work, id)
  await lockAsSeen(work.tx.selectFrom('command_consultation').selectAll().where('id', '=', id), input.version)
  await work.tx
    .updateTable('command_consultation')
    .set({ judgement: input.judgement, version: consultation.version + 1 })
    .where('id', '=', id)
    .execute()
  await work.tx
    .updateTable('command_participant')
    .set({ attended: sql<boolean>`id = any(${input.attended}::uuid[])` })
    .where('consultation_id', '=', id)
    .execute()
  if (input.judgement !== consultation.judgement)
    recordInRoom(work, response, 'command.consultation-judged', {
      number: consultation.number,
      judgement: input.judgement,
    })
  return response.id
}

/** 会商决定. With a unit and a limit it is a task of the response like any other. */
export async function decide(work: Work, id: string, input: z.output<typeof Decide>): Promise<string> {
  const { consultation, response } = await toEdit(work, id)
  if ((input.unitId === null) !== (input.doneMinutes === null))
    throw fieldProblem(
      'invalid-input',
      input.unitId === null ? '/unitId' : '/doneMinutes',
      input.unitId === null ? '承办单位' : '完成时限（分钟）',
      '承办单位和完成时限应同时填写，或都不填',
    )
  const taskId = input.unitId === null ? null : randomUUID()
  if (taskId && input.unitId && input.doneMinutes)
    await issueTask(work, response.id, {
      id: taskId,
      group: null,
      title: input.text.length > 100 ? `${input.text.slice(0, 99)}…` : input.text,
      detail: `第 ${consultation.number} 次会商决定：${input.text}`,
      place: '',
      forces: '',
      priority: 'support',
      unitId: input.unitId,
      personId: null,
      doneMinutes: input.doneMinutes,
    })
  await work.tx
    .insertInto('command_decision')
    .values({
      id: input.id ?? randomUUID(),
      consultation_id: id,
      text: input.text,
      unit_id: input.unitId,
      task_id: taskId,
      at: work.now,
      by_name: work.actor.name,
    })
    .execute()
  recordInRoom(work, response, 'command.consultation-decided', {
    number: consultation.number,
    text: input.text,
    unit: input.unitId,
    dueAt: input.doneMinutes === null ? null : minutesAfter(work.now, input.doneMinutes),
  })
  return response.id
}

/** 签发纪要 by the host; whoever types it in for him says how he signed. */
export async function signMinutes(work: Work, id: string, input: z.output<typeof SignMinutes>): Promise<string> {
  const { consultation, response } = await toEdit(work, id)
  if (!consultation.judgement) throw new Problem('command/state', { detail: '尚未登记会商研判，不能签发纪要' })
  const present = await work.tx
    .selectFrom('command_participant')
    .select('id')
    .where('consultation_id', '=', id)
    .where('attended', '=', true)
    .executeTakeFirst()
  if (!present) throw new Problem('command/state', { detail: '尚未登记到会人员，不能签发纪要' })
  const isHost = consultation.host_id === work.actor.personId
  if (!isHost && !input.how)
    throw fieldProblem(
      'invalid-input',
      '/how',
      '签发方式',
      `纪要由主持人${consultation.host_name}签发；代为登记的，请写明其以何方式签发`,
    )
  await work.tx
    .updateTable('command_consultation')
    .set({ signed_at: work.now, signed_for: isHost ? null : `${input.how}，${work.actor.name}登记` })
    .where('id', '=', id)
    .execute()
  recordInRoom(work, response, 'command.consultation-signed', {
    number: consultation.number,
    host: consultation.host_name,
    how: isHost ? '' : input.how,
  })
  return response.id
}
