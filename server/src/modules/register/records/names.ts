import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database/database.ts'
import type { EffectiveField } from '../declaration/fields.ts'
import type { Values } from '../declaration/ledger.ts'
import type { Names } from './values.ts'

/** The names of all units, persons and areas that these values refer to, in one question. */
export async function namesOf(tx: Tx, fields: EffectiveField[], rows: Values[]): Promise<Names> {
  const wanted = (kind: string) => {
    const names = fields.filter(field => field.kind === kind).map(field => field.name)
    return [...new Set(rows.flatMap(values => names.map(name => values[name])))].filter(
      (id): id is string => typeof id === 'string',
    )
  }
  const [units, persons, areas] = [wanted('unit'), wanted('person'), wanted('area')]
  if (units.length + persons.length + areas.length === 0) return new Map()
  const found = await sql<{ id: string; name: string }>`
    select id::text as id, name from unit where id = any(${units}::uuid[])
    union all select id::text, name from person where id = any(${persons}::uuid[])
    union all select a.code, case when a.kind = 'village' then coalesce(up.name, '') || a.name else a.name end
      from area a left join area up on up.code = a.parent_code where a.code = any(${areas}::text[])`.execute(tx)
  return new Map(found.rows.map(row => [row.id, row.name]))
}
