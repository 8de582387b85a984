import type { CallOutLine, CallOutQuery, CallOutView } from '@anlan/contract/team-call-out.ts'
import { type Selectable, type SqlBool, sql } from 'kysely'
import type { z } from 'zod'
import { isUnitInReach, reachFor, reachOfNothing, unitsInReach } from '../../../kernel/access/reach.ts'
import type { Tables } from '../../../kernel/database/database.ts'
import { followsCursor, pageOf } from '../../../kernel/database/keyset.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { callOutResult, minutesAfter } from './result.ts'

type CallOut = Selectable<Tables['team_call_out']>
type Seat = Selectable<Tables['team_call_out_seat']>
type Called = Selectable<Tables['team_call_out_team']> & { unit_id: string; ready: number | null }

const nobody = '00000000-0000-0000-0000-000000000000'
const figures = (callOut: CallOut, seats: Seat[]) =>
  callOutResult(
    callOut.started_at,
    seats.map(seat => ({ personKey: seat.person_key, answer: seat.answer, answeredAt: seat.answered_at })),
  )

async function partsOf(work: Work, ids: string[]) {
  if (ids.length === 0) return { seats: [], called: [] }
  const seats = await work.tx
    .selectFrom('team_call_out_seat')
    .selectAll()
    .where('call_out_id', 'in', ids)
    .orderBy('name')
    .orderBy('id')
    .execute()
  const called: Called[] = await work.tx
    .selectFrom('team_call_out_team as ct')
    .innerJoin('team as t', 't.id', 'ct.team_id')
    .selectAll('ct')
    .select(['t.unit_id', sql<number | null>`(t.values->>'readyMinutes')::int`.as('ready')])
    .where('ct.call_out_id', 'in', ids)
    .orderBy('ct.team_name')
    .execute()
  return { seats, called }
}

async function lineOf(work: Work, callOut: CallOut, seats: Seat[], called: Called[]): Promise<CallOutLine> {
  const reporters = reachFor(work.actor, 'team.report') ?? reachOfNothing
  const mayTell = work.now.getTime() <= callOut.answer_by.getTime() + 86_400_000
  const teams = []
  for (const one of called)
    teams.push({
      teamId: one.team_id,
      teamName: one.team_name,
      nominal: one.nominal,
      result: figures(
        callOut,
        seats.filter(seat => seat.team_id === one.team_id),
      ),
      assembledAt: one.assembled_at?.toISOString() ?? null,
      assembledPeople: one.assembled_people,
      minutesToAssemble: one.assembled_at ? minutesAfter(callOut.started_at, one.assembled_at) : null,
      readyMinutes: one.ready,
      mayAssemble:
        mayTell && !one.assembled_at && (await isUnitInReach({ tx: work.tx, reach: reporters }, one.unit_id)),
    })
  return {
    id: callOut.id,
    title: callOut.title,
    startedAt: callOut.started_at.toISOString(),
    startedBy: callOut.started_by,
    answerBy: callOut.answer_by.toISOString(),
    closedAt: callOut.closed_at?.toISOString() ?? null,
    teams,
    result: figures(callOut, seats),
  }
}

/** Call-outs of teams in the county, newest first; of one team when asked. */
export async function listCallOuts(work: Work, query: z.output<typeof CallOutQuery>) {
  const rows = await work.tx
    .selectFrom('team_call_out as c')
    .selectAll('c')
    .where(
      sql<SqlBool>`exists (select 1 from team_call_out_team ct join team t on t.id = ct.team_id where ct.call_out_id = c.id
        and t.unit_id in ${unitsInReach(work)} ${query.teamId ? sql`and t.id = ${query.teamId}` : sql``})`,
    )
    .where(followsCursor(query.after, 'c.started_at', 'c.id'))
    .orderBy('c.started_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(query.limit + 1)
    .execute()
  const { seats, called } = await partsOf(
    work,
    rows.map(row => row.id),
  )
  const lines = new Map<string, CallOutLine>()
  for (const row of rows)
    lines.set(
      row.id,
      await lineOf(
        work,
        row,
        seats.filter(seat => seat.call_out_id === row.id),
        called.filter(one => one.call_out_id === row.id),
      ),
    )
  return pageOf(
    rows,
    query.limit,
    row => [row.started_at.toISOString(), row.id],
    row => lines.get(row.id) as CallOutLine,
  )
}

/** One call-out: the figures for everybody in the county, names for those who keep the teams, and one's own seat. */
export async function readCallOut(work: Work, id: string): Promise<CallOutView> {
  const callOut = await work.tx.selectFrom('team_call_out').selectAll().where('id', '=', id).executeTakeFirst()
  const { seats, called } = await partsOf(work, callOut ? [id] : [])
  const county = reachFor(work.actor, 'team.read') ?? reachOfNothing
  const rolls = reachFor(work.actor, 'register.read') ?? reachOfNothing
  const tickers = reachFor(work.actor, 'team.report') ?? reachOfNothing
  const [inCounty, seen, ticked] = [new Set<string>(), new Set<string>(), new Set<string>()]
  for (const one of called) {
    if (await isUnitInReach({ tx: work.tx, reach: county }, one.unit_id)) inCounty.add(one.team_id)
    if (await isUnitInReach({ tx: work.tx, reach: rolls }, one.unit_id)) seen.add(one.team_id)
    if (await isUnitInReach({ tx: work.tx, reach: tickers }, one.unit_id)) ticked.add(one.team_id)
  }
  const me = work.actor.personId ?? nobody
  if (!callOut || (inCounty.size === 0 && !seats.some(seat => seat.person_id === me))) throw new Problem('not-found')
  const isOpen = !callOut.closed_at && work.now <= callOut.answer_by
  return {
    ...(await lineOf(work, callOut, seats, called)),
    text: callOut.text,
    seats: seats
      .filter(seat => seen.has(seat.team_id) || seat.person_id === me)
      .map(seat => ({
        id: seat.id,
        teamId: seat.team_id,
        name: seat.name,
        phone: seat.phone,
        answer: seat.answer,
        answeredAt: seat.answered_at?.toISOString() ?? null,
        minutes: seat.answered_at ? minutesAfter(callOut.started_at, seat.answered_at) : null,
        manner: seat.manner,
        answeredBy: seat.answered_by,
        version: seat.version,
        may: {
          answer: isOpen && seat.person_id === me && seat.manner !== 'own',
          tick: isOpen && ticked.has(seat.team_id) && seat.manner !== 'own' && seat.person_id !== me,
        },
      })),
  }
}

/** Call-outs that wait for the actor himself: to answer, or to say that his team stands assembled. */
export async function callOutsForMe(work: Work): Promise<CallOutView[]> {
  const me = work.actor.personId ?? nobody
  const own = reachFor(work.actor, 'team.report') ?? reachOfNothing
  const isTeamLeader = work.actor.grants.some(grant => grant.role === 'team_leader')
  const { rows } = await sql<{ id: string }>`
    select c.id from team_call_out c where c.started_at > ${new Date(work.now.getTime() - 86_400_000)}
      and ((c.closed_at is null and exists (select 1 from team_call_out_seat s where s.call_out_id = c.id and s.person_id = ${me} and s.manner is distinct from 'own'))
        or (${isTeamLeader} and exists (select 1 from team_call_out_team ct join team t on t.id = ct.team_id where ct.call_out_id = c.id
          and ct.assembled_at is null and t.unit_id in ${unitsInReach({ reach: own })})))
    order by c.started_at desc limit 20`.execute(work.tx)
  const views: CallOutView[] = []
  for (const row of rows) views.push(await readCallOut(work, row.id))
  return views
}
