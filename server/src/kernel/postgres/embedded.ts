import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Cluster, clusterUser, createCluster, existingClusterDirectory, locateCluster } from './cluster.ts'
import { connectionStringOf, type SocketConnection } from './connection.ts'
import { LaunchFailure, launchPostmaster, type Postmaster } from './postmaster.ts'
import { readPostmasterFile } from './postmaster-file.ts'
import { isPostgresOf, isRunning, postgresProcessesOf } from './process-state.ts'
import { findRuntime, type PostgresRuntime } from './runtime.ts'
import { isRoot } from './server-account.ts'
import { notDurable, smallServer } from './server-settings.ts'

/** A PostgreSQL that lives and dies with this process, for counties without a database server of their own. */
export interface EmbeddedPostgres {
  connection: SocketConnection
  version: string
  /** The number of the current server process; another one after a restart. */
  readonly postmasterPid: number
  stop(): Promise<void>
  /** Called once if the server ended and could not be brought back; without it the platform had better end too. */
  onExit(listener: () => void): void
}

export interface EmbeddedPostgresOptions {
  /** The cluster becomes `postgres` in here. */
  dataDir: string
  /** False only in tests: what a crash of the machine would destroy is then not protected. */
  durable?: boolean
  extraSettings?: Record<string, string>
  /** Other programs than those that came with npm. */
  runtime?: PostgresRuntime
}

const databaseName = 'anlan'
const port = 5432 // Only part of the socket's name: no network port is opened.

/**
 * Starts the embedded server, making its data on the first start, and keeps it running: if PostgreSQL is killed
 * while this process lives, it is started again behind the same socket. Ends with this process in any case.
 * @throws when another process already runs the data directory, or no PostgreSQL works on this machine
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  if (process.platform === 'win32')
    throw new Error('Windows 上没有内嵌数据库，请设置 DATABASE_URL 使用已有的 PostgreSQL 服务器。')

  const durable = options.durable ?? true
  const cluster = locateCluster(resolve(options.dataDir))
  const runtime = options.runtime ?? findRuntime(cluster.account, cluster.major)
  if (cluster.major === null) createCluster(cluster, runtime, durable)

  const settings = { ...smallServer, ...(durable ? {} : notDurable), ...options.extraSettings, port: String(port) }
  const connection = { host: makeSocketDirectory(cluster), user: clusterUser, database: databaseName, port }
  const launch = () => launchWhenFree(runtime, cluster, connection.host, settings)

  let postmaster: Postmaster
  try {
    postmaster = await launch()
  } catch (error) {
    rmSync(connection.host, { recursive: true, force: true })
    throw error
  }

  let stopping = false
  const exitListeners: (() => void)[] = []
  const keepRunning = async (): Promise<void> => {
    while (!stopping) {
      await postmaster.exited
      if (stopping) return
      process.stderr.write(`数据库进程意外退出，正在重新启动。${lastTrouble(postmaster)}\n`)
      try {
        postmaster = await relaunch(launch, cluster, connection.host, () => stopping)
        process.stderr.write('数据库已重新启动。\n')
      } catch (error) {
        if (stopping) return
        process.stderr.write(`数据库无法重新启动：${(error as Error).message}\n`)
        for (const listener of exitListeners) listener()
        return
      }
    }
  }
  const kept = keepRunning()

  const embedded: EmbeddedPostgres = {
    connection,
    version: runtime.version,
    get postmasterPid() {
      return postmaster.pid
    },
    onExit: listener => exitListeners.push(listener),
    async stop() {
      stopping = true
      await endPostmaster(postmaster)
      await kept
      // A restart under way when the stop came has brought a new one.
      await endPostmaster(postmaster)
      rmSync(connection.host, { recursive: true, force: true })
    },
  }
  try {
    await ensureDatabase(connection)
  } catch (error) {
    await embedded.stop()
    throw error
  }
  return embedded
}

/** The connection to the embedded server that another process runs over this data directory; null if none does. */
export function attachEmbeddedPostgres(dataDir: string): SocketConnection | null {
  const directory = existingClusterDirectory(resolve(dataDir))
  if (!directory) return null
  const file = readPostmasterFile(directory)
  if (file?.status !== 'ready' || !isPostgresOf(directory, file.pid)) return null
  return { host: file.socketDirectory, user: clusterUser, database: databaseName, port: file.port }
}

/** Launches once nobody else uses the data: not a server that is just stopping, nor what remains of a killed one. */
async function launchWhenFree(
  runtime: PostgresRuntime,
  cluster: Cluster,
  socketDirectory: string,
  settings: Record<string, string>,
): Promise<Postmaster> {
  const giveUpAt = Date.now() + 30_000
  for (;;) {
    await untilPreviousServerEnded(cluster.directory)
    await untilOldBackendsEnded(cluster.directory)
    try {
      const stalePid = staleServerPid(cluster.directory)
      return await launchPostmaster({ runtime, cluster, socketDirectory, settings, stalePid })
    } catch (error) {
      const maySettle = error instanceof LaunchFailure && /shared memory|lock file/.test(error.message)
      if (!maySettle || Date.now() > giveUpAt) throw error
      await sleep(250)
    }
  }
}

/** A server whose platform was killed a moment ago is given time to stop; one in use is left alone. */
async function untilPreviousServerEnded(directory: string): Promise<void> {
  const noticeBy = Date.now() + 500
  const stoppedBy = Date.now() + 60_000
  for (;;) {
    const file = readPostmasterFile(directory)
    if (!file || !isPostgresOf(directory, file.pid)) return
    if (Date.now() > (file.status === 'stopping' ? stoppedBy : noticeBy))
      throw new Error(
        `数据目录 ${directory} 正被另一个运行中的平台使用（数据库进程号 ${file.pid}）。` +
          '请先停止那个平台，或用 DATA_DIR 指定另一个数据目录。',
      )
    await sleep(20)
  }
}

/** Backends notice the death of their server only between two steps; one lost in a long query has to be ended. */
async function untilOldBackendsEnded(directory: string): Promise<void> {
  const patientUntil = Date.now() + 1_000
  for (;;) {
    const file = readPostmasterFile(directory)
    if (file && isPostgresOf(directory, file.pid)) return
    const backends = postgresProcessesOf(directory)
    if (backends.length === 0) return
    if (Date.now() > patientUntil) for (const pid of backends) kill(pid, 'SIGKILL')
    await sleep(50)
  }
}

async function relaunch(
  launch: () => Promise<Postmaster>,
  cluster: Cluster,
  socketDirectory: string,
  cancelled: () => boolean,
): Promise<Postmaster> {
  const giveUpAt = Date.now() + 60_000
  for (let pause = 100; ; pause = Math.min(pause * 2, 5_000)) {
    try {
      prepareSocketDirectory(cluster, socketDirectory)
      return await launch()
    } catch (error) {
      if (cancelled() || Date.now() > giveUpAt) throw error
      await sleep(pause)
    }
  }
}

async function endPostmaster(postmaster: Postmaster): Promise<void> {
  postmaster.close()
  const ended = await Promise.race([postmaster.exited.then(() => true), sleep(20_000, false, { ref: false })])
  if (ended) return
  // The log makes this safe: the next start replays it.
  kill(postmaster.pid, 'SIGQUIT')
  await postmaster.exited
}

function makeSocketDirectory(cluster: Cluster): string {
  const prefix = 'anlan-'
  // The name of a socket may have 107 bytes, on some systems 103.
  const parent = Buffer.byteLength(join(tmpdir(), `${prefix}XXXXXX`, `.s.PGSQL.${port}.lock`)) < 100 ? tmpdir() : '/tmp'
  const directory = mkdtempSync(join(parent, prefix))
  prepareSocketDirectory(cluster, directory)
  return directory
}

/** Private, because whoever reaches the socket is let in without a password. */
function prepareSocketDirectory({ account }: Cluster, directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  chmodSync(directory, 0o700)
  if (isRoot()) chownSync(directory, account.uid, account.gid)
  rmSync(join(directory, 'closing'), { force: true })
}

async function ensureDatabase(connection: SocketConnection): Promise<void> {
  const maintenance = new pg.Client(connectionStringOf({ ...connection, database: 'postgres' }))
  maintenance.on('error', () => {})
  await maintenance.connect()
  try {
    const found = await maintenance.query('select 1 from pg_database where datname = $1', [databaseName])
    if (found.rowCount === 0) await maintenance.query(`create database ${databaseName}`)
  } finally {
    await maintenance.end()
  }
}

/**
 * The number in the lock file if it is still taken, yet not by PostgreSQL over this data: it is a zombie, or a
 * stranger's after the numbers came round. Asked anew, because another start may have been faster meanwhile.
 */
function staleServerPid(directory: string): number | null {
  const file = readPostmasterFile(directory)
  return file && isTaken(file.pid) && !isPostgresOf(directory, file.pid) ? file.pid : null
}

function isTaken(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' || isRunning(pid)
  }
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended by itself in the meantime.
  }
}

/** What PostgreSQL itself said, if it had the time to. */
const lastTrouble = (postmaster: Postmaster) =>
  postmaster
    .lastWords()
    .split('\n')
    .findLast(line => /PANIC|FATAL/.test(line)) ?? ''
