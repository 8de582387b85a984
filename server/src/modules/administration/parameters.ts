import { randomUUID } from 'node:crypto'
import type { ChangeSetting, SettingChangeView, SettingGroupView, SettingView } from '@anlan/contract/administration.ts'
import { roles } from '@anlan/contract/permissions.ts'
import { type Selectable, sql } from 'kysely'
import type { z } from 'zod'
import type { Tables } from '../../kernel/database/database.ts'
import type { House } from '../../kernel/house.ts'
import { fieldProblem, Problem } from '../../kernel/problem.ts'
import { refusalOf, type Setting, type SettingGroup, writeSetting } from '../../kernel/setting-rows.ts'
import type { Work } from '../../kernel/work/work.ts'

/** All settings that the modules declare, as the page groups them. */
const groupsOf = (house: House): SettingGroup[] => house.modules.flatMap(module => module.settings ?? [])

function declared(house: House, key: string): Setting {
  const found = groupsOf(house)
    .flatMap(group => group.items)
    .find(one => one.key === key)
  if (!found) throw new Problem('not-found')
  return found
}

/** 运行参数: what applies now, by whom and when it was changed, and what the product comes with. */
export async function listSettings(work: Work, house: House): Promise<z.output<typeof SettingGroupView>[]> {
  const rows = await work.tx.selectFrom('setting').selectAll().execute()
  const byKey = new Map(rows.map(row => [row.key, row]))
  return groupsOf(house).map(({ title, items }) => ({
    title,
    items: items.map(one => present(work, one, byKey.get(one.key))),
  }))
}

/**
 * Changes a setting; it applies from the next unit of work on. The same value once more changes nothing. Throws `not-found` for a key that no module
 * declares, `not-permitted` when the setting belongs to another role, `invalid-input` for a value outside its bounds.
 */
export async function changeSetting(
  work: Work,
  house: House,
  key: string,
  input: z.output<typeof ChangeSetting>,
): Promise<z.output<typeof SettingView>> {
  const setting = declared(house, key)
  if (!isOwner(work, setting))
    throw new Problem('not-permitted', { detail: `“${setting.label}”由${roles[setting.owner]}修改` })
  const value = typeof input.value === 'string' ? input.value.trim() : input.value
  const refusal = refusalOf(setting, value)
  if (refusal) throw fieldProblem('invalid-input', '/value', setting.label, refusal)
  // One change after another, or the history would tell of a value that was never replaced.
  await sql`lock table setting in share row exclusive mode`.execute(work.tx)
  const before = await work.tx.selectFrom('setting').selectAll().where('key', '=', key).executeTakeFirst()
  const valueBefore = present(work, setting, before).value
  if (valueBefore !== value) {
    await writeSetting(work, key, value, setting.owner, { before: valueBefore, after: value, reason: input.reason })
    await work.tx
      .insertInto('setting_change')
      .values({
        id: randomUUID(),
        key,
        before: JSON.stringify({ value: valueBefore }),
        after: JSON.stringify({ value }),
        reason: input.reason,
        at: work.now,
        by_account_id: work.actor.accountId,
        by_name: work.actor.name,
      })
      .execute()
  }
  const row = await work.tx.selectFrom('setting').selectAll().where('key', '=', key).executeTakeFirst()
  return present(work, setting, row)
}

/** All changes of a setting, the latest first. */
export async function historyOf(work: Work, house: House, key: string): Promise<z.output<typeof SettingChangeView>[]> {
  declared(house, key)
  const rows = await work.tx
    .selectFrom('setting_change')
    .selectAll()
    .where('key', '=', key)
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(500)
    .execute()
  return rows.map(row => ({
    id: row.id,
    before: row.before.value,
    after: row.after.value,
    reason: row.reason,
    at: row.at.toISOString(),
    byName: row.by_name,
  }))
}

const isOwner = (work: Work, setting: Setting) => work.actor.grants.some(grant => grant.role === setting.owner)

function present(
  work: Work,
  setting: Setting,
  row: Selectable<Tables['setting']> | undefined,
): z.output<typeof SettingView> {
  const applies = row !== undefined && refusalOf(setting, row.value) === null
  return {
    key: setting.key,
    label: setting.label,
    meaning: setting.meaning,
    kind: setting.kind,
    unit: setting.kind === 'integer' ? setting.unit : null,
    min: setting.kind === 'integer' ? setting.min : null,
    max: setting.kind === 'boolean' ? null : setting.max,
    default: setting.default,
    value: applies ? (row.value as Setting['default']) : setting.default,
    source: setting.source,
    owner: setting.owner,
    mayChange: isOwner(work, setting),
    changedAt: applies ? row.changed_at.toISOString() : null,
    changedByName: applies ? row.changed_by : null,
  }
}
