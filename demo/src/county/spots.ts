import { contains } from './plane.ts'
import type { Random } from './rng.ts'
import type { Area, County, LngLat, Person, Unit } from './shape.ts'

/** A village or community as things are placed in it. */
export interface Spot {
  unit: Unit
  area: Area
  town: Unit
  keeper: Person | undefined
  deputy: Person | undefined
}

/** Villages and communities of the county with their townships, in the order of units. */
export function spotsOf(county: County): Spot[] {
  const units = new Map(county.units.map(unit => [unit.key, unit]))
  const areas = new Map(county.areas.map(area => [area.code, area]))
  const townOf = (unit: Unit): Unit | undefined =>
    unit.kind === 'town' ? unit : unit.parentKey ? townOf(units.get(unit.parentKey) as Unit) : undefined
  return county.units.flatMap(unit => {
    const area = areas.get(unit.areaCode ?? '')
    const town = townOf(unit)
    if ((unit.kind !== 'village' && unit.kind !== 'community') || !area || !town) return []
    const [keeper, deputy] = peopleOf(county, unit.key)
    return [{ unit, area, town, keeper, deputy }]
  })
}

export const peopleOf = (county: County, unitKey: string): Person[] =>
  county.persons.filter(person => person.unitKey === unitKey)

/** A point near the middle of an area, inside its outline; about `metres` away at most. */
export function near(
  area: Pick<Area, 'center' | 'outline'>,
  random: Random,
  metres: number,
): { lng: number; lat: number } {
  const reach = metres / 111_000
  for (let attempt = 0; attempt < 20; attempt++) {
    const point: LngLat = [
      area.center[0] + random.between(-reach, reach) * 1.15,
      area.center[1] + random.between(-reach, reach),
    ]
    if (!area.outline || contains(area.outline, point)) return rounded(point)
  }
  return rounded(area.center)
}

export const rounded = ([lng, lat]: LngLat) => ({ lng: Number(lng.toFixed(6)), lat: Number(lat.toFixed(6)) })

/** A made-up telephone of the county: nobody's, and never twice for two numbers. */
export const madeUpPhone = (block: number, nth: number) => `19900${String(block * 10_000 + nth).padStart(6, '0')}`
