import { sql } from 'kysely'
import { unitsInReach } from '../../kernel/access/reach.ts'
import type { Work } from '../../kernel/work/work.ts'

export interface UnitHere {
  id: string
  name: string
  kind: string
  /** The township it lies in, or is. */
  townId: string | null
  townName: string
}

/** Units in force within reach, in their order: townships with their villages, all others after them. */
export async function unitsHere(work: Work): Promise<UnitHere[]> {
  const { rows } = await sql<UnitHere>`
    select u.id, u.name, u.kind, t.id as "townId", coalesce(t.name, '') as "townName"
    from unit u left join unit t on t.kind = 'town' and exists (select 1 from unit_closure c where c.ancestor_id = t.id and c.descendant_id = u.id)
    where u.enabled and u.id in ${unitsInReach(work)} order by t.id is null, t.sort, u.kind <> 'town', u.sort, u.name`.execute(
    work.tx,
  )
  return rows
}

/** What the county calls the codes of a dictionary now. */
export async function wordsOf(work: Work, dictionary: string): Promise<(code: string) => string> {
  const rows = await work.tx
    .selectFrom('dictionary_entry')
    .select(['code', 'label'])
    .where('dictionary', '=', dictionary)
    .execute()
  const words = new Map(rows.map(row => [row.code, row.label]))
  return code => words.get(code) ?? code
}

/** Items by a part of theirs, in the order in which each comes first. */
export function grouped<T>(items: T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}
