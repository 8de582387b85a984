import { useMemo } from 'react'
import { CountyMap } from '../../map/canvas/county-map.tsx'
import { collection, feature } from '../../map/canvas/features.ts'
import { boundsOf, type LngLat } from '../../map/canvas/measures.ts'
import { FlyTo } from '../../map/canvas/pointing.tsx'
import { ShapesLayer } from '../../map/canvas/shapes-layer.tsx'
import { shareKey, showMuch, supplyFor } from './sums.ts'
import type { Editing } from './use-editing.ts'

const colours = { way: '#1f6fd6', cut: '#c8102e', owner: '#2e7d4f', place: '#c8102e' }

/** Lines from the owners to the places; a road that is cut is dashed. Places are named before owners, and no name lies over another. */
export function PlanMap({ editing: { view, shares, cut } }: { editing: Editing }) {
  const drawn = useMemo(() => {
    const sent = shares.flatMap(share => {
      const demand = view.demands.find(one => one.key === share.key)
      const supply = demand && supplyFor(view, share.offerId, demand)
      return demand && supply && share.quantity > 0 ? [{ share, demand, supply }] : []
    })
    const at = ({ lng, lat }: { lng: number; lat: number }): LngLat => [lng, lat]
    const owners = new Map(sent.map(({ supply }) => [supply.offerId, supply]))
    const shapes = collection([
      ...sent.map(({ share, demand, supply }) => {
        const isCut = cut.without.includes(share.offerId) || cut.blocked.some(one => shareKey(one) === shareKey(share))
        return feature(
          { type: 'LineString', coordinates: [at(supply.position), at(demand.position)] },
          isCut ? { dashed: true, color: colours.cut } : {},
        )
      }),
      ...[...owners.values()].map(supply =>
        feature(
          { type: 'Point', coordinates: at(supply.position) },
          { color: colours.owner, radius: 5, text: supply.name, size: 12, rank: 1 },
        ),
      ),
      ...view.demands.map(demand =>
        feature(
          { type: 'Point', coordinates: at(demand.position) },
          {
            color: colours.place,
            radius: 7,
            text: `${demand.name} ${showMuch(demand.quantity)} ${demand.unit}`,
            size: 13,
            rank: 0,
          },
        ),
      ),
    ])
    const bounds = boundsOf([
      ...view.demands.map(one => at(one.position)),
      ...[...owners.values()].map(one => at(one.position)),
    ])
    return { shapes, bounds: bounds && widened(bounds) }
  }, [view, shares, cut])
  // Goes there when the picture has become another, not with every figure typed.
  const around = JSON.stringify(drawn.bounds)
  const to = useMemo(() => {
    const bounds = JSON.parse(around) as [number, number, number, number] | null
    return bounds && { bounds }
  }, [around])
  return (
    <div className="alloc-map">
      <CountyMap label="调配方案地图">
        <ShapesLayer id="plan" features={drawn.shapes} color={colours.way} onTop declutter />
        <FlyTo to={to} />
      </CountyMap>
    </div>
  )
}

/** Room for the names beside the outermost places. */
function widened([west, south, east, north]: [number, number, number, number]): [number, number, number, number] {
  const margin = Math.max(0.02, (east - west) * 0.12)
  return [west - margin * 1.5, south - margin / 2, east + margin * 1.5, north + margin / 2]
}
