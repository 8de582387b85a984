import type { MapLayer } from '@anlan/contract/map.ts'
import type { House } from '../../kernel/house.ts'
import { Problem } from '../../kernel/problem.ts'
import { layerReach, type PlacedLayer, unitIdsIn } from '../../kernel/spatial/placed-layers.ts'
import type { PlacedThing } from '../../kernel/spatial/places.ts'
import { regionOf, type Shape } from '../../kernel/spatial/shapes.ts'
import { unitVector } from '../../kernel/spatial/sphere.ts'
import type { Work } from '../../kernel/work/work.ts'
import { livelyLayers } from './lively-layers.ts'

/** A layer as this asker reads it. */
export interface ReadableLayer extends PlacedLayer {
  source: 'tiles' | 'features'
  /** Whose things the asker reads; the same text for the same units. */
  reachKey: string
  mayRead(thing: PlacedThing): boolean
  /** Everything he reads of it. */
  things(): PlacedThing[]
  within(shape: Shape): PlacedThing[]
}

/** What happens, and what can be sent: the picture a duty officer opens. */
const shownAtFirst = new Set([
  'events',
  'responses',
  'register:rescue-teams',
  'register:stock-stores',
  'register:shelters',
])

/**
 * The layers the asker may read, of all modules: those placed in the index, cut by his reach, and the lively ones (events, responses, duty
 * rooms), read from the database. With `only`, just these; an unknown or closed one does not exist (404).
 */
export async function readableLayers(work: Work, house: House, only?: string[]): Promise<ReadableLayer[]> {
  const readable: ReadableLayer[] = []
  const units = new Map<string, Promise<ReadonlySet<string>>>()
  const wanted = (name: string) => !only || only.includes(name)
  for (const layer of house.modules.flatMap(module => module.layers ?? [])) {
    const reach = wanted(layer.name) ? layerReach(work, layer) : null
    if (!reach) continue
    const reachKey = reach.everything ? '*' : [...reach.subtrees].sort().join() + [...reach.units].sort().join()
    const read = units.get(reachKey) ?? unitIdsIn(work, reach)
    units.set(reachKey, read)
    const inReach = await read
    const mayRead = (thing: PlacedThing) => thing.unitId === null || inReach.has(thing.unitId)
    readable.push({
      ...layer,
      source: 'tiles',
      reachKey,
      mayRead,
      things: () => house.spatial.all(layer.name).filter(mayRead),
      within: shape => house.spatial.within(shape, { layers: [layer.name], filter: mayRead }),
    })
  }
  for (const { read, ...layer } of livelyLayers) {
    if (!wanted(layer.name) || !layerReach(work, layer)) continue
    const things = await read(work)
    readable.push({
      ...layer,
      source: 'features',
      reachKey: '',
      mayRead: () => true,
      things: () => things,
      within: shape => {
        const { has } = regionOf(shape)
        return things.filter(({ lng, lat }) => has(lng, lat, unitVector(lng, lat)))
      },
    })
  }
  for (const name of only ?? [])
    if (!readable.some(layer => layer.name === name)) throw new Problem('not-found', { detail: '没有这个图层' })
  return readable
}

/** One layer; 404 where the asker does not read it. */
export async function readableLayer(work: Work, house: House, name: string): Promise<ReadableLayer> {
  const [layer] = await readableLayers(work, house, [name])
  return layer as ReadableLayer
}

/** All layers with their counts, in the order of their headings; those that nobody fills are left out. */
export async function listLayers(work: Work, house: House): Promise<MapLayer[]> {
  const listed: MapLayer[] = []
  for (const layer of await readableLayers(work, house)) {
    const count = layer.things().length
    if (count === 0 && !layer.expected) continue
    const { name, label, group, symbol, source } = layer
    listed.push({
      name,
      label,
      group,
      symbol,
      source,
      count,
      kinds: await layer.kinds(work),
      shownAtFirst: shownAtFirst.has(name),
    })
  }
  return listed.sort(
    (a, b) =>
      Number(b.source === 'features') - Number(a.source === 'features') ||
      a.group.localeCompare(b.group, 'zh') ||
      a.label.localeCompare(b.label, 'zh'),
  )
}
