import { randomUUID } from 'node:crypto'
import type { EditHolders, EditPerson, EditUnit, PostView, UnitView } from '@anlan/contract/directory.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { isUnitInReach, placeUnit, unitsInReach } from '../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../kernel/problem.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { forgetUnits } from './api.ts'
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

/** All units: names and duty phones are the common address book of everyone who is signed in. */
export const listUnits = (work: Work) =>
  work.tx.selectFrom('unit').selectAll().orderBy('sort').orderBy('name').execute()

/** Adds a unit to the tree, or changes one; moving it moves everything below it. */
export async function saveUnit(work: Work, input: z.output<typeof EditUnit>, id: string | null): Promise<UnitTable> {
  if (id && !(await isUnitInReach(work, id))) throw new Problem('not-found')
  if (input.parentId && !(await isUnitInReach(work, input.parentId)))
    throw fieldProblem('invalid-input', '/parentId', '上级单位', '上级单位不在您的管辖范围')
  if (!id && !input.parentId && !work.reach.everything)
    throw fieldProblem('invalid-input', '/parentId', '上级单位', '请选择上级单位')
  if (id && input.parentId && (await isBelow(work, input.parentId, id)))
    throw fieldProblem('invalid-input', '/parentId', '上级单位', '上级单位不能是本单位或其下级')
  if (
    input.areaCode &&
    !(await work.tx.selectFrom('area').select('code').where('code', '=', input.areaCode).executeTakeFirst())
  )
    throw fieldProblem('invalid-input', '/areaCode', '行政区划代码', '行政区划代码不在本县区划表中')
  const row = {
    id: id ?? input.id ?? randomUUID(),
    name: input.name,
    short_name: input.shortName,
    kind: input.kind,
    parent_id: input.parentId,
    area_code: input.areaCode,
    duty_phone: input.dutyPhone,
    sort: input.sort,
    enabled: true,
  }
  const saved = id
    ? await work.tx.updateTable('unit').set(row).where('id', '=', id).returningAll().executeTakeFirst()
    : await work.tx.insertInto('unit').values(row).returningAll().executeTakeFirst()
  if (!saved) throw new Problem('not-found')
  forgetUnits(work.tx)
  await placeUnit(work, saved.id, saved.parent_id)
  recordFact(work, 'directory.changed', saved.id, { what: id ? '单位变更' : '新增单位', name: saved.name })
  return saved
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

/** Posts of one unit with who holds them now; mobile numbers show only within reach. */
export async function listPosts(work: Work, unitId: string): Promise<PostView[]> {
  const inReach = await isUnitInReach(work, unitId)
  const posts = await work.tx.selectFrom('post').selectAll().where('unit_id', '=', unitId).orderBy('sort').execute()
  const holders = posts.length
    ? await work.tx
        .selectFrom('post_holder as h')
        .innerJoin('person as p', 'p.id', 'h.person_id')
        .select(['h.post_id', 'h.person_id', 'h.order', 'p.name', 'p.mobile'])
        .where(
          'h.post_id',
          'in',
          posts.map(post => post.id),
        )
        .orderBy('h.order')
        .execute()
    : []
  return posts.map(post => ({
    id: post.id,
    unitId: post.unit_id,
    name: post.name,
    kind: post.kind,
    superiorPostId: post.superior_post_id,
    holders: holders
      .filter(one => one.post_id === post.id)
      .map(one => ({ personId: one.person_id, name: one.name, mobile: inReach ? one.mobile : null, order: one.order })),
  }))
}

/** Says who holds a post now: the first is the holder, the others deputies in order. */
export async function setHolders(work: Work, postId: string, input: z.output<typeof EditHolders>): Promise<PostView> {
  const post = await work.tx
    .selectFrom('post')
    .selectAll()
    .where('id', '=', postId)
    .where('unit_id', 'in', unitsInReach(work))
    .executeTakeFirst()
  if (!post) throw new Problem('not-found')
  if (new Set(input.personIds).size !== input.personIds.length)
    throw fieldProblem('invalid-input', '/personIds', '任职人员', '同一人不能重复')
  const known = input.personIds.length
    ? await work.tx
        .selectFrom('person')
        .select('id')
        .where('id', 'in', input.personIds)
        .where('unit_id', 'in', unitsInReach(work))
        .execute()
    : []
  if (known.length !== input.personIds.length)
    throw fieldProblem('invalid-input', '/personIds', '任职人员', '所选人员不在您的管辖范围')
  const before = await work.tx
    .selectFrom('post_holder')
    .select('person_id')
    .where('post_id', '=', postId)
    .orderBy('order')
    .execute()
  await work.tx.deleteFrom('post_holder').where('post_id', '=', postId).execute()
  if (input.personIds.length)
    await work.tx
      .insertInto('post_holder')
      .values(input.personIds.map((personId, order) => ({ post_id: postId, person_id: personId, order })))
      .execute()
  recordFact(work, 'directory.changed', postId, {
    what: '任职变更',
    before: before.map(row => row.person_id),
    after: input.personIds,
  })
  const [view] = (await listPosts(work, post.unit_id)).filter(one => one.id === postId)
  if (!view) throw new Problem('not-found')
  return view
}

/** People within reach, by unit or by part of a name. */
export const listPersons = (work: Work, unitId: string | undefined, text: string | undefined) =>
  work.tx
    .selectFrom('person as p')
    .innerJoin('unit as u', 'u.id', 'p.unit_id')
    .select(['p.id', 'p.name', 'p.mobile', 'u.id as unitId', 'u.name as unitName'])
    .where('p.enabled', '=', true)
    .where('p.unit_id', 'in', unitsInReach(work))
    .$if(unitId !== undefined, query => query.where('p.unit_id', '=', unitId ?? ''))
    .$if(text !== undefined && text !== '', query => query.where(sql<boolean>`position(${text ?? ''} in p.name) > 0`))
    .orderBy('p.name')
    .limit(200)
    .execute()

export async function savePerson(work: Work, input: z.output<typeof EditPerson>) {
  if (!(await isUnitInReach(work, input.unitId)))
    throw fieldProblem('invalid-input', '/unitId', '所属单位', '该单位不在您的管辖范围')
  const id = input.id ?? randomUUID()
  await work.tx
    .insertInto('person')
    .values({ id, name: input.name, mobile: input.mobile, email: null, unit_id: input.unitId, enabled: true })
    .execute()
  recordFact(work, 'directory.changed', id, { what: '新增人员' })
  const unit = await work.tx.selectFrom('unit').select('name').where('id', '=', input.unitId).executeTakeFirstOrThrow()
  return { id, name: input.name, mobile: input.mobile, unitId: input.unitId, unitName: unit.name }
}
