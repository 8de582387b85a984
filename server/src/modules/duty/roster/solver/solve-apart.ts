import { RosterProgress } from '@anlan/contract/roster.ts'
import { CappedWorkerError, runCapped } from '../../../../kernel/files/capped-worker.ts'
import { Problem } from '../../../../kernel/problem.ts'
import type { RosterProblem } from '../rules/problem.ts'
import type { Tell } from './optimum/optimum.ts'
import type { Solved } from './solve.ts'

// A year of 60 people takes 700 MB; what the solver is given in time is its own affair, this is for one that hangs.
const limits = { heapMb: 1024, residentMb: 1800, outputBytes: 20 * 2 ** 20 }
/** Loading, building and the explanation of what cannot be met come on top of the first solution. */
const moreSeconds = 40

/** Makes a roster in a process of its own, so that the server goes on serving. `signal` ends it, `tell` hears how far it is. Throws `duty/not-solved`. */
export async function solveApart(
  problem: RosterProblem,
  seconds: number,
  signal: AbortSignal,
  tell: Tell = () => {},
): Promise<Solved> {
  const answer = await runCapped(
    'modules/duty/roster/solver/solve.worker',
    [],
    Buffer.from(JSON.stringify({ problem, seconds })),
    {
      ...limits,
      seconds: seconds + moreSeconds,
      signal,
      onLine: line => tell(RosterProgress.parse(JSON.parse(line))),
    },
  ).catch(error => {
    if (!(error instanceof CappedWorkerError)) throw error
    if (error.reason === 'broken') throw error
    throw new Problem('duty/not-solved', {
      detail: error.reason === 'memory' ? '人数和天数过多' : '计算用时过长或已取消',
    })
  })
  return JSON.parse(answer.toString()) as Solved
}
