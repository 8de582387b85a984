import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isInRings, type Position, type Shape } from './shapes.ts'
import { type PlacedThing, SpatialIndex } from './spatial-index.ts'
import { earthRadiusM, metresBetween } from './sphere.ts'

const layers = ['store', 'team', 'village', 'camera']

/** Numbers from 0 to 1 that are the same in every run. */
function drawn(seed: number) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Things about a county, every tenth at the same place as another. */
function scattered(count: number, seed: number): PlacedThing[] {
  const next = drawn(seed)
  const things: PlacedThing[] = []
  for (let i = 0; i < count; i++) {
    const twin = i % 10 === 9 ? things[Math.floor(next() * i)] : undefined
    things.push({
      layer: layers[i % layers.length] as string,
      id: String(i),
      lng: twin?.lng ?? 106.8 + next() * 0.9,
      lat: twin?.lat ?? 30.1 + next() * 0.8,
      unitId: null,
      open: true,
      title: `第${i}处`,
      tags: { ready: next() < 0.3 },
    })
  }
  return things
}

const filled = (things: PlacedThing[]) => {
  const index = new SpatialIndex()
  return index
    .refill(async () => things.map((thing, i) => ({ version: i + 1, layer: thing.layer, id: thing.id, thing })))
    .then(() => index)
}

/** Haversines, another formula than the index's own. */
function haversine(a: { lng: number; lat: number }, b: { lng: number; lat: number }) {
  const rad = Math.PI / 180
  const h =
    Math.sin(((b.lat - a.lat) * rad) / 2) ** 2 +
    Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(((b.lng - a.lng) * rad) / 2) ** 2
  return 2 * earthRadiusM * Math.asin(Math.sqrt(h))
}

const compared = (things: PlacedThing[], at: { lng: number; lat: number }, limit: number, withinM: number) =>
  things
    .map(thing => ({ thing, metres: haversine(at, thing) }))
    .filter(one => one.metres <= withinM)
    .sort((a, b) => a.metres - b.metres)
    .slice(0, limit)

describe('the nearest', () => {
  test('of 100,000 things are those that a comparison with all finds, with every filter and after changes', async () => {
    const things = scattered(100_000, 7)
    const index = await filled(things)
    const next = drawn(42)
    const ask = (current: PlacedThing[]) => {
      const at = { lng: 106.6 + next() * 1.3, lat: 29.9 + next() * 1.2 }
      const withinM = next() < 0.3 ? next() * 20_000 : 5e7
      const limit = 1 + Math.floor(next() * 20)
      const asked = next() < 0.5 ? layers.slice(0, 1 + Math.floor(next() * 2)) : undefined
      const ready = next() < 0.5
      const found = index.nearest(at, {
        limit,
        withinM,
        ...(asked && { layers: asked }),
        ...(ready && { filter: thing => thing.tags['ready'] === true }),
      })
      const fitting = current.filter(
        thing => (!asked || asked.includes(thing.layer)) && (!ready || thing.tags['ready'] === true),
      )
      const expected = compared(fitting, at, limit, withinM)
      expect(found.length).toBe(expected.length)
      found.forEach(({ thing, metres }, i) => {
        expect(Math.abs(metres - (expected[i]?.metres ?? Number.NaN))).toBeLessThan(1e-3)
        expect(Math.abs(haversine(at, thing) - metres)).toBeLessThan(1e-3)
      })
      expect(new Set(found.map(one => one.thing)).size).toBe(found.length)
    }
    for (let i = 0; i < 40; i++) ask(things)
    // Moved, gone and new things, once beside the tree and once grown into it.
    let current = things
    for (const changed of [100, 3_000]) {
      const moved = scattered(changed, changed).map((thing, i) => ({ ...thing, id: String(i * 7) }))
      const gone = new Set(Array.from({ length: changed }, (_, i) => String(50_001 + i)))
      index.apply([
        ...moved.map(thing => ({ version: 200_000 + changed, layer: thing.layer, id: thing.id, thing })),
        ...current
          .filter(thing => gone.has(thing.id))
          .map(({ layer, id }) => ({ version: 200_000 + changed, layer, id, thing: null })),
      ])
      const replaced = new Set(moved.map(thing => `${thing.layer} ${thing.id}`))
      current = [...current.filter(one => !gone.has(one.id) && !replaced.has(`${one.layer} ${one.id}`)), ...moved]
      for (let i = 0; i < 15; i++) ask(current)
      await new Promise(resolve => setTimeout(resolve, 500))
      for (let i = 0; i < 15; i++) ask(current)
    }
  }, 60_000)

  test('equally far things come by layer and id, and nothing comes for nothing', async () => {
    const here = scattered(1, 1)[0] as PlacedThing
    const index = await filled(['9', '10', '8'].map(id => ({ ...here, id })))
    expect(index.nearest(here, { limit: 2 }).map(one => one.thing.id)).toEqual(['10', '8'])
    expect(index.nearest(here, { limit: 0 })).toEqual([])
    expect(index.nearest(here, { limit: 5, layers: ['nothing'] })).toEqual([])
    expect(new SpatialIndex().nearest(here, { limit: 5 })).toEqual([])
  })

  test('distances are those of the mean sphere, within 0.6 % of the ellipsoid', () => {
    const meridian = metresBetween({ lng: 107, lat: 29.5 }, { lng: 107, lat: 30.5 })
    expect(meridian).toBeCloseTo((earthRadiusM * Math.PI) / 180, 3)
    // A degree of latitude and one of longitude at 30° north on the ellipsoid, from its published table.
    expect(Math.abs(meridian / 110_852 - 1)).toBeLessThan(0.006)
    expect(Math.abs(metresBetween({ lng: 107, lat: 30 }, { lng: 108, lat: 30 }) / 96_486 - 1)).toBeLessThan(0.006)
  })
})

describe('what lies within', () => {
  const triangle: Position[] = [
    [107, 30.2],
    [107.5, 30.3],
    [107.2, 30.8],
    [107, 30.2],
  ]
  const hole: Position[] = [
    [107.15, 30.35],
    [107.3, 30.35],
    [107.2, 30.5],
    [107.15, 30.35],
  ]
  test('a box, a circle and a polygon with a hole is what a comparison with all finds', async () => {
    const things = scattered(20_000, 3)
    const index = await filled(things)
    const shapes: [Shape, (thing: PlacedThing) => boolean][] = [
      [
        { box: [107.1, 30.2, 107.4, 30.5] },
        ({ lng, lat }) => lng >= 107.1 && lng <= 107.4 && lat >= 30.2 && lat <= 30.5,
      ],
      [
        { circle: { lng: 107.2, lat: 30.4, radiusM: 8_000 } },
        thing => haversine({ lng: 107.2, lat: 30.4 }, thing) <= 8_000,
      ],
      [
        { polygon: [triangle, hole] },
        ({ lng, lat }) => isInRings([triangle], lng, lat) && !isInRings([hole], lng, lat),
      ],
    ]
    for (const [shape, isIn] of shapes) {
      const expected = things.filter(isIn).map(thing => thing.id)
      expect(expected.length).toBeGreaterThan(50)
      const found = index.within(shape).map(thing => thing.id)
      expect(found.sort()).toEqual(expected.sort())
      const stores = index.within(shape, { layers: ['store'] }).map(thing => thing.id)
      expect(stores.sort()).toEqual(
        things
          .filter(one => one.layer === 'store' && isIn(one))
          .map(one => one.id)
          .sort(),
      )
    }
  })

  test('any box anywhere holds exactly what its sides say', () => {
    const place = fc.record({
      lng: fc.double({ min: -180, max: 180, noNaN: true }),
      lat: fc.double({ min: -90, max: 90, noNaN: true }),
    })
    return fc.assert(
      fc.asyncProperty(fc.array(place, { minLength: 1, maxLength: 60 }), place, place, async (places, a, b) => {
        const index = await filled(
          places.map((at, i) => ({ ...at, layer: 'x', id: String(i), unitId: null, open: true, title: '', tags: {} })),
        )
        const box = [
          Math.min(a.lng, b.lng),
          Math.min(a.lat, b.lat),
          Math.max(a.lng, b.lng),
          Math.max(a.lat, b.lat),
        ] as const
        const expected = places.flatMap((at, i) =>
          at.lng >= box[0] && at.lng <= box[2] && at.lat >= box[1] && at.lat <= box[3] ? [String(i)] : [],
        )
        expect(
          index
            .within({ box })
            .map(one => one.id)
            .sort(),
        ).toEqual(expected.sort())
      }),
    )
  })
})

test('two versions of a thing are taken in either order, and a copy never undoes what was heard meanwhile', async () => {
  const one = scattered(1, 5)[0] as PlacedThing
  const change = (version: number, thing: PlacedThing | null) => ({ version, layer: one.layer, id: one.id, thing })
  const index = new SpatialIndex()
  index.apply([change(2, { ...one, title: '后' }), change(1, { ...one, title: '先' })])
  expect(index.get(one.layer, one.id)?.title).toBe('后')
  await index.refill(async () => {
    index.apply([change(4, null)])
    return [change(3, one)]
  })
  expect(index.get(one.layer, one.id)).toBeNull()
  expect(index.all(one.layer)).toEqual([])
  await index.refill(async () => [change(3, one)])
  expect(index.all(one.layer)).toEqual([one])
})
