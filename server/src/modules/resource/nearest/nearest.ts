import type { NearestQuery, NearestReply, ResourceHit } from '@anlan/contract/resource.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import type { SpatialIndex } from '../../../kernel/spatial/spatial-index.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { capabilityTag, offerLayer } from '../offers.ts'
import { roadPace, staleDays } from '../settings.ts'
import { meantBy } from './catalogue.ts'
import { neighboursFor } from './neighbours.ts'
import { offersWith } from './offers-with.ts'
import { combined, nearer, ranked } from './rules.ts'

/** More owners of one capability than any county has; beyond it the nearest count. */
const mostOwners = 5_000

/** Who nearest to a place has what is needed (W228, S47, P4). Problem: `resource/unknown-capability`. */
export async function nearestResources(work: Work, spatial: SpatialIndex, query: NearestQuery): Promise<NearestReply> {
  const meant = await meantBy(work, query.capability)
  const codes = meant.map(one => one.code)
  const asked = {
    at: { lng: query.lng, lat: query.lat },
    today: shanghaiDay(work.now),
    pace: await roadPace(work),
    staleDays: await settingOf(work, staleDays),
  }
  const tags = codes.map(capabilityTag)
  const near = spatial.nearest(asked.at, {
    limit: mostOwners,
    layers: [offerLayer],
    filter: thing => tags.some(tag => Number(thing.tags[tag] ?? 0) > 0),
    ...(query.withinKm !== undefined && { withinM: query.withinKm * 1000 }),
  })
  const stated = await offersWith(work, { codes, ids: near.map(one => one.thing.id) }, asked)
  const within = query.withinKm === undefined ? stated : stated.filter(hit => hit.metres !== null)
  const fitting = within
    .filter(hit => fits(hit, query))
    .map(hit => ({ ...hit, enough: (hit.free ?? 0) >= query.quantity }))
  const callable = fitting.filter(hit => hit.reason === null)
  const neighbours =
    query.minRating === undefined && query.withinKm === undefined
      ? await neighboursFor(work, codes, [...new Set(stated.map(hit => hit.kind))], asked)
      : []
  const order = ranked(
    [...callable, ...neighbours.filter(one => !one.expired).map(one => one.hit)].filter(hit => operates(hit, query)),
  )
  const off = [
    ...fitting.filter(hit => hit.reason !== null),
    ...neighbours.filter(one => one.expired).map(one => one.hit),
  ].sort(nearer)
  const items = order.slice(0, query.limit)
  return {
    capabilities: meant.map(({ code, name, unit, ratingUnit }) => ({ code, name, unit, ratingUnit })),
    quantity: query.quantity,
    items: query.includeUnavailable ? [...items, ...off] : items,
    combination: combined(callable, query.quantity),
    physical: amount(callable.filter(hit => hit.reserve === 'physical')),
    agreement: amount(callable.filter(hit => hit.reserve !== 'physical')),
    unavailable: off.length,
    staleDays: asked.staleDays,
  }
}

const operates = (hit: ResourceHit, { withOperator }: NearestQuery) => !withOperator || hit.withOperator
/** A piece whose rating nobody has entered does not count as strong enough. */
const fits = (hit: ResourceHit, query: NearestQuery) =>
  operates(hit, query) && (query.minRating === undefined || (hit.rating !== null && hit.rating >= query.minRating))

const amount = (hits: ResourceHit[]) => ({
  owners: hits.length,
  free: Math.round(hits.reduce((sum, hit) => sum + (hit.free ?? 0), 0) * 1e6) / 1e6,
})
