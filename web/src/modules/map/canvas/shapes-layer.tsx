import { useEffect, useRef } from 'react'
import type { Features } from './features.ts'
import { slots, textFont } from './ground-style.ts'
import { layers } from './layers.ts'
import { type GeoJSONSource, useCanvas } from './map-canvas.tsx'

interface ShapesLayerProps {
  id: string
  /** A feature's `color` overrides the layer's; `text` stands at points and lines; `dashed` and `hollow` as they say. */
  features: Features
  color: string
  /** Above the symbols, for what the hand is drawing. */
  onTop?: boolean
  /** Words move aside or stay away where they would lie over others, those with the lowest `rank` first to stand; otherwise all are shown. */
  declutter?: boolean
}

/** Areas, lines, points and words that somebody drew or asked for. */
export function ShapesLayer({ id, features, color, onTop = false, declutter = false }: ShapesLayerProps) {
  const { canvas, colours } = useCanvas()
  const latest = useRef(features)
  latest.current = features
  const given = useRef<Features | null>(null)
  const isEmpty = features.features.length === 0

  useEffect(() => {
    // Nothing to show is not drawn either: for each source with areas the library masks the whole picture in every frame.
    if (isEmpty) return
    canvas.addSource(id, { type: 'geojson', data: latest.current })
    given.current = latest.current
    const own = ['coalesce', ['get', 'color'], color]
    const added = layers([
      {
        id: `${id} fill`,
        type: 'fill',
        source: id,
        filter: ['==', ['geometry-type'], 'Polygon'],
        paint: { 'fill-color': own, 'fill-opacity': ['case', ['has', 'hollow'], 0, 0.1] },
      },
      {
        id: `${id} line`,
        type: 'line',
        source: id,
        filter: ['all', ['!=', ['geometry-type'], 'Point'], ['!', ['has', 'dashed']]],
        layout: { 'line-join': 'round', 'line-cap': 'round' },
        paint: { 'line-color': own, 'line-width': 2.4 },
      },
      {
        id: `${id} dashes`,
        type: 'line',
        source: id,
        filter: ['all', ['!=', ['geometry-type'], 'Point'], ['has', 'dashed']],
        paint: { 'line-color': own, 'line-width': 1.8, 'line-dasharray': [3, 2] },
      },
      {
        id: `${id} point`,
        type: 'circle',
        source: id,
        filter: ['all', ['==', ['geometry-type'], 'Point'], ['!', ['has', 'wordsOnly']]],
        paint: {
          'circle-radius': ['coalesce', ['get', 'radius'], 5],
          'circle-color': own,
          'circle-stroke-width': 2,
          'circle-stroke-color': colours.halo,
        },
      },
      {
        id: `${id} text`,
        type: 'symbol',
        source: id,
        filter: ['has', 'text'],
        layout: {
          'text-field': ['get', 'text'],
          'text-font': textFont,
          'text-size': ['coalesce', ['get', 'size'], 14],
          ...(declutter
            ? {
                'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
                'text-radial-offset': 0.8,
                'text-justify': 'auto',
                'text-padding': 3,
                'symbol-sort-key': ['coalesce', ['get', 'rank'], 0],
              }
            : { 'text-anchor': 'left', 'text-offset': [0.7, 0], 'text-allow-overlap': true }),
        },
        paint: { 'text-color': own, 'text-halo-color': colours.halo, 'text-halo-width': 2 },
      },
    ])
    for (const one of added) canvas.addLayer(one, onTop ? undefined : slots.things)
    return () => {
      if (!canvas.style) return
      for (const one of added) canvas.removeLayer(one.id)
      canvas.removeSource(id)
    }
  }, [canvas, colours, color, id, isEmpty, onTop, declutter])

  useEffect(() => {
    if (given.current === features) return
    given.current = features
    canvas.getSource<GeoJSONSource>(id)?.setData(features)
  }, [canvas, id, features])
  return null
}
