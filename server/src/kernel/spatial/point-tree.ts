import type { UnitVector } from './sphere.ts'

const leafSize = 16
/** Steps of building between two pauses: some milliseconds. */
const stepsAtOnce = 200_000

/** Takes what a search comes upon: the item and the square of its chord to the asker. Returns up to which square it still wants to hear. */
export type Offer<T> = (item: T, chord2: number) => number

/**
 * Points of the unit sphere in a k-d tree (each piece split in half across its widest side), laid out in plain arrays. Chords grow with great-circle
 * distances, so a search by chords is exact and needs no angle; great circles over a flat tree (flatbush) cost several times as much.
 */
export class PointTree<T> {
  #items: T[]
  #at: Float64Array
  /** Across which side the piece with this middle is split. */
  #axis: Uint8Array
  /** Where the last search asked. */
  #x = 0
  #y = 0
  #z = 0

  private constructor(items: T[], at: Float64Array, axis: Uint8Array) {
    this.#items = items
    this.#at = at
    this.#axis = axis
  }

  /** Builds at once. */
  static of<T extends { at: UnitVector }>(items: T[]): PointTree<T> {
    const building = PointTree.building(items)
    for (;;) {
      const step = building.next()
      if (step.done) return step.value
    }
  }

  /** Builds in pieces: each yield is a good moment to let others work. */
  static *building<T extends { at: UnitVector }>(source: T[]): Generator<void, PointTree<T>> {
    const items = [...source]
    const at = new Float64Array(items.length * 3)
    for (const [i, item] of items.entries()) at.set(item.at, i * 3)
    const axis = new Uint8Array(items.length)
    const pieces: [number, number][] = items.length ? [[0, items.length - 1]] : []
    let steps = 0
    for (let piece = pieces.pop(); piece; piece = pieces.pop()) {
      const [left, right] = piece
      if (right - left < leafSize) continue
      const middle = (left + right) >> 1
      const side = widestSide(at, left, right)
      axis[middle] = side
      select(items, at, middle, left, right, side)
      pieces.push([left, middle - 1], [middle + 1, right])
      steps += right - left
      if (steps > stepsAtOnce) {
        steps = 0
        yield
      }
    }
    return new PointTree(items, at, axis)
  }

  get items(): readonly T[] {
    return this.#items
  }

  /** Offers the items around a point, roughly nearest first, until none is left within the square that `offer` last asked for. */
  around([x, y, z]: UnitVector, within: number, offer: Offer<T>): void {
    this.#x = x
    this.#y = y
    this.#z = z
    this.#descend(0, this.#items.length - 1, 0, 0, 0, 0, within, offer)
  }

  /** `gap` is the square of the chord to the piece at least, `gx`, `gy`, `gz` its sides. Returns the bound after what was offered. */
  #descend(
    left: number,
    right: number,
    gap: number,
    gx: number,
    gy: number,
    gz: number,
    bound: number,
    offer: Offer<T>,
  ): number {
    const at = this.#at
    if (right - left < leafSize) {
      for (let i = left; i <= right; i++) bound = this.#meet(i, bound, offer)
      return bound
    }
    const middle = (left + right) >> 1
    const side = this.#axis[middle] as number
    const asked = side === 0 ? this.#x : side === 1 ? this.#y : this.#z
    const off = asked - (at[middle * 3 + side] as number)
    bound =
      off <= 0
        ? this.#descend(left, middle - 1, gap, gx, gy, gz, bound, offer)
        : this.#descend(middle + 1, right, gap, gx, gy, gz, bound, offer)
    bound = this.#meet(middle, bound, offer)
    const before = side === 0 ? gx : side === 1 ? gy : gz
    // A hair below the true gap, so that rounding never shuts out what lies just on the bound.
    const farther = gap - before * before + off * off * (1 - 1e-12)
    if (farther > bound) return bound
    const [nx, ny, nz] = [side === 0 ? off : gx, side === 1 ? off : gy, side === 2 ? off : gz]
    return off <= 0
      ? this.#descend(middle + 1, right, farther, nx, ny, nz, bound, offer)
      : this.#descend(left, middle - 1, farther, nx, ny, nz, bound, offer)
  }

  #meet(i: number, bound: number, offer: Offer<T>): number {
    const at = this.#at
    const dx = this.#x - (at[i * 3] as number)
    const dy = this.#y - (at[i * 3 + 1] as number)
    const dz = this.#z - (at[i * 3 + 2] as number)
    const chord2 = dx * dx + dy * dy + dz * dz
    return chord2 <= bound ? offer(this.#items[i] as T, chord2) : bound
  }

  /** Every item whose point lies in a block of space. */
  inside(low: UnitVector, high: UnitVector, take: (item: T) => void): void {
    const at = this.#at
    const pieces: number[] = [0, this.#items.length - 1]
    const meet = (i: number) => {
      for (let side = 0; side < 3; side++) {
        const value = at[i * 3 + side] as number
        if (value < (low[side] as number) || value > (high[side] as number)) return
      }
      take(this.#items[i] as T)
    }
    while (pieces.length) {
      const right = pieces.pop() as number
      const left = pieces.pop() as number
      if (right - left < leafSize) {
        for (let i = left; i <= right; i++) meet(i)
        continue
      }
      const middle = (left + right) >> 1
      meet(middle)
      const side = this.#axis[middle] as number
      const split = at[middle * 3 + side] as number
      if ((low[side] as number) <= split) pieces.push(left, middle - 1)
      if ((high[side] as number) >= split) pieces.push(middle + 1, right)
    }
  }
}

function widestSide(at: Float64Array, left: number, right: number): number {
  let widest = 0
  let width = -1
  for (let side = 0; side < 3; side++) {
    let low = Number.POSITIVE_INFINITY
    let high = Number.NEGATIVE_INFINITY
    for (let i = left * 3 + side; i <= right * 3 + side; i += 3) {
      const value = at[i] as number
      if (value < low) low = value
      if (value > high) high = value
    }
    if (high - low > width) {
      width = high - low
      widest = side
    }
  }
  return widest
}

/** Puts the item that belongs to place `k` there, smaller ones before it and greater ones behind (Hoare's selection, pivot of three). */
function select<T>(items: T[], at: Float64Array, k: number, left: number, right: number, side: number): void {
  const value = (i: number) => at[i * 3 + side] as number
  while (left < right) {
    const middle = (left + right) >> 1
    if (value(middle) < value(left)) swap(items, at, middle, left)
    if (value(right) < value(left)) swap(items, at, right, left)
    if (value(right) < value(middle)) swap(items, at, right, middle)
    const pivot = value(middle)
    let i = left
    let j = right
    while (i <= j) {
      while (value(i) < pivot) i++
      while (value(j) > pivot) j--
      if (i <= j) swap(items, at, i++, j--)
    }
    if (k <= j) right = j
    else if (k >= i) left = i
    else return
  }
}

function swap<T>(items: T[], at: Float64Array, i: number, j: number): void {
  const item = items[i] as T
  items[i] = items[j] as T
  items[j] = item
  for (let side = 0; side < 3; side++) {
    const value = at[i * 3 + side] as number
    at[i * 3 + side] = at[j * 3 + side] as number
    at[j * 3 + side] = value
  }
}
