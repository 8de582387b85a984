import type { MapMouseEvent } from 'maplibre-gl'
import { useEffect, useMemo, useState } from 'react'
import { useCanvas } from '../canvas/map-canvas.tsx'
import type { LngLat } from '../canvas/measures.ts'
import { ShapesLayer } from '../canvas/shapes-layer.tsx'
import { draftOf, leastPoints, type Tool, tools } from './tools.ts'

interface DrawingProps {
  tool: Tool
  onDone: (points: LngLat[]) => void
  onCancel: () => void
}

const dragFrom = 8

/**
 * Takes points from the hand: by clicks, for a circle also by dragging. From the keyboard the space bar sets a point at the middle of the map
 * (the arrow keys move the map below it), Enter ends, Backspace takes the last point back, Esc gives up.
 */
export function Drawing({ tool, onDone, onCancel }: DrawingProps) {
  const { canvas, colours } = useCanvas()
  const [placed, setPlaced] = useState<LngLat[]>([])
  const [pointer, setPointer] = useState<LngLat | null>(null)

  useEffect(() => {
    const wanted = tools[tool].points
    let points: LngLat[] = []
    let pressed: { at: LngLat; x: number; y: number } | null = null
    const take = (at: LngLat) => {
      points = [...points, at]
      setPlaced(points)
      if (wanted !== null && points.length >= wanted) onDone(points)
    }
    const end = () => {
      if (wanted === null && points.length >= leastPoints(tool)) onDone(points)
    }
    const whereOf = (event: MapMouseEvent): LngLat => [event.lngLat.lng, event.lngLat.lat]
    const onClick = (event: MapMouseEvent) => {
      if (event.originalEvent.detail <= 1) take(whereOf(event))
    }
    const onDouble = (event: MapMouseEvent) => {
      event.preventDefault()
      end()
    }
    const onMove = (event: MapMouseEvent) => setPointer(whereOf(event))
    const paper = canvas.getCanvasContainer()
    const groundAt = (event: PointerEvent): LngLat => {
      const box = paper.getBoundingClientRect()
      const { lng, lat } = canvas.unproject([event.clientX - box.left, event.clientY - box.top])
      return [lng, lat]
    }
    const onDown = (event: PointerEvent) => {
      if (event.button === 0 && points.length === 0)
        pressed = { at: groundAt(event), x: event.clientX, y: event.clientY }
    }
    const hasDragged = (event: PointerEvent) =>
      pressed !== null && Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) > dragFrom
    const onDrag = (event: PointerEvent) => {
      if (!pressed || !hasDragged(event)) return
      setPlaced([pressed.at])
      setPointer(groundAt(event))
    }
    const onUp = (event: PointerEvent) => {
      const from = pressed
      const dragged = hasDragged(event)
      pressed = null
      if (from && dragged) onDone([from.at, groundAt(event)])
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT|BUTTON)$/.test(event.target.tagName)) return
      const { lng, lat } = canvas.getCenter()
      if (event.key === ' ') take([lng, lat])
      else if (event.key === 'Enter') end()
      else if (event.key === 'Backspace') {
        points = points.slice(0, -1)
        setPlaced(points)
      } else if (event.key === 'Escape') onCancel()
      else return
      event.preventDefault()
    }
    canvas.doubleClickZoom.disable()
    canvas.getCanvas().style.cursor = 'crosshair'
    const heard = [canvas.on('click', onClick), canvas.on('dblclick', onDouble), canvas.on('mousemove', onMove)]
    window.addEventListener('keydown', onKey)
    if (tool === 'circle') {
      canvas.dragPan.disable()
      paper.addEventListener('pointerdown', onDown)
      window.addEventListener('pointermove', onDrag)
      window.addEventListener('pointerup', onUp)
    }
    return () => {
      for (const one of heard) one.unsubscribe()
      window.removeEventListener('keydown', onKey)
      paper.removeEventListener('pointerdown', onDown)
      window.removeEventListener('pointermove', onDrag)
      window.removeEventListener('pointerup', onUp)
      canvas.getCanvas().style.cursor = ''
      canvas.dragPan.enable()
      canvas.doubleClickZoom.enable()
    }
  }, [canvas, tool, onDone, onCancel])

  const features = useMemo(() => draftOf(tool, placed, pointer), [tool, placed, pointer])
  return <ShapesLayer id="draft" features={features} color={colours.drawing} onTop />
}
