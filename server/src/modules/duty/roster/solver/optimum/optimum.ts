import type { RosterProgress } from '@anlan/contract/roster.ts'
import { type Mip, type MipResult, solveMip } from '../../../../../kernel/solver/mip.ts'
import type { Statement } from '../statement.ts'
import { type Programme, programmeOf } from './programme.ts'
import { type Found, Search } from './search.ts'
import { roundedUp, sharesBound } from './shares-bound.ts'

/** Who stands where, by post of the statement. */
export type Standing = [post: number, person: number][]

export interface Optimum {
  status: MipResult['status']
  standing: Standing
  cost: number
  /** No roster costs less. */
  bound: number
}

/** Hears what the solver is doing. */
export type Tell = (progress: RosterProgress) => void
const nobody: Tell = () => {}

/** Seconds that are left. */
export type Left = () => number

/** Steps of the search for each place: a first look, and how many times as many in later ones. */
const stepsPerPlace = 300
const mostSteps = 100_000
/** Rosters of so many places are looked at thoroughly at once, since proofs take longer there. */
const manyPlaces = 300
const countingSeconds = 2

/**
 * The cheapest roster of a statement and how cheap any can be. A search finds one, usually the best; then the cheapest proof that suffices is
 * looked for: nothing costs less than nothing, counting alone, the relaxed programme, the programme itself. Always the same for the same
 * statement unless time runs out.
 */
export async function optimumOf(statement: Statement, left: Left, tell: Tell = nobody): Promise<Optimum> {
  const search = new Search(statement)
  const isLarge = search.places.length >= manyPlaces
  let bound = 0
  let found: Found | undefined
  const say = (phase: RosterProgress['phase']) =>
    tell({ phase, best: found && found.open === 0 ? found.cost : null, bound })
  const look = (times: number) => {
    say('search')
    const steps = Math.min(mostSteps, stepsPerPlace * search.places.length) * times
    const next = search.run({ steps, hot: 10, cold: 0.3, enough: bound, seed: statement.problem.seed + times, left })
    if (!found || next.open < found.open || (next.open === found.open && next.cost < found.cost)) found = next
    say('search')
    return found
  }
  const optimum = (best: Found, status: Optimum['status']): Optimum => ({
    status,
    standing: search.places.flatMap((place, i): Standing => {
      const person = best.who[i] ?? -1
      return person < 0 ? [] : [[place.post, person]]
    }),
    cost: best.cost,
    bound: Math.min(bound, best.cost),
  })
  const relaxed = async () => relaxedBound(statement, left)
  const counted = async (best: Found) => sharesBound(statement, best.cost, Math.min(left(), countingSeconds))
  // The relaxed programme of a year takes longer than counting, that of a month is the quicker and the sharper one.
  const proofs = isLarge ? [counted, relaxed] : [relaxed, counted]
  for (const [i, proof] of proofs.entries()) {
    const best = look([isLarge ? 4 : 1, 5][i] ?? 1)
    if (best.open > 0) {
      say('programme')
      return fromOpen(statement, left)
    }
    if (isMet(best.cost, bound)) return optimum(best, 'optimal')
    if (left() <= 0) return optimum(best, 'feasible')
    say('prove')
    bound = Math.max(bound, await proof(best))
    if (isMet(best.cost, bound)) return optimum(best, 'optimal')
  }
  const best = look(12)
  if (isMet(best.cost, bound)) return optimum(best, 'optimal')
  if (left() <= 0) return optimum(best, 'feasible')
  say('programme')
  const proven = await wholeProgramme(statement, optimum(best, 'feasible').standing, bound, left)
  bound = Math.max(bound, proven.bound)
  return proven.standing.length > 0 && proven.cost <= best.cost
    ? proven
    : optimum(best, isMet(best.cost, bound) ? 'optimal' : 'feasible')
}

/** The search left places open: a roster with the fewest is asked for first, and only if there are none is the best one. */
async function fromOpen(statement: Statement, left: Left): Promise<Optimum> {
  const programme = programmeOf(statement, { isHardOnly: true, gapCost: 1 })
  const found = await solved(programme.mip, statement, left)
  const nothing = { standing: [], cost: Number.NaN, bound: 0 }
  if (found.bound > 0.001) return { status: 'infeasible', ...nothing }
  if (found.values.length === 0 || found.objective > 0.5) return { status: 'unknown', ...nothing }
  const start = standingOf(programme, found.values)
  const best = await wholeProgramme(statement, start, 0, left)
  return best.standing.length > 0
    ? best
    : { status: 'feasible', standing: start, cost: costOf(statement, start), bound: 0 }
}

const isMet = (cost: number, bound: number) => cost <= bound + 1e-6

/** What it costs that people stand so. */
export function costOf(statement: Statement, standing: Standing): number {
  const search = new Search(statement)
  for (const one of standing) search.take(...one)
  return search.total()
}

/** What the programme without whole numbers comes to, up to the next cost that a roster can have. */
async function relaxedBound(statement: Statement, left: Left): Promise<number> {
  const { mip } = programmeOf(statement)
  mip.integer.fill(false)
  const found = await solveMip(mip, { seconds: Math.max(0.1, left()), seed: statement.problem.seed })
  return found.status === 'optimal' ? roundedUp(found.objective, statement.step) : 0
}

export async function wholeProgramme(
  statement: Statement,
  start: Standing | null,
  bound: number,
  left: Left,
): Promise<Optimum> {
  const programme = programmeOf(statement)
  const found = await solveMip(programme.mip, {
    seconds: Math.max(0.1, left()),
    seed: statement.problem.seed,
    step: statement.step,
    ...(start && { start: columnsOf(programme, start) }),
  })
  const hasRoster = found.values.length > 0
  const proven = Number.isFinite(found.bound) ? Math.max(bound, roundedUp(found.bound, statement.step)) : bound
  return {
    status: found.status,
    standing: hasRoster ? standingOf(programme, found.values) : [],
    cost: found.objective,
    bound: hasRoster ? Math.min(proven, found.objective) : proven,
  }
}

/** The columns that are 1 when people stand so. */
export const columnsOf = ({ columns }: Programme, standing: Standing): number[] =>
  standing.flatMap(([post, person]) => columns[post]?.get(person) ?? [])

export const standingOf = ({ columns }: Programme, values: Float64Array): Standing =>
  columns.flatMap((own, post) =>
    [...own].flatMap(([person, column]): Standing => ((values[column] ?? 0) > 0.5 ? [[post, person]] : [])),
  )

/** For programmes beside the statement's own. */
export const solved = (mip: Mip, statement: Statement, left: Left, start?: number[]) =>
  solveMip(mip, { seconds: Math.max(0.1, left()), seed: statement.problem.seed, ...(start && { start }) })
