import { randomUUID } from 'node:crypto'
import type { EditPerson } from '@anlan/contract/directory.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { isUnitInReach, unitsInReach } from '../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../kernel/problem.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { keepRecords } from '../register/api.ts'
import { postNamed, writeHolders } from './holders.ts'
import persons from './ledgers/persons.ts'
import posts from './ledgers/posts.ts'

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
  await writePerson(
    work,
    { id, unitId: input.unitId, name: input.name, mobile: input.mobile, note: input.note || null },
    true,
  )
  await keepRecords(work, persons, [id])
  const unit = await work.tx.selectFrom('unit').select('name').where('id', '=', input.unitId).executeTakeFirstOrThrow()
  return { id, name: input.name, mobile: input.mobile, unitId: input.unitId, unitName: unit.name }
}

/** What may be said of a person. */
export interface PersonInput {
  id: string
  unitId: string
  name: string
  mobile: string | null
  officePhone?: string | null
  fax?: string | null
  email?: string | null
  note?: string | null
}

/** Writes a person, new or known. */
export async function writePerson(work: Work, input: PersonInput, isNew: boolean): Promise<void> {
  const row = {
    name: input.name,
    mobile: input.mobile,
    unit_id: input.unitId,
    office_phone: input.officePhone ?? null,
    fax: input.fax ?? null,
    email: input.email ?? null,
    note: input.note ?? null,
  }
  if (isNew)
    await work.tx
      .insertInto('person')
      .values({ ...row, id: input.id, enabled: true })
      .execute()
  else await work.tx.updateTable('person').set(row).where('id', '=', input.id).execute()
  recordFact(work, 'directory.changed', input.id, { what: isNew ? '新增人员' : '人员变更' })
}

/**
 * The posts somebody holds in his own unit, by their names: a post that does not exist yet is made, one no longer named is left. A vacant post
 * he holds himself; where somebody holds it already he stands behind as deputy. Posts in other units stay.
 */
export async function setPostsOf(work: Work, personId: string, unitId: string, names: string[]): Promise<void> {
  const held = await work.tx
    .selectFrom('post_holder as h')
    .innerJoin('post as po', 'po.id', 'h.post_id')
    .select(['po.id', 'po.name'])
    .where('h.person_id', '=', personId)
    .where('po.unit_id', '=', unitId)
    .execute()
  const touched: string[] = []
  const people = new Set<string>()
  const change = async (postId: string, next: (before: string[]) => string[]) => {
    const before = await holdersOf(work, postId)
    for (const person of await writeHolders(work, postId, next(before))) people.add(person)
    touched.push(postId)
  }
  for (const post of held.filter(one => !names.includes(one.name)))
    await change(post.id, before => before.filter(one => one !== personId))
  for (const name of names.filter(one => !held.some(post => post.name === one)))
    await change(await postNamed(work, unitId, name), before => [...before, personId])
  await keepRecords(work, posts, touched)
  people.delete(personId)
  await keepRecords(work, persons, [...people])
}

const holdersOf = async (work: Work, postId: string) =>
  (
    await work.tx.selectFrom('post_holder').select('person_id').where('post_id', '=', postId).orderBy('order').execute()
  ).map(row => row.person_id)

/** Somebody leaves (调离、退休): his posts fall to his deputies, and he is no longer chosen for anything. His record stays. */
export async function leave(work: Work, personId: string, reason: string): Promise<void> {
  const person = await work.tx
    .selectFrom('person')
    .selectAll()
    .where('id', '=', personId)
    .forUpdate()
    .executeTakeFirst()
  if (!person) throw new Problem('not-found')
  const held = await work.tx.selectFrom('post_holder').select('post_id').where('person_id', '=', personId).execute()
  const people = new Set<string>()
  for (const { post_id } of held) {
    const rest = (await holdersOf(work, post_id)).filter(one => one !== personId)
    for (const one of await writeHolders(work, post_id, rest)) people.add(one)
  }
  await work.tx
    .updateTable('person')
    .set({ enabled: false, left_at: work.now, left_reason: reason })
    .where('id', '=', personId)
    .execute()
  recordFact(work, 'directory.changed', personId, { what: '人员离任', reason, posts: held.map(row => row.post_id) })
  people.delete(personId)
  await keepRecords(
    work,
    posts,
    held.map(row => row.post_id),
  )
  await keepRecords(work, persons, [...people])
}

/** Somebody who left comes back; his former posts are not his again by themselves. */
export async function comeBack(work: Work, personId: string): Promise<void> {
  await work.tx
    .updateTable('person')
    .set({ enabled: true, left_at: null, left_reason: null })
    .where('id', '=', personId)
    .execute()
  recordFact(work, 'directory.changed', personId, { what: '人员恢复' })
}
