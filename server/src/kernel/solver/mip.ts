import loadHighs from 'highs'

/** Columns and rows of a mixed-integer programme that is to be as small as possible. */
export class Mip {
  readonly cost: number[] = []
  readonly lower: number[] = []
  readonly upper: number[] = []
  readonly integer: boolean[] = []
  readonly rows: { lower: number; upper: number; terms: [column: number, value: number][] }[] = []
  /** What the objective starts from. */
  offset = 0

  column(cost: number, lower: number, upper: number, integer: boolean): number {
    this.cost.push(cost)
    this.lower.push(lower)
    this.upper.push(upper)
    this.integer.push(integer)
    return this.cost.length - 1
  }

  row(lower: number, terms: [number, number][], upper: number): void {
    this.rows.push({ lower, upper, terms })
  }
}

export interface MipResult {
  status: 'optimal' | 'feasible' | 'infeasible' | 'unknown'
  values: Float64Array
  objective: number
  /** No solution is below it. */
  bound: number
  seconds: number
}

export interface MipOptions {
  seconds: number
  seed: number
  /** All objectives are multiples of it, so that a gap below it is none. */
  step?: number
  /** The whole-numbered columns that are 1 in a solution to begin with. */
  start?: number[]
}

/**
 * The presolve step of HiGHS 1.15 that tries out values (bit 16) calls some of our programmes infeasible that are not. It is left out, and
 * no caller takes "infeasible" for granted: each asks again with places that may stay open.
 */
const enumeration = 1 << 16

/** Compiled once for the process; every programme is a model of its own. */
let loaded: ReturnType<typeof loadHighs> | undefined

/** Solves with HiGHS. Blocks the thread it runs in until done or out of time: run it in a process of its own. */
export async function solveMip(mip: Mip, options: MipOptions): Promise<MipResult> {
  // What nothing can fill: said here, because a programme without columns says nothing.
  if (mip.rows.some(row => row.terms.length === 0 && (row.lower > 0 || row.upper < 0)))
    return { status: 'infeasible', values: new Float64Array(), objective: Number.NaN, bound: Number.NaN, seconds: 0 }
  loaded ??= loadHighs()
  const highs = await loaded
  const { modelStatus } = highs.constants
  const startedAt = performance.now()
  const model = highs.createModel(dataOf(mip, highs))
  try {
    model.options.set({
      output_flag: false,
      time_limit: Math.max(0.1, options.seconds),
      random_seed: options.seed,
      mip_rel_gap: 1e-6,
      // People are rarely alike once they have leave, wishes and a past; looking for symmetry takes several times what it saves.
      mip_detect_symmetry: false,
      presolve_rule_off: enumeration,
      mip_abs_gap: Math.max(1e-4, 0.99 * (options.step ?? 0)),
    })
    if (options.start) model.setSolution(startOf(mip, options.start))
    model.run()
    const seconds = (performance.now() - startedAt) / 1000
    const status = model.getModelStatus()
    const nothing = { values: new Float64Array(), objective: Number.NaN, bound: Number.NEGATIVE_INFINITY, seconds }
    if (status === modelStatus.infeasible || status === modelStatus.unboundedOrInfeasible)
      return { status: 'infeasible', ...nothing }
    const objective = model.getObjectiveValue()
    const hasSolution = Number(model.info.get('primal_solution_status')) === 2
    if (!hasSolution || !Number.isFinite(objective)) return { status: 'unknown', ...nothing }
    const isOptimal = status === modelStatus.optimal
    const bound = mip.integer.some(Boolean) ? Number(model.info.get('mip_dual_bound')) : objective
    return {
      status: isOptimal ? 'optimal' : 'feasible',
      values: Float64Array.from(model.getSolution().colValue),
      objective,
      bound: isOptimal && !Number.isFinite(bound) ? objective : bound,
      seconds,
    }
  } finally {
    model.dispose()
  }
}

/** The other columns follow from the whole-numbered ones; HiGHS works them out. */
function startOf(mip: Mip, ones: number[]) {
  const indices = Int32Array.from(mip.integer.flatMap((isInteger, column) => (isInteger ? [column] : [])))
  const isOne = new Set(ones)
  return { indices, values: Float64Array.from(indices, column => (isOne.has(column) ? 1 : 0)) }
}

type Highs = Awaited<ReturnType<typeof loadHighs>>

function dataOf(mip: Mip, highs: Highs): Parameters<Highs['createModel']>[0] {
  const starts = new Int32Array(mip.rows.length + 1)
  const count = mip.rows.reduce((sum, row) => sum + row.terms.length, 0)
  const indices = new Int32Array(count)
  const values = new Float64Array(count)
  let at = 0
  for (const [i, row] of mip.rows.entries()) {
    for (const [column, value] of row.terms) {
      indices[at] = column
      values[at++] = value
    }
    starts[i + 1] = at
  }
  const { integer, continuous } = highs.constants.variableType
  return {
    numCols: mip.cost.length,
    numRows: mip.rows.length,
    offset: mip.offset,
    colCost: mip.cost,
    colLower: mip.lower,
    colUpper: mip.upper.map(one => (Number.isFinite(one) ? one : highs.infinity)),
    rowLower: mip.rows.map(row => (Number.isFinite(row.lower) ? row.lower : -highs.infinity)),
    rowUpper: mip.rows.map(row => (Number.isFinite(row.upper) ? row.upper : highs.infinity)),
    integrality: mip.integer.map(one => (one ? integer : continuous)),
    matrix: {
      format: 'csr',
      numRows: mip.rows.length,
      numCols: mip.cost.length,
      starts,
      indices,
      values,
    },
  }
}
