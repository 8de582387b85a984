import { type Finding, Findings, SearchQuery } from '@anlan/contract/search.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { cursorParts, pageOf } from '../database/keyset.ts'
import type { House } from '../house.ts'
import type { App } from '../http/app.ts'
import type { Work } from '../work/work.ts'
import { containsWords, pinyinMark } from './search-index.ts'
import { findable, type SearchKind, searchKinds } from './search-kinds.ts'
import { searchText } from './search-text.ts'

/** Search everywhere: one box over everything the asker may see. */
export function searchRoutes(app: App, house: House) {
  app.get(
    '/api/search',
    { config: { permission: 'signed-in' }, schema: { querystring: SearchQuery, response: { 200: Findings } } },
    request => request.work(work => find(work, searchKinds(house), request.query)),
  )
}

interface Row {
  kind: string
  id: string
  title: string
  body: string
  unit_name: string | null
  updated_at: Date
  in_title: number
  /** Kinds among all that was found, the same in each row. */
  kinds: string[]
}

async function find(work: Work, kinds: SearchKind[], query: z.output<typeof SearchQuery>) {
  const words = await containsWords(query.text)
  const wanted = query.kind ? kinds.filter(one => one.kind === query.kind) : kinds
  const visible = findable(work, wanted)
  if (!words || !visible) return { items: [], next: null, kinds: [] }
  const cursor = cursorParts(query.after, ['number', 'instant', 'id'])
  const first = (await searchText(query.text)).split(' ')[0] ?? ''
  // Found once, for the page and for the kinds; texts and units are read for the page only.
  const { rows } = await sql<Row>`
    with hit as materialized (select s.kind, s.id, s.updated_at, case when position(${first} in lower(s.title)) > 0 then 1 else 0 end as in_title
      from search_document s where ${words} and ${visible}),
    page as (select * from hit h
      ${cursor ? sql`where (h.in_title, h.updated_at, h.id) < (${cursor[0]}::int, ${cursor[1]}::timestamptz, ${cursor[2]}::uuid)` : sql``}
      order by h.in_title desc, h.updated_at desc, h.id desc limit ${query.limit + 1})
    select p.*, s.title, s.body, u.name as unit_name, (select array_agg(distinct h.kind) from hit h) as kinds
    from page p join search_document s on s.kind = p.kind and s.id = p.id left join unit u on u.id = s.unit_id
    order by p.in_title desc, p.updated_at desc, p.id desc`.execute(work.tx)
  const byKind = new Map(kinds.map(one => [one.kind, one]))
  const page = pageOf(
    rows,
    query.limit,
    row => [row.in_title, row.updated_at.toISOString(), row.id],
    (row): Finding => ({
      kind: row.kind,
      kindLabel: byKind.get(row.kind)?.label ?? '',
      id: row.id,
      title: row.title,
      excerpt: excerptOf(row.body, first),
      link: byKind.get(row.kind)?.link(row.id) ?? '/',
      unitName: row.unit_name,
      updatedAt: row.updated_at.toISOString(),
    }),
  )
  const found = new Set(query.after ? [] : rows[0]?.kinds)
  return { ...page, kinds: wanted.filter(one => found.has(one.kind)).map(({ kind, label }) => ({ kind, label })) }
}

/** Some characters before and after the first word. */
function excerptOf(whole: string, word: string): string {
  const body = whole.split(` ${pinyinMark} `)[0] ?? ''
  const at = Math.max(0, body.indexOf(word))
  const from = Math.max(0, at - 20)
  const to = Math.min(body.length, at + word.length + 60)
  return `${from > 0 ? '…' : ''}${body.slice(from, to)}${to < body.length ? '…' : ''}`
}
