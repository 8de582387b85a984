import { sql } from 'kysely'
import { fieldProblem } from '../../kernel/problem.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { keepRecords, type Values } from '../register/api.ts'
import { writeHolders } from './holders.ts'
import persons from './ledgers/persons.ts'

/** Writes a post from its ledger; the holders are named, and must be people of its unit or of one above or below it. */
export async function savePost(
  work: Work,
  { id, unitId, values, before }: { id: string; unitId: string; values: Values; before: Values | null },
): Promise<void> {
  const row = { unit_id: unitId, name: String(values['name']), kind: String(values['kind']) }
  if (before) await work.tx.updateTable('post').set(row).where('id', '=', id).execute()
  else
    await work.tx
      .insertInto('post')
      .values({ ...row, id, superior_post_id: null, sort: 500 })
      .execute()
  recordFact(work, 'directory.changed', id, { what: before ? '岗位变更' : '新增岗位' })
  if ((values['holders'] ?? null) === (before?.['holders'] ?? null)) return
  const names = String(values['holders'] ?? '')
    .split(/[、，,;；/]+/)
    .map(name => name.trim())
    .filter(Boolean)
  const touched = await writeHolders(work, id, await personsNamed(work, unitId, names))
  await keepRecords(work, persons, touched)
}

async function personsNamed(work: Work, unitId: string, names: string[]): Promise<string[]> {
  const refuse = (message: string) => fieldProblem('invalid-input', '/values/holders', '任职人员', message)
  const { rows } = await sql<{ id: string; name: string; near: boolean }>`
    select p.id, p.name, p.unit_id = ${unitId} as near from person p
    where p.enabled and p.name = any(${names}::text[]) and p.unit_id in (
      select descendant_id from unit_closure where ancestor_id = ${unitId}
      union select ancestor_id from unit_closure where descendant_id = ${unitId})`.execute(work.tx)
  const ids = names.map(name => {
    const same = rows.filter(row => row.name === name)
    const near = same.filter(row => row.near)
    const chosen = near.length > 0 ? near : same
    if (chosen.length === 0) throw refuse(`人员名录中没有“${name}”，请先在人员名录中登记`)
    if (chosen.length > 1) throw refuse(`有 ${chosen.length} 名“${name}”，请在通讯录中设置任职人员`)
    return chosen[0]?.id ?? ''
  })
  if (new Set(ids).size !== ids.length) throw refuse('同一人不能重复')
  return ids
}

/** A post that is struck off is held by nobody any more. */
export async function dropPost(work: Work, id: string): Promise<void> {
  await keepRecords(work, persons, await writeHolders(work, id, []))
  recordFact(work, 'directory.changed', id, { what: '岗位撤销' })
}
