import { minutesLate, stateOf } from '@anlan/server/modules/obligation/rules.ts'
import pg from 'pg'

/**
 * The least code that could answer: the SQL of the product's own modules on a bare pool, prepared by name, and nothing of what the product does
 * besides (session, permission, reach, one transaction per request, shapes in and out, idempotency, facts, chain, outbox).
 */
export interface Answers {
  obligations(eventId: string): Promise<string>
  writeLog(body: LogInput): Promise<string>
  submit(reportId: string): Promise<string>
}

interface LogInput {
  id: string
  text: string
  matterId: string
}

interface ObligationRow {
  [column: string]: unknown
  owed_by_unit_id: string
  owed_to_unit_id: string | null
  due_at: Date
  started_at: Date
  warn_at: Date | null
  satisfied_at: Date | null
  breached_at: Date | null
  cancelled_at: Date | null
  soft: boolean
}

export function makeAnswers(url: string): Answers {
  const pool = new pg.Pool({ connectionString: url, max: 10 })
  pool.on('error', () => {})
  let reply: { text: string; reportId: string } | null = null

  return {
    async obligations(eventId) {
      const event = await pool.query({
        name: 'event',
        text: 'select * from emergency_event where id = $1',
        values: [eventId],
      })
      if (event.rowCount === 0) throw new Error('not found')
      const { rows } = await pool.query<ObligationRow>({
        name: 'obligations',
        text: 'select * from obligation where matter_id = $1 order by due_at, id',
        values: [eventId],
      })
      const ids = [...new Set(rows.flatMap(row => [row.owed_by_unit_id, row.owed_to_unit_id ?? row.owed_by_unit_id]))]
      const units = await pool.query<{ id: string; name: string }>({
        name: 'units',
        text: 'select id, name from unit where id = any($1)',
        values: [ids],
      })
      const names = new Map(units.rows.map(unit => [unit.id, unit.name]))
      const now = new Date()
      return JSON.stringify({ items: rows.map(row => presentObligation(row, names, now)) })
    },

    async writeLog(body) {
      const client = await pool.connect()
      try {
        await client.query('begin')
        const office = await client.query<{ id: string }>({
          name: 'office',
          text: `select u.* from unit u join unit_function f on f.unit_id = u.id where f.function = 'generalDutyOffice'`,
        })
        await client.query({
          name: 'party',
          text: 'select unit_id from matter_party where matter_id = $1 limit 1',
          values: [body.matterId],
        })
        const at = new Date()
        const unitId = office.rows[0]?.id ?? ''
        await client.query({
          name: 'log',
          text: `insert into duty_log (id, unit_id, kind, text, at, by_name, matter_id, mentioned_unit_ids, corrects_id, automatic, source_fact)
                 values ($1, $2, 'other', $3, $4, $5, $6, '{}', null, false, null)`,
          values: [body.id, unitId, body.text, at, '田晓岚', body.matterId],
        })
        await client.query('commit')
        return JSON.stringify({
          id: body.id,
          unitId,
          kind: 'other',
          text: body.text,
          at: at.toISOString(),
          byName: '田晓岚',
          matterId: body.matterId,
          mentionedUnitIds: [],
          correctsId: null,
          automatic: false,
        })
      } finally {
        client.release()
      }
    },

    async submit(reportId) {
      // A reply that the product gave for such a report, so that as many bytes leave here.
      reply ??= (
        await pool.query<{ text: string; reportId: string }>('select text, report_id as "reportId" from bench_reply')
      ).rows[0] ?? { text: '{}', reportId: '' }
      const client = await pool.connect()
      try {
        await client.query('begin')
        await client.query({
          name: 'report',
          text: 'select * from event_report where id = $1 for update',
          values: [reportId],
        })
        const now = new Date()
        await client.query({
          name: 'send',
          text: `update event_report set state = 'sent', series = 'townshipReport', year = 2026, issue = 1, number = $2, submitted_at = $3,
                 emergency_approval = 'urgent' where id = $1`,
          values: [reportId, `底线〔2026〕${reportId}`, now],
        })
        await client.query({
          name: 'deliver',
          text: 'update event_report_delivery set sent_at = $2 where report_id = $1',
          values: [reportId, now],
        })
        await client.query('commit')
        return reply.text.replace(reply.reportId, reportId)
      } finally {
        client.release()
      }
    },
  }
}

function presentObligation(row: ObligationRow, names: Map<string, string>, now: Date) {
  const times = { dueAt: row.due_at, soft: row.soft, satisfiedAt: row.satisfied_at, cancelledAt: row.cancelled_at }
  return {
    id: row.id,
    kind: row.kind,
    ruleCode: row.rule_code,
    title: row.title,
    matterId: row.matter_id,
    matterTitle: row.matter_title,
    owedByUnitId: row.owed_by_unit_id,
    owedByUnitName: names.get(row.owed_by_unit_id) ?? '',
    owedByPersonId: row.owed_by_person_id,
    owedToUnitId: row.owed_to_unit_id,
    owedToUnitName: row.owed_to_unit_id ? (names.get(row.owed_to_unit_id) ?? '') : null,
    medium: row.medium,
    clock: row.clock,
    startedAt: row.started_at.toISOString(),
    warnAt: row.warn_at?.toISOString() ?? null,
    dueAt: row.due_at.toISOString(),
    limitMinutes: row.limit_minutes,
    limitDisplay: row.limit_display,
    soft: row.soft,
    state: stateOf(times, now),
    satisfiedAt: row.satisfied_at?.toISOString() ?? null,
    satisfiedBy: row.satisfied_by,
    breachedAt: row.breached_at?.toISOString() ?? null,
    minutesLate: minutesLate(times, now),
    cancelReason: row.cancel_reason,
    source: row.source,
  }
}
