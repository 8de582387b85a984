import {
  AttributionControl,
  addProtocol,
  Map as Canvas,
  type GeoJSONSource,
  ScaleControl,
  setWorkerUrl,
} from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import 'maplibre-gl/dist/maplibre-gl.css'
import { Protocol } from 'pmtiles'
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import type { GroundColours } from './colours.ts'
import { type Ground, groundStyle } from './ground-style.ts'
import './canvas.css'

setWorkerUrl(workerUrl)
addProtocol('pmtiles', new Protocol().tile)

export type { Canvas, GeoJSONSource }

const CanvasContext = createContext<{ canvas: Canvas; colours: GroundColours } | null>(null)

/** The map that the part stands on. Only below `MapCanvas`, which draws nothing before it is there. */
export function useCanvas() {
  const found = useContext(CanvasContext)
  if (!found) throw new Error('used outside a map')
  return found
}

export interface View {
  center: [lng: number, lat: number]
  zoom: number
}

interface MapCanvasProps {
  label: string
  ground: Ground
  colours: GroundColours
  view: View | null
  bounds: [number, number, number, number] | null
  onView?: (view: View) => void
  /** Without it the map is only looked at: it neither moves nor takes the wheel. */
  moves?: boolean
  children?: ReactNode
}

/** Draws the ground once; another ground or other colours are another map (give it another `key`). What lies on it are its children. */
export function MapCanvas({ label, ground, colours, view, bounds, onView, moves = true, children }: MapCanvasProps) {
  const place = useRef<HTMLDivElement>(null)
  const [canvas, setCanvas] = useState<Canvas | null>(null)
  const [broken, setBroken] = useState(false)
  const latest = useRef(onView)
  latest.current = onView
  const first = useRef({ ground, colours, view, bounds, label, moves })

  useEffect(() => {
    if (!place.current) return
    const { ground, colours, view, bounds, label, moves } = first.current
    let drawn: Canvas
    try {
      drawn = new Canvas({
        container: place.current,
        style: groundStyle(ground, colours),
        ...(view
          ? { center: view.center, zoom: view.zoom }
          : bounds
            ? { bounds, fitBoundsOptions: { padding: 24 } }
            : {}),
        interactive: moves,
        attributionControl: false,
        dragRotate: false,
        pitchWithRotate: false,
        touchPitch: false,
        rollEnabled: false,
        maxZoom: 19,
        fadeDuration: 0,
        localIdeographFontFamily:
          '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif',
        locale: {
          'Map.Title': label,
          'ScaleControl.Meters': '米',
          'ScaleControl.Kilometers': '公里',
          'AttributionControl.ToggleAttribution': '底图说明',
        },
      })
    } catch {
      setBroken(true)
      return
    }
    drawn.touchZoomRotate?.disableRotation()
    drawn.addControl(new ScaleControl({ unit: 'metric' }), 'bottom-right')
    const notes = [ground.base, ...ground.overlays].flatMap(base =>
      base ? [[base.attribution, base.approvalNumber].filter(Boolean).join(' ')] : [],
    )
    if (notes.some(Boolean))
      drawn.addControl(
        new AttributionControl({ compact: true, customAttribution: notes.filter(Boolean) }),
        'bottom-right',
      )
    // For whoever measures or drives the map from outside, in the journeys and the measurements.
    Object.assign(window, { anlanMap: drawn })
    drawn.on('style.load', () => setCanvas(drawn))
    drawn.on('moveend', () => {
      const { lng, lat } = drawn.getCenter()
      latest.current?.({ center: [lng, lat], zoom: drawn.getZoom() })
    })
    // A tile that does not come leaves a gap in the picture; the base map's absence is no reason to stop working.
    drawn.on('error', () => {})
    return () => {
      setCanvas(null)
      drawn.remove()
    }
  }, [])

  return (
    <div className="map-canvas">
      <div ref={place} className="map-paper" />
      {broken && (
        <p className="map-broken" role="alert">
          这台电脑的浏览器不能绘制地图（未启用图形加速），仍可用查找和范围查询的列表
        </p>
      )}
      {canvas && <CanvasContext value={{ canvas, colours }}>{children}</CanvasContext>}
    </div>
  )
}
