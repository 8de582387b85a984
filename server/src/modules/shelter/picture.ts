import type { NearestShelters, NearestSheltersQuery, ShelterDuration } from '@anlan/contract/shelter.ts'
import {
  type functionStates,
  type ShelterPicture,
  shelterDurations,
  shelterFunctions,
  shelterLevels,
} from '@anlan/contract/shelter.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { unitsInReach } from '../../kernel/access/reach.ts'
import { fieldProblem } from '../../kernel/problem.ts'
import { metresBetween } from '../../kernel/spatial/sphere.ts'
import type { Work } from '../../kernel/work/work.ts'
import { fillNearest } from './rules.ts'
import { type Shelter, sheltersNow } from './shelters.ts'

interface Village {
  id: string
  name: string
  town_id: string
  town: string
  population: number
  lng: number | null
  lat: number | null
}

/**
 * How the county stands with its shelters (W238): per township how many villages have one in use, and the villages that have none (S60) with
 * the year one is planned for and the nearest of others. Units in reach only; the nearest may be anybody's.
 */
export async function pictureOf(work: Work): Promise<ShelterPicture> {
  const shelters = await sheltersNow(work)
  const villages = await villagesInReach(work)
  const { rows: towns } = await sql<{ id: string; name: string; population: number }>`
    select u.id, u.name, coalesce(a.population, 0)::int as population from unit u left join area a on a.code = u.area_code
    where u.kind = 'town' and u.enabled and u.id in ${unitsInReach(work)} order by u.sort, u.name`.execute(work.tx)
  const { rows: below } = await sql<{ town: string; unit: string }>`
    select t.id as town, c.descendant_id as unit from unit t join unit_closure c on c.ancestor_id = t.id where t.kind = 'town'`.execute(
    work.tx,
  )
  const townOf = new Map(below.map(row => [row.unit, row.town]))
  const { rows: seen } = await sql<{ id: string }>`select id from unit where id in ${unitsInReach(work)}`.execute(
    work.tx,
  )
  const inReach = new Set(seen.map(row => row.id))
  const ours = shelters.filter(one => inReach.has(one.unitId))
  const inUse = ours.filter(one => one.state === 'inUse')
  const has = new Set(inUse.map(one => one.unitId))
  const usable = shelters.filter(one => one.state === 'inUse')
  return {
    ...totals(inUse),
    planned: ours.filter(one => one.state === 'planned' || one.state === 'building').length,
    population: towns.reduce((sum, town) => sum + town.population, 0),
    byDuration: (Object.keys(shelterDurations) as ShelterDuration[]).map(duration => {
      const { shelters: count, capacity } = totals(inUse.filter(one => one.duration === duration))
      return { duration, shelters: count, capacity }
    }),
    byLevel: Object.entries(shelterLevels)
      .map(([level, label]) => {
        const { shelters: count, capacity } = totals(inUse.filter(one => one.record.values['level'] === level))
        return { level: label, shelters: count, capacity }
      })
      .filter(one => one.shelters > 0),
    faultyFunctions: Object.entries(shelterFunctions).map(([name, label]) => {
      const count = (state: keyof typeof functionStates) =>
        inUse.filter(one => one.record.values[name] === state).length
      return { name: label, broken: count('broken'), absent: count('absent') }
    }),
    towns: towns.map(town => {
      const own = inUse.filter(one => townOf.get(one.unitId) === town.id)
      const { shelters: count, capacity, occupants } = totals(own)
      const target = villages.filter(village => village.town_id === town.id)
      return {
        unitId: town.id,
        unitName: town.name,
        target: target.length,
        done: target.filter(village => has.has(village.id)).length,
        shelters: count,
        capacity,
        occupants,
        population: town.population,
      }
    }),
    gaps: villages
      .filter(village => !has.has(village.id))
      .map(village => {
        const nearest = byDistance(usable, village)[0]
        const coming = ours.find(one => one.unitId === village.id && one.record.values['targetYear'])
        return {
          unitId: village.id,
          unitName: village.name,
          townName: village.town,
          population: village.population,
          plannedYear: (coming?.record.values['targetYear'] as number | undefined) ?? null,
          nearest: nearest ? { id: nearest.id, name: nearest.name, metres: Math.round(nearest.metres) } : null,
        }
      }),
  }
}

const totals = (shelters: Shelter[]) => ({
  shelters: shelters.length,
  capacity: shelters.reduce((sum, one) => sum + one.capacity, 0),
  occupants: shelters.reduce((sum, one) => sum + one.occupants, 0),
  open: shelters.filter(one => one.opening).length,
})

async function villagesInReach(work: Work, id?: string): Promise<Village[]> {
  const { rows } = await sql<Village>`
    select u.id, u.name, t.id as town_id, t.name as town, coalesce(a.population, 0)::int as population, a.center_lng as lng, a.center_lat as lat
    from unit u join unit_closure c on c.descendant_id = u.id join unit t on t.id = c.ancestor_id and t.kind = 'town' left join area a on a.code = u.area_code
    where u.kind in ('village', 'community') and u.enabled and u.id in ${unitsInReach(work)} ${id ? sql`and u.id = ${id}` : sql``}
    order by t.sort, u.sort, u.name`.execute(work.tx)
  return rows
}

/** Shelters with a place on the ground, nearest to a village's middle first. */
function byDistance(shelters: Shelter[], { lng, lat }: { lng: number | null; lat: number | null }) {
  if (lng === null || lat === null) return []
  return shelters
    .flatMap(shelter =>
      shelter.record.lng === null || shelter.record.lat === null
        ? []
        : [{ ...shelter, metres: metresBetween({ lng, lat }, { lng: shelter.record.lng, lat: shelter.record.lat }) }],
    )
    .sort((a, b) => a.metres - b.metres || (a.id < b.id ? -1 : 1))
}

const shownNearest = 12

/**
 * The nearest shelters with free places for people of a village (就近疏散, W239): who does not fit into the first goes to the next, and for how
 * many there is no place anywhere is said. With a hazard only shelters meant for it.
 */
export async function nearestShelters(
  work: Work,
  { unitId, persons, hazard }: z.output<typeof NearestSheltersQuery>,
): Promise<NearestShelters> {
  const [village] = await villagesInReach(work, unitId)
  if (!village || village.lng === null)
    throw fieldProblem('directory/unknown-unit', '/unitId', '村（社区）', '请选择本县的村（社区），且其位置已登记')
  const fit = (await sheltersNow(work)).filter(
    one => one.state === 'inUse' && (!hazard || one.hazards.includes(hazard)),
  )
  const { placed, unplaced } = fillNearest(byDistance(fit, village), persons)
  const last = placed.findLastIndex(one => one.takes > 0)
  return {
    items: placed.slice(0, Math.max(shownNearest, last + 1)).map(one => ({
      id: one.id,
      name: one.name,
      unitName: one.unitName,
      metres: Math.round(one.metres),
      capacity: one.capacity,
      free: one.free,
      open: one.opening !== null,
      keeper: one.record.values['keeper']
        ? { name: String(one.record.values['keeper']), phone: String(one.record.values['keeperPhone'] ?? '') }
        : null,
      takes: one.takes,
    })),
    unplaced,
  }
}
