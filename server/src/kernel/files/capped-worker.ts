import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { Problem } from '../problem.ts'

/** What a capped worker may use. */
export interface WorkerLimits {
  /** V8 heap, MB. */
  heapMb: number
  /** Everything the process holds, MB; watched where the system says it (Linux). */
  residentMb: number
  seconds: number
  outputBytes: number
  /** Whoever asked has gone: the worker is ended. */
  signal?: AbortSignal
  /** Told each line that the worker writes to its file descriptor 3 while it works. */
  onLine?: (line: string) => void
}

/** Why a capped worker was ended, or that it broke. */
export class CappedWorkerError extends Error {
  readonly reason: 'memory' | 'time' | 'output' | 'broken' | 'cancelled'
  constructor(reason: CappedWorkerError['reason'], more: string) {
    super(`capped worker: ${reason} ${more}`)
    this.reason = reason
  }
}

// Two cores on a small server, and memory for two workers; who finds a queue of that length is told to come again.
const atOnce = 2
const longestQueue = 20
let running = 0
const waiting: (() => void)[] = []

/**
 * Runs `entry` (a file named `….worker` under `server/src`, without extension) in a process of its own, which reads `input` from its standard
 * input and writes its answer to its standard output. Whatever the input does to it, this process goes on: memory, time and answer are
 * capped, and it is given neither settings nor keys. Throws `CappedWorkerError`; `unavailable` when too many wait.
 */
export async function runCapped(entry: string, args: string[], input: Buffer, limits: WorkerLimits): Promise<Buffer> {
  if (running >= atOnce) {
    if (waiting.length >= longestQueue) throw new Problem('unavailable', { retryAfterSeconds: 10 })
    await new Promise<void>(resolve => waiting.push(resolve))
  }
  running++
  try {
    return await answerOf(entry, args, input, limits)
  } finally {
    running--
    waiting.shift()?.()
  }
}

function answerOf(entry: string, args: string[], input: Buffer, limits: WorkerLimits): Promise<Buffer> {
  const { file, loader } = locate(entry)
  const child = spawn(process.execPath, [`--max-old-space-size=${limits.heapMb}`, ...loader, file, ...args], {
    env: Object.fromEntries(['PATH', 'SystemRoot', 'TMPDIR', 'TEMP'].map(name => [name, process.env[name]])),
    stdio: ['pipe', 'pipe', 'pipe', ...(limits.onLine ? ['pipe' as const] : [])],
    windowsHide: true,
  }) as ChildProcessWithoutNullStreams
  return new Promise((resolve, reject) => {
    const answer: Buffer[] = []
    let bytes = 0
    let complaint = ''
    let ended: CappedWorkerError['reason'] | null = null
    const end = (reason: CappedWorkerError['reason']) => {
      ended ??= reason
      child.kill('SIGKILL')
    }
    const cancel = () => end('cancelled')
    if (limits.signal?.aborted) cancel()
    limits.signal?.addEventListener('abort', cancel)
    const timeout = setTimeout(() => end('time'), limits.seconds * 1000)
    const watch = setInterval(() => {
      if (residentMb(child.pid) > limits.residentMb) end('memory')
    }, 100)
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > limits.outputBytes) end('output')
      else answer.push(chunk)
    })
    child.stderr.on('data', (chunk: Buffer) => {
      if (complaint.length < 4_000) complaint += chunk.toString()
    })
    let begun = ''
    ;(child.stdio[3] as Readable | undefined)?.on('data', (chunk: Buffer) => {
      const lines = `${begun}${chunk}`.split('\n')
      begun = lines.pop()?.slice(-10_000) ?? ''
      for (const line of lines) limits.onLine?.(line)
    })
    // It may end before it has read everything.
    child.stdin.on('error', () => {})
    child.stdin.end(input)
    const settle = (act: () => void) => {
      limits.signal?.removeEventListener('abort', cancel)
      clearTimeout(timeout)
      clearInterval(watch)
      act()
    }
    child.on('error', error => settle(() => reject(error)))
    child.on('close', (code, signal) =>
      settle(() => {
        if (ended) return reject(new CappedWorkerError(ended, ''))
        if (code === 0) return resolve(Buffer.concat(answer))
        const reason = /heap out of memory|allocation failed/i.test(complaint) ? 'memory' : 'broken'
        reject(new CappedWorkerError(reason, `${code ?? signal} ${complaint}`))
      }),
    )
  })
}

const here = dirname(fileURLToPath(import.meta.url))
let root = here.split(/[\\/]kernel[\\/]files/)[0] ?? here

/** Runs the workers of another build: tests take them bundled, as they run for a county. */
export function takeWorkersFrom(directory: string): void {
  root = directory
}

/** Beside the sources (run by the loader of development), beside the bundle when built. */
function locate(entry: string): { file: string; loader: string[] } {
  const built = join(root, `${entry}.js`)
  return existsSync(built)
    ? { file: built, loader: [] }
    : { file: join(root, `${entry}.ts`), loader: ['--import', import.meta.resolve('tsx')] }
}

const pageBytes = 4096
function residentMb(pid: number | undefined): number {
  if (process.platform !== 'linux' || pid === undefined) return 0
  try {
    return (Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * pageBytes) / 2 ** 20
  } catch {
    return 0
  }
}
