import { max, percentile, round, type Spread, spreadOf } from './statistics.ts'

/** What one slice of one variant gave. */
export interface Slice {
  operations: number
  seconds: number
  latenciesMs: number[]
  /** CPU time of each process during the slice, by its role. */
  cpuMs: Record<string, number>
}

/**
 * Runs each variant once per round, in an order that rotates (A B C, B C A, …), so that what else happens on the machine meets all of them
 * alike. The first round warms up and is dropped.
 */
export async function interleave<Name extends string>(
  rounds: number,
  variants: Record<Name, (round: number) => Promise<Slice>>,
): Promise<Record<Name, Slice[]>> {
  const names = Object.keys(variants) as Name[]
  const slices = Object.fromEntries(names.map(name => [name, [] as Slice[]])) as Record<Name, Slice[]>
  for (let at = 0; at < rounds; at++)
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(at + turn) % names.length] as Name
      const slice = await variants[name](at)
      if (at > 0) slices[name].push(slice)
    }
  return slices
}

const rateOf = (slice: Slice) => slice.operations / slice.seconds

/** Throughput of `ours` over that of `floor`, per round. */
export const throughputRatio = (ours: Slice[], floor: Slice[]): Spread =>
  spreadOf(pairs(ours, floor).map(([a, b]) => rateOf(a) / rateOf(b)))

/** The 99th percentile of our latency over the floor's, per round. */
export const latencyRatio = (ours: Slice[], floor: Slice[]): Spread =>
  spreadOf(pairs(ours, floor).map(([a, b]) => percentile(a.latenciesMs, 0.99) / percentile(b.latenciesMs, 0.99)))

/** CPU time of the server and of PostgreSQL together, per operation, of `ours` over `floor`: hardly moves when the machine is busy. */
export function cpuRatio(ours: Slice[], floor: Slice[]): number {
  const perOperation = (slices: Slice[]) =>
    slices.reduce((sum, { cpuMs }) => sum + (cpuMs['server'] ?? 0) + (cpuMs['postgres'] ?? 0), 0) /
    slices.reduce((sum, slice) => sum + slice.operations, 0)
  return round(perOperation(ours) / perOperation(floor))
}

/** The plain figures of a variant, for orders of magnitude only. */
export function figuresOf(slices: Slice[]) {
  const operations = slices.reduce((sum, slice) => sum + slice.operations, 0)
  const roles = [...new Set(slices.flatMap(slice => Object.keys(slice.cpuMs)))]
  const latencies = slices.flatMap(slice => slice.latenciesMs)
  return {
    perSecond: spreadOf(slices.map(rateOf)),
    p50Ms: round(percentile(latencies, 0.5)),
    p99Ms: round(percentile(latencies, 0.99)),
    maxMs: round(max(latencies)),
    cpuMsPerOperation: Object.fromEntries(
      roles.map(role => [role, round(slices.reduce((sum, slice) => sum + (slice.cpuMs[role] ?? 0), 0) / operations)]),
    ),
  }
}

const pairs = (ours: Slice[], floor: Slice[]): [Slice, Slice][] =>
  ours.flatMap((slice, i) => {
    const other = floor[i]
    return other ? [[slice, other] as [Slice, Slice]] : []
  })
