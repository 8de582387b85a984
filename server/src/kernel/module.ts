import type { Migration } from './database/migrate.ts'
import type { House } from './house.ts'
import type { App } from './http/app.ts'
import type { SearchKind } from './search/search-kinds.ts'
import type { SettingGroup } from './setting-rows.ts'
import type { PlacedLayer } from './spatial/placed-layers.ts'
import type { Work } from './work/work.ts'

/** A fact as a handler receives it. */
export interface RecordedFact {
  id: string
  position: number
  type: string
  subjectId: string
  matterId: string | null
  chainId: string
  actorId: string | null
  at: Date
  data: Record<string, unknown>
}

/** Reacts to facts, at least once each: it asks "is it already so?" before acting. */
export interface Subscriber {
  on: string[]
  /** Looked at while the fact is recorded: what does not concern it is not handed to it at all. */
  concerns?: (data: Record<string, unknown>) => boolean
  handle(work: Work, fact: RecordedFact): Promise<void>
}

/** Runs when its moment has come, in its own unit of work; it re-reads the truth and acts or stops. */
export type TaskHandler = (work: Work, key: string) => Promise<void>

/** A place where something of another module is named: a person in a roster, a unit in an open matter. */
export interface Mention {
  /** The thing that is named. */
  id: string
  /** What the place is called, e.g. 值班表. */
  place: string
  detail: string
  /** Its page in the web app. */
  link: string
}

/** A capability as the composition root sees it. */
export interface Module {
  /** Folder name, URL prefix and table prefix. */
  name: string
  migrations?: Migration[]
  routes?: (app: App, house: House) => void
  tasks?: Record<string, TaskHandler>
  subscribers?: Record<string, Subscriber>
  /** Its defaults that a county may change; the page 运行参数 shows those of all modules. */
  settings?: SettingGroup[]
  /** Kinds of things of this module that search finds. */
  finds?: SearchKind[]
  /** Layers of things that this module places on the map. */
  layers?: PlacedLayer[]
  /** Where things with these ids are still named in what lies ahead or stands open; what is over is history and not told. */
  mentions?: (work: Work, ids: string[]) => Promise<Mention[]>
  /** Reference rows that come with the product; run at every start, so it asks what is already there. */
  seed?: (work: Work) => Promise<void>
  /** A loop of its own (a provider's edge). Returns how to stop it. */
  start?: (house: House) => () => Promise<void>
}
