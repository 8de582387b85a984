import type { TeamStatus } from '@anlan/contract/team.ts'
import { sql } from 'kysely'
import type { Work } from '../../../kernel/work/work.ts'
import { teamRows } from './read.ts'

/** A team as other modules need it. */
export interface TeamBriefly {
  id: string
  unitId: string
  unitName: string
  name: string
  leader: string | null
  phone: string | null
  position: { lng: number; lat: number } | null
  /** People: today's 备勤 where it was reported, 编制人数 otherwise. */
  strength: number | null
  readyMinutes: number | null
  status: TeamStatus
}

/** These teams in force; what is not there is left out. Not cut by reach: whoever asks has looked at who may see them. */
export async function teamsIn(work: Work, ids: string[]): Promise<TeamBriefly[]> {
  const rows = await teamRows(work, sql<boolean>`t.id = any(${ids}::uuid[])`)
  return rows.map(row => ({
    id: row.id,
    unitId: row.unit_id,
    unitName: row.unit_name,
    name: row.name,
    leader: row.values.leader ?? null,
    phone: row.values.phone ?? null,
    position: row.values.position ?? null,
    strength: row.standby ?? row.values.nominal ?? null,
    readyMinutes: row.values.readyMinutes ?? null,
    status: row.status,
  }))
}
