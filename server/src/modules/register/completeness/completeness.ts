import type { CompletenessQuery, UnitCompleteness } from '@anlan/contract/register.ts'
import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { isUnitInReach, reachFor, unitsInReach } from '../../../kernel/access/reach.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { fieldsOf, isExpected } from '../declaration/fields.ts'
import { type Ledger, permissionsOf } from '../declaration/ledger.ts'
import { ledgers } from '../declaration/ledgers.ts'
import { recordsOf } from '../records/reach.ts'
import { percentOf } from './percent.ts'

interface Figures {
  ledger: string
  unit_id: string
  unit_name: string
  records: number
  complete: number
  stale: number
  never_verified: number
  last_changed_at: Date | null
  missing: { field: string; records: number }[]
}

/**
 * How complete and how fresh base data are, unit by unit and ledger by ledger, counted in one statement. A unit's figures hold those of the
 * units below it, so a town's are those of its villages, too. Units that ought to keep a ledger (`keptBy`) stand there with 0 when they have
 * nothing; others without a record are left out. Rows come in the order of units, then ledgers.
 */
export async function completenessOf(
  work: Work,
  query: z.output<typeof CompletenessQuery>,
): Promise<z.output<typeof UnitCompleteness>[]> {
  if (query.unitId && !(await isUnitInReach(work, query.unitId))) throw new Problem('not-found')
  const asked = [...ledgers.values()].filter(
    ledger =>
      (query.ledger === undefined || ledger.name === query.ledger) && reachFor(work.actor, permissionsOf(ledger).read),
  )
  if (asked.length === 0) {
    if (query.ledger !== undefined) throw new Problem('not-found', { detail: '没有这本台账' })
    return []
  }
  const expected: { ledger: string; field: string; label: string }[] = []
  for (const ledger of asked)
    for (const field of await fieldsOf(work.tx, ledger))
      if (isExpected(field)) expected.push({ ledger: ledger.name, field: field.name, label: field.label })
  const rows = await count(work, asked, expected, shownUnits(work, query))
  const labels = new Map(expected.map(one => [`${one.ledger}/${one.field}`, one.label]))
  return rows.map(row => ({
    unitId: row.unit_id,
    unitName: row.unit_name,
    ledger: row.ledger,
    ledgerLabel: ledgers.get(row.ledger)?.label ?? row.ledger,
    records: row.records,
    complete: row.complete,
    percent: percentOf(row.complete, row.records),
    stale: row.stale,
    neverVerified: row.never_verified,
    lastChangedAt: row.last_changed_at?.toISOString() ?? null,
    missing: row.missing.map(one => ({ ...one, label: labels.get(`${row.ledger}/${one.field}`) ?? one.field })),
  }))
}

/** The units that get a row: the one asked for, or the tops of one's own reach; with those right below, or for a single ledger all below. */
function shownUnits(work: Work, { unitId, ledger }: z.output<typeof CompletenessQuery>): RawBuilder<unknown> {
  const tops = unitId ? [unitId] : [...work.reach.subtrees, ...work.reach.units]
  const from =
    work.reach.everything && !unitId
      ? sql`select id from unit where parent_id is null`
      : sql`select unnest(${tops}::uuid[])`
  return sql`select distinct descendant_id from unit_closure where ancestor_id in (${from})
    and descendant_id in ${unitsInReach(work)} ${ledger === undefined ? sql`and depth <= 1` : sql``}`
}

async function count(
  work: Work,
  asked: Ledger[],
  expected: { ledger: string; field: string }[],
  shown: RawBuilder<unknown>,
): Promise<Figures[]> {
  const today = shanghaiDay(work.now)
  const records = asked.map(
    ledger => sql`select r.ledger, r.unit_id, r.values, r.updated_at, r.verify_due_on,
      ${ledger.verifyEveryDays !== undefined}::boolean as verifiable
      from ${recordsOf(ledger)} r where r.ledger = ${ledger.name} and r.removed_at is null and r.unit_id in ${unitsInReach(work)}`,
  )
  const kept = asked.flatMap(ledger => (ledger.keptBy ?? []).map(kind => ({ ledger: ledger.name, kind })))
  const { rows } = await sql<Figures>`
    with shown as materialized (select u.id, u.name, u.sort, u.kind from unit u where u.enabled and u.id in (${shown})),
    wanted as (select * from jsonb_to_recordset(${JSON.stringify(expected)}::jsonb) as w(ledger text, field text)),
    blanks as (select ledger, array_agg(field) as fields from wanted group by ledger),
    record as materialized (
      select r.ledger, r.unit_id, r.updated_at, r.verifiable and r.verify_due_on is null as never,
        r.verifiable and coalesce(r.verify_due_on < ${today}::date, true) as stale,
        array(select f from unnest(b.fields) f where coalesce(r.values ->> f, '') in ('', '[]')) as gaps
      from (${sql.join(records, sql` union all `)}) r left join blanks b on b.ledger = r.ledger),
    own as (
      select ledger, unit_id, count(*) as records, count(*) filter (where cardinality(gaps) = 0) as complete,
        count(*) filter (where stale) as stale, count(*) filter (where never) as never, max(updated_at) as changed_at
      from record group by ledger, unit_id),
    figures as (
      select o.ledger, s.id as unit_id, sum(o.records) as records, sum(o.complete) as complete, sum(o.stale) as stale,
        sum(o.never) as never, max(o.changed_at) as changed_at
      from own o join unit_closure c on c.descendant_id = o.unit_id join shown s on s.id = c.ancestor_id group by o.ledger, s.id),
    gap as (select ledger, unit_id, field, count(*) as records from record, unnest(gaps) field group by ledger, unit_id, field),
    gaps as (
      select g.ledger, s.id as unit_id, g.field, sum(g.records) as records
      from gap g join unit_closure c on c.descendant_id = g.unit_id join shown s on s.id = c.ancestor_id group by g.ledger, s.id, g.field),
    missing as (
      select ledger, unit_id, jsonb_agg(jsonb_build_object('field', field, 'records', records) order by records desc, field) as fields
      from gaps group by ledger, unit_id),
    keeper as (
      select distinct k.ledger, s.id as unit_id
      from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) as k(ledger text, kind text)
        join unit u on u.kind = k.kind and u.enabled and u.id in ${unitsInReach(work)}
        join unit_closure c on c.descendant_id = u.id join shown s on s.id = c.ancestor_id)
    select ledger, s.id as unit_id, s.name as unit_name, coalesce(f.records, 0)::int as records, coalesce(f.complete, 0)::int as complete,
      coalesce(f.stale, 0)::int as stale, coalesce(f.never, 0)::int as never_verified, f.changed_at as last_changed_at,
      coalesce(m.fields, '[]') as missing
    from figures f full join keeper k using (ledger, unit_id) left join missing m using (ledger, unit_id)
      join shown s on s.id = unit_id
    order by case s.kind when 'county' then 0 when 'department' then 1 when 'town' then 2 else 3 end, s.sort, s.name, s.id, ledger`.execute(
    work.tx,
  )
  return rows
}
