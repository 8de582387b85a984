import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const programs = join(root, 'bench', 'dist')
const runId = randomUUID().slice(0, 8)

/** Whatever this run leaves behind is removed when it ends, however it ends: processes by their number, then files. */
const living = new Set<ChildProcess>()
const leftovers: string[] = []
process.on('exit', () => {
  for (const child of living) child.kill('SIGKILL')
  for (const path of leftovers) rmSync(path, { recursive: true, force: true })
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1))

/** A directory of this run. Root's PostgreSQL runs as another user, who has to pass through. */
export function makeScratch(): string {
  const path = mkdtempSync(join(tmpdir(), 'anlan-bench-'))
  chmodSync(path, 0o711)
  leftovers.push(path)
  return path
}

/**
 * A copy of the built server (of another build with BENCH_SERVER=directory), so that a build made meanwhile does not change what is being
 * measured. At the same depth, so that it finds the web app.
 */
export function freezeServer(): { main: string; verifyFacts: string } {
  const from = process.env['BENCH_SERVER'] ?? join(root, 'server', 'dist')
  if (!existsSync(join(from, 'main.js'))) throw new Error(`${from}/main.js is missing: node scripts/build-server.mjs`)
  const copy = join(root, '.scratch', `bench-${randomUUID().slice(0, 8)}`)
  leftovers.push(copy)
  cpSync(from, copy, { recursive: true, filter: name => !name.endsWith('.map') })
  return { main: join(copy, 'main.js'), verifyFacts: join(copy, 'verify-facts.js') }
}

/** Bundles a floor as the server is bundled, so that both are loaded alike. */
export async function buildFloor(name: string): Promise<string> {
  const outfile = join(programs, `${runId}-${name}.js`)
  await build({
    entryPoints: [join(root, 'bench', 'src', 'floors', `${name}.ts`)],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
    alias: { '@anlan/contract': join(root, 'contract', 'src'), '@anlan/server': join(root, 'server', 'src') },
  })
  leftovers.push(outfile)
  return outfile
}

/** A server of ours: the product, or a floor. */
export interface RunningServer {
  url: string
  pid: number
  /** From the start of the process to the line `ready`, on the monotonic clock of this process. */
  startMs: number
  readyAt: Date
  /** Everything it wrote to its error stream. */
  complaints(): string
  hasExited(): boolean
  kill(signal: NodeJS.Signals): Promise<void>
}

const startLimitMs = 90_000

/** Starts a program that prints `ready URL` once it serves. Rejects with its last words when it ends before, or is too slow. */
export async function startServer(
  program: string,
  env: Record<string, string>,
  options: { nodeArguments?: string[] } = {},
): Promise<RunningServer> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, [...(options.nodeArguments ?? []), program], {
    cwd: root,
    env: { ...inherited(), HOST: '127.0.0.1', PORT: '0', ANLAN_CLOCK: 'real', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  living.add(child)
  let complaints = ''
  let exited = false
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-200_000)
  })
  const exit = new Promise<void>(resolve => {
    const ended = () => {
      exited = true
      living.delete(child)
      resolve()
    }
    child.once('exit', ended)
    child.once('error', ended)
  })
  const url = await new Promise<string>((resolve, reject) => {
    let said = ''
    const limit = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`not ready after ${startLimitMs / 1000} s: ${complaints}`))
    }, startLimitMs)
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const ready = /^ready (\S+)\n/m.exec(said)?.[1]
      if (!ready) return
      clearTimeout(limit)
      resolve(ready)
    })
    void exit.then(() => {
      clearTimeout(limit)
      reject(new Error(`ended before it was ready: ${complaints.slice(-2000)}`))
    })
  })
  return {
    url,
    pid: child.pid ?? -1,
    startMs: performance.now() - startedAt,
    readyAt: new Date(),
    complaints: () => complaints,
    hasExited: () => exited,
    async kill(signal) {
      if (!exited) child.kill(signal)
      await exit
    },
  }
}

/** What the machine says, without settings of ours that a developer may have exported. */
function inherited(): Record<string, string> {
  const ours = /^(ANLAN_|DATABASE_URL$|DATA_DIR$|PORT$|HOST$|TLS_|TRUST_PROXY$|NODE_OPTIONS$)/
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined || ours.test(name) ? [] : [[name, value]],
    ),
  )
}

const tickMs = 10 // Linux counts CPU time in hundredths of a second.

/** Starts to measure the CPU time (user and system) of processes; the reply says how much they have used since. */
export function measureCpu(roles: Record<string, () => number[]>): () => Record<string, number> {
  const ownBefore = process.cpuUsage()
  const before = new Map(Object.values(roles).flatMap(pids => pids().map(pid => [pid, cpuMsOf(pid)] as const)))
  return () => {
    const own = process.cpuUsage(ownBefore)
    // A process that ended meanwhile takes its share with it; one that was born brings all of its own.
    const used = (pids: () => number[]) => pids().reduce((sum, pid) => sum + cpuMsOf(pid) - (before.get(pid) ?? 0), 0)
    return {
      ...Object.fromEntries(Object.entries(roles).map(([role, pids]) => [role, used(pids)])),
      client: (own.user + own.system) / 1000,
    }
  }
}

function cpuMsOf(pid: number): number {
  const stat = read(`/proc/${pid}/stat`)
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * tickMs
}

/** Resident memory of one process in MiB. */
export const residentMiBOf = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024

/** Memory of several processes in MiB, each page that they share counted once. */
export function sharedMiBOf(pids: readonly number[]): number {
  let kib = 0
  for (const pid of pids) kib += Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0)
  return kib / 1024
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
