import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { test as base, inject } from 'vitest'
import type { Log } from '../src/kernel/house.ts'
import type { Module } from '../src/kernel/module.ts'
import type { Settings } from '../src/kernel/settings.ts'
import { type Platform, startPlatform } from '../src/platform.ts'
import { databaseUrl, testDatabasePrefix } from './test-postgres.ts'

/** A platform as it runs for a county: its own database, real commits, real sockets. */
export interface Node extends Platform {
  url: string
  dataDir: string
  connectionString: string
  /** What it wrote into its log, warnings and errors. */
  said: string[]
  /** Signs in as a sample account; returns the session token. */
  signIn(account: string): Promise<string>
}

export interface NodeOptions {
  virtualClock: boolean
  dataDir: string
  /** Without it the store starts empty, waiting for its first-run set-up. */
  sampleCounty: boolean
  modules?: Module[]
  tls?: Settings['tls']
  /** Where the built web app lies. */
  webDir?: string
  metricsToken?: string
}

export interface Running {
  /** Starts a node; nodes of one test share its database. */
  start(options?: Partial<NodeOptions>): Promise<Node>
  /** Asks the database of this test, as its superuser. */
  query<T extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<T[]>
  connectionString: string
  /** Another database on the same server, with nothing in it. */
  another(): Promise<string>
}

/** `running` gives each story a database of its own, cloned from the migrated template or (`empty`) with nothing in it. */
export const test = base.extend<{ empty: boolean; running: Running }>({
  empty: [false, { injected: false }],
  running: async ({ empty }, use) => {
    const postgres = inject('postgres')
    const name = `${testDatabasePrefix}${postgres.run}_node_${randomUUID().slice(0, 8)}`
    const maintenance = new pg.Client(postgres.maintenanceUrl)
    await maintenance.connect()
    await maintenance.query(`create database ${name}${empty ? '' : ` template ${postgres.template}`}`)
    const connectionString = databaseUrl(postgres, name)
    const pool = new pg.Pool({ connectionString, max: 4 })
    pool.on('error', () => {})
    if (!empty) await pool.query(`update installation set clock = 'real'`)
    const nodes: Node[] = []
    const folders: string[] = []
    const others: string[] = []
    try {
      await use({
        connectionString,
        another: async () => {
          const other = `${name}_${others.length}`
          await maintenance.query(`create database ${other}`)
          others.push(other)
          return databaseUrl(postgres, other)
        },
        query: async <T extends pg.QueryResultRow>(text: string, values?: unknown[]) =>
          (await pool.query<T>(text, values)).rows,
        start: async ({
          virtualClock = false,
          dataDir = mkdtempSync(join(tmpdir(), 'anlan-node-')),
          sampleCounty = true,
          ...more
        } = {}) => {
          folders.push(dataDir)
          const node = await startNode(connectionString, { virtualClock, dataDir, sampleCounty, ...more })
          nodes.push(node)
          return node
        },
      })
    } finally {
      for (const node of nodes) await node.stop().catch(() => {})
      await pool.end()
      for (const folder of folders) rmSync(folder, { recursive: true, force: true })
      for (const each of [name, ...others]) await maintenance.query(`drop database if exists ${each} with (force)`)
      await maintenance.end()
    }
  },
})

async function startNode(
  connectionString: string,
  { virtualClock, dataDir, sampleCounty, modules, tls = null, webDir, metricsToken = '' }: NodeOptions,
): Promise<Node> {
  const said: string[] = []
  const note = (data: Record<string, unknown>, message: string) => void said.push(`${message} ${JSON.stringify(data)}`)
  const log: Log = { info: () => {}, warn: note, error: note }
  const settings: Settings = {
    port: 0,
    host: '127.0.0.1',
    databaseUrl: connectionString,
    dataDir,
    sampleCounty,
    tls,
    trustProxy: false,
    virtualClock,
    allowSampleAccounts: false,
    metricsToken: metricsToken || null,
  }
  const platform = await startPlatform({
    settings,
    connectionString,
    databaseKind: 'server',
    log,
    allowUnsynced: true,
    ...(modules && { moreModules: modules }),
    ...(webDir && { webDir }),
  })
  await platform.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = platform.app.server.address() as AddressInfo
  const url = `${tls ? 'https' : 'http'}://127.0.0.1:${port}`
  let stopped: Promise<void> | undefined
  return {
    ...platform,
    stop: () => (stopped ??= platform.stop()),
    url,
    dataDir,
    connectionString,
    said,
    signIn: async account => {
      const reply = await fetch(`${url}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ account, password: 'Anlan@2026' }),
      })
      return ((await reply.json()) as { token: string }).token
    },
  }
}
