import { PointTree } from './point-tree.ts'
import { regionOf, type Shape } from './shapes.ts'
import { chordOfMetres, metresOfChord, type UnitVector, unitVector } from './sphere.ts'

/** Something with a place. Its layer names its kind (`offer`, `village`); `open` says that the whole county may read it, whatever `unitId` is. */
export interface PlacedThing {
  layer: string
  /** Unique within its layer. */
  id: string
  /** Degrees, CGCS2000. */
  lng: number
  lat: number
  unitId: string | null
  open: boolean
  title: string
  tags: Record<string, string | number | boolean | null>
}

/** A thing as it is since the given version; without one, it is gone. */
export interface PlaceChange {
  version: number
  layer: string
  id: string
  thing: PlacedThing | null
}

export interface Found {
  thing: PlacedThing
  /** Along the great circle of the mean sphere (`sphere.ts`). */
  metres: number
}

export interface NearestOptions {
  limit: number
  withinM?: number
  /** Only these layers; all when left out. */
  layers?: string[]
  filter?: (thing: PlacedThing) => boolean
}

interface Entry {
  key: string
  version: number
  thing: PlacedThing | null
  at: UnitVector
  /** Another version has taken its place. */
  replaced: boolean
}

const keyOf = (layer: string, id: string) => `${layer}\n${id}`

/**
 * All placed things in this node's memory: one tree over all and one for each layer, with what changed since a tree was built beside it. Answers are
 * those of the last committed state this node heard of (`followPlaces`): its own changes at once, those of others within the time of a notification.
 * A unit of work does not yet find here what it placed itself.
 */
export class SpatialIndex {
  #entries = new Map<string, Entry>()
  #whole = new Grove()
  #layers = new Map<string, Grove>()
  /** Keys that changed while a fresh copy is being read; null when none is. */
  #heard: Set<string> | null = null
  #refilled: Promise<void> = Promise.resolve()
  /** Counts the changes: whoever keeps something computed from the index sees by it whether it still holds. */
  changes = 0

  /** The nearest things, nearest first; equally far ones by layer and id. Exact: what a comparison with every thing would give. */
  nearest({ lng, lat }: { lng: number; lat: number }, options: NearestOptions): Found[] {
    const { limit, withinM = Number.POSITIVE_INFINITY, layers, filter } = options
    if (limit < 1) return []
    const best = new Nearest(limit, chordOfMetres(withinM) * (1 + 1e-12))
    const at = unitVector(lng, lat)
    const offer = (entry: Entry, chord2: number) => {
      if (!entry.replaced && (!filter || filter(entry.thing as PlacedThing))) best.take(entry, chord2)
      return best.bound
    }
    for (const grove of this.#groves(layers)) grove.around(at, best.bound, offer)
    return best.found()
  }

  /** Everything in a shape, in no particular order. */
  within(shape: Shape, options: Pick<NearestOptions, 'layers' | 'filter'> = {}): PlacedThing[] {
    const { low, high, has } = regionOf(shape)
    const found: PlacedThing[] = []
    const take = ({ thing, at, replaced }: Entry) => {
      if (replaced || !thing || !has(thing.lng, thing.lat, at)) return
      if (!options.filter || options.filter(thing)) found.push(thing)
    }
    for (const grove of this.#groves(options.layers)) grove.inside(low, high, take)
    return found
  }

  /** Everything of a layer, in no particular order. */
  all(layer: string): PlacedThing[] {
    return [...(this.#layers.get(layer)?.living() ?? [])].map(entry => entry.thing as PlacedThing)
  }

  get(layer: string, id: string): PlacedThing | null {
    return this.#entries.get(keyOf(layer, id))?.thing ?? null
  }

  /** Takes over what was committed, here or on another node; of two versions of a thing the later one stays, in whichever order they are heard. */
  apply(changes: PlaceChange[]): void {
    for (const { version, layer, id, thing } of changes) {
      const key = keyOf(layer, id)
      this.#heard?.add(key)
      const before = this.#entries.get(key)
      if (before && before.version >= version) continue
      this.#put(key, version, thing, before)
    }
  }

  /** Puts a copy read from the database in place of everything; a second call waits for the first. */
  refill(read: () => Promise<PlaceChange[]>): Promise<void> {
    const next = this.#refilled.then(() => this.#refill(read))
    this.#refilled = next.catch(() => {})
    return next
  }

  async #refill(read: () => Promise<PlaceChange[]>): Promise<void> {
    const heard = new Set<string>()
    this.#heard = heard
    const rows = await read().finally(() => {
      this.#heard = null
    })
    const entries = new Map<string, Entry>()
    for (const { version, layer, id, thing } of rows) {
      const key = keyOf(layer, id)
      const before = this.#entries.get(key)
      // What was heard meanwhile may be later than the copy.
      entries.set(key, before && heard.has(key) && before.version > version ? before : entryOf(key, version, thing))
    }
    for (const key of heard) {
      const before = this.#entries.get(key)
      if (before && !entries.has(key)) entries.set(key, before)
    }
    this.#entries = entries
    this.changes++
    const living = [...entries.values()].filter(entry => entry.thing)
    this.#whole.plant(living)
    this.#layers.clear()
    for (const entry of living) this.#layerOf(entry).add(entry)
    for (const grove of this.#layers.values()) grove.plant([...grove.living()])
  }

  #put(key: string, version: number, thing: PlacedThing | null, before: Entry | undefined) {
    const entry = entryOf(key, version, thing)
    this.#entries.set(key, entry)
    this.changes++
    if (before?.thing) {
      before.replaced = true
      this.#whole.lose()
      this.#layerOf(before).lose()
    }
    if (!thing) return
    this.#whole.add(entry)
    this.#layerOf(entry).add(entry)
  }

  #layerOf({ thing }: Entry): Grove {
    const layer = thing?.layer ?? ''
    const grove = this.#layers.get(layer) ?? new Grove()
    this.#layers.set(layer, grove)
    return grove
  }

  #groves(layers: string[] | undefined): Grove[] {
    if (!layers) return [this.#whole]
    return [...new Set(layers)].flatMap(layer => this.#layers.get(layer) ?? [])
  }
}

const nowhere: UnitVector = [0, 0, 0]
const entryOf = (key: string, version: number, thing: PlacedThing | null): Entry => ({
  key,
  version,
  thing,
  at: thing ? unitVector(thing.lng, thing.lat) : nowhere,
  replaced: false,
})

/** So many changes are compared one by one beside the tree before it is built anew; some microseconds. */
const mostFresh = 256

/** A tree, and what is not in it yet. */
class Grove {
  #tree = PointTree.of<Entry>([])
  #fresh: Entry[] = []
  #lost = 0
  /** The growing that counts; an earlier one that still runs is for nothing. */
  #growing: object | null = null

  add(entry: Entry) {
    this.#fresh.push(entry)
    this.#growWhenDue()
  }

  lose() {
    this.#lost++
    this.#growWhenDue()
  }

  plant(entries: Entry[]) {
    this.#growing = null
    this.#tree = PointTree.of(entries)
    this.#fresh = []
    this.#lost = 0
  }

  *living(): Generator<Entry> {
    for (const entry of this.#tree.items) if (!entry.replaced) yield entry
    for (const entry of this.#fresh) if (!entry.replaced) yield entry
  }

  around(at: UnitVector, within: number, offer: (entry: Entry, chord2: number) => number) {
    let bound = within
    for (const entry of this.#fresh) {
      const [x, y, z] = entry.at
      const chord2 = (at[0] - x) ** 2 + (at[1] - y) ** 2 + (at[2] - z) ** 2
      if (chord2 <= bound) bound = offer(entry, chord2)
    }
    this.#tree.around(at, bound, offer)
  }

  inside(low: UnitVector, high: UnitVector, take: (entry: Entry) => void) {
    for (const entry of this.#fresh) take(entry)
    this.#tree.inside(low, high, take)
  }

  /** Builds the tree anew between other work, so that no request waits for it. */
  #growWhenDue() {
    if (this.#growing || (this.#fresh.length <= mostFresh && this.#lost * 2 <= this.#tree.items.length + mostFresh))
      return
    const growing = {}
    this.#growing = growing
    setImmediate(() => {
      if (this.#growing !== growing) return
      const [taken, lost] = [this.#fresh.length, this.#lost]
      const building = PointTree.building([...this.living()])
      const step = () => {
        if (this.#growing !== growing) return
        const next = building.next()
        if (!next.done) return void setImmediate(step)
        this.#tree = next.value
        this.#fresh = this.#fresh.slice(taken)
        this.#lost -= lost
        this.#growing = null
        this.#growWhenDue()
      }
      step()
    })
  }
}

/** The best so far, best first. */
class Nearest {
  #limit: number
  #entries: Entry[] = []
  #chords: number[] = []
  /** The square of the chord beyond which nothing is wanted any more. */
  bound: number

  constructor(limit: number, bound: number) {
    this.#limit = limit
    this.bound = bound
  }

  take(entry: Entry, chord2: number) {
    const chords = this.#chords
    const entries = this.#entries
    let place = chords.length
    while (place > 0) {
      const before = chords[place - 1] as number
      if (before < chord2 || (before === chord2 && (entries[place - 1] as Entry).key < entry.key)) break
      place--
    }
    if (place >= this.#limit) return
    chords.splice(place, 0, chord2)
    entries.splice(place, 0, entry)
    if (chords.length > this.#limit) {
      chords.pop()
      entries.pop()
    }
    if (chords.length === this.#limit) this.bound = Math.min(this.bound, chords[chords.length - 1] as number)
  }

  found(): Found[] {
    return this.#entries.map((entry, i) => ({
      thing: entry.thing as PlacedThing,
      metres: metresOfChord(this.#chords[i] as number),
    }))
  }
}
