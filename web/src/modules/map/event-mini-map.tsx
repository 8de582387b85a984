import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { Link } from 'react-router'
import { CountyMap } from './canvas/county-map.tsx'
import { boundsOf, circleAround } from './canvas/measures.ts'
import { FlyTo } from './canvas/pointing.tsx'
import { ShapesLayer } from './canvas/shapes-layer.tsx'
import { ThingLayer } from './canvas/thing-layer.tsx'
import { levelColour, surroundingsOf } from './page/shown-shapes.ts'
import { layersQuery, surroundingsQuery } from './requests.ts'
import './event-mini-map.css'

const radiusKm = 5

/** An event where it is, with what stands around it; the whole map is one press away. */
export function EventMiniMap({ eventId }: { eventId: string }) {
  const around = useQuery(surroundingsQuery(eventId, radiusKm))
  const layers = useQuery(layersQuery)
  const shapes = useMemo(() => surroundingsOf(around.data), [around.data])
  const at = around.data?.event.position
  const target = useMemo(() => {
    const bounds = at ? boundsOf(circleAround([at.lng, at.lat], radiusKm * 1000)) : null
    return bounds && { bounds }
  }, [at])
  return (
    <div className="mini-map">
      <div className="mini-map-paper">
        <CountyMap label="事发地点">
          <ShapesLayer id="around" features={shapes} color={levelColour(around.data?.event.level)} />
          {(layers.data?.items ?? [])
            .filter(layer => layer.shownAtFirst)
            .map(layer => (
              <ThingLayer key={layer.name} layer={layer} hiddenKinds={[]} version={0} />
            ))}
          <FlyTo to={target} />
        </CountyMap>
      </div>
      <p>
        {around.data && (
          <span className="quiet">
            {radiusKm} 公里内{' '}
            {around.data.groups
              .filter(group => group.count > 0)
              .map(group => `${group.label} ${group.count}`)
              .join(' · ') || '没有登记的力量和对象'}
          </span>
        )}
        <Link to={`/map?event=${eventId}`}>在一张图上打开</Link>
      </p>
    </div>
  )
}
