import type { NeedGroup, NeedLine } from '@anlan/contract/stock-reserve.ts'
import { sql } from 'kysely'
import type { Work } from '../../../kernel/work/work.ts'

interface Place {
  unitId: string
  groupId: string
  groupName: string
}

/** Under which unit each is added up, in the order of the statement: the county and its offices first, then townships, each with its villages. */
export async function placesOf(work: Work, unitIds: string[]): Promise<Place[]> {
  const { rows } = await sql<Place>`
    select u.id as "unitId", coalesce(t.id, u.id) as "groupId", coalesce(t.name, u.name) as "groupName"
    from unit u left join lateral (select t.id, t.name, t.sort from unit_closure c join unit t on t.id = c.ancestor_id
      where c.descendant_id = u.id and t.kind = 'town' limit 1) t on true
    where u.id = any(${[...new Set(unitIds)]}::uuid[])
    order by t.id is not null, u.kind <> 'county', coalesce(t.sort, u.sort), coalesce(t.name, u.name), u.kind <> 'town', u.sort, u.name`.execute(
    work.tx,
  )
  return rows
}

/** The lines added up by unit and, within it, by category, in the order in which they come. */
export function groupsOf(items: NeedLine[], nameOf: (groupId: string) => string): NeedGroup[] {
  return apart(items, line => line.groupId).map(([unitId, own]) => ({
    unitId,
    unitName: nameOf(unitId),
    ...added(own),
    categories: apart(own, line => line.source).map(([source, lines]) => ({ source, ...added(lines) })),
  }))
}

export const yuanOf = (lines: Pick<NeedLine, 'yuan'>[]) =>
  Math.round(lines.reduce((sum, line) => sum + (line.yuan ?? 0), 0) * 100) / 100

const added = (lines: NeedLine[]) => ({
  lines: lines.length,
  yuan: yuanOf(lines),
  unpriced: lines.filter(line => line.yuan === null).length,
})

export function apart<T>(items: T[], keyOf: (item: T) => string): [string, T[]][] {
  const parts = new Map<string, T[]>()
  for (const item of items) parts.set(keyOf(item), [...(parts.get(keyOf(item)) ?? []), item])
  return [...parts]
}
