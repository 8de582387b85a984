import type { PlanInBrief } from '@anlan/contract/plan-view.ts'
import { sql } from 'kysely'
import type { Plan, PlanEdition } from './schema.ts'

type EditionHead = Pick<PlanEdition, 'edition' | 'version' | 'state' | 'document_number' | 'issued_on'> & {
  edition_id: string
}
export type BriefRow = Omit<Plan, 'version' | 'created_at' | 'created_by_name' | 'changed_at'> &
  EditionHead & { unit_name: string }

/** What a brief needs of plan `p`, edition `e` and unit `u`. */
export const briefColumns = sql`p.id, p.kind, p.title, p.topic, p.event_types, p.keywords, p.unit_id, p.parent_id, p.risk_id, u.name as unit_name,
  e.id as edition_id, e.edition, e.version, e.state, e.document_number, e.issued_on`

export const briefOf = (row: BriefRow): PlanInBrief => ({
  id: row.id,
  editionId: row.edition_id,
  edition: row.edition,
  version: row.version,
  kind: row.kind,
  title: row.title,
  topic: row.topic,
  eventTypes: row.event_types,
  keywords: row.keywords,
  unitId: row.unit_id,
  unitName: row.unit_name,
  parentId: row.parent_id,
  riskId: row.risk_id,
  state: row.state,
  documentNumber: row.document_number,
  issuedOn: row.issued_on,
})
