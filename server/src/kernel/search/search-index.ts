import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import { gramsOf, pinyinOf, queryGramsOf, searchText } from './search-text.ts'

/** A thing that can be found by its words. Its reach is its unit, its matter, or both; what is sensitive does not belong into `text`. */
export interface Searchable {
  /** What it is, e.g. `event`, `register:broadcast-stations`. */
  kind: string
  id: string
  unitId: string | null
  matterId: string | null
  /** What the result shows in bold; also found by pinyin. */
  title: string
  text: string
}

// Ours: the index holds the head of very long texts.
const longestBody = 20_000

/** Stands between the text and the pinyin of the title: what follows is found but not shown. */
export const pinyinMark = '\u2063'

/** Writes things into the index, in the unit of work that changed them; a thing that is there already is replaced. */
export async function indexForSearch(work: { tx: Tx; now: Date }, things: Searchable[]): Promise<void> {
  if (things.length === 0) return
  const rows = await Promise.all(
    things.map(async thing => {
      const compared = await searchText(`${thing.title} ${thing.text}`)
      const pinyin = await pinyinOf(thing.title)
      const body = `${compared.slice(0, longestBody)}${pinyin && ` ${pinyinMark} ${pinyin}`}`
      return {
        kind: thing.kind,
        id: thing.id,
        unit_id: thing.unitId,
        matter_id: thing.matterId,
        title: thing.title,
        body,
        grams: gramsOf(body),
      }
    }),
  )
  await sql`insert into search_document (kind, id, unit_id, matter_id, title, body, grams, updated_at)
    select r.kind, r.id, r.unit_id, r.matter_id, r.title, r.body,
      array_to_tsvector(array(select jsonb_array_elements_text(r.grams))), ${work.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(kind text, id uuid, unit_id uuid, matter_id uuid, title text, body text, grams jsonb)
    on conflict (kind, id) do update set unit_id = excluded.unit_id, matter_id = excluded.matter_id, title = excluded.title,
      body = excluded.body, grams = excluded.grams, updated_at = excluded.updated_at`.execute(work.tx)
}

/** Takes things out of the index. */
export async function forgetInSearch(work: { tx: Tx }, kind: string, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  await work.tx.deleteFrom('search_document').where('kind', '=', kind).where('id', 'in', ids).execute()
}

/**
 * Whether the row `s` of `search_document` contains every word of `term`: by pairs of characters first, then exactly, so that nothing
 * is found that does not contain the words and nothing is missed. A word of one or two characters is itself such a piece, so that the
 * index alone answers. Null when the term says nothing.
 */
export async function containsWords(term: string): Promise<RawBuilder<boolean> | null> {
  const compared = await searchText(term)
  if (compared === '') return null
  const grams = queryGramsOf(compared).map(gram => `'${gram.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`)
  const indexed = sql<boolean>`s.grams @@ ${grams.join(' & ')}::tsquery`
  const longer = compared
    .split(' ')
    .filter(word => Array.from(word).length > 2)
    .map(word => `%${word.replace(/[\\%_]/g, '\\$&')}%`)
  return longer.length === 0 ? indexed : sql<boolean>`(${indexed} and s.body like all (${longer}::text[]))`
}
