import type { Work } from '../../../kernel/work/work.ts'
import { keepRecords } from '../../register/api.ts'
import units from '../ledgers/units.ts'
import { type UnitInput, writeUnit } from '../units.ts'

export interface AreaInput {
  code: string
  name: string
  kind: 'town' | 'village'
  parentCode: string
  households: number | null
  population: number | null
  center: [number, number] | null
}

/** Towns and villages of the county's own list; a code that is there already takes the new name and figures. */
export async function saveFoundingAreas(work: Work, areas: AreaInput[]): Promise<void> {
  for (const area of [...areas].sort((a, b) => a.code.localeCompare(b.code))) {
    const row = {
      name: area.name,
      ...(area.households !== null && { households: area.households }),
      ...(area.population !== null && { population: area.population }),
      ...(area.center && { center_lng: area.center[0], center_lat: area.center[1] }),
    }
    await work.tx
      .insertInto('area')
      .values({
        households: null,
        population: null,
        center_lng: null,
        center_lat: null,
        ...row,
        code: area.code,
        kind: area.kind,
        parent_code: area.parentCode,
        area_km2: null,
        outline: null,
      })
      .onConflict(conflict => conflict.column('code').doUpdateSet(row))
      .execute()
  }
}

/** Units in the order given, parents first; those with `known` are changed. */
export async function saveFoundingUnits(
  work: Work,
  inputs: { unit: UnitInput & { id: string }; known: boolean }[],
): Promise<void> {
  for (const { unit, known } of inputs) await writeUnit(work, unit, known ? unit.id : null)
  await keepRecords(
    work,
    units,
    inputs.map(({ unit }) => unit.id),
  )
}
