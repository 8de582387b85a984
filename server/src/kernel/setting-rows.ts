import type { Tx } from './database/database.ts'
import { recordFact, type Work } from './work/work.ts'

/** Reads a setting row; `fallback` is the product's own default (设计) while nobody has changed it. */
export async function readSetting<T>(tx: Tx, key: string, fallback: T): Promise<T> {
  const row = await tx.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst()
  return row ? (row.value as T) : fallback
}

/** Changes a setting; the fact names the key, never the value, since some values are passwords. */
export async function writeSetting(work: Work, key: string, value: unknown, owner: string): Promise<void> {
  const row = { key, value: JSON.stringify(value), owner, changed_at: work.now, changed_by: work.actor.name }
  await work.tx
    .insertInto('setting')
    .values(row)
    .onConflict(conflict => conflict.column('key').doUpdateSet(row))
    .execute()
  recordFact(work, 'setting.changed', key, { key })
}
