import type { CoordinateSystem } from '@anlan/contract/map.ts'
import gcoord from 'gcoord'
import proj4 from 'proj4'

export interface GivenPosition {
  lng: number
  lat: number
  /** What it was converted from; absent where it was given as stored. */
  srcSystem?: CoordinateSystem
  /** How far it may be off for the conversion alone. */
  accuracyM?: number
}

const degrees = (lng: number, lat: number) => Math.abs(lng) <= 180 && Math.abs(lat) <= 90
const round = (value: number) => Math.round(value * 1e9) / 1e9
/** Convergence of the inverse of GCJ-02 (1e-7°) and of the offset formula itself, measured against published pairs. */
const convertedAccuracyM = 5

/**
 * A position in CGCS2000 degrees, converted once from the system it is given in; null where the numbers are none of that system.
 * WGS-84 differs from CGCS2000 by less than a metre and stays as it is. GCJ-02 and BD-09 are the encrypted systems of consumer maps. `GK-3`:
 * east and north in metres of a three-degree Gauss-Krüger zone (GB/T 17798), the east with its zone number (25–45) in front, e.g. 36401234.5.
 */
export function toCgcs2000(system: CoordinateSystem, first: number, second: number): GivenPosition | null {
  if (!Number.isFinite(first) || !Number.isFinite(second)) return null
  if (system === 'GK-3') return fromZone(first, second)
  if (!degrees(first, second)) return null
  if (system === 'CGCS2000') return { lng: first, lat: second }
  if (system === 'WGS-84') return { lng: first, lat: second, srcSystem: system, accuracyM: 1 }
  const from = system === 'GCJ-02' ? gcoord.GCJ02 : gcoord.BD09
  const [lng = Number.NaN, lat = Number.NaN] = gcoord.transform([first, second], from, gcoord.WGS84)
  return { lng: round(lng), lat: round(lat), srcSystem: system, accuracyM: convertedAccuracyM }
}

function fromZone(first: number, second: number): GivenPosition | null {
  // Survey lists give north (X) and east (Y) in either order; only the east has eight digits before the point.
  const [east, north] = first > 1e7 ? [first, second] : [second, first]
  const zone = Math.floor(east / 1e6)
  if (zone < 25 || zone > 45 || north < 0 || north > 1e7) return null
  const [lng, lat] = proj4(
    `+proj=tmerc +lat_0=0 +lon_0=${zone * 3} +k=1 +x_0=${zone * 1e6 + 500_000} +y_0=0 +ellps=GRS80 +units=m +no_defs`,
    '+proj=longlat +ellps=GRS80 +no_defs',
    [east, north],
  )
  return { lng: round(lng), lat: round(lat), srcSystem: 'GK-3', accuracyM: 1 }
}
