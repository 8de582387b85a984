import fc from 'fast-check'
import gcoord from 'gcoord'
import proj4 from 'proj4'
import { describe, expect, test } from 'vitest'
import { toCgcs2000 } from './coordinates.ts'

/** The same point in three systems (lng, lat). */
const known = [
  { wgs: [116.397428, 39.90923], gcj: [116.403672, 39.910634], bd: [116.410044, 39.916973] },
  { wgs: [108.5, 29.3], gcj: [108.50428, 29.297181], bd: [108.510769, 29.303281] },
] as const

describe('坐标系转换', () => {
  test('published points come back from GCJ-02 and BD-09, and say where they came from', () => {
    for (const { wgs, gcj, bd } of known)
      for (const [system, from] of [
        ['GCJ-02', gcj],
        ['BD-09', bd],
      ] as const) {
        const found = toCgcs2000(system, from[0], from[1])
        expect(Math.abs((found?.lng ?? 0) - wgs[0])).toBeLessThan(2e-6)
        expect(Math.abs((found?.lat ?? 0) - wgs[1])).toBeLessThan(2e-6)
        expect(found).toMatchObject({ srcSystem: system })
      }
  })

  test('the way there agrees with the published figures to a millionth of a degree', () => {
    for (const { wgs, gcj, bd } of known) {
      const toGcj = gcoord.transform([wgs[0], wgs[1]], gcoord.WGS84, gcoord.GCJ02)
      const toBd = gcoord.transform([gcj[0], gcj[1]], gcoord.GCJ02, gcoord.BD09)
      for (const i of [0, 1] as const) {
        expect(Math.abs((toGcj[i] ?? 0) - gcj[i])).toBeLessThan(1e-6)
        expect(Math.abs((toBd[i] ?? 0) - bd[i])).toBeLessThan(1e-6)
      }
    }
  })

  test('what is given as stored stays to the last digit', () => {
    expect(toCgcs2000('CGCS2000', 108.123456789, 29.3)).toEqual({ lng: 108.123456789, lat: 29.3 })
    expect(toCgcs2000('WGS-84', 108.5, 29.3)).toMatchObject({ lng: 108.5, lat: 29.3, srcSystem: 'WGS-84' })
  })

  test('a three-degree zone in either order of east and north; without its zone, or as degrees, it is none', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 106.6, max: 109.4, noNaN: true }),
        fc.double({ min: 20, max: 45, noNaN: true }),
        (lng, lat) => {
          const [east, north] = proj4(
            'EPSG:4326',
            '+proj=tmerc +lat_0=0 +lon_0=108 +k=1 +x_0=36500000 +y_0=0 +ellps=GRS80 +units=m +no_defs',
            [lng, lat],
          )
          for (const found of [toCgcs2000('GK-3', east, north), toCgcs2000('GK-3', north, east)]) {
            expect(found?.lng).toBeCloseTo(lng, 6)
            expect(found?.lat).toBeCloseTo(lat, 6)
          }
        },
      ),
    )
    expect(toCgcs2000('GK-3', 500_000, 3_241_000)).toBeNull()
    expect(toCgcs2000('GK-3', 108.5, 29.3)).toBeNull()
    expect(toCgcs2000('GCJ-02', 36_500_000, 3_241_000)).toBeNull()
  })
})
