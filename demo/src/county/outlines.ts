import { drawBorders } from './borders.ts'
import { bend, bent, unbend } from './lie-of-the-land.ts'
import { partition, type Site } from './partition.ts'
import { centroid, fromShares, halfBox, type Point, signedArea, toLngLat, toPlane } from './plane.ts'
import { randomOf } from './rng.ts'
import type { LngLat } from './shape.ts'
import { type TownFigures, towns } from './town-table.ts'
import { type VillageName, villageNames } from './village-names.ts'

/** Where something is: its outline, its middle or seat, and its size on the map. */
export interface Place {
  outline: LngLat[]
  center: LngLat
  /** km² as drawn. */
  size: number
}

export interface Outlines {
  county: Place
  /** By the key of the township. */
  towns: Map<string, Place>
  /** By area code. */
  villages: Map<string, Place>
}

/** A village that a scenario puts on a certain spot. */
const spots: Record<string, LngLat> = {
  青松村: [108.552, 29.318],
}

/** A village that has to lie on its stream, in fractions of the county's width and height. */
const places: Record<string, Point> = {
  凉水村: [0.38, 0.9],
  三岔村: [0.33, 0.78],
  河坝村: [0.3, 0.69],
  滩口村: [0.24, 0.55],
  井湾村: [0.8, 0.13],
}

export function drawOutlines(): Outlines {
  const names = villageNames()
  const townCells = partition(
    countyCell(),
    towns.map(town => ({ at: fromShares(town.at), share: town.areaKm2 })),
    0.02,
  )
  const parts: { town: TownFigures; village: VillageName; cell: Point[] }[] = []
  for (const [i, town] of towns.entries()) {
    const cell = townCells[i] ?? []
    const villages = names.get(town.key) ?? []
    const cells = partition(cell, sitesOf(town, cell, villages))
    for (const [j, village] of villages.entries()) parts.push({ town, village, cell: cells[j] ?? [] })
  }

  const outlineOf = drawBorders(parts.map(part => part.cell))
  const place = (group: number[], seat: number): Place => ({
    outline: outlineOf(group),
    center: toLngLat(bend(centroid(parts[seat]?.cell ?? []))),
    size: group.reduce((sum, part) => sum + signedArea(bent(parts[part]?.cell ?? [])), 0),
  })
  const all = [...parts.keys()]
  // The seat of a township is its first community, and that of the county the first township's.
  return {
    county: place(all, 0),
    towns: new Map(
      towns.map(town => {
        const own = all.filter(part => parts[part]?.town === town)
        return [town.key, place(own, own[0] ?? 0)]
      }),
    ),
    villages: new Map(parts.map(({ village }, part) => [village.code, place([part], part)])),
  }
}

/** A rough square with uneven, cut-off corners, convex, a little inside the box. */
function countyCell(): Point[] {
  const random = randomOf('county-outline')
  const roundness = 2 / 3.6
  const power = (value: number) => Math.sign(value) * Math.abs(value) ** roundness
  return Array.from({ length: 22 }, (_, i): Point => {
    const angle = ((i + random.between(-0.25, 0.25)) / 22) * 2 * Math.PI
    return [power(Math.cos(angle)) * halfBox[0] * 0.953, power(Math.sin(angle)) * halfBox[1] * 0.953]
  })
}

/** Communities crowd around the seat in the middle, small and like the seeds of a sunflower; villages share the rest. */
function sitesOf(town: TownFigures, cell: Point[], villages: VillageName[]): Site[] {
  const random = randomOf(`sites ${town.key}`)
  const seat = centroid(cell)
  const radius = Math.sqrt(signedArea(cell) / Math.PI)
  const communityShare = 0.3
  const communityRadius = radius * Math.sqrt(communityShare / (town.villages + town.communities * communityShare))
  const around = (angle: number, far: number): Point => [
    seat[0] + Math.cos(angle) * far,
    seat[1] + Math.sin(angle) * far,
  ]
  return villages.map(({ name, kind }, i): Site => {
    if (kind === 'community') {
      return { at: around(i * goldenAngle, communityRadius * Math.sqrt(i)), share: communityShare, pinned: true }
    }
    const spot = spots[name] ? unbend(toPlane(spots[name])) : places[name] ? fromShares(places[name]) : null
    if (spot) return { at: spot, share: 1, pinned: true }
    if (i === 0) return { at: seat, share: 1, pinned: true }
    const at = around(random.between(0, 2 * Math.PI), random.between(0.4, 0.8) * radius)
    return { at, share: random.between(0.8, 1.2) }
  })
}

const goldenAngle = Math.PI * (3 - Math.sqrt(5))
