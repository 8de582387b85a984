import { type Insertable, sql } from 'kysely'
import type { Tables, Tx } from '../kernel/database/database.ts'
import { stableId } from '../kernel/stable-id.ts'

/** The id of a sample record: the same key always gives the same id, in every store. */
export const sampleId = (kind: string, key: string): string => stableId('sample', kind, key)

export async function insertAll<T extends keyof Tables & string>(tx: Tx, table: T, rows: Insertable<Tables[T]>[]) {
  // PostgreSQL takes at most 65,535 parameters in one statement.
  for (let i = 0; i < rows.length; i += 1000)
    await tx
      .insertInto(table)
      .values(rows.slice(i, i + 1000) as never)
      .execute()
}

/** The same for tens of thousands of rows without JSON columns: handed over as one text, which costs a fraction of so many parameters. */
export async function insertMany<T extends keyof Tables & string>(tx: Tx, table: T, rows: Insertable<Tables[T]>[]) {
  const columns = Object.keys(rows[0] ?? {}).map(name => sql.ref(name))
  for (let i = 0; i < rows.length; i += 5000)
    await sql`insert into ${sql.table(table)} (${sql.join(columns)})
      select ${sql.join(columns)} from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows.slice(i, i + 5000))})`.execute(
      tx,
    )
}
