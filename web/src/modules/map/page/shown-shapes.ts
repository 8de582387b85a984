import type { EventMoment, EventSurroundings, MapAnswer } from '@anlan/contract/map.ts'
import { levelColours } from '../canvas/colours.ts'
import { collection, type Features, feature } from '../canvas/features.ts'
import { circleAround, type LngLat } from '../canvas/measures.ts'
import { draftOf, measureOf, type Tool } from '../draw/tools.ts'

export const noShapes: Features = collection([])

export const measuredOf = ({ tool, points }: { tool: Tool; points: LngLat[] }) => measureOf(tool, points) ?? ''

/** The shape that was asked about, the place that was gone to, what was measured. */
export function outlineOf(
  answer: MapAnswer | undefined,
  mark: LngLat | null,
  measured: { tool: Tool; points: LngLat[] } | null,
): Features {
  return collection([
    ...(answer ? [feature({ type: 'MultiPolygon', coordinates: answer.outline })] : []),
    ...(mark ? [feature({ type: 'Point', coordinates: mark }, { radius: 9, color: '#0f4c94' })] : []),
    ...(measured ? draftOf(measured.tool, measured.points, null).features : []),
  ])
}

export const levelColour = (level: number | null | undefined) => levelColours[String(level ?? '')] ?? '#5b6675'

/** The event and the circle around it. */
export function surroundingsOf(around: EventSurroundings | undefined): Features {
  if (!around) return noShapes
  const { position, level } = around.event
  const at: LngLat = [position.lng, position.lat]
  return collection([
    feature({ type: 'Polygon', coordinates: [circleAround(at, around.radiusKm * 1000)] }, { dashed: true }),
    feature({ type: 'Point', coordinates: at }, { radius: 8, color: levelColour(level) }),
  ])
}

/** Tasks, people and vehicles where they were at a moment. */
export function replayOf(moment: EventMoment | undefined): Features {
  if (!moment) return noShapes
  return collection(
    moment.things.flatMap(({ position, title, stateLabel }) =>
      position
        ? [
            feature(
              { type: 'Point', coordinates: [position.lng, position.lat] },
              { radius: 6, text: `${title}（${stateLabel}）`, size: 13 },
            ),
          ]
        : [],
    ),
  )
}
