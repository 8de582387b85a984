import type { ReachQuery, ReachReply, VillageReach } from '@anlan/contract/resource.ts'
import { sql } from 'kysely'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import { fieldProblem } from '../../../kernel/problem.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { metresBetween } from '../../../kernel/spatial/sphere.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { roadPace, staleDays } from '../settings.ts'
import { meantBy } from './catalogue.ts'
import { offersWith } from './offers-with.ts'
import { roadMinutes } from './rules.ts'

type Village = Omit<VillageReach, 'nearest'>

/**
 * Which villages are more than so many minutes of road from the nearest owner who has enough free (覆盖分析, P12), and what would change if one owner's
 * stock, or so many of it, stood elsewhere. The minutes are those of the road, by estimate; getting ready is not in them.
 */
export async function villageReach(work: Work, query: ReachQuery): Promise<ReachReply> {
  const meant = await meantBy(work, query.capability)
  const asked = {
    at: null,
    today: shanghaiDay(work.now),
    pace: await roadPace(work),
    staleDays: await settingOf(work, staleDays),
  }
  const stated = await offersWith(work, { codes: meant.map(one => one.code) }, asked)
  const owners = stated.flatMap(({ id, name, unitId, unitName, lng, lat, free, reason }) =>
    reason === null && free && lng !== null && lat !== null ? [{ id, name, unitId, unitName, lng, lat, free }] : [],
  )
  const holders = (await supposing(work, owners, query)).filter(one => one.free >= query.quantity)
  const villages = await villagesInReach(work)
  const reached = villages.map(village => {
    let nearest: { holder: (typeof holders)[number]; metres: number } | null = null
    for (const holder of holders) {
      const metres = metresBetween(village, holder)
      if (!nearest || metres < nearest.metres) nearest = { holder, metres }
    }
    const minutes = nearest ? roadMinutes(nearest.metres, asked.pace) : Number.POSITIVE_INFINITY
    return { village, nearest, minutes }
  })
  const beyond = reached
    .filter(one => one.minutes > query.minutes)
    .sort(
      (a, b) => (a.minutes === b.minutes ? 0 : b.minutes - a.minutes) || b.village.population - a.village.population,
    )
  return {
    capabilities: meant.map(({ code, name, unit, ratingUnit }) => ({ code, name, unit, ratingUnit })),
    minutes: query.minutes,
    villages: villages.length,
    population: people(villages),
    beyond: beyond.map(({ village, nearest, minutes }) => ({
      ...village,
      nearest: nearest && {
        id: nearest.holder.id,
        name: nearest.holder.name,
        unitName: nearest.holder.unitName,
        metres: Math.round(nearest.metres),
        roadMinutes: minutes,
      },
    })),
    beyondPopulation: people(beyond.map(one => one.village)),
    holders: holders.flatMap(({ id, name, unitName, free }) => (id ? [{ id, name, unitName, free }] : [])),
    places: holders.map(({ id, name, lng, lat }) => ({ name, lng, lat, supposed: id === null })),
  }
}

const people = (villages: Village[]) => villages.reduce((sum, village) => sum + village.population, 0)

/** Villages and communities within reach whose middle the county has entered. */
async function villagesInReach(work: Work): Promise<Village[]> {
  const { rows } = await sql<Village>`
    select u.id as "unitId", a.name, coalesce(t.name, '') as "townName", coalesce(a.population, 0) as population,
      a.center_lng as lng, a.center_lat as lat
    from unit u join area a on a.code = u.area_code left join area t on t.code = a.parent_code
    where u.kind in ('village', 'community') and u.enabled and a.kind = 'village' and a.center_lng is not null
      and a.center_lat is not null and u.id in ${unitsInReach(work)}
    order by a.code`.execute(work.tx)
  return rows
}

interface Holder {
  /** Null where it is only supposed. */
  id: string | null
  name: string
  unitId: string
  unitName: string
  lng: number
  lat: number
  free: number
}

/** The owners as they would be once the part asked for had gone from the one to the other; unchanged where nothing is supposed. */
async function supposing(work: Work, owners: Holder[], query: ReachQuery): Promise<Holder[]> {
  const from = owners.find(one => one.id === query.without)
  if (query.without && from && query.moved !== undefined && query.moved > from.free)
    throw fieldProblem('invalid-input', '/moved', '假设调整的数量', `“${from.name}”可用 ${from.free}，不能调出更多`)
  const moved = query.moved ?? (from ? Math.max(from.free, query.quantity) : query.quantity)
  const left = owners.map(one => (one === from ? { ...one, free: one.free - moved } : one))
  if (!query.placedAt) return left
  const place = await supposed(work, query.placedAt)
  const there = left
    .filter(one => one.unitId === query.placedAt && one.id !== query.without && one.free > 0)
    .sort((a, b) => b.free - a.free)[0]
  return [
    ...left.filter(one => one !== there),
    there ? { ...there, free: there.free + moved } : { ...place, free: moved },
  ]
}

/** An owner that one supposes at a unit. */
async function supposed(work: Work, unitId: string) {
  const { rows } = await sql<{ name: string; lng: number; lat: number }>`
    select u.name, a.center_lng as lng, a.center_lat as lat from unit u join area a on a.code = u.area_code
    where u.id = ${unitId} and a.center_lng is not null and a.center_lat is not null and u.id in ${unitsInReach(work)}`.execute(
    work.tx,
  )
  const [unit] = rows
  if (!unit) throw fieldProblem('invalid-input', '/placedAt', '假设布设的单位', '请选择本县有位置的村（社区）或乡镇')
  return { id: null, name: `${unit.name}（假设）`, unitId, unitName: unit.name, lng: unit.lng, lat: unit.lat }
}
