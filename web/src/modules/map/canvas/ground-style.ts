import type { BaseMap, MapLine } from '@anlan/contract/map.ts'
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl'
import type { Area, Outlines } from '../../directory/requests.ts'
import type { GroundColours } from './colours.ts'
import { collection, feature, points as pointsOf } from './features.ts'
import { layers } from './layers.ts'

/** Names of the empty layers between which everything else is put, bottom to top. */
export const slots = { shapes: 'slot-shapes', things: 'slot-things', top: 'slot-top' } as const

export interface Ground {
  base: BaseMap | null
  overlays: BaseMap[]
  outlines: Outlines | undefined
  areas: Area[]
  lines: MapLine[]
}

export const textFont = ['Noto Sans CJK SC']

/** The style of the ground: a base map, or, where there is none, the outlines of townships and villages with their rivers and roads. */
export function groundStyle(ground: Ground, colours: GroundColours): StyleSpecification {
  const { base, overlays } = ground
  const style: StyleSpecification = {
    version: 8,
    sources: {},
    layers: [{ id: 'ground', type: 'background', paint: { 'background-color': colours.ground } }],
  }
  const isPicture = base?.kind === 'xyz' || base?.kind === 'wmts'
  if (base?.kind === 'pmtiles') {
    style.sources['base'] = { type: 'vector', url: `pmtiles://${location.origin}${base.url}` }
    style.layers.push(...vectorLayers(colours))
  } else if (base?.kind === 'geojson') {
    style.sources['base'] = { type: 'geojson', data: `${location.origin}${base.url}` }
    style.layers.push(...plainLayers(colours))
  } else if (isPicture) addPicture(style, base)
  for (const overlay of overlays) addPicture(style, overlay)
  if (base?.kind !== 'pmtiles') addOutlines(style, ground, colours, isPicture || base?.kind === 'geojson')
  for (const id of Object.values(slots)) style.layers.push({ id, type: 'background', layout: { visibility: 'none' } })
  return style
}

function addPicture(style: StyleSpecification, base: BaseMap) {
  style.sources[base.id] = {
    type: 'raster',
    tiles: base.urls,
    tileSize: 256,
    minzoom: base.minZoom,
    maxzoom: base.maxZoom,
    attribution: base.attribution,
  }
  style.layers.push({ id: `picture-${base.id}`, type: 'raster', source: base.id })
}

const inVillageZoom = 10.5
const byZoom = (...stops: [number, number][]) => ['interpolate', ['linear'], ['zoom'], ...stops.flat()] as never

const ofKind = (kind: string) => ['==', ['get', 'kind'], kind] as never

function areaLayers(source: object, colours: GroundColours, isOverPicture: boolean): LayerSpecification[] {
  const fill = {
    id: 'towns',
    type: 'fill' as const,
    ...source,
    filter: ofKind('town'),
    // The boundary is a layer of its own.
    paint: { 'fill-color': colours.town, 'fill-antialias': false },
  }
  return layers([
    ...(isOverPicture ? [] : [fill]),
    {
      id: 'village-lines',
      type: 'line',
      ...source,
      minzoom: inVillageZoom,
      filter: ofKind('village'),
      paint: { 'line-color': colours.villageLine, 'line-width': 1 },
    },
    {
      id: 'town-lines',
      type: 'line',
      ...source,
      filter: ofKind('town'),
      paint: { 'line-color': colours.townLine, 'line-width': byZoom([8, 0.8], [12, 1.8]) },
    },
  ])
}

const riverLayer = (source: object, colours: GroundColours) =>
  layers([
    {
      id: 'rivers',
      type: 'line',
      ...source,
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: { 'line-color': colours.water, 'line-width': byZoom([8, 1.2], [13, 4]) },
    },
  ])
const roadLayer = (source: object, colours: GroundColours) =>
  layers([
    {
      id: 'roads',
      type: 'line',
      ...source,
      layout: { 'line-join': 'round' },
      paint: { 'line-color': colours.road, 'line-width': byZoom([8, 0.7], [13, 3]) },
    },
  ])

function nameLayers(source: object, colours: GroundColours): LayerSpecification[] {
  const name = (id: string, kind: string, size: unknown, color: string, minzoom: number) => ({
    id,
    type: 'symbol' as const,
    ...source,
    minzoom,
    filter: ofKind(kind),
    layout: { 'text-field': ['get', 'name'], 'text-font': textFont, 'text-size': size, 'text-padding': 4 },
    paint: { 'text-color': color, 'text-halo-color': colours.halo, 'text-halo-width': 1.4 },
  })
  return layers([
    name('village-names', 'village', 11.5, colours.villageName, 11),
    name('town-names', 'town', byZoom([8, 12 * colours.enlarged], [12, 16 * colours.enlarged]), colours.name, 0),
  ])
}

const vectorLayers = (colours: GroundColours): LayerSpecification[] => {
  const from = (layer: string) => ({ source: 'base', 'source-layer': layer })
  return [
    ...areaLayers(from('areas'), colours, false),
    ...roadLayer(from('roads'), colours),
    ...riverLayer(from('rivers'), colours),
    ...nameLayers(from('labels'), colours),
  ]
}

/** The county's own features of any kind, by what they are. */
const plainLayers = (colours: GroundColours) =>
  layers([
    {
      id: 'own-fills',
      type: 'fill',
      source: 'base',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': colours.town, 'fill-outline-color': colours.townLine },
    },
    {
      id: 'own-lines',
      type: 'line',
      source: 'base',
      filter: ['==', ['geometry-type'], 'LineString'],
      paint: { 'line-color': colours.road, 'line-width': 1.6 },
    },
  ])

function addOutlines(
  style: StyleSpecification,
  { outlines, areas, lines }: Ground,
  colours: GroundColours,
  isOverPicture: boolean,
) {
  const rings = (outlines?.areas ?? []).filter(area => area.outline.length > 2)
  const rivers = lines.some(line => line.kind === 'river')
    ? lines.filter(line => line.kind === 'river')
    : (outlines?.rivers ?? []).map(river => ({ ...river, kind: 'river' }))
  const roads = lines.filter(line => line.kind === 'road')
  // One source for all that is filled and lined: for each the library masks the whole picture anew.
  style.sources['ground'] = {
    type: 'geojson',
    data: collection([
      ...rings.map(area =>
        feature({ type: 'Polygon', coordinates: [closed(area.outline)] }, { name: area.name, kind: area.kind }),
      ),
      ...[...roads, ...rivers].map(({ name, kind, line }) =>
        feature({ type: 'LineString', coordinates: line }, { name, kind }),
      ),
    ]),
  }
  style.sources['names'] = {
    type: 'geojson',
    data: pointsOf(
      areas.flatMap(area =>
        area.center ? [{ at: area.center, properties: { name: area.name, kind: area.kind } }] : [],
      ),
    ),
  }
  const from = { source: 'ground' }
  style.layers.push(
    ...areaLayers(from, colours, isOverPicture),
    ...roadLayer({ ...from, filter: ofKind('road') }, colours),
    ...riverLayer({ ...from, filter: ofKind('river') }, colours),
    ...nameLayers({ source: 'names' }, colours),
  )
}

const closed = (ring: [number, number][]) => {
  const [first] = ring
  const last = ring.at(-1)
  return first && last && (first[0] !== last[0] || first[1] !== last[1]) ? [...ring, first] : ring
}
