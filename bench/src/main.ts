import { readFileSync } from 'node:fs'
import { benchActivation } from './activation.ts'
import { benchApi } from './api.ts'
import { benchAssign } from './assign.ts'
import { benchAudit } from './audit.ts'
import { benchBackup } from './backup.ts'
import { benchDeadline } from './deadline.ts'
import { benchKillPostgres, benchKillServer } from './faults/trials.ts'
import { benchLive } from './live.ts'
import { benchMap } from './map.ts'
import { benchNearest } from './nearest.ts'
import { benchRoster } from './roster.ts'
import { benchSearch } from './search.ts'
import { benchSheets } from './sheets.ts'
import { benchStart } from './start.ts'
import { benchStock } from './stock.ts'
import { benchWeb } from './web.ts'

/** `--quick`: fewer rounds and smaller stores, for each commit. `--trials N`: how often something is killed. */
export interface BenchOptions {
  quick: boolean
  trials: number | null
}

export interface BenchResult {
  figures: Record<string, unknown>
  /** What was checked and found true. */
  assertions: string[]
  /** What must not happen and did; the run then fails. */
  failures: string[]
}

interface Goal {
  id: string
  bench: string
  figure: string
  atLeast?: number
  atMost?: number
  meaning: string
}

const benches: Record<string, (options: BenchOptions) => Promise<BenchResult>> = {
  activation: benchActivation,
  api: benchApi,
  deadline: benchDeadline,
  audit: benchAudit,
  search: benchSearch,
  nearest: benchNearest,
  live: benchLive,
  map: benchMap,
  web: benchWeb,
  start: benchStart,
  backup: benchBackup,
  sheets: benchSheets,
  roster: benchRoster,
  stock: benchStock,
  assign: benchAssign,
  'kill-server': benchKillServer,
  'kill-postgres': benchKillPostgres,
}

const timeLimitMinutes = 60

async function main(): Promise<number> {
  const [name = '', ...rest] = process.argv.slice(2)
  const bench = benches[name]
  const at = rest.indexOf('--trials')
  const trials = at >= 0 ? Number(rest[at + 1]) : null
  if (!bench || (trials !== null && !(Number.isInteger(trials) && trials > 0))) {
    process.stderr.write(
      `npm run bench -- ${Object.keys(benches).join('|')} [--quick] [--trials N]\nBENCH_ROSTER_INSTANCES=folder: the public shift-scheduling instances that 'roster' also solves (Instance1.txt …)\nBENCH_ASSIGN_INSTANCES=folder: public warehouse location and transport instances that 'assign' also solves (cap41.txt …, optima.txt)\n`,
    )
    return 2
  }
  const options = { quick: rest.includes('--quick'), trials }
  setTimeout(() => {
    process.stderr.write(`not done after ${timeLimitMinutes} minutes\n`)
    process.exit(1)
  }, timeLimitMinutes * 60_000).unref()

  const startedAt = performance.now()
  const { figures, assertions, failures } = await bench(options)
  for (const assertion of assertions) process.stdout.write(`ok      ${assertion}\n`)
  for (const failure of failures) process.stdout.write(`FAILED  ${failure}\n`)
  const goals = (JSON.parse(readFileSync(new URL('../goals.json', import.meta.url), 'utf8')) as Goal[])
    .filter(goal => goal.bench === name)
    .map(goal => ({ ...goal, value: figures[goal.figure], met: isMet(goal, figures[goal.figure]) }))
  for (const goal of goals)
    process.stdout.write(
      `${goal.met ? 'met     ' : 'missed  '}${goal.id} ${goal.figure} ${JSON.stringify(goal.value)} (${goal.atLeast !== undefined ? `≥ ${goal.atLeast}` : `≤ ${goal.atMost}`}): ${goal.meaning}\n`,
    )
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  const goalsMet = Object.fromEntries(goals.map(goal => [`${goal.id} ${goal.figure}`, goal.met]))
  process.stdout.write(`${JSON.stringify({ name, quick: options.quick, seconds, ...figures, goalsMet, failures })}\n`)
  return failures.length ? 1 : 0
}

const isMet = (goal: Goal, value: unknown): boolean =>
  typeof value === 'number' &&
  (goal.atLeast === undefined || value >= goal.atLeast) &&
  (goal.atMost === undefined || value <= goal.atMost)

main().then(
  code => process.exit(code),
  (error: Error) => {
    process.stderr.write(`${error.stack}\n`)
    process.exit(1)
  },
)
