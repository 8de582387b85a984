import { between, distance, halfBox, type Point } from './plane.ts'
import { randomOf } from './rng.ts'

/**
 * The county is first divided by straight lines, which is easy and exact, and then bent as a whole by one smooth
 * displacement. Neighbours are bent alike, so nothing tears; slopes stay well below 1, so nothing folds over.
 */
export function bend([x, y]: Point): Point {
  let [dx, dy] = [0, 0]
  for (const wave of waves) {
    const phase = x * wave.east + y * wave.north + wave.phase
    dx += wave.x * Math.sin(phase)
    dy += wave.y * Math.cos(phase * 1.1)
  }
  // Calmer toward the edge of the box, which must not be crossed.
  const calm = (1 - 0.6 * (x / halfBox[0]) ** 4) * (1 - 0.6 * (y / halfBox[1]) ** 4)
  return [x + dx * calm, y + dy * calm]
}

const waves = (() => {
  const random = randomOf('bend')
  return [34, 27, 19, 13].map(lengthKm => {
    const direction = random.between(0, 2 * Math.PI)
    const size = lengthKm / 27
    return {
      east: ((2 * Math.PI) / lengthKm) * Math.cos(direction),
      north: ((2 * Math.PI) / lengthKm) * Math.sin(direction),
      phase: random.between(0, 2 * Math.PI),
      x: size * Math.cos(direction + 2),
      y: size * Math.sin(direction + 2),
    }
  })
})()

/** The point that `bend` moves to this one. */
export function unbend(target: Point): Point {
  let guess = target
  for (let i = 0; i < 50; i++) {
    const reached = bend(guess)
    guess = [guess[0] + target[0] - reached[0], guess[1] + target[1] - reached[1]]
  }
  return guess
}

/** A polygon after bending, its sides cut fine enough to follow. */
export const bent = (polygon: readonly Point[]): Point[] =>
  polygon.flatMap((a, i) => {
    const b = polygon[(i + 1) % polygon.length] ?? a
    const pieces = Math.max(1, Math.ceil(distance(a, b) / 1.5))
    return Array.from({ length: pieces }, (_, piece) => bend(between(a, b, piece / pieces)))
  })

/**
 * A straight stretch as nature would draw it: midpoints shifted sideways, again and again. The path keeps within a
 * narrow lens around the stretch, so that paths that meet at a corner do not cross. Without its last point.
 */
export function wander(a: Point, b: Point, random: () => number, sideways: number, stepKm: number): Point[] {
  const length = distance(a, b)
  if (length < stepKm) return [a]
  const shift = (random() * 2 - 1) * sideways
  const half = between(a, b, 0.42 + random() * 0.16)
  const middle: Point = [half[0] - (b[1] - a[1]) * shift, half[1] + (b[0] - a[0]) * shift]
  return [...wander(a, middle, random, sideways, stepKm), ...wander(middle, b, random, sideways, stepKm)]
}
