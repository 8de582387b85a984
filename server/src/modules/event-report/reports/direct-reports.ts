import type { DirectReportView } from '@anlan/contract/event-report.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Work } from '../../../kernel/work/work.ts'
import { unitOfFunction } from '../../directory/api.ts'
import { eventsInReach } from '../events/read.ts'

/**
 * 事故直报率: of all accidents known in a period, those that the bureau has reported to the city by paper or system. A known accident without a report names
 * itself and lowers the rate; withdrawn events do not count. `from` and `to` are instants, `to` excluded.
 */
export async function directReports(work: Work, from: Date, to: Date): Promise<z.output<typeof DirectReportView>> {
  const bureau = await unitOfFunction(work.tx, 'emergencyBureau')
  const events = await eventsInReach(work)
    .innerJoin('event_type as t', 't.code', 'emergency_event.event_type_code')
    .select('t.name as type_name')
    .where(sql<boolean>`starts_with(emergency_event.event_type_code, '12')`)
    .where('state', '!=', 'withdrawn')
    .where('known_at', '>=', from)
    .where('known_at', '<', to)
    .orderBy('known_at')
    .limit(2000)
    .execute()
  const reports = events.length
    ? await firstReports(
        work,
        events.map(event => event.id),
        bureau?.id ?? '',
      )
    : []
  const items = events.map(event => {
    const report = reports.find(one => one.event_id === event.id)
    return {
      eventId: event.id,
      number: event.number,
      title: event.title,
      eventTypeName: event.type_name,
      knownAt: event.known_at.toISOString(),
      reportedAt: report?.at.toISOString() ?? null,
      receiptNumber: report?.receipt || null,
    }
  })
  return { known: items.length, reported: items.filter(item => item.reportedAt).length, items }
}

async function firstReports(work: Work, eventIds: string[], bureauId: string) {
  const { rows } = await sql<{ event_id: string; at: Date; receipt: string }>`
    select distinct on (event_id) event_id, at, receipt from (
      select t.event_id, t.at, t.receipt_number as receipt from event_transmission t join unit u on u.id = t.to_unit_id
        where t.from_unit_id::text = ${bureauId} and t.medium in ('system', 'written') and u.kind = 'external'
      union all select r.event_id, r.submitted_at, r.number from event_report r
        where r.unit_id::text = ${bureauId} and r.state = 'sent') reported
    where event_id = any(${eventIds}::uuid[]) order by event_id, at`.execute(work.tx)
  return rows
}
