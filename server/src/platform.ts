import { randomUUID } from 'node:crypto'
import { modules } from './app.ts'
import { listenForRevocations } from './kernel/access/revocations.ts'
import { secretKey } from './kernel/access/secret-key.ts'
import { realClock, VirtualClock } from './kernel/clock.ts'
import { connect } from './kernel/database/database.ts'
import { readDurability } from './kernel/database/durability.ts'
import { openFileStore } from './kernel/files/open-store.ts'
import { healthRoutes } from './kernel/health.ts'
import { buildHouse, type House, type Log, runSystemWork } from './kernel/house.ts'
import type { App } from './kernel/http/app.ts'
import { buildServer } from './kernel/http/server.ts'
import { LiveStream } from './kernel/http/stream.ts'
import { kernelRoutes } from './kernel/kernel-routes.ts'
import { metricsRoutes } from './kernel/metrics.ts'
import type { Module } from './kernel/module.ts'
import { fillIndex } from './kernel/search/search-kinds.ts'
import { isLoopback, SettingError, type Settings } from './kernel/settings.ts'
import { followPlaces } from './kernel/spatial/follow-places.ts'
import { clockRoutes, VirtualTime } from './kernel/virtual-time.ts'
import { startDueTasks } from './kernel/work/due-tasks.ts'
import { startRelay } from './kernel/work/relay.ts'
import { askForRoots, installationKey, signRootTask } from './kernel/work/signed-roots.ts'
import { migrateAll } from './migrations.ts'
import { isSetupOpen, setupCode } from './modules/administration/setup/access.ts'
import { loadSampleCounty } from './sample-county.ts'
import './kernel/tables.ts'

export const version = '0.1.0'

/** A running platform. */
export interface Platform {
  house: House
  app: App
  /** Opens the first-run set-up; null once the store has an account. */
  setupCode: string | null
  stop(): Promise<void>
}

export interface PlatformOptions {
  settings: Settings
  connectionString: string
  databaseKind: 'embedded' | 'server'
  webDir?: string
  log: Log
  /** Only tests run on a database that does not sync. */
  allowUnsynced?: boolean
  /** Capabilities beside those of `app.ts`; tests bring some that fail. */
  moreModules?: Module[]
}

/** Brings the platform up on a database: schema, reference rows, sample county, loops and HTTP (not yet listening). */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const { settings, connectionString } = options
  const database = connect(connectionString)
  try {
    const durability = await readDurability(query => database.pool.query(query))
    if (!durability.supported) throw new SettingError(`需要 PostgreSQL 15 或更高版本，现为 ${durability.version}`)
    if (!durability.survivesPowerCut && !options.allowUnsynced)
      throw new SettingError(
        `数据库${durability.statement}，断电会丢失已答复的数据，拒绝启动。请在数据库中开启 fsync、full_page_writes 和 synchronous_commit`,
      )
    await migrateAll(connectionString)
    const installation = await readInstallation(database, settings)
    const clock = settings.virtualClock ? new VirtualClock(installation.virtualNow ?? new Date()) : realClock
    const key = installationKey(settings.dataDir)
    const kernel: Module = {
      name: 'kernel',
      tasks: signRootTask(key, settings.virtualClock ? 7 * 24 * 60 : 60),
      routes: kernelRoutes,
    }
    const house = buildHouse({
      database,
      clock,
      wallClock: realClock,
      files: await openFileStore(settings, options.log),
      secretKey: secretKey(settings.dataDir),
      log: options.log,
      version,
      databaseKind: options.databaseKind,
      modules: [kernel, ...modules, ...(options.moreModules ?? [])],
    })
    await prepareData(house, settings)

    const stream = new LiveStream(house, house.sessions)
    const virtual = clock instanceof VirtualClock ? new VirtualTime(house, clock) : null
    const app = await buildServer(house, settings, house.sessions, stream, {
      ...(options.webDir && { webDir: options.webDir }),
      more: routes => {
        healthRoutes(routes, house, durability, options.databaseKind)
        clockRoutes(routes, house, virtual)
        metricsRoutes(routes, house, { token: settings.metricsToken ?? null, streamClients: () => stream.readers })
      },
    })
    await askForRoots(house)
    const stops = [
      ...(virtual ? [() => virtual.idle()] : [startRelay(house), startDueTasks(house)]),
      stream.start(),
      listenForRevocations(house, connectionString),
      await followPlaces(house, connectionString),
      ...house.modules.flatMap(module => (module.start ? [module.start(house)] : [])),
    ]
    await virtual?.idle()
    return {
      house,
      app,
      setupCode: (await isSetupOpen(house)) ? await setupCode(house) : null,
      stop: async () => {
        await app.close()
        for (const stop of stops) await stop()
        await database.pool.end()
      },
    }
  } catch (error) {
    await database.pool.end().catch(() => {})
    throw error
  }
}

/** The store's own identity; a rehearsal store never runs on real time nor a real one on moved time. */
async function readInstallation(
  { pool }: ReturnType<typeof connect>,
  settings: Settings,
): Promise<{ virtualNow: Date | null }> {
  await pool.query('insert into installation (id, clock, created_at) values ($1, $2, $3) on conflict do nothing', [
    randomUUID(),
    settings.virtualClock ? 'virtual' : 'real',
    new Date(),
  ])
  const { rows } = await pool.query<{ clock: string; virtual_now: Date | null }>(
    'select clock, virtual_now from installation',
  )
  const clock = rows[0]?.clock
  if (clock === 'real' && settings.virtualClock)
    throw new SettingError('该数据库按真实时间建立，不能以 ANLAN_CLOCK=virtual 启动；演练请另用空的 DATA_DIR 或数据库')
  if (clock === 'virtual' && !settings.virtualClock)
    throw new SettingError('该数据库为演练（虚拟时钟）建立，须以 ANLAN_CLOCK=virtual 启动')
  return { virtualNow: rows[0]?.virtual_now ?? null }
}

const seedLock = 7_215_002

/** Reference rows and, on an empty store, the sample county. One node at a time. */
async function prepareData(house: House, settings: Settings) {
  const client = await house.database.pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [seedLock])
    await seedReferenceRows(house)
    if (settings.sampleCounty) await loadSampleCounty(house)
    await fillIndex(house, act => runSystemWork(house, act))
    const sample = await house.database.db
      .selectFrom('account')
      .select('id')
      .where('sample', '=', true)
      .limit(1)
      .executeTakeFirst()
    if (sample && !isLoopback(settings.host) && !settings.allowSampleAccounts)
      throw new SettingError(
        `库中有口令公开的示例账号，拒绝在 ${settings.host} 上提供服务；确需如此请设置 ANLAN_ALLOW_SAMPLE_ACCOUNTS=1，正式使用请设置 ANLAN_DEMO=0 并用空库`,
      )
  } finally {
    await client.query('select pg_advisory_unlock($1)', [seedLock])
    client.release()
  }
}

/** The reference rows that come with the product. */
export const seedReferenceRows = (house: House): Promise<void> =>
  runSystemWork(house, async work => {
    for (const module of house.modules) await module.seed?.(work)
  })
