import type { ClientBase } from 'pg'
import type { Migration } from '../kernel/database/migrate.ts'
import { checksumOf, createMigrationTable } from '../kernel/database/migrate.ts'
import { BackupError } from './error.ts'
import type { Head } from './manifest.ts'
import { quoted } from './tables.ts'

/** Whether the database holds anything of ours or of others. */
export async function isEmptyDatabase(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query(`
    select 1 from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S') limit 1`)
  return rows.length === 0
}

/** Removes every table, view, function and type of the schema `public` that belongs to no extension. */
export async function dropEverything(client: ClientBase): Promise<void> {
  const ours = (catalog: string, oid: string) =>
    `not exists (select 1 from pg_depend d where d.classid = '${catalog}'::regclass and d.objid = ${oid} and d.deptype = 'e')`
  const { rows } = await client.query<{ statement: string }>(`
    select case relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' else 'table' end
      || ' if exists ' || oid::regclass as statement
    from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S') and ${ours('pg_class', 'pg_class.oid')}
    union all
    select 'routine if exists ' || oid::regprocedure from pg_proc
    where pronamespace = 'public'::regnamespace and ${ours('pg_proc', 'pg_proc.oid')}
    union all
    select 'type if exists ' || oid::regtype from pg_type
    where typnamespace = 'public'::regnamespace and typtype in ('e', 'd') and ${ours('pg_type', 'pg_type.oid')}`)
  for (const { statement } of rows) await client.query(`drop ${statement} cascade`)
}

/**
 * Brings the schema to exactly where it was when the backup was made; later steps run at the next start. Throws when the backup knows steps
 * that this program does not.
 */
export async function makeSchema(client: ClientBase, head: Head, migrations: Migration[]): Promise<void> {
  await client.query(createMigrationTable)
  for (const step of stepsOf(head, migrations)) await client.query(step.sql)
}

/** The steps that the backup had been through, in their order. */
export function stepsOf(head: Head, migrations: Migration[]): Migration[] {
  const known = new Map(migrations.map(step => [step.id, step]))
  return [...head.migrations]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, checksum }) => {
      const step = known.get(id)
      if (!step || checksumOf(step) !== checksum)
        throw new BackupError(
          `备份由另一版本（${head.product}）制作，其数据库结构步骤 ${id} 本程序没有或内容不同；请用制作备份时的版本或更新的版本恢复`,
        )
      return step
    })
}

/** Constraints and indexes that are made again when the rows are there: that is faster, and references need no order of tables. */
export interface SetAside {
  statements: string[]
}

/** Takes constraints, indexes and triggers away for the time of the loading. */
export async function setAside(client: ClientBase): Promise<SetAside> {
  const constraints = await client.query<{ table: string; name: string; kind: string; definition: string }>(`
    select c.relname as table, k.conname as name, k.contype as kind, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and k.contype in ('f', 'p', 'u', 'x')
    order by k.contype = 'f' desc, c.relname, k.conname`)
  const indexes = await client.query<{ name: string; definition: string }>(`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i join pg_class c on c.oid = i.indrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
    order by 1`)
  const tables = await client.query<{ name: string }>(`
    select distinct c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where c.relnamespace = 'public'::regnamespace and not t.tgisinternal order by 1`)
  for (const { table, name } of constraints.rows)
    await client.query(`alter table ${quoted(table)} drop constraint ${quoted(name)}`)
  for (const { name } of indexes.rows) await client.query(`drop index ${name}`)
  for (const { name } of tables.rows) await client.query(`alter table ${quoted(name)} disable trigger user`)
  const add = ({ table, name, definition }: (typeof constraints.rows)[number]) =>
    `alter table ${quoted(table)} add constraint ${quoted(name)} ${definition}`
  return {
    statements: [
      ...constraints.rows.filter(row => row.kind !== 'f').map(add),
      ...indexes.rows.map(row => row.definition),
      ...constraints.rows.filter(row => row.kind === 'f').map(add),
      ...tables.rows.map(({ name }) => `alter table ${quoted(name)} enable trigger user`),
    ],
  }
}

export async function putBack(client: ClientBase, { statements }: SetAside): Promise<void> {
  await client.query(`set local maintenance_work_mem = '256MB'`)
  for (const statement of statements) await client.query(statement)
}
