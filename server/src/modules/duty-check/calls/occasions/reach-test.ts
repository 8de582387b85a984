import type { ReachGroup, RecordReach, StartReachTest } from '@anlan/contract/duty-check.ts'
import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { unitsInReach } from '../../../../kernel/access/reach.ts'
import { fieldProblem } from '../../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../../kernel/work/work.ts'
import { unitOfFunction } from '../../../directory/api.ts'
import { ask } from '../ask.ts'
import { targetForChange } from '../target.ts'

interface Listed {
  id: string
  name: string
  mobile: string | null
  unit_id: string
  unit_name: string
}

/** 通讯畅通抽测: each person once, by telephone with a tick each, or by his own word in the system. Returns its id. */
export async function startReachTest(work: Work, input: z.output<typeof StartReachTest>): Promise<string> {
  const people = await peopleFor(work, input)
  if (people.length === 0)
    throw fieldProblem('invalid-input', '/groups', '人员范围', '所选范围内没有人员，请选择人员范围或人员')
  return ask(work, {
    id: input.id,
    kind: 'reach',
    title: input.title,
    text: '24 小时通讯畅通抽测：请确认您已收到。',
    answerMinutes: input.hours * 60,
    openMinutes: 0,
    targets: people.map(one => ({ unitId: one.unit_id, personId: one.id, name: one.name, phone: one.mobile })),
    notify: {
      units: [],
      people: input.byNotice
        ? people.map(one => ({
            unitId: one.unit_id,
            unitName: one.unit_name,
            personId: one.id,
            personName: one.name,
            postName: null,
            phone: one.mobile,
          }))
        : [],
    },
  })
}

async function peopleFor(work: Work, input: z.output<typeof StartReachTest>): Promise<Listed[]> {
  const bureau = await unitOfFunction(work.tx, 'emergencyBureau')
  const holdsPost = (
    kind: string,
    unitKinds: string[],
  ) => sql<boolean>`exists (select 1 from post_holder h join post po on po.id = h.post_id
    join unit pu on pu.id = po.unit_id where h.person_id = p.id and po.kind = ${kind} and pu.kind = any(${unitKinds}))`
  const groups: Record<ReachGroup, RawBuilder<boolean>> = {
    bureau: sql`p.unit_id = ${bureau?.id ?? null}`,
    heads: holdsPost('head', ['town', 'department', 'office']),
    informants: holdsPost('infoOfficer', ['village', 'community']),
  }
  const chosen = [
    ...input.groups.map(group => groups[group]),
    ...(input.personIds.length ? [sql<boolean>`p.id = any(${input.personIds}::uuid[])`] : []),
    ...(input.notReachedIn
      ? [
          sql<boolean>`p.id in (select t.person_id from duty_call_target t where t.call_id = ${input.notReachedIn}
            and t.answered_at is null and (t.result is null or t.result in ('notReached', 'wrongNumber')))`,
        ]
      : []),
  ]
  if (chosen.length === 0) return []
  const within = input.withinUnitId
    ? sql`and p.unit_id in (select descendant_id from unit_closure where ancestor_id = ${input.withinUnitId})`
    : sql``
  const { rows } =
    await sql<Listed>`select p.id, p.name, p.mobile, p.unit_id, u.name as unit_name from person p join unit u on u.id = p.unit_id
    where p.enabled and p.unit_id in ${unitsInReach(work)} and (${sql.join(chosen, sql` or `)}) ${within} order by u.sort, u.name, p.name`.execute(
      work.tx,
    )
  return rows
}

/** What came of telephoning: one tap. Whoever taps second learns what the first has written. */
export async function recordReach(work: Work, targetId: string, input: z.output<typeof RecordReach>): Promise<string> {
  const { target } = await targetForChange(work, targetId, input.version, ['reach'])
  const reached = input.result === 'atOnce' || input.result === 'secondCall'
  await work.tx
    .updateTable('duty_call_target')
    .set({
      result: input.result,
      answered_at: reached ? work.now : null,
      answered_by: work.actor.name,
      manner: 'phone',
      version: target.version + 1,
    })
    .where('id', '=', targetId)
    .execute()
  recordFact(
    work,
    'duty-check.reached',
    target.call_id,
    { person: target.person_id, unit: target.unit_id, result: input.result },
    { chain: target.unit_id },
  )
  return target.call_id
}
