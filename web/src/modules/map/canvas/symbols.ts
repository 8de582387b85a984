import type { MapSymbol } from '@anlan/contract/map.ts'
import type { Map as Canvas } from 'maplibre-gl'

/** Drawn at twice its size, so that it stays sharp on dense screens. */
const size = 44
export const symbolScale = 0.5

const corner = (angle: number, radius: number): [number, number] => [
  size / 2 + radius * Math.sin((angle * Math.PI) / 180),
  size / 2 - radius * Math.cos((angle * Math.PI) / 180),
]

const outlines: Record<MapSymbol['shape'], (pen: CanvasRenderingContext2D) => void> = {
  circle: pen => pen.arc(size / 2, size / 2, 15, 0, 2 * Math.PI),
  square: pen => pen.rect(8, 8, size - 16, size - 16),
  triangle: pen => ring(pen, [corner(0, 19), corner(120, 19), corner(240, 19)]),
  diamond: pen => ring(pen, [corner(0, 19), corner(90, 19), corner(180, 19), corner(270, 19)]),
  star: pen =>
    ring(
      pen,
      Array.from({ length: 10 }, (_, i) => corner(i * 36, i % 2 ? 8.5 : 20)),
    ),
}

function ring(pen: CanvasRenderingContext2D, points: [number, number][]) {
  for (const [x, y] of points) pen.lineTo(x, y)
  pen.closePath()
}

export const imageOf = ({ shape, color }: MapSymbol) => `${shape} ${color}`

/** Draws a symbol once and hands it to the canvas under the name of `imageOf`. */
export function drawSymbol(canvas: Canvas, symbol: MapSymbol, halo: string) {
  const name = imageOf(symbol)
  if (canvas.hasImage(name)) return
  const paper = document.createElement('canvas')
  paper.width = size
  paper.height = size
  // Read back at once: on a canvas of the graphics process that would wait for all it still has to draw.
  const pen = paper.getContext('2d', { willReadFrequently: true })
  if (!pen) return
  pen.beginPath()
  outlines[symbol.shape](pen)
  pen.lineJoin = 'round'
  pen.lineWidth = 5
  pen.strokeStyle = halo
  pen.stroke()
  pen.fillStyle = symbol.color
  pen.fill()
  canvas.addImage(name, pen.getImageData(0, 0, size, size), { pixelRatio: 2 })
}

/** The same symbol in a list. */
export function symbolPath(shape: MapSymbol['shape']): string {
  const points: Record<Exclude<MapSymbol['shape'], 'circle'>, [number, number][]> = {
    square: [
      [8, 8],
      [36, 8],
      [36, 36],
      [8, 36],
    ],
    triangle: [corner(0, 19), corner(120, 19), corner(240, 19)],
    diamond: [corner(0, 19), corner(90, 19), corner(180, 19), corner(270, 19)],
    star: Array.from({ length: 10 }, (_, i) => corner(i * 36, i % 2 ? 8.5 : 20)),
  }
  if (shape === 'circle') return 'M22 7a15 15 0 1 0 .01 0z'
  return `M${points[shape].map(point => point.map(at => at.toFixed(1)).join(' ')).join('L')}z`
}
