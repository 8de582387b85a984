import type { MapLine } from '@anlan/contract/map.ts'
import type { Work } from '../../kernel/work/work.ts'

/** Rivers and roads of the map by name: the directory's rivers, and what a county's own base map brought. */
export async function readLines(work: Work): Promise<MapLine[]> {
  const rivers = await work.tx.selectFrom('river').select(['name', 'line', 'length_km']).orderBy('name').execute()
  const others = await work.tx
    .selectFrom('map_line')
    .select(['kind', 'name', 'line', 'length_km'])
    .orderBy('kind')
    .orderBy('name')
    .execute()
  const known = new Set(rivers.map(river => river.name))
  return [
    ...rivers.map(({ name, line, length_km }): MapLine => ({ kind: 'river', name, line, lengthKm: Number(length_km) })),
    ...others
      .filter(({ kind, name }) => kind !== 'river' || !known.has(name))
      .map(({ kind, name, line, length_km }): MapLine => ({ kind, name, line, lengthKm: length_km })),
  ]
}

/** The course of a river by its name; null where the map has none. */
export async function riverLine(work: Work, name: string): Promise<[number, number][] | null> {
  const own = await work.tx.selectFrom('river').select('line').where('name', '=', name).executeTakeFirst()
  const other =
    own ??
    (await work.tx
      .selectFrom('map_line')
      .select('line')
      .where('kind', '=', 'river')
      .where('name', '=', name)
      .executeTakeFirst())
  return other?.line ?? null
}
