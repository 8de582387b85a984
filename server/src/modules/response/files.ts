import { sql } from 'kysely'
import { fieldProblem } from '../../kernel/problem.ts'
import type { Work } from '../../kernel/work/work.ts'

/**
 * Makes files part of a response, so that its parties may open them. Only files that the actor's own unit brought and that belong to nothing else
 * yet; otherwise `response/file-in-use` names the file.
 */
export async function attachFiles(work: Work, responseId: string, ownerId: string, fileIds: string[]): Promise<void> {
  const wanted = [...new Set(fileIds)]
  if (wanted.length === 0) return
  const taken = await work.tx
    .updateTable('file')
    .set({ matter_id: responseId })
    .where(sql<boolean>`id = any(${wanted}::uuid[])`)
    .where('unit_id', '=', work.actor.unitId)
    .where(eb => eb.or([eb('matter_id', 'is', null), eb('matter_id', '=', responseId)]))
    .returning('id')
    .execute()
  const owned = new Set(taken.map(file => file.id))
  const stray = wanted.find(id => !owned.has(id))
  if (stray)
    throw fieldProblem(
      'response/file-in-use',
      `/fileIds/${fileIds.indexOf(stray)}`,
      '附件',
      '附件不存在或已用于其他事项，请重新上传',
    )
  await work.tx
    .insertInto('response_file')
    .values(wanted.map((file_id, sort) => ({ response_id: responseId, owner_id: ownerId, file_id, sort })))
    .onConflict(conflict => conflict.doNothing())
    .execute()
}
