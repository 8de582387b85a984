import type { MapGeoJSONFeature, MapMouseEvent } from 'maplibre-gl'
import { useEffect, useRef } from 'react'
import { useCanvas } from './map-canvas.tsx'
import type { LngLat } from './measures.ts'
import { thingLayerPrefix } from './thing-layer.tsx'

export interface Pointed {
  layer: string
  id: string
  title: string
}

const reachPx = 7

/** A press on a thing chooses it, on several at one place asks which; a press on many comes closer. */
export function Pointing({ onThings }: { onThings: (things: Pointed[], at: LngLat) => void }) {
  const { canvas } = useCanvas()
  const latest = useRef(onThings)
  latest.current = onThings
  useEffect(() => {
    const under = ({ point: { x, y } }: MapMouseEvent): MapGeoJSONFeature[] =>
      canvas
        .queryRenderedFeatures([
          [x - reachPx, y - reachPx],
          [x + reachPx, y + reachPx],
        ])
        .filter(one => one.source.startsWith(thingLayerPrefix))
    const clicked = canvas.on('click', event => {
      const found = under(event)
      const things = new Map<string, Pointed>()
      for (const { source, properties } of found) {
        const layer = source.slice(thingLayerPrefix.length)
        const { id, title } = properties
        if (typeof id === 'string') things.set(`${layer} ${id}`, { layer, id, title: String(title ?? '') })
      }
      const { lng, lat } = event.lngLat
      if (things.size > 0) return latest.current([...things.values()], [lng, lat])
      const many = found.find(one => Number(one.properties['count']) > 1)
      if (many?.geometry.type === 'Point')
        canvas.easeTo({ center: many.geometry.coordinates as LngLat, zoom: canvas.getZoom() + 2, duration: 300 })
    })
    const moved = canvas.on('mousemove', event => {
      canvas.getCanvas().style.cursor = under(event).length > 0 ? 'pointer' : ''
    })
    return () => {
      clicked.unsubscribe()
      moved.unsubscribe()
    }
  }, [canvas])
  return null
}

/** Goes there when told to another place. */
export function FlyTo({
  to,
}: {
  to: { center: LngLat; zoom: number } | { bounds: [number, number, number, number] } | null
}) {
  const { canvas } = useCanvas()
  useEffect(() => {
    if (!to) return
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches
    const duration = isCalm ? 0 : 500
    // What is told about the place lies over the map: at the sides, on a phone from below.
    const { clientWidth: width, clientHeight: height } = canvas.getContainer()
    const padding =
      width > 1000
        ? { left: 300, right: 450, top: 30, bottom: 30 }
        : height > 500
          ? { left: 16, right: 16, top: 70, bottom: height * 0.52 }
          : 16
    if ('bounds' in to) canvas.fitBounds(to.bounds, { padding, duration, maxZoom: 15 })
    else canvas.flyTo({ ...to, duration })
  }, [canvas, to])
  return null
}
