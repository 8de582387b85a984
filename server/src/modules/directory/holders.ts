import { randomUUID } from 'node:crypto'
import type { EditHolders, PostView } from '@anlan/contract/directory.ts'
import type { z } from 'zod'
import { isUnitInReach, unitsInReach } from '../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../kernel/problem.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { keepRecords } from '../register/api.ts'
import persons from './ledgers/persons.ts'
import posts from './ledgers/posts.ts'

/** Posts of one unit with who holds them now; mobile numbers show only within reach. */
export async function listPosts(work: Work, unitId: string): Promise<PostView[]> {
  const inReach = await isUnitInReach(work, unitId)
  const found = await work.tx.selectFrom('post').selectAll().where('unit_id', '=', unitId).orderBy('sort').execute()
  const holders = found.length
    ? await work.tx
        .selectFrom('post_holder as h')
        .innerJoin('person as p', 'p.id', 'h.person_id')
        .select(['h.post_id', 'h.person_id', 'h.order', 'p.name', 'p.mobile'])
        .where(
          'h.post_id',
          'in',
          found.map(post => post.id),
        )
        .orderBy('h.order')
        .execute()
    : []
  return found.map(post => ({
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
        .where('enabled', '=', true)
        .where('unit_id', 'in', unitsInReach(work))
        .execute()
    : []
  if (known.length !== input.personIds.length)
    throw fieldProblem('invalid-input', '/personIds', '任职人员', '所选人员不在您的管辖范围')
  const touched = await writeHolders(work, postId, input.personIds)
  await keepRecords(work, posts, [postId])
  await keepRecords(work, persons, touched)
  const [view] = (await listPosts(work, post.unit_id)).filter(one => one.id === postId)
  if (!view) throw new Problem('not-found')
  return view
}

/** Writes who holds a post, and from when to when each did. Returns everybody it concerns. */
export async function writeHolders(work: Work, postId: string, personIds: string[]): Promise<string[]> {
  const before = await work.tx
    .selectFrom('post_holder')
    .select(['person_id', 'order'])
    .where('post_id', '=', postId)
    .orderBy('order')
    .forUpdate()
    .execute()
  const same = before.length === personIds.length && before.every((row, i) => row.person_id === personIds[i])
  if (same) return []
  await work.tx.deleteFrom('post_holder').where('post_id', '=', postId).execute()
  const rows = personIds.map((personId, order) => ({ post_id: postId, person_id: personId, order }))
  if (rows.length > 0) await work.tx.insertInto('post_holder').values(rows).execute()
  const stays = (personId: string, order: number) =>
    before.some(row => row.person_id === personId && row.order === order)
  const ended = before.filter(row => personIds[row.order] !== row.person_id).map(row => row.person_id)
  if (ended.length > 0)
    await work.tx
      .updateTable('post_tenure')
      .set({ until: work.now })
      .where('post_id', '=', postId)
      .where('person_id', 'in', ended)
      .where('until', 'is', null)
      .execute()
  const begun = rows.filter(row => !stays(row.person_id, row.order))
  if (begun.length > 0)
    await work.tx
      .insertInto('post_tenure')
      .values(begun.map(row => ({ ...row, since: work.now, until: null })))
      .execute()
  recordFact(work, 'directory.changed', postId, {
    what: '任职变更',
    before: before.map(row => row.person_id),
    after: personIds,
  })
  return [...new Set([...before.map(row => row.person_id), ...personIds])]
}

/** The post of that name in a unit, made when there is none. */
export async function postNamed(work: Work, unitId: string, name: string): Promise<string> {
  const found = await work.tx
    .selectFrom('post')
    .select('id')
    .where('unit_id', '=', unitId)
    .where('name', '=', name)
    .executeTakeFirst()
  if (found) return found.id
  const id = randomUUID()
  await work.tx
    .insertInto('post')
    .values({ id, unit_id: unitId, name, kind: kindOfPost(name), superior_post_id: null, sort: 500 })
    .execute()
  return id
}

/** What a post is for the ladder of calls, from what it is called. */
export function kindOfPost(name: string): string {
  if (/信息员/.test(name)) return 'infoOfficer'
  if (/带班/.test(name)) return 'shiftLeader'
  if (/值班/.test(name)) return 'dutyOfficer'
  if (/^(副|常务副|党组副)|副(局长|主任|书记|镇长|乡长|县长|队长|所长)/.test(name)) return 'deputyHead'
  if (/(局长|主任|书记|镇长|乡长|县长|所长|大队长|负责人)$/.test(name)) return 'head'
  return /队长$/.test(name) ? 'teamLeader' : 'other'
}

/** Everybody who held a post, the present ones first. */
export async function tenuresOf(work: Work, postId: string) {
  const rows = await work.tx
    .selectFrom('post_tenure as t')
    .innerJoin('person as p', 'p.id', 't.person_id')
    .innerJoin('post as po', 'po.id', 't.post_id')
    .select(['t.person_id', 'p.name', 't.order', 't.since', 't.until'])
    .where('t.post_id', '=', postId)
    .where('po.unit_id', 'in', unitsInReach(work))
    .orderBy('t.until', order => order.desc().nullsFirst())
    .orderBy('t.order')
    .execute()
  if (rows.length === 0 && !(await postInReach(work, postId))) throw new Problem('not-found')
  return rows.map(row => ({
    personId: row.person_id,
    personName: row.name,
    order: row.order,
    since: row.since?.toISOString() ?? null,
    until: row.until?.toISOString() ?? null,
  }))
}

const postInReach = (work: Work, id: string) =>
  work.tx
    .selectFrom('post')
    .select('id')
    .where('id', '=', id)
    .where('unit_id', 'in', unitsInReach(work))
    .executeTakeFirst()
