import type { Work } from '../../kernel/work/work.ts'

/** What the county calls the codes of a dictionary now. */
export async function wordsOf(work: Work, dictionary: string): Promise<(code: string) => string> {
  const rows = await work.tx
    .selectFrom('dictionary_entry')
    .select(['code', 'label'])
    .where('dictionary', '=', dictionary)
    .execute()
  const words = new Map(rows.map(row => [row.code, row.label]))
  return code => words.get(code) ?? code
}
