import { placeHouseholds } from './households.ts'
import type { Answer, Job } from './solve-apart.ts'
import { solveTransport } from './transport.ts'
import { solveHaul } from './vehicles.ts'

/** Runs capped and alone: programmes come in as JSON, plans go out. */
const chunks: Buffer[] = []
for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
const { jobs, seconds } = JSON.parse(Buffer.concat(chunks).toString()) as { jobs: Job[]; seconds: number }
const known = (minutes: ArrayLike<number | null>) => Float64Array.from(minutes, one => one ?? Number.NaN)
const answers: Answer[] = []
for (const job of jobs) {
  if (job.how === 'haul') {
    const vehicles = job.problem.vehicles.map(one => ({ ...one, toStore: [...known(one.toStore)] }))
    const problem = { ...job.problem, vehicles, minutes: [...known(job.problem.minutes)] }
    answers.push({ how: job.how, ...(await solveHaul(problem, seconds)) })
    continue
  }
  const problem = { ...job.problem, minutes: known(job.problem.minutes) }
  answers.push(
    job.how === 'transport'
      ? { how: job.how, ...(await solveTransport(problem, job.footing)) }
      : { how: job.how, ...(await placeHouseholds(problem, seconds / jobs.length, job.footing)) },
  )
}
process.stdout.write(JSON.stringify(answers))
