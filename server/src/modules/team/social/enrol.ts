import { randomUUID } from 'node:crypto'
import type { Work } from '../../../kernel/work/work.ts'
import { keepRecords } from '../../register/api.ts'
import rescueTeams from '../ledgers/rescue-teams.ts'
import type { ApplicationContent } from '../schema.ts'
import type { TeamValues } from '../team-values.ts'
import { saveTeam } from '../teams/keep.ts'

/**
 * Enters a social force in the ledger of teams with its certificate, or writes the new one into the team that is there: the one it applied for,
 * or of the same name in the same unit. Returns its id.
 */
export async function enrol(
  work: Work,
  application: { unit_id: string; team_id: string | null; content: ApplicationContent },
  certificate: { certificateNo: string; level: number; validUntil: string },
): Promise<string> {
  const { content, unit_id: unitId } = application
  const known = await work.tx
    .selectFrom('team')
    .select(['id', 'values'])
    .where('unit_id', '=', unitId)
    .where('removed_at', 'is', null)
    .where(eb => (application.team_id ? eb('id', '=', application.team_id) : eb('name', '=', content.name)))
    .executeTakeFirst()
  const before: TeamValues = known?.values ?? unregistered
  const values: TeamValues = {
    ...before,
    name: content.name,
    kind: known ? before.kind : 'social',
    leader: content.leader,
    phone: content.phone,
    nominal: content.headcount,
    capabilities: content.capabilities,
    certificateNo: certificate.certificateNo,
    certifiedUntil: certificate.validUntil,
    insuredUntil: content.insuredUntil,
    note: content.statement || before.note,
  }
  const id = known?.id ?? randomUUID()
  await saveTeam(work, { id, unitId, values: { ...values } })
  await keepRecords(work, rescueTeams, [id])
  await rescueTeams.follow?.(work, [id])
  return id
}

const unregistered: TeamValues = {
  name: '',
  kind: 'social',
  leader: null,
  phone: null,
  nominal: null,
  base: null,
  position: null,
  capabilities: null,
  supports: null,
  readyMinutes: null,
  reportsStandby: null,
  certificateNo: null,
  certifiedUntil: null,
  insuredUntil: null,
  note: null,
}
