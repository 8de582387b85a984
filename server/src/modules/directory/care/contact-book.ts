import type { ContactEntry, ContactQuery } from '@anlan/contract/directory.ts'
import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { maskedPhone } from '../../../kernel/access/masking.ts'
import { reachOfEverything, unitsInReach } from '../../../kernel/access/reach.ts'
import { containsWords } from '../../../kernel/search/search-index.ts'
import type { Work } from '../../../kernel/work/work.ts'

interface Row {
  id: string
  kind: 'person' | 'unit' | 'contact' | 'neighbour'
  unit_id: string
  unit_name: string
  name: string
  posts: string | null
  phones: { label: string; number: string }[]
  dead: string[]
  in_reach: boolean
}

const most = 300

/**
 * The contact book: people with their posts, duty desks of units, contact points and neighbours, found by name, unit, post, number or pinyin
 * initials. Desks are everybody's; a person's mobile shows whole to those in whose reach he is, masked to the rest of the county.
 */
export async function findContacts(
  work: Work,
  query: z.output<typeof ContactQuery>,
): Promise<z.input<typeof ContactEntry>[]> {
  const words = await containsWords(query.text)
  const digits = query.text.replace(/[^\d]/g, '')
  const scope = [
    ...(query.unit
      ? [
          query.below === 'true'
            ? sql`c.unit_id in (select descendant_id from unit_closure where ancestor_id = ${query.unit})`
            : sql`c.unit_id = ${query.unit}`,
        ]
      : []),
    ...(words
      ? [
          sql`(exists (select 1 from search_document s where s.id = c.id and s.kind like 'register:%' and ${words})
            or exists (select 1 from search_document s where s.id = c.unit_id and s.kind = 'register:units' and ${words})
            ${digits.length > 2 ? sql`or exists (select 1 from jsonb_array_elements(c.phones) x where x ->> 'number' like ${`%${digits}%`})` : sql``})`,
        ]
      : []),
    sql`(c.unit_id in ${countyOf(work)})`,
  ]
  const rows = await read(work, sql.join(scope, sql` and `))
  return rows.map(present)
}

/** One entry by the id of its person, unit or record; undefined when it is not in the book any more. */
export async function contactOf(work: Work, id: string): Promise<z.input<typeof ContactEntry> | undefined> {
  const [row] = await read(work, sql`c.id = ${id}`, true)
  return row && present(row)
}

async function read(work: Work, where: RawBuilder<unknown>, open = false): Promise<Row[]> {
  const reach = open ? unitsInReach({ reach: reachOfEverything }) : unitsInReach(work)
  const { rows } = await sql<Row>`
    with c as (
      select p.id, 'person' as kind, p.unit_id, p.name, 1 as rank, 0 as sort,
        (select string_agg(po.name, '、' order by h."order", po.sort) from post_holder h join post po on po.id = h.post_id
          where h.person_id = p.id) as posts,
        (select coalesce(jsonb_agg(jsonb_build_object('label', l, 'number', n)), '[]') from (values ('手机', p.mobile),
          ('办公', p.office_phone), ('传真', p.fax)) as x(l, n) where n is not null) as phones
      from person p where p.enabled
      union all
      select u.id, 'unit', u.id, u.name, 0, u.sort, null,
        (select coalesce(jsonb_agg(jsonb_build_object('label', l, 'number', n)), '[]') from (values ('值班', u.duty_phone),
          ('传真', u.fax)) as x(l, n) where n is not null)
      from unit u where u.enabled
      union all
      select r.id, case when r.ledger = 'contacts' then 'contact' else 'neighbour' end, r.unit_id, r.values ->> 'name', 2, 0,
        r.values ->> 'kind',
        (select coalesce(jsonb_agg(jsonb_build_object('label', l, 'number', n)), '[]') from (values ('电话', r.values ->> 'phone'),
          ('值班', r.values ->> 'dutyPhone'), ('手机', r.values ->> 'mobile'), ('频道', r.values ->> 'channel')) as x(l, n)
          where n is not null)
      from register_record r where r.ledger in ('contacts', 'neighbour-units') and r.removed_at is null)
    select c.*, u.name as unit_name, c.unit_id in ${reach} as in_reach,
      coalesce((select array_agg(d.number) from dead_number d where d.subject_id = c.id and d.settled_at is null), '{}') as dead
    from c join unit u on u.id = c.unit_id
    where ${where} order by u.sort, u.name, c.rank, c.sort, c.name limit ${most}`.execute(work.tx)
  return rows
}

const present = (row: Row): z.input<typeof ContactEntry> => ({
  id: row.id,
  kind: row.kind,
  unitId: row.unit_id,
  unitName: row.unit_name,
  name: row.name,
  posts: row.posts,
  phones: row.phones.map(({ label, number }) => ({
    label,
    number: row.in_reach || label !== '手机' ? number : (maskedPhone(number) ?? ''),
    dead: row.dead.includes(number),
  })),
})

/** Everybody in the county may look up everybody's desk; the city's own units belong to the book too. */
const countyOf = (work: Work) =>
  work.reach.everything
    ? unitsInReach(work)
    : sql`(select descendant_id from unit_closure where ancestor_id = any(${work.actor.grants.map(grant => grant.countyId)}::uuid[])
        union all select id from unit where kind = 'external' union all select u from unnest(${work.reach.units}::uuid[]) u
        union all select descendant_id from unit_closure where ancestor_id = any(${work.reach.subtrees}::uuid[]))`
