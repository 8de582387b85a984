import type { RuleSource } from '@anlan/contract/codec.ts'
import type { Role } from '@anlan/contract/permissions.ts'
import { sql } from 'kysely'
import type { Tx } from './database/database.ts'
import { recordFact, type Work } from './work/work.ts'

interface Described {
  /** Never changes once released: it names the stored row. Prefixed with the module's name. */
  key: string
  /** What the page calls it, in official words. */
  label: string
  /** One sentence: what happens by it. */
  meaning: string
  /** The one role that may change it. */
  owner: Role
  source: RuleSource
}
/** A whole number with its unit and its bounds, both included. */
export interface IntegerSetting extends Described {
  kind: 'integer'
  unit: '秒' | '分钟' | '小时' | '个工作日' | '次' | '位' | '题' | '分' | '类' | '公里' | '%' | '倍' | '日' | '岁'
  default: number
  min: number
  max: number
}
export interface BooleanSetting extends Described {
  kind: 'boolean'
  default: boolean
}
/** A short text of at most `max` characters. */
export interface TextSetting extends Described {
  kind: 'text'
  default: string
  max: number
}

/** A default of the product that a county may change (参数). A module declares its own; while nobody has changed it the default applies. */
export type Setting = IntegerSetting | BooleanSetting | TextSetting
export type SettingValue<S extends Setting = Setting> = S['default']

/** The settings of one matter, as the page groups them. */
export interface SettingGroup {
  title: string
  items: Setting[]
}

/** The source of a number that no regulation gives. */
export const ours: RuleSource = { name: '产品默认', article: '', confidence: '设计' }

/** What is wrong with `value` for this setting, in words for the person at the form; null when it may be stored. */
export function refusalOf(setting: Setting, value: unknown): string | null {
  switch (setting.kind) {
    case 'integer': {
      const inBounds = Number.isInteger(value) && (value as number) >= setting.min && (value as number) <= setting.max
      return inBounds ? null : `${setting.label}应为 ${setting.min} 至 ${setting.max} 之间的整数（${setting.unit}）`
    }
    case 'boolean':
      return typeof value === 'boolean' ? null : `${setting.label}应为“是”或“否”`
    case 'text': {
      const fits = typeof value === 'string' && value.trim() !== '' && value.length <= setting.max
      return fits ? null : `${setting.label}应为 1 至 ${setting.max} 个字`
    }
  }
}

const keptMs = 5_000

/**
 * The changed settings, kept in memory so that reading one costs no statement. A change is pushed to all nodes and drops them at once; a node that
 * heard nothing reads anew after seconds. A unit of work that changes a setting does not read it through here.
 */
export class SettingValues {
  #rows: Map<string, unknown> | null = null
  #readAt = 0
  /** Counts the changes heard of: what was read before one is not kept. */
  #forgotten = 0

  async of<S extends Setting>(tx: Tx, setting: S): Promise<SettingValue<S>> {
    const value = (this.#kept() ?? (await this.#read(tx))).get(setting.key)
    // A row that somebody wrote past the form, or that an earlier version allowed, does not bring the work down.
    return value === undefined || refusalOf(setting, value) ? setting.default : (value as SettingValue<S>)
  }

  forget() {
    this.#forgotten++
    this.#rows = null
  }

  #kept() {
    return this.#rows && performance.now() - this.#readAt < keptMs ? this.#rows : null
  }

  async #read(tx: Tx) {
    const forgotten = this.#forgotten
    const readAt = performance.now()
    const found = await tx.selectFrom('setting').select(['key', 'value']).execute()
    const rows = new Map(found.map(row => [row.key, row.value]))
    if (forgotten === this.#forgotten) {
      this.#rows = rows
      this.#readAt = readAt
    }
    return rows
  }
}

/** The value of a setting that applies to this unit of work. */
export const settingOf = <S extends Setting>(work: Work, setting: S): Promise<SettingValue<S>> =>
  work.settings.of(work.tx, setting)

/** Reads a row that has no place among the parameters (a channel's connection); `fallback` while nobody has written it. */
export async function readSetting<T>(tx: Tx, key: string, fallback: T): Promise<T> {
  const row = await tx.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst()
  return row ? (row.value as T) : fallback
}

/** Writes a setting row and tells all nodes. The fact names the key and what `told` adds, never the value by itself, since some values are passwords. */
export async function writeSetting(
  work: Work,
  key: string,
  value: unknown,
  owner: string,
  told: Record<string, unknown> = {},
): Promise<void> {
  const row = { key, value: JSON.stringify(value), owner, changed_at: work.now, changed_by: work.actor.name }
  await work.tx
    .insertInto('setting')
    .values(row)
    .onConflict(conflict => conflict.column('key').doUpdateSet(row))
    .execute()
  await sql`select pg_notify('anlan_setting', ${key})`.execute(work.tx)
  work.pending.settings = true
  recordFact(work, 'setting.changed', key, { key, ...told })
}
