import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TransportProblem } from '@anlan/server/modules/allocation/solver/problem.ts'

export interface PublicInstance {
  name: string
  problem: TransportProblem
  /** As published beside the instance; null where no value came with it. */
  optimum: number | null
  opens: boolean
}

/**
 * Public instances from the folder `BENCH_ASSIGN_INSTANCES`, in the layout of the capacitated warehouse location problems (places and customers; capacity and
 * fixed cost of each place; for each customer its demand and what serving all of it from each place costs). A file `optima.txt` holds `name value` lines.
 * Where every fixed cost is 0 the instance is a transport problem.
 */
export function publicInstances(): PublicInstance[] {
  const folder = process.env['BENCH_ASSIGN_INSTANCES']
  if (!folder || !existsSync(folder)) return []
  const optima = new Map(
    (existsSync(join(folder, 'optima.txt')) ? readFileSync(join(folder, 'optima.txt'), 'utf8') : '')
      .split('\n')
      .map(line => line.trim().split(/\s+/))
      .flatMap(([name, value]) => (name && value ? [[name.replace(/\.txt$/, ''), Number(value)] as const] : [])),
  )
  return readdirSync(folder)
    .filter(file => file.endsWith('.txt') && file !== 'optima.txt')
    .sort()
    .map(file => {
      const name = file.replace(/\.txt$/, '')
      const problem = readInstance(readFileSync(join(folder, file), 'utf8'))
      return {
        name,
        problem,
        optimum: optima.get(name) ?? null,
        opens: problem.supplies.some(supply => (supply.openingCost ?? 0) > 0),
      }
    })
}

/** Numbers in a row, however the lines are broken; a word in place of the capacity (`capacity`) means as much as all want. */
export function readInstance(text: string): TransportProblem {
  const words = text.split(/\s+/).filter(Boolean)
  let at = 0
  const number = () => Number(words[at++])
  const [places, customers] = [number(), number()]
  const given = Array.from({ length: places }, () => ({ capacity: number(), fixed: number() }))
  const rows = Array.from({ length: customers }, () => ({
    demand: number(),
    costs: Array.from({ length: places }, number),
  }))
  const all = rows.reduce((sum, row) => sum + row.demand, 0)
  const dearest = Math.max(...rows.flatMap(({ demand, costs }) => costs.map(cost => cost / demand)))
  const minutes = new Float64Array(places * customers)
  for (const [d, { demand, costs }] of rows.entries())
    for (const [s, cost] of costs.entries()) minutes[s * customers + d] = cost / demand
  return {
    supplies: given.map(({ capacity, fixed }, i) => ({
      id: `${i}`,
      quantity: Number.isFinite(capacity) && capacity > 0 ? capacity : all,
      openingCost: fixed,
    })),
    demands: rows.map(({ demand }, i) => ({
      id: `${i}`,
      quantity: demand,
      weight: 1,
      unmetCost: 100 * dearest + Math.max(...given.map(one => one.fixed)),
    })),
    minutes,
  }
}
