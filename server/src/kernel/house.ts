import { randomBytes } from 'node:crypto'
import type { Actor } from './access/reach.ts'
import { reachOfEverything } from './access/reach.ts'
import { Sessions } from './access/sessions.ts'
import type { Clock } from './clock.ts'
import type { DatabaseConnection, Tx } from './database/database.ts'
import type { FileStore } from './files/store.ts'
import type { Module, Subscriber, TaskHandler } from './module.ts'
import { SettingValues } from './setting-rows.ts'
import { SpatialIndex } from './spatial/spatial-index.ts'
import { installationChain, runWork, type Work } from './work/work.ts'

/** Log lines carry ids and codes, never names, telephone or identity-card numbers. */
export interface Log {
  info(data: Record<string, unknown>, message: string): void
  warn(data: Record<string, unknown>, message: string): void
  error(data: Record<string, unknown>, message: string): void
}

/** What the kernel holds together for as long as the process lives. */
export interface House {
  database: DatabaseConnection
  clock: Clock
  /** Sign-ins and sessions are about the person at the door and go by the wall clock, also in rehearsals. */
  wallClock: Clock
  files: FileStore
  log: Log
  version: string
  databaseKind: 'embedded' | 'server'
  modules: Module[]
  transaction<T>(act: (tx: Tx) => Promise<T>): Promise<T>
  /** Like `transaction`, but only for reading, and all statements see one moment. */
  reading<T>(act: (tx: Tx) => Promise<T>): Promise<T>
  subscribersOf(fact: { type: string; data: Record<string, unknown> }): string[]
  subscribers: Map<string, Subscriber>
  tasks: Map<string, TaskHandler>
  sessions: Sessions
  settings: SettingValues
  /** Where things are; filled and kept by `followPlaces`. */
  spatial: SpatialIndex
  /** Hosts from which pages may load what they show (tiles of maps), as origins; all others a browser refuses. */
  trustedHosts: ReadonlySet<string>
  /** Seals secrets in the database; lies under DATA_DIR/keys. */
  secretKey: Buffer
  /** Set by the loops once they run; before that a wake is nobody's business. */
  wake: { facts(deliveries: boolean): void; tasks(soonest: Date): void }
}

/** Assembles a house from its parts; the loops (relay, tasks, stream) are started by their owner. */
export function buildHouse(
  parts: Omit<
    House,
    | 'subscribersOf'
    | 'subscribers'
    | 'tasks'
    | 'wake'
    | 'transaction'
    | 'reading'
    | 'sessions'
    | 'settings'
    | 'spatial'
    | 'trustedHosts'
    | 'secretKey'
  > &
    Partial<Pick<House, 'transaction' | 'reading' | 'secretKey'>>,
): House {
  const subscribers = new Map<string, Subscriber>()
  const tasks = new Map<string, TaskHandler>()
  for (const module of parts.modules) {
    for (const [name, subscriber] of Object.entries(module.subscribers ?? {}))
      subscribers.set(`${module.name}.${name}`, subscriber)
    for (const [kind, handler] of Object.entries(module.tasks ?? {})) tasks.set(kind, handler)
  }
  const byType = new Map<string, string[]>()
  for (const [name, subscriber] of subscribers)
    for (const type of subscriber.on) byType.set(type, [...(byType.get(type) ?? []), name])
  const house: Omit<House, 'sessions'> = {
    transaction: act => parts.database.db.transaction().execute(act),
    reading: act =>
      parts.database.db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(act),
    // Without a DATA_DIR (tests, commands) secrets last as long as the process.
    secretKey: randomBytes(32),
    ...parts,
    subscribers,
    tasks,
    settings: new SettingValues(),
    spatial: new SpatialIndex(),
    trustedHosts: new Set(),
    subscribersOf: ({ type, data }) =>
      (byType.get(type) ?? []).filter(name => subscribers.get(name)?.concerns?.(data) ?? true),
    wake: { facts() {}, tasks() {} },
  }
  return Object.assign(house, { sessions: new Sessions(house) })
}

/** The system itself, when a due task or a handler acts. */
export const systemActor: Actor = {
  accountId: null,
  personId: null,
  unitId: installationChain,
  name: '系统',
  grants: [],
}

/** A unit of work by the system, which sees everything. */
export const runSystemWork = <T>(house: House, act: (work: Work) => Promise<T>): Promise<T> =>
  runWork(house, systemActor, reachOfEverything, act)
