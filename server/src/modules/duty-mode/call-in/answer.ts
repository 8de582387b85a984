import type { AddCallInMember, AnswerCallIn, CallInView, MyCallIn, NoteCallInCall } from '@anlan/contract/duty-mode.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { isUnitInReach } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { findUnit } from '../../directory/api.ts'
import { answerNotices } from '../../notice/api.ts'
import type { CallInMemberTable } from '../schema-call-in.ts'
import { addMembers, newMember, unitToCall } from './open.ts'
import { readCallIn } from './reading.ts'
import { noticeKindOf, settleList } from './settle.ts'

const nobody = '00000000-0000-0000-0000-000000000000'
const ahead = (work: Work, minutes: number) => new Date(work.now.getTime() + minutes * 60_000)

/** What the one who acts is called in for: himself, or his unit as a member of a joint duty list. */
const mine = (work: Work) =>
  work.tx
    .selectFrom('duty_call_in_member as m')
    .innerJoin('duty_call_in as c', 'c.id', 'm.call_in_id')
    .where('m.released_at', 'is', null)
    .where(eb =>
      eb.or([
        eb('m.person_id', '=', work.actor.personId ?? nobody),
        eb.and([eb('m.kind', '=', 'unit'), eb('m.unit_id', '=', work.actor.unitId)]),
      ]),
    )

export async function myCallIns(work: Work): Promise<MyCallIn[]> {
  const rows = await mine(work)
    .innerJoin('unit as u', 'u.id', 'c.unit_id')
    .select([
      'm.id',
      'u.name',
      'c.mode',
      'c.reason',
      'm.post',
      'm.added_at',
      'c.reach_minutes',
      'm.acknowledged_at',
      'm.expected_at',
      'm.arrived_at',
    ])
    .orderBy('m.added_at', 'desc')
    .execute()
  return rows.map(row => ({
    memberId: row.id,
    unitName: row.name,
    mode: row.mode,
    reason: row.reason,
    post: row.post,
    openedAt: row.added_at.toISOString(),
    dueAt: new Date(row.added_at.getTime() + row.reach_minutes * 60_000).toISOString(),
    acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
    expectedAt: row.expected_at?.toISOString() ?? null,
    arrivedAt: row.arrived_at?.toISOString() ?? null,
  }))
}

/** One tap of somebody called in. Saying again what was said changes nothing; being there is also having received. */
export async function answerCallIn(work: Work, memberId: string, input: z.output<typeof AnswerCallIn>): Promise<void> {
  const own = await mine(work).select('m.id').where('m.id', '=', memberId).executeTakeFirst()
  if (!own) throw new Problem('not-found')
  const member = await locked(work, memberId)
  await note(work, member, {
    arrived: input.said === 'arrived',
    expectedAt: input.said === 'expected' && input.inMinutes ? ahead(work, input.inMinutes) : null,
    via: 'self',
  })
}

/** A call to somebody on the list: acknowledged, there, or not reached. */
export async function noteCall(
  work: Work,
  memberId: string,
  input: z.output<typeof NoteCallInCall>,
): Promise<CallInView> {
  const member = await locked(work, memberId)
  if (!(await isUnitInReach(work, await listUnit(work, member)))) throw new Problem('not-found')
  if (member.released_at) throw new Problem('duty-mode/list-closed')
  await work.tx
    .updateTable('duty_call_in_member')
    .set({ calls: member.calls + 1, last_call_at: work.now })
    .where('id', '=', memberId)
    .execute()
  if (input.result === 'unreachable') recordAnswer(work, member, await listUnit(work, member), 'unreachable', 'phone')
  else
    await note(work, member, {
      arrived: input.result === 'arrived',
      expectedAt: input.expectedInMinutes ? ahead(work, input.expectedInMinutes) : null,
      via: 'phone',
    })
  return readCallIn(work, member.call_in_id)
}

/** Somebody who confirmed the notice by which he was called has acknowledged. */
export async function acknowledgeByNotice(
  work: Work,
  listId: string,
  personId: string | null,
  unitId: string,
): Promise<void> {
  const rows = await work.tx
    .selectFrom('duty_call_in_member')
    .select('id')
    .where('call_in_id', '=', listId)
    .where('released_at', 'is', null)
    .where('acknowledged_at', 'is', null)
    .where(eb =>
      eb.or([eb('person_id', '=', personId ?? nobody), eb.and([eb('kind', '=', 'unit'), eb('unit_id', '=', unitId)])]),
    )
    .execute()
  for (const { id } of rows) await note(work, await locked(work, id), { arrived: false, expectedAt: null, via: 'self' })
}

async function locked(work: Work, memberId: string): Promise<CallInMemberTable> {
  const row = await work.tx.selectFrom('duty_call_in_member').selectAll().where('id', '=', memberId).executeTakeFirst()
  if (!row) throw new Problem('not-found')
  // Two answers about one list at once: the second counts what the first wrote.
  await sql`select id from duty_call_in where id = ${row.call_in_id} for update`.execute(work.tx)
  return work.tx.selectFrom('duty_call_in_member').selectAll().where('id', '=', memberId).executeTakeFirstOrThrow()
}

const listUnit = async (work: Work, member: CallInMemberTable) =>
  (
    await work.tx
      .selectFrom('duty_call_in')
      .select('unit_id')
      .where('id', '=', member.call_in_id)
      .executeTakeFirstOrThrow()
  ).unit_id

async function note(
  work: Work,
  member: CallInMemberTable,
  said: { arrived: boolean; expectedAt: Date | null; via: 'self' | 'phone' },
) {
  if (member.released_at) throw new Problem('duty-mode/list-closed')
  const news = {
    ...(!member.acknowledged_at && { acknowledged_at: work.now, acknowledged_via: said.via }),
    ...(said.expectedAt && !member.arrived_at && { expected_at: said.expectedAt }),
    ...(said.arrived && !member.arrived_at && { arrived_at: work.now }),
  }
  if (Object.keys(news).length === 0) return
  await work.tx.updateTable('duty_call_in_member').set(news).where('id', '=', member.id).execute()
  const what = said.arrived ? 'arrived' : said.expectedAt ? 'expected' : 'received'
  recordAnswer(work, member, await listUnit(work, member), what, said.via)
  await answerNotices(work, noticeKindOf(member.call_in_id), {
    personId: member.person_id,
    unitId: member.kind === 'unit' ? member.unit_id : null,
  })
  await settleList(work, member.call_in_id)
}

const recordAnswer = (work: Work, member: CallInMemberTable, unitId: string, said: string, via: string) =>
  recordFact(
    work,
    'duty-mode.call-in-answered',
    member.call_in_id,
    { unit: unitId, member: member.id, person: member.person_id, memberUnit: member.unit_id, said, via },
    { chain: unitId },
  )

/** Calls in one more person, or one more unit of the joint duty list. */
export async function addToCallIn(
  work: Work,
  listId: string,
  input: z.output<typeof AddCallInMember>,
): Promise<CallInView> {
  const list = await work.tx.selectFrom('duty_call_in').selectAll().where('id', '=', listId).executeTakeFirst()
  if (!list || !(await isUnitInReach(work, list.unit_id))) throw new Problem('not-found')
  if (list.closed_at) throw new Problem('duty-mode/list-closed')
  const member = input.personId ? await personToCall(work, input.personId) : await unitMeant(work, input.unitId)
  await addMembers(work, listId, [input.id ? { ...member, id: input.id } : member])
  return readCallIn(work, listId)
}

async function personToCall(work: Work, personId: string) {
  const person = await work.tx
    .selectFrom('person')
    .select(['id', 'name', 'mobile', 'unit_id'])
    .where('id', '=', personId)
    .where('enabled', '=', true)
    .executeTakeFirst()
  if (!person) throw fieldProblem('invalid-input', '/personId', '人员', '该人员不在名册中')
  return newMember('person', person.unit_id, person.name, '增援', person.mobile, work.now, person.id)
}

async function unitMeant(work: Work, unitId: string | undefined) {
  if (!unitId) throw fieldProblem('invalid-input', '/personId', '人员', '请选择要召回的人员或单位')
  if (!(await findUnit(work.tx, unitId))?.enabled)
    throw fieldProblem('directory/unknown-unit', '/unitId', '成员单位', '单位不在机构名录中')
  return unitToCall(work, unitId)
}
