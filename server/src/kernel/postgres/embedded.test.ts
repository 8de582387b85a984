import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { connectionStringOf } from './connection.ts'
import { attachEmbeddedPostgres, type EmbeddedPostgres, startEmbeddedPostgres } from './embedded.ts'
import { isRunning, postgresProcessesOf } from './process-state.ts'

let dataDir: string
let running: EmbeddedPostgres | undefined
let platform: ChildProcess | undefined

beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'anlan-launcher-'))
  chmodSync(dataDir, 0o711) // Root's PostgreSQL runs as another user, who has to pass through.
})

afterEach(async () => {
  platform?.kill('SIGKILL')
  await running?.stop()
  running = undefined
  platform = undefined
})

afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

const start = async () => {
  running = await startEmbeddedPostgres({ dataDir })
  return running
}

async function startPlatform(): Promise<{ postmasterPid: number; url: string; socketDirectory: string }> {
  platform = spawn(process.execPath, ['--import', 'tsx', 'server/test/run-embedded-postgres.ts', dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(platform.stdout as NodeJS.ReadableStream, 'data')) as [Buffer]
  return JSON.parse(line.toString())
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url)
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end().catch(() => {})
  }
}

async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + 8_000
  while (!(await holds())) {
    if (Date.now() > giveUpAt) throw new Error('waited in vain')
    await sleep(20)
  }
}

const clusterDirectory = () => realpathSync(join(dataDir, 'postgres'))

test('a first start makes a checked, private store; stopping leaves no process and no socket', async () => {
  const { connection, postmasterPid, stop } = await start()
  const [settings] = await query(
    connectionStringOf(connection),
    `select current_database() as database, current_setting('data_checksums') as checksums,
            current_setting('listen_addresses') as network, current_setting('server_encoding') as encoding`,
  )
  expect(settings).toEqual({ database: 'anlan', checksums: 'on', network: '', encoding: 'UTF8' })

  await stop()
  expect(isRunning(postmasterPid)).toBe(false)
  expect(postgresProcessesOf(clusterDirectory())).toEqual([])
  expect(existsSync(connection.host)).toBe(false)
})

test('the running server can be found by its data directory, but not started a second time', async () => {
  expect(attachEmbeddedPostgres(dataDir)).toBeNull()
  const { connection, postmasterPid } = await start()

  expect(attachEmbeddedPostgres(dataDir)).toEqual(connection)
  await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(/正被另一个运行中的平台使用/)
  expect(isRunning(postmasterPid)).toBe(true)
})

test('a killed server comes back behind the same socket, with what was committed', async () => {
  const embedded = await start()
  const url = connectionStringOf(embedded.connection)
  await query(url, 'create table survivor as select 7 as n')
  const killed = embedded.postmasterPid

  process.kill(killed, 'SIGKILL')
  await eventually(() => embedded.postmasterPid !== killed)
  expect(await query(url, 'select n from survivor')).toEqual([{ n: 7 }])
})

test('a server is not started beside a query of its killed predecessor', async () => {
  const embedded = await start()
  const url = connectionStringOf(embedded.connection)
  // Counting never looks up from its work, so it does not notice that its server is gone.
  const busy = query(url, 'select count(*) from generate_series(1, 1000000000000)').catch((error: Error) => error)
  await eventually(
    async () =>
      (
        await query(
          url,
          `select 1 from pg_stat_activity where query like '% generate_series%' and pid <> pg_backend_pid()`,
        )
      ).length > 0,
  )
  const killed = embedded.postmasterPid

  process.kill(killed, 'SIGKILL')
  expect(await busy).toBeInstanceOf(Error)
  await eventually(() => embedded.postmasterPid !== killed)
  expect(await query(url, 'select 1 as n')).toEqual([{ n: 1 }])
})

test('when the platform is killed its server ends too, and the next start is not held up', async () => {
  const { postmasterPid, url } = await startPlatform()
  await query(url, 'create table acknowledged as select 1 as n')

  platform?.kill('SIGKILL')
  const { connection } = await start()
  expect(isRunning(postmasterPid)).toBe(false)
  expect(await query(connectionStringOf(connection), 'select n from acknowledged')).toEqual([{ n: 1 }])
})

test('the server ends with the platform even when somebody has cleared the temporary directory', async () => {
  const { postmasterPid, socketDirectory } = await startPlatform()
  rmSync(socketDirectory, { recursive: true })

  platform?.kill('SIGKILL')
  await eventually(() => !isRunning(postmasterPid))
})

test('a lock file whose number now belongs to a stranger does not prevent the start', async () => {
  const first = await start()
  const lockFile = join(clusterDirectory(), 'postmaster.pid')
  const left = readFileSync(lockFile, 'utf8').split('\n')
  await first.stop()
  writeFileSync(lockFile, [String(process.pid), ...left.slice(1)].join('\n'))

  const { connection } = await start()
  expect(await query(connectionStringOf(connection), 'select 1 as n')).toEqual([{ n: 1 }])
})
