import { sql } from 'kysely'
import { settingOf } from '../../../kernel/setting-rows.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { memberConfirmedDays } from '../settings.ts'
import type { MemberValues } from '../team-values.ts'
import { peopleBehind, type Seat } from './people.ts'

/** A member as the rolls have him, with the key of the person behind. */
export interface Member extends Seat {
  teamName: string
  unitId: string
  values: MemberValues
  confirmedAt: Date | null
  isConfirmed: boolean
  person: string
}

/** Everybody on the rolls of teams in force: who is one person is only seen over all of them. */
export async function allMembers(work: Work): Promise<Member[]> {
  const { rows } = await sql<{
    id: string
    team_id: string
    team_name: string
    unit_id: string
    values: MemberValues
    verified_at: Date | null
  }>`select p.id, p.team_id, t.name as team_name, t.unit_id, p.values, r.verified_at
    from team_part p join team t on t.id = p.team_id and t.removed_at is null left join register_record r on r.id = p.id
    where p.ledger = 'team-members' and p.removed_at is null order by t.name, p.values->>'name', p.id`.execute(work.tx)
  const seats = rows.map(row => ({
    id: row.id,
    teamId: row.team_id,
    name: row.values.name,
    phone: row.values.phone,
    idNumber: row.values.idNumber,
  }))
  const people = peopleBehind(seats)
  const since = work.now.getTime() - (await settingOf(work, memberConfirmedDays)) * 86_400_000
  return rows.map((row, at) => ({
    ...(seats[at] as Seat),
    teamName: row.team_name,
    unitId: row.unit_id,
    values: row.values,
    confirmedAt: row.verified_at,
    isConfirmed: row.verified_at !== null && row.verified_at.getTime() >= since,
    person: people.get(row.id) ?? row.id,
  }))
}

/** Members by the person behind them. */
export function byPerson(members: Member[]): Map<string, Member[]> {
  const found = new Map<string, Member[]>()
  for (const member of members) found.set(member.person, [...(found.get(member.person) ?? []), member])
  return found
}
