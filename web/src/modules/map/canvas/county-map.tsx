import type { BaseMap, MapGround } from '@anlan/contract/map.ts'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useNight } from '../../../app/theme.tsx'
import { Failed } from '../../../ui/states.tsx'
import { areasQuery, outlinesQuery } from '../../directory/requests.ts'
import { groundQuery, linesQuery } from '../requests.ts'
import { dayColours, type GroundColours, nightColours } from './colours.ts'
import { MapCanvas, type Padding, type View } from './map-canvas.tsx'
import { boundsOf } from './measures.ts'

interface CountyMapProps {
  label: string
  view?: View | null
  onView?: (view: View) => void
  /** Which base map; the county's default where nobody chose. `outlines`: none. */
  baseId?: string | null
  colours?: GroundColours
  moves?: boolean
  /** What lies over the map at its edges, in pixels. */
  padding?: Padding | undefined
  /** What can be done where the browser cannot draw maps. */
  instead?: ReactNode
  onBroken?: () => void
  children?: ReactNode
}

/** The county's ground by day or night. Base maps that do not load leave the outlines; those that are not there are not missed. */
export function CountyMap({ view = null, baseId = null, colours, ...canvas }: CountyMapProps) {
  const { night } = useNight()
  const ground = useQuery(groundQuery)
  const outlines = useQuery(outlinesQuery)
  const areas = useQuery(areasQuery)
  const lines = useQuery(linesQuery)
  if (outlines.error && !outlines.data) return <Failed error={outlines.error} onRetry={() => void outlines.refetch()} />
  if (ground.isPending || outlines.isPending || areas.isPending || lines.isPending)
    return <div className="map-canvas" />
  const base = baseOf(ground.data, baseId)
  const drawn = {
    base,
    // Names drawn as pictures would stand beside those that the vectors write themselves.
    overlays: isPicture(base) ? (ground.data?.baseMaps ?? []).filter(map => map.overlay && isPicture(map)) : [],
    outlines: outlines.data,
    areas: areas.data?.items ?? [],
    lines: lines.data?.items ?? [],
  }
  const towns = (outlines.data?.areas ?? []).filter(area => area.kind === 'town')
  return (
    <MapCanvas
      key={`${night} ${base?.id}`}
      {...canvas}
      ground={drawn}
      colours={colours ?? (night ? nightColours : dayColours)}
      view={view}
      bounds={ground.data?.bounds ?? boundsOf(towns.flatMap(town => town.outline))}
    />
  )
}

const isPicture = (map: BaseMap | null) => map?.kind === 'xyz' || map?.kind === 'wmts'

export const baseOf = (ground: MapGround | undefined, baseId: string | null) => {
  const bases = (ground?.baseMaps ?? []).filter(map => !map.overlay)
  if (baseId === 'outlines') return null
  return bases.find(map => map.id === baseId) ?? bases.find(map => map.isDefault) ?? bases[0] ?? null
}
