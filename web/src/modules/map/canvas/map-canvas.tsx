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
  /** What else lies over the map at its edges, in pixels: `bounds` are put beside it. */
  padding?: Padding | undefined
  /** What can be done where the browser cannot draw maps, under the sentence that says so. */
  instead?: ReactNode
  onBroken?: () => void
  children?: ReactNode
}

export interface Padding {
  top: number
  right: number
  bottom: number
  left: number
}
const narrow: Padding = { top: 24, right: 24, bottom: 24, left: 24 }

/** Draws the ground once; another ground or other colours are another map (give it another `key`). What lies on it are its children. */
export function MapCanvas(props: MapCanvasProps) {
  const { colours, onView, onBroken, instead, children } = props
  const place = useRef<HTMLDivElement>(null)
  const [canvas, setCanvas] = useState<Canvas | null>(null)
  const [broken, setBroken] = useState(false)
  const latest = useRef({ onView, onBroken })
  latest.current = { onView, onBroken }
  const first = useRef(props)

  useEffect(() => {
    if (!place.current) return
    const { ground, colours, view, bounds, label, moves = true, padding = narrow } = first.current
    let drawn: Canvas
    try {
      drawn = new Canvas({
        container: place.current,
        style: groundStyle(ground, colours),
        ...(view ? { center: view.center, zoom: view.zoom } : bounds ? { bounds, fitBoundsOptions: { padding } } : {}),
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
      latest.current.onBroken?.()
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
      latest.current.onView?.({ center: [lng, lat], zoom: drawn.getZoom() })
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
        <div className="map-broken" role="alert">
          <p>此浏览器不能绘制地图（未启用图形加速），各处位置以文字和列表为准</p>
          {instead}
        </div>
      )}
      {canvas && <CanvasContext value={{ canvas, colours }}>{children}</CanvasContext>}
    </div>
  )
}
