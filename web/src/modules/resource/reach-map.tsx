import type { ReachReply } from '@anlan/contract/resource.ts'
import { useMemo } from 'react'
import { CountyMap } from '../map/canvas/county-map.tsx'
import { collection, feature } from '../map/canvas/features.ts'
import { ShapesLayer } from '../map/canvas/shapes-layer.tsx'

const colours = { beyond: '#c8102e', holder: '#2e7d4f', supposed: '#1f6fd6' }

/** Villages that nobody reaches in time in red, those who have it in green, what is only supposed in blue (P12). */
export function ReachMap({ reply }: { reply: ReachReply }) {
  const drawn = useMemo(
    () =>
      collection([
        ...reply.beyond.map(({ name, lng, lat }) =>
          feature(
            { type: 'Point', coordinates: [lng, lat] },
            { color: colours.beyond, radius: 5, text: name, size: 12, rank: 1 },
          ),
        ),
        ...reply.places.map(({ name, lng, lat, supposed }) =>
          feature(
            { type: 'Point', coordinates: [lng, lat] },
            { color: supposed ? colours.supposed : colours.holder, radius: 6, text: name, size: 12, rank: 0 },
          ),
        ),
      ]),
    [reply],
  )
  return (
    <div className="reach-map">
      <CountyMap label="覆盖分析地图">
        <ShapesLayer id="reach" features={drawn} color={colours.beyond} onTop declutter />
      </CountyMap>
    </div>
  )
}
