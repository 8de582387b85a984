import { randomUUID } from 'node:crypto'
import type { AddMaintenance, MaintenanceQuery, MaintenanceView } from '@anlan/contract/usage.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { cursorParts, type Page, pageOf } from '../../../kernel/database/keyset.ts'
import { fieldProblem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'

interface Row {
  id: string
  kind: MaintenanceView['kind']
  done_at: Date
  succeeded: boolean
  done_by: string
  note: string
  automatic: boolean
  recorded_at: Date
  recorded_by: string | null
}

/** The maintenance log, newest first: what was written down, and what the backup and restore commands recorded themselves. */
export async function listMaintenance(
  work: Work,
  query: z.output<typeof MaintenanceQuery>,
): Promise<Page<MaintenanceView>> {
  const cursor = cursorParts(query.after, ['instant', 'id'])
  const { rows } = await sql<Row>`
    select * from (
      select id, kind, done_at, succeeded, done_by, note, false as automatic, recorded_at, recorded_by from maintenance
      union all
      select id, case type when 'operation.restored' then 'restoreTest' else 'backup' end, recorded_at, true, '',
        concat(case type when 'operation.restored' then '恢复命令' else '备份命令' end,
          case when data ? 'rows' then concat('，共 ', data ->> 'rows', ' 行') end), true, recorded_at, actor_name
      from fact where type in ('operation.backed-up', 'operation.restored')) m
    where ${query.kind ? sql`m.kind = ${query.kind}` : sql`true`}
      and ${cursor ? sql`(m.done_at, m.id) < (${cursor[0]}::timestamptz, ${cursor[1]}::uuid)` : sql`true`}
    order by m.done_at desc, m.id desc limit ${query.limit + 1}`.execute(work.tx)
  return pageOf(rows, query.limit, row => [row.done_at.toISOString(), row.id], present)
}

/** Writes down a piece of upkeep. It lies in the past and is never changed: a mistake is put right by another entry. */
export async function addMaintenance(work: Work, input: z.output<typeof AddMaintenance>): Promise<MaintenanceView> {
  if (input.doneAt > work.now) throw fieldProblem('invalid-input', '/doneAt', '维护时间', '维护时间不能晚于现在')
  const row = await work.tx
    .insertInto('maintenance')
    .values({
      id: input.id ?? randomUUID(),
      kind: input.kind,
      done_at: input.doneAt,
      succeeded: input.succeeded,
      done_by: input.doneBy || work.actor.name,
      note: input.note,
      recorded_at: work.now,
      recorded_by: work.actor.name,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  recordFact(work, 'operation.maintained', row.id, { kind: row.kind, doneAt: row.done_at, succeeded: row.succeeded })
  return present({ ...row, automatic: false })
}

const present = (row: Row): MaintenanceView => ({
  id: row.id,
  kind: row.kind,
  doneAt: row.done_at.toISOString(),
  succeeded: row.succeeded,
  doneBy: row.done_by,
  note: row.note,
  automatic: row.automatic,
  recordedAt: row.recorded_at.toISOString(),
  recordedBy: row.recorded_by,
})
