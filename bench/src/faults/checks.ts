import { verifyFacts } from '@anlan/server/kernel/work/verify-facts.ts'
import type pg from 'pg'
import type { Journal } from './clients.ts'

interface Invariant {
  title: string
  /** Returns the records that break it. */
  sql: string
}

/**
 * True at any time after the loops have caught up, of the whole store and of what the clients did in it (`tried_event`, `tried_report`): the sample
 * county has an event of its own, which no client asked for.
 */
const invariants: Invariant[] = [
  {
    title: 'an event without exactly one fact that it was reported',
    sql: `select e.id from tried_event e where (select count(*) from fact f where f.subject_id = e.id::text and f.type = 'emergency-event.reported') <> 1`,
  },
  {
    title: 'an event without classification, party, knowledge or obligation',
    sql: `select e.id from tried_event e where not exists (select 1 from event_classification c where c.event_id = e.id)
      or not exists (select 1 from matter_party p where p.matter_id = e.id) or not exists (select 1 from event_knowledge k where k.event_id = e.id)
      or not exists (select 1 from obligation o where o.matter_id = e.id)`,
  },
  {
    title: 'an event taken in by an API call without the receipt of that call',
    sql: 'select e.id from tried_event e where not exists (select 1 from request_receipt r where r.id = e.id)',
  },
  {
    title: 'a report without exactly one fact that it was drafted, or without receipt, revision, signature or delivery',
    sql: `select r.id from tried_report r where (select count(*) from fact f where f.subject_id = r.id::text and f.type = 'event-report.drafted') <> 1
      or not exists (select 1 from request_receipt q where q.id = r.id) or not exists (select 1 from event_report_revision v where v.report_id = r.id)
      or not exists (select 1 from event_report_signature s where s.report_id = r.id) or not exists (select 1 from event_report_delivery d where d.report_id = r.id)`,
  },
  {
    title: 'a report whose state and whose facts disagree on whether it left, or that left by halves',
    sql: `select r.id from tried_report r where (select count(*) from fact f where f.subject_id = r.id::text and f.type = 'event-report.submitted')
        <> (case when r.state = 'sent' then 1 else 0 end)
      or (r.state = 'sent') <> (r.number is not null and r.submitted_at is not null)
      or exists (select 1 from event_report_delivery d where d.report_id = r.id and (r.state = 'sent') <> (d.sent_at is not null))
      or (r.state = 'sent' and not exists (select 1 from obligation o where o.kind = 'signature' and o.basis = r.id::text))`,
  },
  {
    title: 'two chains of reports with one number, or a number left out',
    sql: `select unit_id::text || ' ' || year as id from tried_report where issue is not null group by unit_id, year having count(distinct issue) <> max(issue) - min(issue) + 1 or count(*) <> count(distinct issue)`,
  },
  {
    title: 'an obligation without exactly one fact that it was opened',
    sql: `select o.id from obligation o where (select count(*) from fact f where f.subject_id = o.id::text and f.type = 'obligation.opened') <> 1`,
  },
  {
    title: 'an obligation whose discharge and whose facts disagree',
    sql: `select o.id from obligation o where (select count(*) from fact f where f.subject_id = o.id::text and f.type = 'obligation.met') <> (o.satisfied_at is not null)::int`,
  },
  {
    title: 'an obligation that was breached without its fact, or with two',
    sql: `select o.id from obligation o where (select count(*) from fact f where f.subject_id = o.id::text and f.type = 'obligation.breached') <> (o.breached_at is not null)::int`,
  },
  {
    title: 'an open obligation that nobody will look at again',
    sql: `select o.id from obligation o where o.satisfied_at is null and o.cancelled_at is null and o.breached_at is null and not o.soft
      and not exists (select 1 from due_task t where t.kind = 'obligation.due' and t.key = o.id::text and t.dead_at is null)`,
  },
  {
    // It may stand in the log of the unit that did it as well, once there too.
    title:
      'a fact that the duty log of the county should tell and does not tell exactly once, or a log that tells one twice',
    sql: `select f.id::text as id from fact f join unit_function u on u.function = 'generalDutyOffice'
      where f.type in ('emergency-event.reported', 'event-report.submitted')
      and exists (select 1 from matter_party p where p.unit_id = u.unit_id and p.matter_id = f.matter_id)
      and (select count(*) from duty_log l where l.source_fact = f.id and l.unit_id = u.unit_id) <> 1
      union all select source_fact::text from duty_log where source_fact is not null group by source_fact, unit_id having count(*) > 1`,
  },
  {
    title: 'a report received here without exactly one notice to its receiver',
    sql: `select r.id from tried_report r where r.state = 'sent' and exists (select 1 from event_report_delivery d where d.report_id = r.id and d.in_system)
      and (select count(*) from notice n where n.matter_id = r.event_id and n.kind = 'event-report') <> 1`,
  },
  {
    title: 'a delivery or task given up',
    sql: 'select subscriber as id from fact_delivery where dead_at is not null union all select kind from due_task where dead_at is not null',
  },
]

/** Checks the store against its own rules and against what the clients know. Returns what is wrong. */
export async function checkStore(pool: pg.Pool, journal: Journal, trustedKey: string | null): Promise<string[]> {
  const wrong: string[] = []
  const tried = `with tried_event as (select * from emergency_event where id <> all($1::uuid[])),
    tried_report as (select * from event_report where id <> all($1::uuid[])) `
  for (const { title, sql } of invariants) {
    const { rows } = await pool.query<{ id: string }>(tried + sql, [[...journal.before]])
    if (rows.length) wrong.push(`${title}: ${rows.length}, e.g. ${rows[0]?.id}`)
  }
  wrong.push(...(await compareWithJournal(pool, journal)))
  const verification = await verifyFacts(pool, trustedKey)
  if (verification.broken) wrong.push(`the chain of facts is broken: ${verification.broken}`)
  return wrong
}

async function compareWithJournal(pool: pg.Pool, journal: Journal): Promise<string[]> {
  const wrong: string[] = []
  const events = await pool.query<{ id: string; title: string; number: string }>(
    'select id, title, number from emergency_event',
  )
  const reports = await pool.query<{ id: string; event_id: string; state: string; number: string | null }>(
    'select id, event_id, state, number from event_report',
  )
  const eventOf = new Map(events.rows.map(row => [row.id, row]))
  const reportOf = new Map(reports.rows.map(row => [row.id, row]))
  for (const one of journal.events) {
    const stored = eventOf.get(one.id)
    if (!stored) wrong.push(`lost: event ${one.id} was acknowledged`)
    else if (stored.title !== one.title || !one.reply.includes(stored.number))
      wrong.push(`event ${one.id} is not as it was acknowledged`)
  }
  for (const one of journal.reports)
    if (reportOf.get(one.id)?.event_id !== one.eventId) wrong.push(`lost: draft ${one.id} was acknowledged`)
  for (const one of journal.submissions) {
    const stored = reportOf.get(one.reportId)
    if (stored?.state !== 'sent') wrong.push(`lost: report ${one.reportId} was acknowledged as sent`)
    else if (one.number && stored.number !== one.number)
      wrong.push(`report ${one.reportId} left as ${one.number} and is stored as ${stored.number}`)
  }
  for (const id of [...eventOf.keys(), ...reportOf.keys()])
    if (!journal.tried.has(id) && !journal.before.has(id)) wrong.push(`${id} was never asked for`)
  return wrong
}

/** Events and reports that are there before any client begins. */
export async function alreadyThere(pool: pg.Pool): Promise<Set<string>> {
  const { rows } = await pool.query<{ id: string }>(
    'select id from emergency_event union all select id from event_report',
  )
  return new Set(rows.map(row => row.id))
}

/** Work of the loops that is overdue: deliveries that wait, tasks whose moment has passed. */
export async function countOverdue(pool: pg.Pool, now: Date): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    `select (select count(*) from fact_delivery where dead_at is null) + (select count(*) from due_task where dead_at is null and run_at <= $1) as n`,
    [now],
  )
  return rows[0]?.n ?? 0
}

/** By how much breaches were written down late, counted from the limit or, if that is later, from `back`. In ms. */
export async function breachDelays(pool: pg.Pool, since: Date, back: Date): Promise<number[]> {
  const { rows } = await pool.query<{ breached_at: Date; due_at: Date }>(
    'select breached_at, due_at from obligation where breached_at >= $1 and opened_at < due_at',
    [since],
  )
  return rows.map(
    row => row.breached_at.getTime() - Math.max(row.due_at.getTime(), row.breached_at >= back ? back.getTime() : 0),
  )
}
