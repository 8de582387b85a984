import { randomUUID } from 'node:crypto'
import { dutyPosts } from '@anlan/contract/duty.ts'
import { type DutyMode, dutyModes } from '@anlan/contract/duty-mode.ts'
import type { Insertable } from 'kysely'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { contactLadder, findUnit, unitsByFunction } from '../../directory/api.ts'
import { sendNotice } from '../../notice/api.ts'
import { openObligation } from '../../obligation/api.ts'
import { type Decision, ruleFor } from '../modes/standing.ts'
import { proposeSupplement } from '../roster/supplement.ts'
import type { CallInMemberTable } from '../schema-call-in.ts'
import { acknowledgeMinutes, callInSource } from '../settings.ts'
import { acknowledgeKind, arriveKind, noticeKindOf, settleList } from './settle.ts'

type NewMember = Omit<Insertable<CallInMemberTable>, 'call_in_id'>

/**
 * Opens the call-in list of each unit that asks for more, or adds to the one that runs: the people who are to fill its gaps now, and for the county's duty room the
 * members of the joint duty list. Whoever is on it is told at once. A unit that needs nobody gets no list.
 */
export async function openCallIns(
  work: Work,
  unitIds: string[],
  mode: DutyMode,
  why: Decision,
  jointUnitIds?: string[],
): Promise<void> {
  for (const unitId of unitIds) {
    const rule = await ruleFor(work, unitId, mode)
    const members = await peopleToCall(work, unitId, mode)
    for (const id of await jointUnits(work, unitId, rule, jointUnitIds)) members.push(await unitToCall(work, id))
    const before = await runningList(work, unitId)
    if (!before && members.length === 0) continue
    const dueAt = new Date(work.now.getTime() + rule.reach_minutes * 60_000)
    const list = {
      mode,
      reason: why.reason,
      reach_minutes: rule.reach_minutes,
      due_at: dueAt,
      matter_id: why.matter ?? null,
    }
    const id = before?.id ?? randomUUID()
    if (before) await work.tx.updateTable('duty_call_in').set(list).where('id', '=', id).execute()
    else {
      await work.tx
        .insertInto('duty_call_in')
        .values({
          id,
          unit_id: unitId,
          ...list,
          opened_at: work.now,
          all_acknowledged_at: null,
          all_arrived_at: null,
          closed_at: null,
          close_reason: null,
        })
        .execute()
    }
    await addMembers(work, id, members)
  }
}

export const runningList = (work: Work, unitId: string) =>
  work.tx
    .selectFrom('duty_call_in')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('closed_at', 'is', null)
    .executeTakeFirst()

/** Puts these on a running list and tells them; who is on it already is left alone. Returns how many were new. */
export async function addMembers(work: Work, listId: string, members: NewMember[]): Promise<number> {
  const list = await work.tx
    .selectFrom('duty_call_in')
    .selectAll()
    .where('id', '=', listId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (members.length === 0) return 0
  const added = await work.tx
    .insertInto('duty_call_in_member')
    .values(members.map(one => ({ ...one, call_in_id: listId })))
    .onConflict(conflict => conflict.doNothing())
    .returningAll()
    .execute()
  if (added.length === 0) return 0
  recordFact(
    work,
    'duty-mode.called-in',
    listId,
    { unit: list.unit_id, mode: list.mode, people: added.length, reachMinutes: list.reach_minutes },
    { chain: list.unit_id, matter: list.matter_id },
  )
  const unit = await findUnit(work.tx, list.unit_id)
  const people = added.flatMap(one =>
    one.person_id
      ? [
          {
            unitId: one.unit_id,
            unitName: '',
            personId: one.person_id,
            personName: one.name,
            postName: one.post,
            phone: one.phone,
          },
        ]
      : [],
  )
  await sendNotice(work, {
    kind: noticeKindOf(listId),
    title: `${unit?.name ?? ''}召回：请 ${list.reach_minutes} 分钟内到岗`,
    body: `${unit?.name ?? ''}转入${dutyModes[list.mode]}值班状态：${list.reason}。收到请确认，并填写预计到达时间。`,
    matterId: list.matter_id,
    urgent: true,
    to: added.filter(one => one.kind === 'unit').map(one => one.unit_id),
    people,
    channels: ['inApp'],
    stepUpMinutes: await settingOf(work, acknowledgeMinutes),
  })
  await openClocks(work, listId, list.unit_id, unit?.name ?? '', list.reach_minutes)
  await settleList(work, listId)
  return added.length
}

/** Two clocks of one list: everybody has acknowledged, everybody is there. Adding somebody later leaves a clock that runs as it is. */
async function openClocks(work: Work, listId: string, unitId: string, unitName: string, reachMinutes: number) {
  const limits = [
    { kind: acknowledgeKind, minutes: await settingOf(work, acknowledgeMinutes), what: '全员确认' },
    { kind: arriveKind, minutes: reachMinutes, what: '全员到岗' },
  ]
  for (const { kind, minutes, what } of limits)
    await openObligation(work, {
      kind,
      ruleCode: kind === acknowledgeKind ? 'DM-01' : 'DM-02',
      title: `${unitName}召回人员${what}`,
      matterId: null,
      matterTitle: null,
      owedBy: unitId,
      owedTo: null,
      medium: 'any',
      clock: 'received',
      basis: `${listId}/${work.now.toISOString()}`,
      startedAt: work.now,
      dueAt: new Date(work.now.getTime() + minutes * 60_000),
      limitMinutes: minutes,
      soft: false,
      source: callInSource,
      link: `/duty/modes?list=${listId}`,
      ownReminder: true,
    })
}

/** How many would be called in if these units went into a mode now: people by name, and member units of the joint duty list. */
export async function countToCall(
  work: Work,
  unitId: string,
  mode: DutyMode,
): Promise<{ people: number; units: number }> {
  const joint = await jointUnits(work, unitId, await ruleFor(work, unitId, mode), undefined)
  return { people: (await peopleToCall(work, unitId, mode)).length, units: joint.length }
}

/** Members of the joint duty list, as chosen or else as the row of the mode names them. */
async function jointUnits(
  work: Work,
  unitId: string,
  rule: Awaited<ReturnType<typeof ruleFor>>,
  chosen: string[] | undefined,
): Promise<string[]> {
  const functions = await unitsByFunction(work.tx)
  const named = rule.joint.flatMap(name => functions.get(name)?.id ?? [])
  return [...new Set(rule.scope === 'county' ? (chosen ?? named) : named)].filter(id => id !== unitId)
}

/** Whom the gaps at this moment call for. */
async function peopleToCall(work: Work, unitId: string, mode: DutyMode): Promise<NewMember[]> {
  const { shifts } = await proposeSupplement(work, unitId, mode)
  const first = new Map(
    shifts.filter(one => one.startsAt === work.now.toISOString()).map(one => [one.personId, one] as const),
  )
  const members: NewMember[] = []
  for (const { personId, personName, mobile, post } of first.values()) {
    const person = await work.tx.selectFrom('person').select('unit_id').where('id', '=', personId).executeTakeFirst()
    if (person)
      members.push(newMember('person', person.unit_id, personName, dutyPosts[post], mobile, work.now, personId))
  }
  return members
}

/** The unit as a whole, reached through the first of its contact ladder. */
export async function unitToCall(work: Work, unitId: string): Promise<NewMember> {
  const [unit, [first]] = [await findUnit(work.tx, unitId), await contactLadder(work.tx, unitId)]
  return newMember('unit', unitId, unit?.name ?? '', '联合值守', first?.phone ?? unit?.duty_phone ?? null, work.now)
}

export const newMember = (
  kind: 'person' | 'unit',
  unitId: string,
  name: string,
  post: string,
  phone: string | null,
  addedAt: Date,
  personId: string | null = null,
): NewMember => ({
  id: randomUUID(),
  kind,
  unit_id: unitId,
  person_id: personId,
  name,
  post,
  phone,
  added_at: addedAt,
  calls: 0,
  last_call_at: null,
  acknowledged_at: null,
  acknowledged_via: null,
  expected_at: null,
  arrived_at: null,
  released_at: null,
})
