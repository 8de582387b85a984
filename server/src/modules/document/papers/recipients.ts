import { randomUUID } from 'node:crypto'
import type { PaperRecipient } from '@anlan/contract/paper.ts'
import { fieldProblem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { findUnit, unitsByFunction } from '../../directory/api.ts'
import { unitsWithAccounts } from '../accounts.ts'
import type { PaperKind } from './schema.ts'

export interface Recipients {
  main: PaperRecipient[]
  copies: PaperRecipient[]
}

/** Writes to whom a draft goes. Somebody named twice gets it once, as a main recipient; an unknown unit or post is refused by name of the field. */
export async function setRecipients(work: Work, paperId: string, { main, copies }: Recipients): Promise<void> {
  await work.tx.deleteFrom('paper_delivery').where('paper_id', '=', paperId).execute()
  const here = await unitsWithAccounts(
    work,
    [...main, ...copies].map(one => one.unitId),
  )
  const seen = new Set<string>()
  const rows = []
  for (const [list, copy, pointer, field] of [
    [main, false, 'main', '主送'],
    [copies, true, 'copies', '抄送'],
  ] as const)
    for (const [i, { unitId, postId }] of list.entries()) {
      if (seen.has(postId ?? unitId)) continue
      seen.add(postId ?? unitId)
      const name = await nameOf(work, { unitId, postId }, `/${pointer}/${i}`, field)
      rows.push({
        id: randomUUID(),
        paper_id: paperId,
        unit_id: unitId,
        post_id: postId,
        name,
        copy,
        in_system: here.has(unitId),
        sort: rows.length,
        sent_at: null,
        received_at: null,
        received_by_name: null,
        delivered_manually_at: null,
        delivered_how: null,
        reminded_at: null,
      })
    }
  if (rows.length) await work.tx.insertInto('paper_delivery').values(rows).execute()
}

/** To whom a draft goes now. */
export async function recipientsOf(work: Work, paperId: string): Promise<Recipients> {
  const rows = await work.tx
    .selectFrom('paper_delivery')
    .select(['unit_id', 'post_id', 'copy'])
    .where('paper_id', '=', paperId)
    .orderBy('sort')
    .execute()
  const of = (copy: boolean) =>
    rows.filter(row => row.copy === copy).map(row => ({ unitId: row.unit_id, postId: row.post_id }))
  return { main: of(false), copies: of(true) }
}

/** Whom papers of a kind usually go to, without the unit that issues this one. */
export async function usualRecipients(work: Work, kind: PaperKind, issuingUnitId: string): Promise<Recipients> {
  const functions = await unitsByFunction(work.tx)
  const result: Recipients = { main: [], copies: [] }
  for (const wanted of kind.recipients) {
    const ids =
      'function' in wanted
        ? [functions.get(wanted.function)?.id].filter(id => id !== undefined)
        : (
            await work.tx
              .selectFrom('unit')
              .select('id')
              .where('kind', '=', wanted.unitKind as 'town')
              .where('enabled', '=', true)
              .orderBy('sort')
              .orderBy('id')
              .execute()
          ).map(row => row.id)
    const list = wanted.copy ? result.copies : result.main
    list.push(...ids.filter(id => id !== issuingUnitId).map(unitId => ({ unitId, postId: null })))
  }
  return result
}

async function nameOf(work: Work, { unitId, postId }: PaperRecipient, pointer: string, field: string) {
  const unit = await findUnit(work.tx, unitId)
  if (!unit) throw fieldProblem('directory/unknown-unit', `${pointer}/unitId`, field, '单位不在机构名录中')
  if (!postId) return unit.name
  const post = await work.tx
    .selectFrom('post')
    .select('name')
    .where('id', '=', postId)
    .where('unit_id', '=', unitId)
    .executeTakeFirst()
  if (!post) throw fieldProblem('directory/unknown-unit', `${pointer}/postId`, field, '该单位没有这个岗位')
  return post.name.startsWith(unit.short_name) ? post.name : `${unit.short_name}${post.name}`
}
