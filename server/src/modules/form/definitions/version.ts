import type { FormDefinition } from '@anlan/contract/form.ts'
import type { Work } from '../../../kernel/work/work.ts'

/** What a published version asks for. It never changes. */
export async function definitionOf(work: Pick<Work, 'tx'>, formId: string, version: number): Promise<FormDefinition> {
  const row = await work.tx
    .selectFrom('form_version')
    .select('definition')
    .where('form_id', '=', formId)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  return row.definition
}
