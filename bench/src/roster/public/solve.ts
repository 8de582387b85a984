import { type MipResult, solveMip } from '@anlan/server/kernel/solver/mip.ts'
import type { Instance, Roster } from './instance.ts'
import { improve } from './neighbourhoods.ts'
import { type Grid, gridOf, programmeOf } from './programme.ts'
import { GridSearch } from './search.ts'

export interface Answer {
  /** Null when none that keeps all hard rules was found in time. */
  roster: Roster | null
  objective: number
  /** No roster costs less. */
  bound: number
  status: MipResult['status']
  seconds: number
}

/** Part of the time for the search, and the most it makes of it. */
const searchPart = 0.3
const mostStepsPerCell = 10_000
/** Part of the time that the relaxed programme may take. */
const relaxedPart = 0.25

/** The plain programme given to HiGHS at once: what one has without us. */
export async function solvePlain(instance: Instance, seconds: number): Promise<Answer> {
  const programme = programmeOf(instance)
  const found = await solveMip(programme.mip, { seconds, seed: 1, step: stepOf(instance) })
  const hasRoster = found.values.length > 0
  return {
    roster: hasRoster ? rosterOf(instance, gridOf(programme, found.values, instance.shifts.length)) : null,
    objective: hasRoster ? Math.round(found.objective) : Number.NaN,
    bound: hasRoster ? raised(found.bound, stepOf(instance)) : 0,
    status: found.status,
    seconds: found.seconds,
  }
}

/** Search, then neighbourhood programmes until the proof or the end of the time; the bound comes from the relaxed programme or the proof. */
export async function solveInstance(instance: Instance, seconds: number, seed = 1): Promise<Answer> {
  const startedAt = performance.now()
  const spent = () => (performance.now() - startedAt) / 1000
  // What the last programme takes beyond its limit is set aside.
  const left = () => 0.98 * seconds - spent()
  const step = stepOf(instance)
  const relaxed = await relaxedBound(instance, seconds * relaxedPart)
  if (relaxed === 'infeasible')
    return { roster: null, objective: Number.NaN, bound: Number.NaN, status: 'infeasible', seconds: spent() }
  const searchEnds = spent() + searchPart * seconds
  const found = search(instance, searchEnds - spent(), raised(relaxed, step), seed)
  // Without a roster to keep in part, only the whole programme can find one.
  const start = found.broken === 0 ? found : await whole(instance, left)
  if (!start)
    return { roster: null, objective: Number.NaN, bound: raised(relaxed, step), status: 'unknown', seconds: spent() }
  const best = await improve(instance, start, { left, bound: raised(relaxed, step), step, seed })
  return {
    roster: rosterOf(instance, best.grid),
    objective: best.cost,
    bound: Math.min(best.bound, best.cost),
    status: best.isProven ? 'optimal' : 'feasible',
    seconds: spent(),
  }
}

/** Several searches, each longer and from the start, until two in a row find nothing better or the time is up. */
function search(instance: Instance, seconds: number, enough: number, seed: number) {
  const startedAt = performance.now()
  const spent = () => (performance.now() - startedAt) / 1000
  let steps = 20_000
  let best = new GridSearch(instance).run({ steps, hot: 100, cold: 0.4, seed })
  let idle = 0
  for (let last = spent(); idle < 2; ) {
    if (best.broken === 0 && best.cost <= enough) break
    // The last one is as long as the time allows.
    const room = (seconds - spent()) / last
    const more = room > 8 ? 4 : room
    if (more < 1) break
    steps = Math.min(mostStepsPerCell * instance.horizon * instance.staff.length, Math.floor(steps * more))
    const began = spent()
    const found = new GridSearch(instance).run({ steps, hot: 100, cold: 0.4, seed: seed + steps })
    last = spent() - began
    idle++
    if (found.broken < best.broken || (found.broken === best.broken && found.cost < best.cost)) {
      best = found
      idle = 0
    }
  }
  return best
}

async function whole(instance: Instance, left: () => number) {
  const programme = programmeOf(instance)
  const found = await solveMip(programme.mip, { seconds: Math.max(0.5, left() / 2), seed: 1 })
  if (found.values.length === 0) return null
  return { grid: gridOf(programme, found.values, instance.shifts.length), cost: Math.round(found.objective) }
}

/** What the programme without whole numbers comes to; 0, which is always true, when there is no time for it. */
async function relaxedBound(instance: Instance, seconds: number): Promise<number | 'infeasible'> {
  const { mip } = programmeOf(instance)
  mip.integer.fill(false)
  const found = await solveMip(mip, { seconds, seed: 1 })
  return found.status === 'infeasible' ? 'infeasible' : found.status === 'optimal' ? found.objective : 0
}

/** All costs are multiples of it. */
export function stepOf(instance: Instance): number {
  const weights = [
    ...instance.cover.flatMap(one => [one.under, one.over]),
    ...[...instance.onRequests, ...instance.offRequests].map(one => one.weight),
  ]
  return Math.max(1, weights.reduce(divisor, 0))
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b))

/** A bound up to the next cost that a roster can have. */
const raised = (bound: number, step: number) => Math.max(0, Math.ceil(bound / step - 1e-4) * step)

export function rosterOf({ horizon, staff, shifts }: Instance, grid: Grid): Roster {
  return [...grid].flatMap((kind, cell) => {
    const [person, shift] = [staff[Math.floor(cell / horizon)], shifts[kind - 1]]
    return person && shift ? [{ staff: person.id, day: cell % horizon, shift: shift.id }] : []
  })
}
