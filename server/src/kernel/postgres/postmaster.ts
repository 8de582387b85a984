import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Cluster, postgresEnvironment } from './cluster.ts'
import { readPostmasterFile } from './postmaster-file.ts'
import type { PostgresRuntime } from './runtime.ts'
import { spawnAs } from './server-account.ts'

/** One run of the PostgreSQL server program, from its start to its end. */
export interface Postmaster {
  pid: number
  /** The server process has ended. */
  exited: Promise<void>
  /** Every process of the server has ended, also those still busy when it was killed. */
  drained: Promise<void>
  /** Asks for a clean end: connections are closed, transactions in progress undone. */
  close(): void
  lastWords(): string
}

export interface PostmasterOptions {
  runtime: PostgresRuntime
  cluster: Cluster
  socketDirectory: string
  settings: Record<string, string>
  /** The number left behind by a dead server, when something else has it now. */
  stalePid: number | null
}

/**
 * A shell stands between us and PostgreSQL. It holds the other end of a pipe that closes when this process ends in
 * whatever way, kill -9 included; then it shuts PostgreSQL down cleanly and clears the socket directory away.
 * It also collects the ended server at once, so that no zombie keeps its number. (Not `:` but `true`: a shell ends
 * when `:` cannot write, and the directory may be gone before us.)
 */
const guard = `
directory=$1; shift; exec 3<&0
"$@" </dev/null 3<&- >&2 & server=$!
trap "" INT TERM HUP
echo $server
( read -r line <&3; true >"$directory/closing"; kill -INT $server ) >/dev/null 2>&1 & reader=$!
exec 2>/dev/null 3<&-
wait $server; status=$?
kill -9 $reader; wait $reader
[ -e "$directory/closing" ] && rm -rf "$directory"
exit $status`

export async function launchPostmaster(options: PostmasterOptions): Promise<Postmaster> {
  const { runtime, cluster, socketDirectory, stalePid } = options
  const settings = { ...options.settings, unix_socket_directories: socketDirectory }
  const child = spawn(
    '/bin/sh',
    [
      ...['-c', guard, 'anlan-postgres', socketDirectory, runtime.postgres, '-D', cluster.directory],
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    {
      ...spawnAs(cluster.account),
      cwd: '/',
      // PostgreSQL takes its own ancestors for no rival: a dead server's number that a zombie or a stranger holds
      // does not stop it then, and it still checks by itself that nobody uses the shared memory.
      env: { ...postgresEnvironment(), ...(stalePid ? { PG_GRANDPARENT_PID: String(stalePid) } : {}) },
      // Ctrl-C at the terminal reaches the platform only, which then ends the database last.
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  )

  let words = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-4_000)
  })
  child.stdin.on('error', () => {}) // The shell may be gone before we close.
  const exited = new Promise<void>(resolve => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  // If only the shell was killed, its reader still hears this and ends the server that nobody watches any more.
  void exited.then(() => child.stdin.end())
  const drained = new Promise<void>(resolve => child.stderr.once('close', resolve))

  const pid = await Promise.race([firstNumber(child.stdout), exited.then(() => null)])
  const postmaster: Postmaster = {
    pid: pid ?? -1,
    exited,
    drained,
    close: () => child.stdin.end(),
    lastWords: () => words.trim(),
  }
  await untilReady(postmaster, cluster.directory)
  return postmaster
}

/** Says why PostgreSQL did not start, in its own words. */
export class LaunchFailure extends Error {}

/** After a crash PostgreSQL first replays its log, for as long as that takes. */
async function untilReady(postmaster: Postmaster, clusterDirectory: string): Promise<void> {
  let gone = false
  void postmaster.exited.then(() => {
    gone = true
  })
  for (;;) {
    const file = readPostmasterFile(clusterDirectory)
    if (file?.pid === postmaster.pid && file.status === 'ready') return
    if (gone) {
      await Promise.race([postmaster.drained, sleep(500, undefined, { ref: false })])
      throw new LaunchFailure(`数据库未能启动：${postmaster.lastWords() || '进程意外退出'}`)
    }
    await sleep(10)
  }
}

async function firstNumber(stdout: NodeJS.ReadableStream): Promise<number> {
  const [line] = (await once(stdout, 'data')) as [Buffer]
  stdout.resume()
  return Number.parseInt(line.toString(), 10)
}
