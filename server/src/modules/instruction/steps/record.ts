import { randomUUID } from 'node:crypto'
import {
  type CleanCopy,
  isUpperRank,
  type RecordInstruction,
  type SendInstructionDown,
  type TellLeaders,
  type WrittenOriginal,
} from '@anlan/contract/instruction.ts'
import type { z } from 'zod'
import { addParty, unitsInReach } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { isAhead, keptAt } from '../../../kernel/work/instants.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { unitOfFunction } from '../../directory/api.ts'
import { documentNumber, nextIssue } from '../../document/api.ts'
import { eventInReach } from '../../event-report/api.ts'
import { sendNotice } from '../../notice/api.ts'
import { dischargeObligations } from '../../obligation/api.ts'
import { clockKinds, dueOf, openAnswerUpClock, openReceiveClock, openTellClock } from '../clocks.ts'
import { attachFiles } from '../files.ts'
import { assertOpen, instructionsInReach, instructionToHandle, matterOf, nameOf, refreshState } from '../reach.ts'
import { isOwedAnswer } from '../rules.ts'
import type { Instruction } from '../schema.ts'

/** Takes an instruction down. One of a leader above the county starts the telling of the county's main leaders and the answer upward. */
export async function recordInstruction(work: Work, input: z.output<typeof RecordInstruction>): Promise<string> {
  const eventId = await eventMeant(work, input.eventId, input.reportId)
  if (input.followsId) await assertKnown(work, input.followsId)
  if (input.leaderPersonId && !(await isPerson(work, input.leaderPersonId)))
    throw fieldProblem('invalid-input', '/leaderPersonId', '批示领导', '人员不在通讯录中')
  const upper = isUpperRank(input.rank)
  const room = await handlingRoom(work)
  const above = upper ? ((await unitOfFunction(work.tx, 'cityDutyOffice'))?.id ?? null) : null
  const instruction = await insert(work, {
    ...fieldsOf(work, input),
    leader_person_id: input.leaderPersonId,
    channel: input.channel,
    event_id: eventId,
    report_id: input.reportId,
    follows_id: input.followsId,
    from_unit_id: above,
    sent_down: false,
    handling_unit_id: room,
    received_at: work.now,
    received_by_name: work.actor.name,
  })
  await attachFiles(work, instruction.id, instruction.id, input.fileIds)
  recordFact(work, 'instruction.recorded', instruction.id, summaryOf(instruction), { matter: matterOf(instruction) })
  if (input.followsId) await noteFollowed(work, input.followsId)
  if (upper) await startUpperDuties(work, instruction)
  // Whoever takes it down elsewhere (the leader himself, the bureau) hands it to the duty room.
  if (work.actor.unitId !== room) await tellRoom(work, instruction, '领导批示待抄清')
  return instruction.id
}

/** The level above sends an instruction down; the county's duty room is to sign for it. */
export async function sendInstructionDown(work: Work, input: z.output<typeof SendInstructionDown>): Promise<string> {
  const eventId = await eventMeant(work, input.eventId, null)
  const room = await handlingRoom(work)
  const instruction = await insert(work, {
    ...fieldsOf(work, input),
    leader_person_id: null,
    channel: 'written',
    event_id: eventId,
    report_id: null,
    follows_id: null,
    from_unit_id: work.actor.unitId,
    sent_down: true,
    handling_unit_id: room,
    received_at: null,
    received_by_name: null,
  })
  await attachFiles(work, instruction.id, instruction.id, input.fileIds)
  recordFact(
    work,
    'instruction.sent-down',
    instruction.id,
    { ...summaryOf(instruction), unit: work.actor.unitId },
    { matter: matterOf(instruction) },
  )
  await openReceiveClock(work, instruction)
  await startUpperDuties(work, instruction)
  await tellRoom(work, instruction, '上级下达领导批示')
  return instruction.id
}

type Given = z.output<typeof RecordInstruction> | z.output<typeof SendInstructionDown>

function fieldsOf(work: Work, input: Given) {
  const givenAt = input.givenAt ?? work.now
  if (isAhead(givenAt, work.now)) throw fieldProblem('event/time-order', '/givenAt', '批示时间', '批示时间不能晚于现在')
  if (input.deadline && input.deadline <= work.now)
    throw fieldProblem('event/time-order', '/deadline', '反馈期限', '反馈期限应晚于现在')
  return {
    id: input.id ?? randomUUID(),
    subject: input.subject,
    leader_name: input.leaderName,
    leader_post: input.leaderPost,
    rank: input.rank,
    verb: input.verb,
    urgency: input.urgency,
    text: input.text,
    given_at: keptAt(givenAt, work.now),
    deadline: input.deadline,
  }
}

async function insert(
  work: Work,
  fields: Omit<
    Instruction,
    | 'number'
    | 'recorded_at'
    | 'recorded_by_name'
    | 'clean_text'
    | 'transcribed_at'
    | 'transcribed_by_name'
    | 'written_at'
    | 'told'
    | 'told_how'
    | 'told_at'
    | 'state'
    | 'closed_at'
    | 'closed_by_name'
    | 'closing_answer'
    | 'archived_at'
  >,
): Promise<Instruction> {
  const instruction = await work.tx
    .insertInto('instruction')
    .values({ ...fields, recorded_at: work.now, recorded_by_name: work.actor.name, state: 'toTranscribe' })
    .returningAll()
    .executeTakeFirstOrThrow()
  await addParty(work, instruction.id, instruction.handling_unit_id, '承办值班室')
  return instruction
}

const summaryOf = (one: Instruction) => ({
  leader: one.leader_name,
  rank: one.rank,
  verb: one.verb,
  urgency: one.urgency,
  subject: one.subject,
})

/** The event that is named, or the one that the named report is about; both have to be within reach. */
async function eventMeant(work: Work, eventId: string | null, reportId: string | null): Promise<string | null> {
  if (eventId && !(await eventInReach(work, eventId)))
    throw fieldProblem('not-found', '/eventId', '所属事件', '事件不存在')
  if (!reportId) return eventId
  const report = await work.tx
    .selectFrom('event_report')
    .select('event_id')
    .where('id', '=', reportId)
    .where('unit_id', 'in', unitsInReach(work))
    .executeTakeFirst()
  if (!report || (eventId && report.event_id !== eventId))
    throw fieldProblem('not-found', '/reportId', '所批报告', '报告不存在')
  return report.event_id
}

async function assertKnown(work: Work, id: string) {
  const found = await instructionsInReach(work).select('i.id').where('i.id', '=', id).executeTakeFirst()
  if (!found) throw fieldProblem('not-found', '/followsId', '原批示', '原批示不存在')
}

const isPerson = async (work: Work, id: string) =>
  (await work.tx.selectFrom('person').select('id').where('id', '=', id).executeTakeFirst()) !== undefined

const handlingRoom = async (work: Work) => (await unitOfFunction(work.tx, 'generalDutyOffice'))?.id ?? work.actor.unitId

async function noteFollowed(work: Work, id: string) {
  const before = await work.tx
    .selectFrom('instruction')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  await refreshState(work, before)
}

async function startUpperDuties(work: Work, instruction: Instruction) {
  const leaders = await work.tx.selectFrom('unit').select('id').where('kind', '=', 'leadership').execute()
  await openTellClock(work, instruction, leaders[0]?.id ?? null)
  if (isOwedAnswer(instruction.rank, instruction.verb))
    await openAnswerUpClock(work, instruction, await dueOf(work, instruction, null), instruction.id)
  if (leaders.length === 0) return
  await sendNotice(work, {
    kind: `instruction-upper/${instruction.id}`,
    title: `上级领导批示：${instruction.subject}`,
    body: `${instruction.leader_name}：${instruction.text}`,
    matterId: instruction.id,
    urgent: true,
    to: leaders.map(one => one.id),
    channels: ['inApp', 'phone'],
    stepUpMinutes: 0,
  })
}

const tellRoom = (work: Work, instruction: Instruction, what: string) =>
  sendNotice(work, {
    kind: `instruction-new/${instruction.id}`,
    title: `${what}：${instruction.subject}`,
    body: `${instruction.leader_name}：${instruction.text}`,
    matterId: instruction.id,
    urgent: true,
    to: [instruction.handling_unit_id],
    channels: ['inApp'],
    stepUpMinutes: 0,
  })

/** 签收 of what came down through the platform. */
export async function receiveFromAbove(work: Work, id: string): Promise<void> {
  const instruction = await instructionToHandle(work, id)
  if (instruction.received_at) throw new Problem('instruction/wrong-state', { detail: '上级批示已签收' })
  await work.tx
    .updateTable('instruction')
    .set({ received_at: work.now, received_by_name: work.actor.name })
    .where('id', '=', id)
    .execute()
  await dischargeObligations(work, { matterId: id, kinds: [clockKinds.receive], at: work.now, by: '签收' })
  recordFact(
    work,
    'instruction.received',
    id,
    { unit: instruction.handling_unit_id, subject: instruction.subject },
    { matter: matterOf(instruction) },
  )
}

/** 抄清: may be put right until the instruction is handed on. The number is given with the first clean copy. */
export async function transcribe(work: Work, id: string, input: z.output<typeof CleanCopy>): Promise<void> {
  const instruction = await instructionToHandle(work, id)
  assertOpen(instruction)
  if (!instruction.received_at) throw new Problem('instruction/wrong-state', { detail: '请先签收上级批示' })
  if (instruction.state !== 'toTranscribe' && instruction.clean_text !== null)
    throw new Problem('instruction/wrong-state', { detail: '批示已转办，抄清不能再改' })
  const year = Number(shanghaiDay(work.now).slice(0, 4))
  const number =
    instruction.number ?? documentNumber('instruction', { year, issue: await nextIssue(work, 'instruction', year) })
  await work.tx
    .updateTable('instruction')
    .set({ clean_text: input.text, transcribed_at: work.now, transcribed_by_name: work.actor.name, number })
    .where('id', '=', id)
    .execute()
  recordFact(
    work,
    'instruction.transcribed',
    id,
    { number, again: instruction.clean_text !== null },
    { matter: matterOf(instruction) },
  )
}

/** Who of the county's main leaders was told of an instruction from above, and how. */
export async function tellLeaders(work: Work, id: string, input: z.output<typeof TellLeaders>): Promise<void> {
  const instruction = await instructionToHandle(work, id)
  if (!isUpperRank(instruction.rank))
    throw new Problem('instruction/wrong-state', { detail: '只有上级领导批示须报告县主要领导' })
  if (instruction.told_at) throw new Problem('instruction/wrong-state', { detail: '已登记报告县主要领导' })
  const at = input.at ?? work.now
  if (isAhead(at, work.now) || at < instruction.given_at)
    throw fieldProblem('event/time-order', '/at', '报告时间', '报告时间应在批示时间与现在之间')
  await work.tx
    .updateTable('instruction')
    .set({ told: input.told, told_how: input.how, told_at: keptAt(at, work.now) })
    .where('id', '=', id)
    .execute()
  await dischargeObligations(work, { matterId: id, kinds: [clockKinds.tell], at, by: `${input.told}（${input.how}）` })
  recordFact(
    work,
    'instruction.leaders-told',
    id,
    { told: input.told, how: input.how, at, name: nameOf(instruction) },
    { matter: matterOf(instruction) },
  )
}

/** 补书面: the written original of what came by word of mouth. */
export async function addWritten(work: Work, id: string, input: z.output<typeof WrittenOriginal>): Promise<void> {
  const instruction = await instructionToHandle(work, id)
  if (instruction.written_at) throw new Problem('instruction/wrong-state', { detail: '书面件已补' })
  await attachFiles(work, id, id, input.fileIds)
  await work.tx.updateTable('instruction').set({ written_at: work.now }).where('id', '=', id).execute()
  recordFact(work, 'instruction.written-added', id, { note: input.note }, { matter: matterOf(instruction) })
}
