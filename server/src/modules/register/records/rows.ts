import type { Freshness, RecordView } from '@anlan/contract/register.ts'
import { sql } from 'kysely'
import { cursorParts, type Page, pageOf } from '../../../kernel/database/keyset.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { containsWords } from '../../../kernel/search/search-index.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { confirmationDays } from '../confirmation/settings.ts'
import { type EffectiveField, fieldsOf, isExpected, isSortable } from '../declaration/fields.ts'
import type { Ledger, Values } from '../declaration/ledger.ts'
import { conditionOf, type ListConditions, sortTerm } from './conditions.ts'
import { freshnessOf } from './freshness.ts'
import { namesOf } from './names.ts'
import { editableUnits, readableUnits, recordsOf } from './reach.ts'
import { showValues } from './values.ts'

/** A record as it is kept. */
export interface StoredRecord {
  id: string
  ledger: string
  unit_id: string
  unit_name: string
  key: string | null
  values: Values
  version: number
  created_at: Date
  updated_at: Date
  verified_at: Date | null
  verified_by: string | null
  verify_due_on: string | null
  removed_at: Date | null
  removed_reason: string | null
  may_edit: boolean
}

export type Conditions = ListConditions

/**
 * Records of a ledger within reach that meet the conditions, in the wanted order, up to `limit + 1` from a cursor on. Lists, exports and
 * prints are the same question.
 */
export async function findRecords(
  work: Work,
  ledger: Ledger,
  fields: EffectiveField[],
  conditions: Conditions,
  window: { after?: string | undefined; limit: number },
): Promise<StoredRecord[]> {
  const order = orderOf(fields, conditions.sort)
  const cursor = cursorParts(window.after, [order.cursorKind, 'id'])
  const words = await containsWords(conditions.text)
  const today = shanghaiDay(work.now)
  const required = fields.filter(field => isExpected(field)).map(field => field.name)
  const states = {
    current: sql`r.removed_at is null`,
    removed: sql`r.removed_at is not null`,
    stale: sql`r.removed_at is null and (r.verify_due_on < ${today}::date or (r.verify_due_on is null and ${ledger.verifyEveryDays !== undefined}))`,
    incomplete: sql`r.removed_at is null and exists (select 1 from unnest(${required}::text[]) f
      where coalesce(r.values ->> f, '') in ('', '[]'))`,
  }
  const parts = [
    sql`r.ledger = ${ledger.name}`,
    sql`r.unit_id in ${readableUnits(work, ledger)}`,
    states[conditions.state],
    ...(conditions.unitId
      ? [sql`r.unit_id in (select descendant_id from unit_closure where ancestor_id = ${conditions.unitId})`]
      : []),
    ...(words
      ? [
          sql`exists (select 1 from search_document s where s.kind = ${`register:${ledger.name}`} and s.id = r.id and ${words})`,
        ]
      : []),
    ...conditions.filters.map(filter => conditionOf(fields, filter)),
    ...(cursor ? [order.afterCursor(cursor[0] ?? '', cursor[1] ?? '')] : []),
  ]
  const { rows } = await sql<StoredRecord>`
    select r.id, r.ledger, r.unit_id, u.name as unit_name, r.key, r.values, r.version, r.created_at, r.updated_at, r.verified_at,
      r.verified_by, r.verify_due_on, r.removed_at, r.removed_reason,
      r.unit_id in ${editableUnits(work, ledger)} as may_edit
    from ${recordsOf(ledger)} r join unit u on u.id = r.unit_id
    where ${sql.join(parts, sql` and `)}
    order by ${order.by} limit ${window.limit + 1}`.execute(work.tx)
  return rows
}

/** All records that meet the conditions, in their order, some hundred at a time: exports need no more memory for more of them. */
export async function* allRecords(
  work: Work,
  ledger: Ledger,
  fields: EffectiveField[],
  conditions: Conditions,
): AsyncGenerator<StoredRecord[]> {
  const order = orderOf(fields, conditions.sort)
  for (let after: string | undefined, more = true; more; more = after !== undefined) {
    const rows = await findRecords(work, ledger, fields, conditions, { after, limit: exportedAtOnce })
    const page = pageOf(
      rows,
      exportedAtOnce,
      row => order.cursorOf(row),
      row => row,
    )
    yield page.items
    after = page.next ?? undefined
  }
}
const exportedAtOnce = 500

function orderOf(fields: EffectiveField[], sort: string) {
  const descending = sort.startsWith('-')
  const name = descending ? sort.slice(1) : sort
  const direction = descending ? sql`desc` : sql`asc`
  const compare = descending ? sql`<` : sql`>`
  const field = fields.find(one => one.name === name)
  if (name !== 'updatedAt' && (!field || !isSortable(field)))
    throw fieldProblem('invalid-input', '/sort', '排序', '不能按该字段排序')
  const term = field
    ? sortTerm(field)
    : { expression: sql`r.updated_at`, type: sql`timestamptz`, kind: 'instant' as const }
  return {
    by: sql`${term.expression} ${direction}, r.id ${direction}`,
    cursorKind: term.kind,
    afterCursor: (value: string, id: string) =>
      sql<boolean>`(${term.expression}, r.id) ${compare} (${value}::${term.type}, ${id}::uuid)`,
    cursorOf: (row: StoredRecord): [string | number, string] => [
      field ? cursorValue(field, row.values[field.name]) : row.updated_at.toISOString(),
      row.id,
    ],
  }
}

const cursorValue = (field: EffectiveField, value: unknown): string | number => {
  if (field.kind === 'integer' || field.kind === 'decimal') return typeof value === 'number' ? value : -1
  return value === null || value === undefined ? '' : String(value)
}

/** A page of a ledger. */
export async function listRecords(
  work: Work,
  ledger: Ledger,
  query: Conditions & { after?: string | undefined; limit: number },
): Promise<Page<RecordView>> {
  const fields = await fieldsOf(work.tx, ledger)
  const rows = await findRecords(work, ledger, fields, query, query)
  const views = await presentRecords(work, ledger, fields, rows)
  const order = orderOf(fields, query.sort)
  return pageOf(
    rows,
    query.limit,
    row => order.cursorOf(row),
    row => views.get(row.id) as RecordView,
  )
}

/** One record within reach, removed ones too; 404 otherwise. */
export async function findRecord(work: Work, ledger: Ledger, id: string): Promise<StoredRecord> {
  const { rows } = await sql<StoredRecord>`
    select r.*, u.name as unit_name, r.unit_id in ${editableUnits(work, ledger)} as may_edit
    from ${recordsOf(ledger)} r join unit u on u.id = r.unit_id
    where r.ledger = ${ledger.name} and r.id = ${id} and r.unit_id in ${readableUnits(work, ledger)}`.execute(work.tx)
  const row = rows[0]
  if (!row) throw new Problem('not-found')
  return row
}

export async function readRecord(work: Work, ledger: Ledger, id: string): Promise<RecordView> {
  const row = await findRecord(work, ledger, id)
  const views = await presentRecords(work, ledger, await fieldsOf(work.tx, ledger), [row])
  return views.get(id) as RecordView
}

/** Records as everybody within reach may see them, by id. */
export async function presentRecords(
  work: Work,
  ledger: Ledger,
  fields: EffectiveField[],
  rows: StoredRecord[],
): Promise<Map<string, RecordView>> {
  const names = await namesOf(
    work.tx,
    fields,
    rows.map(row => row.values),
  )
  const today = shanghaiDay(work.now)
  const { verifyEveryDays } = ledger
  const days = verifyEveryDays === undefined ? null : await confirmationDays(work, verifyEveryDays)
  return new Map(
    rows.map(row => [
      row.id,
      present(ledger, fields, row, names, days && freshnessOf(row.verify_due_on, today, days.ahead)),
    ]),
  )
}

function present(
  ledger: Ledger,
  fields: EffectiveField[],
  row: StoredRecord,
  names: ReadonlyMap<string, string>,
  freshness: Freshness | null,
): RecordView {
  const shown = showValues(fields, row.values, names)
  const openFields = fields.filter(field => !field.sensitive)
  return {
    id: row.id,
    unitId: row.unit_id,
    unitName: row.unit_name,
    title: shown[ledger.title] || '（未命名）',
    shown,
    values: Object.fromEntries(openFields.map(field => [field.name, row.values[field.name] ?? null])),
    version: row.version,
    updatedAt: row.updated_at.toISOString(),
    verifiedAt: row.verified_at?.toISOString() ?? null,
    verifyDueOn: row.verify_due_on,
    freshness,
    missing: fields.filter(field => isExpected(field) && !shown[field.name]).map(field => field.label),
    removedAt: row.removed_at?.toISOString() ?? null,
    mayEdit: row.may_edit,
  }
}
