import { describe, expect } from 'vitest'
import { type Node, test } from '../../../test/platform.ts'
import { runSystemWork } from '../house.ts'
import { type PlacedThing, placeThings, unplaceThings } from './places.ts'

const soon = { timeout: 5_000, interval: 5 }

const pump = (lng: number, more: Partial<PlacedThing> = {}): PlacedThing => ({
  layer: 'test',
  id: 'pump-1',
  lng,
  lat: 30.4,
  unitId: null,
  open: true,
  title: '排水泵',
  tags: { flow: 500 },
  ...more,
})
const place = (node: Node, ...things: PlacedThing[]) => runSystemWork(node.house, work => placeThings(work, things))
const seen = (node: Node) => node.house.spatial.get('test', 'pump-1')

describe('places on two nodes', () => {
  test('what one node places, moves and removes the other sees at once, and a node that starts later knows it', async ({
    running,
  }) => {
    const [one, two] = [await running.start(), await running.start()]
    await place(one, pump(107.1))
    expect(seen(one)).toEqual(pump(107.1))
    await expect.poll(() => seen(two), soon).toEqual(pump(107.1))
    await place(two, pump(107.3))
    await expect.poll(() => seen(one)?.lng, soon).toBe(107.3)
    const near = one.house.spatial.nearest({ lng: 107.3, lat: 30.4 }, { limit: 1, layers: ['test'] })
    expect(near).toEqual([{ thing: pump(107.3), metres: 0 }])
    expect((await running.start()).house.spatial.get('test', 'pump-1')).toEqual(pump(107.3))
    await runSystemWork(one.house, work => unplaceThings(work, 'test', ['pump-1']))
    await expect.poll(() => seen(two), soon).toBeNull()
    await place(two, pump(107.2))
    await expect.poll(() => seen(one)?.lng, soon).toBe(107.2)
    expect([...one.said, ...two.said]).toEqual([])
  }, 60_000)

  test('rolled-back work leaves no trace, and what has not changed is not told', async ({ running }) => {
    const [one, two] = [await running.start(), await running.start()]
    await place(one, pump(107.1))
    await expect.poll(() => seen(two)?.lng, soon).toBe(107.1)
    const failed = runSystemWork(one.house, async work => {
      await placeThings(work, [pump(109), pump(109, { id: 'pump-2' })])
      throw new Error('不做了')
    })
    await expect(failed).rejects.toThrow('不做了')
    const before = two.house.spatial.changes
    await place(one, pump(107.1))
    // Heard in the order of commits: with this the silence before it is certain.
    await place(one, pump(107.5, { id: 'pump-3' }))
    await expect.poll(() => two.house.spatial.get('test', 'pump-3')?.lng, soon).toBe(107.5)
    expect(two.house.spatial.changes).toBe(before + 1)
    for (const node of [one, two]) {
      expect(seen(node)?.lng).toBe(107.1)
      expect(node.house.spatial.get('test', 'pump-2')).toBeNull()
    }
    expect(await running.query(`select id from spatial_point where layer = 'test' order by id`)).toEqual([
      { id: 'pump-1' },
      { id: 'pump-3' },
    ])
  }, 60_000)

  test('both nodes move the same thing many times and end at the same place; long ones and thousands arrive, too', async ({
    running,
  }) => {
    const [one, two] = [await running.start(), await running.start()]
    const moves = Array.from({ length: 60 }, (_, i) => place(i % 2 ? one : two, pump(107 + i / 100)))
    await Promise.all(moves)
    const [row] = await running.query<{ lng: number }>(`select lng from spatial_point where layer = 'test'`)
    for (const node of [one, two]) await expect.poll(() => seen(node)?.lng, soon).toBe(row?.lng)
    const long = pump(107.7, { title: '长'.repeat(4_000) })
    await place(one, long)
    await expect.poll(() => seen(two), soon).toEqual(long)
    const many = Array.from({ length: 5_000 }, (_, i) => pump(107 + i / 1e4, { id: `many-${i}` }))
    await place(one, ...many)
    await expect.poll(() => two.house.spatial.all('test').length, soon).toBe(5_001)
    expect(one.house.spatial.all('test').length).toBe(5_001)
    // Only what has changed is read; what was put there behind the platform's back is seen by reading everything.
    await running.query(`insert into spatial_point (layer, id, lng, lat, open, title, tags)
      values ('test', 'unheard', 107, 30, true, '泵', '{}')`)
    await place(one, ...many.map(thing => ({ ...thing, lng: thing.lng + 1 })))
    await expect.poll(() => two.house.spatial.get('test', 'many-4999')?.lng, soon).toBeCloseTo(108.4999, 6)
    expect(two.house.spatial.all('test').every(({ id, lng }) => id === 'pump-1' || lng >= 108)).toBe(true)
    expect(two.house.spatial.get('test', 'unheard')).toBeNull()
    await runSystemWork(one.house, work =>
      unplaceThings(
        work,
        'test',
        many.map(thing => thing.id),
      ),
    )
    await expect.poll(() => two.house.spatial.all('test').map(({ id }) => id), soon).toEqual(['pump-1'])
  }, 60_000)

  test('a node that lost its connection catches up', async ({ running }) => {
    const [one, two] = [await running.start(), await running.start()]
    await place(one, pump(107.1))
    await expect.poll(() => seen(two)?.lng, soon).toBe(107.1)
    await running.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like '%anlan_place%'
        and pid <> pg_backend_pid()`,
    )
    await place(one, pump(107.6))
    await expect.poll(() => seen(two)?.lng, soon).toBe(107.6)
  }, 60_000)
})
