import type { Position } from '@anlan/contract/codec.ts'
import { useQuery } from '@tanstack/react-query'
import type { MouseEvent } from 'react'
import { areasQuery, outlinesQuery } from '../modules/directory/requests.ts'
import { projection } from '../ui/outline.ts'
import { Loaded } from '../ui/states.tsx'
import './place-map.css'

interface PlaceMapProps {
  areaCode?: string
  position?: Position | null
  /** Click to set; a map without it is only looked at. */
  onPick?: (position: Position) => void
  others?: { id: string; position: Position; name: string }[]
}

const width = 480

/** The county in outline: enough to see where, without a map service. */
export function PlaceMap({ areaCode, position, onPick, others = [] }: PlaceMapProps) {
  const outlines = useQuery(outlinesQuery)
  const areas = useQuery(areasQuery)
  return (
    <Loaded of={outlines} rows={5}>
      {({ areas: shapes, rivers }) => {
        const towns = shapes.filter(shape => shape.kind === 'town')
        const points = towns.flatMap(town => town.outline)
        if (points.length === 0) return null
        const { height, toMap, toGround, line } = projection(points, width)
        const byCode = new Map(areas.data?.items.map(area => [area.code, area]))
        const chosen = areaCode ? byCode.get(areaCode) : undefined
        const chosenTown = chosen?.kind === 'village' ? chosen.parentCode : chosen?.code
        const pin = position ? toMap(position.lng, position.lat) : chosen?.center ? toMap(...chosen.center) : null

        const pick = (clicked: MouseEvent<SVGSVGElement>) => {
          const box = clicked.currentTarget.getBoundingClientRect()
          const ratio = width / box.width
          onPick?.(toGround((clicked.clientX - box.left) * ratio, (clicked.clientY - box.top) * ratio))
        }

        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the position is also set by area and by typing; the map is a shortcut
          <svg
            className={onPick ? 'place-map pickable' : 'place-map'}
            viewBox={`0 0 ${width} ${height.toFixed(0)}`}
            role="img"
            aria-label="事发地点示意图"
            onClick={onPick && pick}
          >
            {towns.map(town => (
              <polygon
                key={town.code}
                points={line(town.outline)}
                className={town.code === chosenTown ? 'town is-chosen' : 'town'}
              />
            ))}
            {rivers.map(river => (
              <polyline key={river.name} points={line(river.line)} className="river" />
            ))}
            {towns.map(town => {
              const center = byCode.get(town.code)?.center
              if (!center) return null
              const [x, y] = toMap(...center)
              return (
                <text key={town.code} x={x} y={y} className="town-name">
                  {town.name}
                </text>
              )
            })}
            {others.map(other => {
              const [x, y] = toMap(other.position.lng, other.position.lat)
              return (
                <circle key={other.id} cx={x} cy={y} r={4} className="other">
                  <title>{other.name}</title>
                </circle>
              )
            })}
            {pin && (
              <g
                transform={`translate(${pin[0].toFixed(1)} ${pin[1].toFixed(1)})`}
                className={position ? 'pin' : 'pin pin-rough'}
              >
                <path d="M0 0c-6-9-9-12-9-17a9 9 0 1 1 18 0c0 5-3 8-9 17z" />
                <circle cy={-17} r={3.4} />
              </g>
            )}
          </svg>
        )
      }}
    </Loaded>
  )
}
