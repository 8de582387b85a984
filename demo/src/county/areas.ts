import type { Outlines, Place } from './outlines.ts'
import { randomOf } from './rng.ts'
import type { Area } from './shape.ts'
import { type TownFigures, towns } from './town-table.ts'
import { type VillageName, villageNames } from './village-names.ts'

export const codes = { province: '990000000000', city: '990300000000', county: '990321000000' }

/** The division of the county, with the two levels above it. */
export function administrativeAreas(outlines: Outlines): Area[] {
  const names = villageNames()
  const sumOf = (figure: 'households' | 'population' | 'areaKm2') => towns.reduce((sum, town) => sum + town[figure], 0)
  const above = { households: null, population: null, areaKm2: null, outline: null }
  return [
    { ...above, code: codes.province, name: '岚江省', kind: 'province', parentCode: null, center: [109.6, 30.4] },
    { ...above, code: codes.city, name: '沧宁市', kind: 'city', parentCode: codes.province, center: [108.95, 29.7] },
    {
      code: codes.county,
      name: '青峦土家族苗族自治县',
      kind: 'county',
      parentCode: codes.city,
      households: sumOf('households'),
      population: sumOf('population'),
      areaKm2: sumOf('areaKm2'),
      ...drawn(outlines.county),
    },
    ...towns.flatMap((town): Area[] => [
      {
        code: townCode(town),
        name: town.name,
        kind: 'town',
        parentCode: codes.county,
        households: town.households,
        population: town.population,
        areaKm2: town.areaKm2,
        ...drawn(outlines.towns.get(town.key)),
      },
      ...villagesOf(town, names.get(town.key) ?? [], outlines),
    ]),
  ]
}

export const townCode = (town: TownFigures) => `${town.code}000`

/** Figures of the villages add up to those of the township. A community is dense, a village in the hills is not. */
function villagesOf(town: TownFigures, villages: VillageName[], outlines: Outlines): Area[] {
  const random = randomOf(`figures ${town.key}`)
  const weights = villages.map(({ kind }) => (kind === 'community' ? 2.2 : 1) * random.between(0.75, 1.25))
  const households = split(town.households, weights)
  const population = split(
    town.population,
    households.map(count => count * random.between(0.95, 1.05)),
  )
  const sizes = villages.map(village => outlines.villages.get(village.code)?.size ?? 0)
  const tenthsOfKm2 = split(Math.round(town.areaKm2 * 10), sizes)
  return villages.map(({ code, name }, i) => ({
    code,
    name,
    kind: 'village',
    parentCode: townCode(town),
    households: households[i] ?? 0,
    population: population[i] ?? 0,
    areaKm2: (tenthsOfKm2[i] ?? 0) / 10,
    ...drawn(outlines.villages.get(code)),
  }))
}

/** Whole numbers in the proportion of the weights that add up to the total (largest remainder). */
export function split(total: number, weights: number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  const exact = weights.map(weight => (total * weight) / sum)
  const whole = exact.map(Math.floor)
  const missing = total - whole.reduce((a, b) => a + b, 0)
  const byRemainder = [...exact.keys()].sort((a, b) => ((exact[b] ?? 0) % 1) - ((exact[a] ?? 0) % 1))
  const raised = new Set(byRemainder.slice(0, missing))
  return whole.map((count, i) => (raised.has(i) ? count + 1 : count))
}

function drawn(place: Place | undefined): Pick<Area, 'outline' | 'center'> {
  if (!place) throw new Error('an area has no place on the map')
  return { outline: place.outline, center: place.center }
}
