import { type Expression, type RawBuilder, sql } from 'kysely'
import { Problem } from '../problem.ts'

/** A page of a list: the rows and the cursor of the next page. Lists never count totals. */
export interface Page<T> {
  items: T[]
  next: string | null
}

/** Cuts one row too many off `rows` (ask the database for `limit + 1`) and names the cursor after the last one shown. */
export function pageOf<T, V>(
  rows: T[],
  limit: number,
  cursorOf: (row: T) => (string | number)[],
  present: (row: T) => V,
): Page<V> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { items: shown.map(present), next: rows.length > limit && last ? encode(cursorOf(last)) : null }
}

const encode = (parts: (string | number)[]) => Buffer.from(JSON.stringify(parts)).toString('base64url')

/** The parts of a cursor made by `pageOf`; a cursor that was tampered with is a clear refusal. */
export function cursorParts(
  after: string | undefined,
  kinds: ('instant' | 'id' | 'number' | 'text')[],
): string[] | null {
  if (after === undefined) return null
  const refuse = () =>
    new Problem('invalid-input', {
      errors: [{ pointer: '/after', field: '翻页位置', message: '翻页位置无效，请从第一页重新查询' }],
    })
  let parts: unknown
  try {
    parts = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'))
  } catch {
    throw refuse()
  }
  if (!Array.isArray(parts) || parts.length !== kinds.length) throw refuse()
  return parts.map((part, i) => {
    const text = String(part)
    const fits = {
      instant: () => !Number.isNaN(Date.parse(text)) && /^\d{4}-/.test(text),
      id: () => /^[0-9a-f-]{36}$/i.test(text),
      number: () => /^-?\d{1,15}$/.test(text),
      text: () => text.length < 200 && !text.includes('\u0000'),
    }[kinds[i] ?? 'text']()
    if (!fits) throw refuse()
    return text
  })
}

/** Holds for what follows the cursor in a list that shows the latest first, ordered by an instant and an id; without a cursor for every row. */
export function followsCursor(
  after: string | undefined,
  at: string | Expression<Date>,
  id: string,
): RawBuilder<boolean> {
  const cursor = cursorParts(after, ['instant', 'id'])
  if (!cursor) return sql<boolean>`true`
  const instant = typeof at === 'string' ? sql.ref(at) : at
  return sql<boolean>`(${instant}, ${sql.ref(id)}) < (${cursor[0]}::timestamptz, ${cursor[1]}::uuid)`
}
