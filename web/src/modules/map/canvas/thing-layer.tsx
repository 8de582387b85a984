import { type MapLayer, unclusteredFrom } from '@anlan/contract/map.ts'
import { useQuery } from '@tanstack/react-query'
import type { FilterSpecification, VectorTileSource } from 'maplibre-gl'
import { useEffect } from 'react'
import { featuresQuery, tilesAddress } from '../requests.ts'
import { levelColours } from './colours.ts'
import { slots, textFont } from './ground-style.ts'
import { layers } from './layers.ts'
import { type GeoJSONSource, useCanvas } from './map-canvas.tsx'
import { drawSymbol, imageOf } from './symbols.ts'

/** Every layer of things begins so; the pointer asks for what lies under it by this. */
export const thingLayerPrefix = 'things '
const titlesFrom = 12.5

interface ThingLayerProps {
  layer: MapLayer
  /** Codes of `kinds` that are hidden. */
  hiddenKinds: string[]
  /** Grows when something placed has changed: the tiles are read again. */
  version: number
}

/** One layer's things: single ones by their symbol, many together as a larger one with their number. */
export function ThingLayer(props: ThingLayerProps) {
  return props.layer.source === 'tiles' ? <TileLayer {...props} /> : <FeatureLayer layer={props.layer} />
}

function TileLayer({ layer, hiddenKinds, version }: ThingLayerProps) {
  const { canvas, colours } = useCanvas()
  const { name } = layer
  const { shape, color } = layer.symbol
  const source = `${thingLayerPrefix}${name}`

  useEffect(() => {
    // The source before anything else that asks for a frame: so its tiles are asked for within the next one and not only after it.
    canvas.addSource(source, { type: 'vector', tiles: [tilesAddress(name, 0)], maxzoom: unclusteredFrom })
    drawSymbol(canvas, { shape, color }, colours.halo)
    const from = { source, 'source-layer': 'things' }
    const added = layers([
      {
        id: `${source} many`,
        type: 'circle',
        ...from,
        filter: ['>', ['get', 'count'], 1],
        paint: {
          'circle-color': color,
          'circle-opacity': 0.85,
          'circle-radius': ['interpolate', ['linear'], ['log10', ['get', 'count']], 0.3, 10, 2, 15, 4, 24],
          'circle-stroke-width': 2,
          'circle-stroke-color': colours.halo,
        },
      },
      {
        id: `${source} one`,
        type: 'symbol',
        ...from,
        filter: ['==', ['get', 'count'], 1],
        layout: {
          'icon-image': imageOf({ shape, color }),
          'icon-allow-overlap': true,
          'icon-ignore-placement': true,
        },
      },
      {
        id: `${source} number`,
        type: 'symbol',
        ...from,
        filter: ['>', ['get', 'count'], 1],
        layout: {
          'text-field': ['to-string', ['get', 'count']],
          'text-font': textFont,
          'text-size': 12,
          'text-allow-overlap': true,
          'text-ignore-placement': true,
        },
        paint: { 'text-color': '#ffffff' },
      },
      {
        id: `${source} title`,
        type: 'symbol',
        ...from,
        minzoom: titlesFrom,
        filter: ['==', ['get', 'count'], 1],
        layout: titleLayout(['get', 'title'], colours.enlarged),
        paint: titlePaint(colours.name, colours.halo),
      },
    ])
    for (const one of added) canvas.addLayer(one, slots.top)
    return () => {
      if (!canvas.style) return
      for (const { id } of added) canvas.removeLayer(id)
      canvas.removeSource(source)
    }
  }, [canvas, colours, name, source, color, shape])

  useEffect(() => {
    if (version > 0) canvas.getSource<VectorTileSource>(source)?.setTiles([tilesAddress(name, version)])
  }, [canvas, name, source, version])

  const hidden = hiddenKinds.join(' ')
  useEffect(() => {
    const one = ['==', ['get', 'count'], 1]
    const filter = hidden
      ? ['all', one, ['!', ['in', ['coalesce', ['get', 'kind'], ''], ['literal', hidden.split(' ')]]]]
      : one
    for (const part of ['one', 'title']) canvas.setFilter(`${source} ${part}`, filter as FilterSpecification)
  }, [canvas, source, hidden])
  return null
}

/** Few and lively: events in the colour of their level, tasks by how they stand. */
function FeatureLayer({ layer }: { layer: MapLayer }) {
  const { canvas, colours } = useCanvas()
  const { name } = layer
  const { shape, color } = layer.symbol
  const source = `${thingLayerPrefix}${name}`
  const features = useQuery(featuresQuery(name))

  useEffect(() => {
    canvas.addSource(source, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } })
    for (const each of [color, ...Object.values(levelColours)]) drawSymbol(canvas, { shape, color: each }, colours.halo)
    const images = Object.entries(levelColours).flatMap(([level, each]) => [level, imageOf({ shape, color: each })])
    const added = layers([
      {
        id: `${source} one`,
        type: 'symbol',
        source,
        layout: {
          'icon-image': ['match', ['coalesce', ['get', 'state'], ''], ...images, imageOf({ shape, color })],
          'icon-size': 1.25 * colours.enlarged,
          'icon-allow-overlap': true,
          'icon-ignore-placement': true,
        },
      },
      {
        id: `${source} title`,
        type: 'symbol',
        source,
        minzoom: 9.5,
        layout: titleLayout(['get', 'title'], colours.enlarged),
        paint: titlePaint(colours.name, colours.halo),
      },
    ])
    for (const one of added) canvas.addLayer(one)
    return () => {
      if (!canvas.style) return
      for (const { id } of added) canvas.removeLayer(id)
      canvas.removeSource(source)
    }
  }, [canvas, colours, source, color, shape])

  useEffect(() => {
    if (features.data) canvas.getSource<GeoJSONSource>(source)?.setData(features.data)
  }, [canvas, source, features.data])
  return null
}

const titleLayout = (field: unknown, enlarged: number) => ({
  'text-field': field,
  'text-font': textFont,
  'text-size': 12 * enlarged,
  'text-anchor': 'top',
  'text-offset': [0, 0.9],
  'text-optional': true,
  'text-max-width': 9,
})
const titlePaint = (color: string, halo: string) => ({
  'text-color': color,
  'text-halo-color': halo,
  'text-halo-width': 1.4,
})
