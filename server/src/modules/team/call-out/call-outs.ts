import { randomUUID } from 'node:crypto'
import type { StartCallOut } from '@anlan/contract/team-call-out.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import { Problem } from '../../../kernel/problem.ts'
import { recordFact, scheduleTask, type Work } from '../../../kernel/work/work.ts'
import { sendNotice } from '../../notice/api.ts'
import { teamRows } from '../teams/read.ts'
import { allMembers } from '../teams/rolls.ts'
import { callOutResult } from './result.ts'

/**
 * 拉动测试 (P31): nobody was told beforehand. Every member of these teams is asked by a notice, or rung and ticked; who stands on two of the
 * rolls is asked once. Closes by itself at the limit; what has not come by then stays unanswered.
 */
export async function startCallOut(work: Work, input: z.output<typeof StartCallOut>): Promise<string> {
  const teams = await teamRows(
    work,
    sql<boolean>`t.id = any(${input.teamIds}::uuid[]) and t.unit_id in ${unitsInReach(work)}`,
  )
  if (teams.length !== new Set(input.teamIds).size)
    throw new Problem('not-found', { detail: '所选队伍中有的不存在，或不在您的管辖范围' })
  const members = (await allMembers(work)).filter(member => teams.some(team => team.id === member.teamId))
  const empty = teams.filter(team => !members.some(member => member.teamId === team.id))
  if (empty.length > 0)
    throw new Problem('team/no-members', {
      detail: `${empty.map(team => team.name).join('、')}没有登记队员，请先录入队员名册`,
      errors: [{ pointer: '/teamIds', field: '队伍', message: '有的队伍没有登记队员' }],
    })
  const id = input.id ?? randomUUID()
  const answerBy = new Date(work.now.getTime() + input.answerMinutes * 60_000)
  await work.tx
    .insertInto('team_call_out')
    .values({
      id,
      title: input.title,
      text: input.text,
      started_at: work.now,
      answer_by: answerBy,
      closed_at: null,
      started_by: work.actor.name,
    })
    .execute()
  await work.tx
    .insertInto('team_call_out_team')
    .values(
      teams.map(team => ({
        call_out_id: id,
        team_id: team.id,
        team_name: team.name,
        nominal: team.values.nominal ?? null,
        assembled_at: null,
        assembled_people: null,
        assembled_by: null,
      })),
    )
    .execute()
  const known = await personsOf(work, members)
  const seats = members.map(member => ({
    id: randomUUID(),
    call_out_id: id,
    team_id: member.teamId,
    person_key: member.person,
    person_id: known.get(member.id)?.id ?? null,
    name: member.name,
    phone: member.phone,
    answer: null,
    answered_at: null,
    answered_by: null,
    manner: null,
  }))
  for (let i = 0; i < seats.length; i += 1000)
    await work.tx
      .insertInto('team_call_out_seat')
      .values(seats.slice(i, i + 1000))
      .execute()
  const people = [...new Map([...known.values()].map(person => [person.id, person])).values()]
  await sendNotice(work, {
    kind: `team.call-out/${id}`,
    title: `队伍拉动测试：${input.title}`,
    body: [input.text, `请队员在 ${input.answerMinutes} 分钟内应答能否到达；负责人集合完毕后报到达人数。`]
      .filter(Boolean)
      .join('\n'),
    matterId: null,
    urgent: true,
    to: teams.map(team => team.unit_id),
    people: people.map(person => ({
      unitId: person.unit_id,
      unitName: person.unit_name,
      personId: person.id,
      personName: person.name,
      postName: null,
      phone: person.mobile,
    })),
    channels: ['inApp'],
    stepUpMinutes: 0,
  })
  scheduleTask(work, 'team.call-out-close', id, new Date(answerBy.getTime() + 1))
  recordFact(work, 'team.call-out-started', id, {
    title: input.title,
    teams: teams.map(team => ({ id: team.id, name: team.name })),
    asked: new Set(seats.map(seat => seat.person_key)).size,
    answerBy,
  })
  return id
}

/** Who of the rolls stands in the directory, too: the same name and the same number. */
async function personsOf(work: Work, members: { id: string; name: string; phone: string | null }[]) {
  const { rows } = await sql<{
    seat: string
    id: string
    unit_id: string
    unit_name: string
    name: string
    mobile: string | null
  }>`
    select distinct on (m.id) m.id as seat, p.id, p.unit_id, u.name as unit_name, p.name, p.mobile
    from jsonb_to_recordset(${JSON.stringify(members.map(({ id, name, phone }) => ({ id, name, phone })))}::jsonb) as m(id text, name text, phone text)
      join person p on p.name = m.name and p.mobile = m.phone and p.enabled join unit u on u.id = p.unit_id
    order by m.id, p.id`.execute(work.tx)
  return new Map(rows.map(({ seat, ...person }) => [seat, person]))
}

/** The limit has come: what is not answered stays so, and the figures are written down. */
export async function closeCallOut(work: Work, id: string): Promise<void> {
  const closed = await work.tx
    .updateTable('team_call_out')
    .set({ closed_at: work.now })
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .where('answer_by', '<', work.now)
    .returningAll()
    .executeTakeFirst()
  if (!closed) return
  const seats = await work.tx.selectFrom('team_call_out_seat').selectAll().where('call_out_id', '=', id).execute()
  const result = callOutResult(
    closed.started_at,
    seats.map(seat => ({ personKey: seat.person_key, answer: seat.answer, answeredAt: seat.answered_at })),
  )
  recordFact(work, 'team.call-out-closed', id, { title: closed.title, ...result })
}
