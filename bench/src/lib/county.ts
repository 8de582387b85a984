import { randomUUID } from 'node:crypto'
import type pg from 'pg'

interface Copy {
  /** The records to copy: those whose `column` has this value. */
  table: string
  column: string
  from: string
  /** Values of the copies as SQL over `g` (`g.event`, `g.report`, `g.n`). */
  changes: Record<string, string>
}

const copiesOfEvent = (eventId: string): Copy[] => [
  {
    table: 'emergency_event',
    column: 'id',
    from: eventId,
    changes: { id: 'g.event', number: `'C' || $2::text || '-' || g.n`, title: `'山洪灾害 ' || g.n` },
  },
  {
    table: 'event_classification',
    column: 'event_id',
    from: eventId,
    changes: { id: 'gen_random_uuid()', event_id: 'g.event' },
  },
  {
    table: 'event_figure',
    column: 'event_id',
    from: eventId,
    changes: { id: 'gen_random_uuid()', event_id: 'g.event' },
  },
  { table: 'event_knowledge', column: 'event_id', from: eventId, changes: { event_id: 'g.event' } },
  { table: 'matter_party', column: 'matter_id', from: eventId, changes: { matter_id: 'g.event' } },
  {
    table: 'obligation',
    column: 'matter_id',
    from: eventId,
    changes: { id: 'gen_random_uuid()', matter_id: 'g.event' },
  },
]

const copiesOfReport = (reportId: string): Copy[] => [
  { table: 'event_report', column: 'id', from: reportId, changes: { id: 'g.report', event_id: 'g.event' } },
  { table: 'event_report_revision', column: 'report_id', from: reportId, changes: { report_id: 'g.report' } },
  {
    table: 'event_report_signature',
    column: 'report_id',
    from: reportId,
    changes: { id: 'gen_random_uuid()', report_id: 'g.report' },
  },
  { table: 'event_report_delivery', column: 'report_id', from: reportId, changes: { report_id: 'g.report' } },
]

/**
 * Fills the store with copies of an event that came in through the front door, as years would. Rows are copied whole, so that tables may gain
 * columns; the copies have no facts of their own. With `reportId`, each event also gets a copy of that drafted report.
 */
export async function copyEvents(
  pool: pg.Pool,
  eventId: string,
  count: number,
  reportId?: string,
): Promise<{ event: string; report: string }[]> {
  const ids = Array.from({ length: count }, () => ({ event: randomUUID(), report: randomUUID() }))
  const series = randomUUID().slice(0, 8)
  const client = await pool.connect()
  try {
    await client.query('create temporary table if not exists bench_copy (n int, event uuid, report uuid)')
    await client.query('truncate bench_copy')
    for (let i = 0; i < count; i += 10_000) {
      const some = ids.slice(i, i + 10_000)
      await client.query(
        'insert into bench_copy select n + $3, event, report from unnest($1::uuid[], $2::uuid[]) with ordinality as t(event, report, n)',
        [some.map(one => one.event), some.map(one => one.report), i],
      )
    }
    for (const copy of [...copiesOfEvent(eventId), ...(reportId ? copiesOfReport(reportId) : [])])
      await copyRows(client, copy, series)
  } finally {
    client.release()
  }
  return ids
}

async function copyRows(client: pg.PoolClient, { table, column, from, changes }: Copy, series: string) {
  const object = Object.entries(changes).map(([name, value]) => `'${name}', ${value}`)
  const usesSeries = object.some(text => text.includes('$2'))
  await client.query(
    `insert into ${table} select (jsonb_populate_record(t, jsonb_build_object(${object.join(', ')}))).*
     from ${table} t cross join bench_copy g where t.${column} = $1`,
    usesSeries ? [from, series] : [from],
  )
}
