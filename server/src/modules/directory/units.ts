import { randomUUID } from 'node:crypto'
import type { UnitKind, UnitView } from '@anlan/contract/directory.ts'
import { isUnitInReach, placeUnit } from '../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../kernel/problem.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { keepRecords } from '../register/api.ts'
import { forgetUnits } from './api.ts'
import persons from './ledgers/persons.ts'
import posts from './ledgers/posts.ts'
import units from './ledgers/units.ts'
import type { UnitTable } from './schema.ts'

export const presentUnit = (unit: UnitTable): UnitView => ({
  id: unit.id,
  name: unit.name,
  shortName: unit.short_name,
  kind: unit.kind,
  parentId: unit.parent_id,
  areaCode: unit.area_code,
  dutyPhone: unit.duty_phone,
  sort: unit.sort,
  enabled: unit.enabled,
})

/** All units in being: names and duty phones are the common address book of everyone who is signed in. */
export const listUnits = (work: Work) =>
  work.tx.selectFrom('unit').selectAll().where('enabled', '=', true).orderBy('sort').orderBy('name').execute()

/** What may be said of a unit; what is left out stays as it is. */
export interface UnitInput {
  id?: string | undefined
  name: string
  shortName: string
  kind: UnitKind
  parentId: string | null
  areaCode: string | null
  dutyPhone: string | null
  sort?: number
  fax?: string | null
  note?: string | null
}

/** Adds a unit to the tree, or changes one, and tells the register. */
export async function saveUnit(work: Work, input: UnitInput, id: string | null): Promise<UnitTable> {
  const saved = await writeUnit(work, input, id)
  await keepRecords(work, units, [saved.id])
  return saved
}

/** Writes a unit; moving it moves everything below it, renaming it keeps the former name. */
export async function writeUnit(work: Work, input: UnitInput, id: string | null): Promise<UnitTable> {
  if (id && !(await isUnitInReach(work, id))) throw new Problem('not-found')
  await refuseBadPlace(work, input, id)
  const row = {
    name: input.name,
    short_name: input.shortName,
    kind: input.kind,
    parent_id: input.parentId,
    area_code: input.areaCode,
    duty_phone: input.dutyPhone,
    ...(input.sort !== undefined && { sort: input.sort }),
    ...(input.fax !== undefined && { fax: input.fax }),
    ...(input.note !== undefined && { note: input.note }),
  }
  const before = id
    ? await work.tx.selectFrom('unit').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
    : null
  if (id && !before) throw new Problem('not-found')
  if (before && before.name !== input.name)
    await work.tx
      .insertInto('unit_former_name')
      .values({ unit_id: before.id, name: before.name, until: work.now, reason: '更名' })
      .execute()
  const saved = before
    ? await work.tx.updateTable('unit').set(row).where('id', '=', before.id).returningAll().executeTakeFirstOrThrow()
    : await work.tx
        .insertInto('unit')
        .values({ ...row, id: input.id ?? randomUUID(), sort: input.sort ?? 0, enabled: true })
        .returningAll()
        .executeTakeFirstOrThrow()
  forgetUnits(work.tx)
  await placeUnit(work, saved.id, saved.parent_id)
  recordFact(work, 'directory.changed', saved.id, {
    what: before ? (before.name === saved.name ? '单位变更' : '单位更名') : '新增单位',
    name: saved.name,
    ...(before && before.name !== saved.name && { formerName: before.name }),
  })
  return saved
}

async function refuseBadPlace(work: Work, input: UnitInput, id: string | null) {
  const refuse = (message: string) => fieldProblem('invalid-input', '/parentId', '上级单位', message)
  if (input.parentId && !(await isUnitInReach(work, input.parentId))) {
    const unchanged =
      id &&
      (await work.tx
        .selectFrom('unit')
        .select('id')
        .where('id', '=', id)
        .where('parent_id', '=', input.parentId)
        .executeTakeFirst())
    if (!unchanged) throw refuse('上级单位不在您的管辖范围')
  }
  if (!id && !input.parentId && !work.reach.everything) throw refuse('请选择上级单位')
  if (id && input.parentId && (await isBelow(work, input.parentId, id))) throw refuse('上级单位不能是本单位或其下级')
  const twin = await work.tx
    .selectFrom('unit')
    .select('id')
    .where('name', '=', input.name)
    .where('parent_id', input.parentId ? '=' : 'is', input.parentId)
    .$if(id !== null, query => query.where('id', '!=', id ?? ''))
    .executeTakeFirst()
  if (twin) throw fieldProblem('invalid-input', '/name', '单位名称', '同一上级下已有同名单位')
  if (
    input.areaCode &&
    !(await work.tx.selectFrom('area').select('code').where('code', '=', input.areaCode).executeTakeFirst())
  )
    throw fieldProblem('invalid-input', '/areaCode', '行政区划代码', '行政区划代码不在本县区划表中')
}

async function isBelow(work: Work, unitId: string, ancestorId: string): Promise<boolean> {
  const row = await work.tx
    .selectFrom('unit_closure')
    .select('depth')
    .where('ancestor_id', '=', ancestorId)
    .where('descendant_id', '=', unitId)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Puts one unit into another (机构合并): its people, posts, subordinate units, ledger records and offices go over, its name lives on as a
 * former name of the other, and its own row stays with its history, ended. Accounts are the administrator's business.
 */
export async function mergeUnit(work: Work, fromId: string, intoId: string, reason: string): Promise<UnitTable> {
  const [from, into] = await Promise.all([fromId, intoId].map(id => enabledUnit(work, id)))
  if (!from || !into) throw new Problem('not-found')
  if (fromId === intoId || (await isBelow(work, intoId, fromId)))
    throw fieldProblem('invalid-input', '/intoUnitId', '并入单位', '不能并入本单位或其下级')
  const children = await work.tx.selectFrom('unit').select('id').where('parent_id', '=', fromId).execute()
  for (const { id } of children) {
    await work.tx.updateTable('unit').set({ parent_id: intoId }).where('id', '=', id).execute()
    await placeUnit(work, id, intoId)
  }
  const people = await work.tx
    .updateTable('person')
    .set({ unit_id: intoId })
    .where('unit_id', '=', fromId)
    .returning('id')
    .execute()
  const moved = await work.tx
    .updateTable('post')
    .set({ unit_id: intoId })
    .where('unit_id', '=', fromId)
    .returning('id')
    .execute()
  await work.tx.updateTable('unit_function').set({ unit_id: intoId }).where('unit_id', '=', fromId).execute()
  await work.tx
    .updateTable('register_record')
    .set({ unit_id: intoId })
    .where('unit_id', '=', fromId)
    .where('ledger', 'not in', [units.name, persons.name, posts.name])
    .execute()
  await work.tx
    .insertInto('unit_former_name')
    .values({ unit_id: intoId, name: from.name, until: work.now, reason })
    .execute()
  await work.tx
    .updateTable('unit')
    .set({ enabled: false, merged_into_id: intoId, ended_at: work.now })
    .where('id', '=', fromId)
    .execute()
  await work.tx
    .updateTable('register_record')
    .set({ removed_at: work.now, removed_reason: `并入${into.name}：${reason}` })
    .where('id', '=', fromId)
    .execute()
  forgetUnits(work.tx)
  recordFact(work, 'directory.changed', fromId, { what: '单位合并', name: from.name, into: intoId, reason })
  await keepRecords(
    work,
    persons,
    people.map(row => row.id),
  )
  await keepRecords(
    work,
    posts,
    moved.map(row => row.id),
  )
  await keepRecords(work, units, [intoId, ...children.map(row => row.id)])
  return work.tx.selectFrom('unit').selectAll().where('id', '=', intoId).executeTakeFirstOrThrow()
}

const enabledUnit = async (work: Work, id: string) =>
  (await isUnitInReach(work, id))
    ? work.tx.selectFrom('unit').selectAll().where('id', '=', id).where('enabled', '=', true).executeTakeFirst()
    : undefined

/** Ends a unit that nothing hangs on any more; refused, saying what still does. */
export async function endUnit(work: Work, id: string): Promise<void> {
  const { rows } = await work.tx
    .selectNoFrom(eb => [
      eb
        .exists(eb.selectFrom('unit').select('id').where('parent_id', '=', id).where('enabled', '=', true))
        .as('children'),
      eb
        .exists(eb.selectFrom('person').select('id').where('unit_id', '=', id).where('enabled', '=', true))
        .as('people'),
      eb.exists(eb.selectFrom('unit_function').select('function').where('unit_id', '=', id)).as('offices'),
      eb
        .exists(eb.selectFrom('account').select('id').where('unit_id', '=', id).where('enabled', '=', true))
        .as('accounts'),
    ])
    .execute()
    .then(found => ({ rows: found }))
  const [holds] = rows
  const what = [
    holds?.children && '下级单位',
    holds?.people && '在册人员',
    holds?.offices && '承担的职能',
    holds?.accounts && '在用账号',
  ].filter(Boolean)
  if (what.length > 0)
    throw new Problem('directory/unit-in-use', { detail: `该单位还有${what.join('、')}，请先转出或用“合并”` })
  await work.tx.updateTable('unit').set({ enabled: false, ended_at: work.now }).where('id', '=', id).execute()
  forgetUnits(work.tx)
  recordFact(work, 'directory.changed', id, { what: '单位撤销' })
}

/** Takes an ended unit back into the tree. */
export async function reviveUnit(work: Work, id: string): Promise<void> {
  await work.tx
    .updateTable('unit')
    .set({ enabled: true, merged_into_id: null, ended_at: null })
    .where('id', '=', id)
    .execute()
  forgetUnits(work.tx)
  recordFact(work, 'directory.changed', id, { what: '单位恢复' })
}
