import type { TeamEquipment, TeamGap } from '@anlan/contract/team.ts'
import { sql } from 'kysely'
import type { Work } from '../../../kernel/work/work.ts'
import { currentRecords } from '../../register/api.ts'
import type { EquipmentValues, StandardValues } from '../team-values.ts'
import { inReach, type TeamRow, teamInReach, teamRows } from './read.ts'

interface Owned {
  id: string
  team_id: string
  values: EquipmentValues
}
type Shortfall = TeamEquipment['standard'][number]

/** Item names are compared as people write them: width, case and spaces do not count. */
const asWritten = (item: string) => item.normalize('NFKC').toLowerCase().replace(/\s+/g, '')

/**
 * What the standard of a team's kind asks for beside what it has in working order. A standard per person counts by 编制人数. Nothing is rounded
 * away: of 2.5 wanted, 3 whole ones are.
 */
export function againstStandard(
  team: { kind: string; nominal: number | null },
  owned: { item: string; usable: number }[],
  standards: StandardValues[],
): Shortfall[] {
  return standards
    .filter(row => row.kind === team.kind)
    .map(row => {
      const wanted = row.per === 'person' ? Math.ceil(row.quantity * (team.nominal ?? 0)) : row.quantity
      const has = owned
        .filter(one => asWritten(one.item) === asWritten(row.item))
        .reduce((sum, one) => sum + one.usable, 0)
      return { item: row.item, unit: row.unit, wanted, has, missing: Math.max(0, wanted - has), source: row.source }
    })
}

async function ownedBy(work: Work, teamIds: string[]): Promise<Owned[]> {
  const { rows } = await sql<Owned>`select id, team_id, values from team_part
    where ledger = 'team-equipment' and removed_at is null and team_id = any(${teamIds}::uuid[]) order by values->>'item', id`.execute(
    work.tx,
  )
  return rows
}

const standardsOf = async (work: Work) =>
  (await currentRecords(work, 'team-equipment-standards')).map(row => row.values as unknown as StandardValues)

/** What counts as there: pieces in working order, or all where nobody has said. */
const usableOf = ({ usable, quantity }: EquipmentValues) => usable ?? quantity

const compare = (row: TeamRow, owned: Owned[], standards: StandardValues[]) =>
  againstStandard(
    { kind: row.values.kind, nominal: row.values.nominal },
    owned.filter(one => one.team_id === row.id).map(one => ({ item: one.values.item, usable: usableOf(one.values) })),
    standards,
  )

export async function readEquipment(work: Work, id: string): Promise<TeamEquipment> {
  const row = await teamInReach(work, id)
  const owned = await ownedBy(work, [id])
  return {
    items: owned.map(one => ({
      id: one.id,
      item: one.values.item,
      quantity: one.values.quantity,
      usable: usableOf(one.values),
      unit: one.values.unit ?? '',
      checkedOn: one.values.checkedOn ?? null,
    })),
    standard: compare(row, owned, await standardsOf(work)),
  }
}

/** What teams in reach lack by the standard of their kind. */
export async function readGaps(work: Work): Promise<TeamGap[]> {
  const rows = await teamRows(work, inReach(work))
  const owned = await ownedBy(
    work,
    rows.map(row => row.id),
  )
  const standards = await standardsOf(work)
  return rows.flatMap(row =>
    compare(row, owned, standards)
      .filter(one => one.missing > 0)
      .map(one => ({ teamId: row.id, teamName: row.name, ...one })),
  )
}
