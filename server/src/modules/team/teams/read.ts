import type { TeamLine, TeamList, TeamMemberView, TeamOverlaps, TeamView } from '@anlan/contract/team.ts'
import { nextStatuses, type TeamStatus } from '@anlan/contract/team.ts'
import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { isUnitInReach, reachFor, reachOfNothing, unitsInReach } from '../../../kernel/access/reach.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { lastCallOuts } from '../call-out/last.ts'
import { attendance } from '../social/attendance.ts'
import type { TeamValues } from '../team-values.ts'
import { wordsOf } from '../words.ts'
import { reasonsAgainst } from './fitness.ts'
import { countPeople } from './people.ts'
import { allMembers, byPerson, type Member } from './rolls.ts'

export interface TeamRow {
  id: string
  unit_id: string
  unit_name: string
  name: string
  values: TeamValues
  status: TeamStatus
  status_since: Date | null
  status_event_id: string | null
  status_version: number
  standby: number | null
  verified_at: Date | null
}

/** Teams in force as rows, by kind of unit and name; `which` narrows them. Not cut by reach. */
export async function teamRows(work: Work, which: RawBuilder<boolean> = sql<boolean>`true`): Promise<TeamRow[]> {
  const { rows } = await sql<TeamRow>`
    select t.id, t.unit_id, u.name as unit_name, t.name, t.values, t.status, t.status_since, t.status_event_id, t.status_version,
      s.strength as standby, r.verified_at
    from team t join unit u on u.id = t.unit_id left join register_record r on r.id = t.id
      left join team_standby s on s.team_id = t.id and s.day = ${shanghaiDay(work.now)}::date
    where t.removed_at is null and ${which}
    order by case u.kind when 'team' then 0 when 'town' then 2 when 'village' then 3 when 'community' then 3 else 1 end, u.sort, t.name`.execute(
    work.tx,
  )
  return rows
}

/** The condition that a team's unit lies within the reach of this unit of work. */
export const inReach = (work: Work) => sql<boolean>`t.unit_id in ${unitsInReach(work)}`

/** All teams of the county, with every way of counting how strong they are. */
export async function listTeams(
  work: Work,
  query: { kind?: string | undefined; capability?: string | undefined },
): Promise<TeamList> {
  const rows = await teamRows(work, inReach(work))
  const members = await allMembers(work)
  const present = await presenter(work, members)
  const teams = rows.filter(
    row =>
      (!query.kind || row.values.kind === query.kind) &&
      (!query.capability || (row.values.capabilities ?? []).includes(query.capability)),
  )
  return { items: teams.map(present), counts: { teams: teams.length, ...countOf(members, teams) } }
}

const countOf = (members: Member[], teams: { id: string }[]) => {
  const ids = new Set(teams.map(team => team.id))
  const own = members.filter(member => ids.has(member.teamId))
  return countPeople(own, new Map(own.map(member => [member.id, member.person])))
}

async function presenter(work: Work, members: Member[]) {
  const [kindOf, capabilityOf, callOuts] = [
    await wordsOf(work, 'team-kinds'),
    await wordsOf(work, 'team-capabilities'),
    await lastCallOuts(work),
  ]
  const people = byPerson(members)
  const today = shanghaiDay(work.now)
  return (row: TeamRow): TeamLine => {
    const own = members.filter(member => member.teamId === row.id)
    return {
      id: row.id,
      name: row.name,
      kind: { code: row.values.kind, label: kindOf(row.values.kind) },
      unitId: row.unit_id,
      unitName: row.unit_name,
      leader: row.values.leader ?? null,
      phone: row.values.phone ?? null,
      position: row.values.position ?? null,
      capabilities: (row.values.capabilities ?? []).map(code => ({ code, label: capabilityOf(code) })),
      readyMinutes: row.values.readyMinutes ?? null,
      status: row.status,
      statusSince: row.status_since?.toISOString() ?? null,
      strength: {
        nominal: row.values.nominal ?? null,
        seats: own.length,
        confirmed: own.filter(member => member.isConfirmed).length,
        shared: own.filter(member => (people.get(member.person) ?? []).some(one => one.teamId !== row.id)).length,
        standbyToday: row.standby,
      },
      reportsStandby: row.values.reportsStandby ?? false,
      lastCallOut: callOuts.get(row.id) ?? null,
      against: reasonsAgainst(row.values, row.status, today),
    }
  }
}

/** A team in reach, as a row; 404 otherwise. */
export async function teamInReach(work: Work, id: string): Promise<TeamRow> {
  const [row] = await teamRows(work, sql<boolean>`t.id = ${id} and ${inReach(work)}`)
  if (!row) throw new Problem('not-found')
  return row
}

const holds = (work: Work, permission: 'team.report' | 'team.call-out' | 'register.read', unitId: string) =>
  isUnitInReach({ tx: work.tx, reach: reachFor(work.actor, permission) ?? reachOfNothing }, unitId)

export async function readTeam(work: Work, id: string): Promise<TeamView> {
  const row = await teamInReach(work, id)
  const members = await allMembers(work)
  const categoryOf = await wordsOf(work, 'team-member-categories')
  const own = members.filter(member => member.teamId === id)
  const categories = new Map<string, number>()
  for (const member of own) {
    const category = member.values.category ? categoryOf(member.values.category) : '未分类'
    categories.set(category, (categories.get(category) ?? 0) + 1)
  }
  const { values } = row
  return {
    ...(await presenter(work, members))(row),
    base: values.base ?? null,
    supports: values.supports ?? [],
    certificateNo: values.certificateNo ?? null,
    certifiedUntil: values.certifiedUntil ?? null,
    insuredUntil: values.insuredUntil ?? null,
    note: values.note ?? null,
    eventId: row.status_event_id,
    statusVersion: row.status_version,
    nextStatuses: [...nextStatuses[row.status]],
    verifiedAt: row.verified_at?.toISOString() ?? null,
    composition: [...categories]
      .map(([category, people]) => ({ category, people }))
      .sort((a, b) => b.people - a.people || a.category.localeCompare(b.category, 'zh')),
    may: {
      report: await holds(work, 'team.report', row.unit_id),
      callOut: await holds(work, 'team.call-out', row.unit_id),
      seeMembers: await holds(work, 'register.read', row.unit_id),
    },
  }
}

/** The roll of a team, to those who keep it or stand above it. */
export async function readMembers(work: Work, id: string): Promise<z.input<typeof TeamMemberView>[]> {
  const row = await teamInReach(work, id)
  if (!(await holds(work, 'register.read', row.unit_id)))
    throw new Problem('not-permitted', { detail: '队员名册只对管理单位和上级开放' })
  const members = await allMembers(work)
  const people = byPerson(members)
  const [skillOf, categoryOf] = [await wordsOf(work, 'team-skills'), await wordsOf(work, 'team-member-categories')]
  const attended = await attendance(work, id)
  return members
    .filter(member => member.teamId === id)
    .map(member => ({
      id: member.id,
      name: member.name,
      phone: member.phone,
      category: member.values.category ? categoryOf(member.values.category) : null,
      post: member.values.post ?? null,
      skills: (member.values.skills ?? []).map(skillOf),
      confirmedAt: member.confirmedAt?.toISOString() ?? null,
      confirmed: member.isConfirmed,
      alsoIn: (people.get(member.person) ?? [])
        .filter(one => one.teamId !== id)
        .map(one => ({ id: one.teamId, name: one.teamName })),
      trainings: attended.get(member.id) ?? 0,
    }))
}

/** People who stand on the rolls of several teams, as far as the asker may see rolls. */
export async function readOverlaps(work: Work): Promise<TeamOverlaps> {
  const visible = await work.tx
    .selectFrom('team')
    .select('id')
    .where('removed_at', 'is', null)
    .where('unit_id', 'in', unitsInReach({ reach: reachFor(work.actor, 'register.read') ?? reachOfNothing }))
    .execute()
  const ids = new Set(visible.map(row => row.id))
  const members = await allMembers(work)
  const items = [...byPerson(members).values()]
    .filter(seats => new Set(seats.map(seat => seat.teamId)).size > 1 && seats.some(seat => ids.has(seat.teamId)))
    .map(seats => ({
      name: seats[0]?.name ?? '',
      phone: seats.find(seat => seat.phone)?.phone ?? null,
      teams: seats.map(seat => ({ id: seat.teamId, name: seat.teamName })),
    }))
    .sort((a, b) => b.teams.length - a.teams.length || a.name.localeCompare(b.name, 'zh'))
  return { counts: { teams: visible.length, ...countOf(members, visible) }, items }
}
