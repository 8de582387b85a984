import { sql } from 'kysely'
import { fieldProblem } from '../../kernel/problem.ts'
import type { Work } from '../../kernel/work/work.ts'

/**
 * Makes files part of an instruction, so that its parties (or those of `matterId`) may open them. Only files that the actor's own unit brought and that belong to nothing
 * else yet; otherwise `instruction/file-in-use` names the file.
 */
export async function attachFiles(
  work: Work,
  instructionId: string,
  ownerId: string,
  fileIds: string[],
  matterId = instructionId,
): Promise<void> {
  const wanted = [...new Set(fileIds)]
  if (wanted.length === 0) return
  const taken = await work.tx
    .updateTable('file')
    .set({ matter_id: matterId })
    .where(sql<boolean>`id = any(${wanted}::uuid[])`)
    .where('unit_id', '=', work.actor.unitId)
    .where(eb => eb.or([eb('matter_id', 'is', null), eb('matter_id', '=', matterId)]))
    .returning('id')
    .execute()
  const owned = new Set(taken.map(file => file.id))
  const stray = wanted.findIndex(id => !owned.has(id))
  if (stray >= 0)
    throw fieldProblem(
      'instruction/file-in-use',
      `/fileIds/${fileIds.indexOf(wanted[stray] ?? '')}`,
      '附件',
      '附件不存在或已用于其他事项，请重新上传',
    )
  await work.tx
    .insertInto('instruction_file')
    .values(wanted.map((file_id, sort) => ({ instruction_id: instructionId, owner_id: ownerId, file_id, sort })))
    .onConflict(conflict => conflict.doNothing())
    .execute()
}
