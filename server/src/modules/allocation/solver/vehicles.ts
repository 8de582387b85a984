import { Mip, solveMip } from '../../../kernel/solver/mip.ts'

/** What lies in one store of one item. */
export interface StoredItem {
  id: string
  /** Index of the store it lies in. */
  store: number
  item: string
  quantity: number
}
export interface WantedItem {
  id: string
  /** Index of the place it is wanted at. */
  place: number
  item: string
  quantity: number
  weight: number
  unmetCost: number
}
/** One journey each: to a store, load, and on to one place. */
export interface Vehicle {
  id: string
  /** How much it carries, in the unit of `sizes`. */
  capacity: number
  /** Minutes until it stands at each store; NaN where it cannot come. */
  toStore: number[]
}
export interface HaulProblem {
  stored: StoredItem[]
  wanted: WantedItem[]
  vehicles: Vehicle[]
  /** Size of one piece by item. */
  sizes: Record<string, number>
  stores: number
  places: number
  /** `minutes[store * places + place]`; NaN where there is no way. */
  minutes: number[]
  loadingMinutes: number
}
export interface Load {
  vehicle: number
  store: number
  place: number
  /** Minutes until it is there. */
  arrival: number
  lines: { stored: number; wanted: number; quantity: number }[]
}
export interface HaulPlan {
  loads: Load[]
  unmet: number[]
  objective: number
  bound: number
  seconds: number
}

/**
 * What is loaded where on which vehicle so that the weighted minutes until arrival and what stays missing are least. A piece arrives with its
 * vehicle: the way to the store, loading, the way on. Blocks the thread it runs in; after `seconds` it gives the best it has and the bound it
 * could prove.
 */
export async function solveHaul(problem: HaulProblem, seconds: number): Promise<HaulPlan> {
  const startedAt = performance.now()
  const { stored, wanted, vehicles, sizes, minutes, places } = problem
  const mip = new Mip()
  const missing = wanted.map(one => mip.column(one.unmetCost, 0, one.quantity, true))
  const met = wanted.map((_, i) => [[missing[i], 1]] as [number, number][])
  const taken = stored.map(() => [] as [number, number][])
  const legs: { vehicle: number; store: number; place: number; arrival: number; drives: number; lines: Line[] }[] = []
  for (const [v, vehicle] of vehicles.entries()) {
    const once: [number, number][] = []
    for (let store = 0; store < problem.stores; store++)
      for (let place = 0; place < places; place++) {
        const arrival =
          (vehicle.toStore[store] as number) + problem.loadingMinutes + (minutes[store * places + place] as number)
        const pairs = Number.isNaN(arrival) ? [] : pairsOf(problem, store, place)
        if (pairs.length === 0) continue
        const drives = mip.column(0, 0, 1, true)
        once.push([drives, 1])
        const lines = pairs.map(({ s, w }) => {
          const one = wanted[w] as WantedItem
          const size = sizes[one.item] ?? 1
          const most = Math.min((stored[s] as StoredItem).quantity, one.quantity, Math.floor(vehicle.capacity / size))
          const column = mip.column(one.weight * arrival, 0, most, true)
          taken[s]?.push([column, 1])
          met[w]?.push([column, 1])
          mip.row(
            Number.NEGATIVE_INFINITY,
            [
              [column, 1],
              [drives, -most],
            ],
            0,
          )
          return { s, w, column, size }
        })
        mip.row(
          Number.NEGATIVE_INFINITY,
          [...lines.map(({ column, size }) => [column, size] as [number, number]), [drives, -vehicle.capacity]],
          0,
        )
        legs.push({ vehicle: v, store, place, arrival, drives, lines })
      }
    if (once.length > 0) mip.row(Number.NEGATIVE_INFINITY, once, 1)
  }
  for (const [w, one] of wanted.entries()) mip.row(one.quantity, met[w] as [number, number][], one.quantity)
  for (const [s, one] of stored.entries())
    if (taken[s]?.length) mip.row(Number.NEGATIVE_INFINITY, taken[s], one.quantity)
  const { values, bound } = await solveMip(mip, { seconds, seed: 20_260_711 })
  const amount = (column: number) => Math.round(values[column] ?? 0)
  const loads = legs.flatMap(({ vehicle, store, place, arrival, lines }) => {
    const own = lines
      .map(({ s, w, column }) => ({ stored: s, wanted: w, quantity: amount(column) }))
      .filter(line => line.quantity > 0)
    return own.length > 0 ? [{ vehicle, store, place, arrival, lines: own }] : []
  })
  const unmet = wanted.map((one, w) => (values.length ? amount(missing[w] as number) : one.quantity))
  return {
    loads,
    unmet,
    objective:
      sum(
        loads.flatMap(load =>
          load.lines.map(line => line.quantity * (wanted[line.wanted]?.weight ?? 0) * load.arrival),
        ),
      ) + sum(unmet.map((quantity, w) => quantity * (wanted[w]?.unmetCost ?? 0))),
    bound: Number.isFinite(bound) ? bound : 0,
    seconds: (performance.now() - startedAt) / 1000,
  }
}

interface Line {
  s: number
  w: number
  column: number
  size: number
}

/** What of a store is wanted at a place. */
const pairsOf = ({ stored, wanted }: HaulProblem, store: number, place: number) =>
  stored.flatMap((have, s) =>
    have.store === store
      ? wanted.flatMap((want, w) => (want.place === place && want.item === have.item ? [{ s, w }] : []))
      : [],
  )

const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0)

/** What is wrong with a plan, read off its loads without the solver. */
export function faultsOfHaul(problem: HaulProblem, { loads, unmet }: Pick<HaulPlan, 'loads' | 'unmet'>): string[] {
  const { stored, wanted, vehicles, sizes } = problem
  const lines = loads.flatMap(load => load.lines)
  const counted = <K extends 'stored' | 'wanted'>(key: K, index: number) =>
    sum(lines.filter(line => line[key] === index).map(line => line.quantity))
  return [
    ...stored.flatMap((one, i) => (counted('stored', i) > one.quantity ? [`${one.id} gives more than it has`] : [])),
    ...wanted.flatMap((one, i) =>
      counted('wanted', i) + (unmet[i] as number) === one.quantity ? [] : [`${one.id} does not add up`],
    ),
    ...vehicles.flatMap((vehicle, i) =>
      loads.filter(load => load.vehicle === i).length > 1 ? [`${vehicle.id} drives twice`] : [],
    ),
    ...loads.flatMap(load => {
      const size = sum(load.lines.map(line => line.quantity * (sizes[wanted[line.wanted]?.item ?? ''] ?? 1)))
      const vehicle = vehicles[load.vehicle] as Vehicle
      const wrong = load.lines.some(
        line => stored[line.stored]?.store !== load.store || wanted[line.wanted]?.place !== load.place,
      )
      return [
        ...(size > vehicle.capacity + 1e-6 ? [`${vehicle.id} is overloaded`] : []),
        ...(wrong ? [`${vehicle.id} carries what lies or is wanted elsewhere`] : []),
      ]
    }),
  ]
}
