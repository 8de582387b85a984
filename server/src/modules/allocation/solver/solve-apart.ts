import { CappedWorkerError, runCapped } from '../../../kernel/files/capped-worker.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { HouseholdPlan } from './households.ts'
import type { TransportProblem } from './problem.ts'
import type { Footing, TransportResult } from './transport.ts'
import type { HaulPlan, HaulProblem } from './vehicles.ts'

/** One programme for the solver: goods of one kind, people with their households, or goods with vehicles. */
export type Job =
  | { how: 'transport' | 'households'; problem: TransportProblem; footing?: Footing }
  | { how: 'haul'; problem: HaulProblem }
export type Answer =
  | ({ how: 'transport' | 'households' } & (TransportResult | HouseholdPlan))
  | ({ how: 'haul' } & HaulPlan)

const limits = { heapMb: 1024, residentMb: 1600, outputBytes: 20 * 2 ** 20 }
/** Starting the process and loading the solver. */
const moreSeconds = 20

/** Solves in a process of its own, so that the server goes on serving; `seconds` are for all jobs together. Throws `allocation/not-solved`. */
export async function solveApart(jobs: Job[], seconds: number, signal: AbortSignal): Promise<Answer[]> {
  const input = Buffer.from(JSON.stringify({ jobs: jobs.map(onWire), seconds }))
  const answer = await runCapped('modules/allocation/solver/solve.worker', [], input, {
    ...limits,
    seconds: seconds + moreSeconds,
    signal,
  }).catch(error => {
    if (!(error instanceof CappedWorkerError) || error.reason === 'broken') throw error
    throw new Problem('allocation/not-solved', {
      detail: error.reason === 'memory' ? '需求和资源过多' : '计算用时过长或已取消',
    })
  })
  return JSON.parse(answer.toString()) as Answer[]
}

/** JSON has no NaN: a way that does not exist travels as null. */
const onWire = (job: Job) => ({
  ...job,
  problem: {
    ...job.problem,
    minutes: Array.from(job.problem.minutes, one => (Number.isNaN(one) ? null : one)),
    ...(job.how === 'haul' && {
      vehicles: job.problem.vehicles.map(vehicle => ({
        ...vehicle,
        toStore: vehicle.toStore.map(one => (Number.isNaN(one) ? null : one)),
      })),
    }),
  },
})
