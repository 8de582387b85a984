import type { ClientBase } from 'pg'

/** A table as it is written into a backup. */
export interface TableShape {
  name: string
  columns: string[]
}

/** How values are written and read, whatever the server's own settings are. */
export const plainSettings = `
  set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0;
  set synchronize_seqscans = off; set extra_float_digits = 1; set client_encoding = 'UTF8';
  set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set timezone = 'UTC'; set bytea_output = 'hex';
  set jit = off; set search_path = public`

/**
 * Whose rows are left out: whoever was signed in signs in anew after a restore, so that no session that was ended since comes back to life.
 */
export const withoutRows = ['session']

/** All tables with the columns that hold values of their own, in the order of their names. */
export async function tablesOf(client: ClientBase): Promise<TableShape[]> {
  const { rows } = await client.query<TableShape>(`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
    group by c.relname order by c.relname collate "C"`)
  return rows
}

/**
 * The rows of a table as COPY text. A transaction id means something in its own cluster only: in a backup each is 3, the first there is, so
 * that restored facts lie before everything that is recorded later.
 */
export const copyOut = ({ name, columns }: TableShape, kinds: ReadonlySet<string>): string => {
  const list = columns.map(column =>
    kinds.has(`${name}.${column}`) ? `'3'::xid8 as ${quoted(column)}` : quoted(column),
  )
  return `copy (select ${list.join(', ')} from only ${quoted(name)}) to stdout`
}

export const copyIn = ({ name, columns }: TableShape): string =>
  `copy ${quoted(name)} (${columns.map(quoted).join(', ')}) from stdin`

/** The columns that hold transaction ids, as `table.column`. */
export async function transactionIds(client: ClientBase): Promise<Set<string>> {
  const { rows } = await client.query<{ name: string }>(`
    select c.relname || '.' || a.attname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.atttypid = 'xid8'::regtype and a.attnum > 0`)
  return new Set(rows.map(row => row.name))
}

/** Where each sequence stands; null when nobody has drawn from it. */
export async function sequencesOf(client: ClientBase): Promise<Record<string, string | null>> {
  const { rows } = await client.query<{ name: string; last: string | null }>(
    `select sequencename as name, last_value::text as last from pg_sequences where schemaname = 'public' order by sequencename`,
  )
  return Object.fromEntries(rows.map(row => [row.name, row.last]))
}

export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
