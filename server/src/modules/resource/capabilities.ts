import { sql } from 'kysely'
import type { Work } from '../../kernel/work/work.ts'
import { generalCapabilities } from './seed/general-capabilities.ts'

/** What can be asked for (能力目录): a kind of goods, machine or team in its counting unit, found by its name and further words. */
export interface CapabilityDeclaration {
  code: string
  name: string
  /** What is counted: 台, 件, 人. */
  unit: string
  /** The measure of one piece: m³/h. */
  ratingUnit?: string
  keywords?: string[]
  source: string
}

/** From a provider's seed or with a new kind of goods. Words are added to those there are; a general capability keeps its name and units. */
export const declareCapabilities = (work: Work, rows: CapabilityDeclaration[]): Promise<void> =>
  declare(work, rows, false)

/** The capabilities that several providers share. */
export const seedCapabilities = (work: Work): Promise<void> => declare(work, generalCapabilities, true)

async function declare(work: Work, rows: CapabilityDeclaration[], general: boolean) {
  if (rows.length === 0) return
  const distinct = [...new Map(rows.map(row => [row.code, row])).values()].sort((a, b) => (a.code < b.code ? -1 : 1))
  const json = JSON.stringify(
    distinct.map(({ ratingUnit, keywords, ...row }) => ({
      ...row,
      rating_unit: ratingUnit ?? null,
      keywords: keywords ?? [],
    })),
  )
  await sql`insert into resource_capability as c (code, name, unit, rating_unit, keywords, source, general)
    select code, name, unit, rating_unit, keywords, source, ${general}
    from jsonb_to_recordset(${json}::jsonb) as r(code text, name text, unit text, rating_unit text, keywords text[], source text)
    on conflict (code) do update set
      keywords = array(select distinct word from unnest(c.keywords || excluded.keywords) word order by word),
      name = case when c.general and not ${general} then c.name else excluded.name end,
      unit = case when c.general and not ${general} then c.unit else excluded.unit end,
      rating_unit = case when c.general and not ${general} then c.rating_unit else excluded.rating_unit end,
      source = case when c.general and not ${general} then c.source else excluded.source end,
      general = c.general or excluded.general`.execute(work.tx)
}
