import { sql } from 'kysely'
import { isUnitInReach, matterInReach, unitsInReach } from '../../../kernel/access/reach.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import type { EventReport } from './schema.ts'

/** Reports one may read: of units in reach, sent to units in reach, and the sent ones of matters one is a party to. */
export const reportsInReach = (work: Work) =>
  work.tx
    .selectFrom('event_report')
    .selectAll('event_report')
    .where(eb =>
      eb.or([
        eb('event_report.unit_id', 'in', unitsInReach(work)),
        eb.and([
          eb('event_report.state', '=', 'sent'),
          eb.or([
            matterInReach(work, sql.ref('event_report.event_id')),
            eb.exists(
              eb
                .selectFrom('event_report_delivery as d')
                .select('d.unit_id')
                .whereRef('d.report_id', '=', 'event_report.id')
                .where('d.unit_id', 'in', unitsInReach(work)),
            ),
          ]),
        ]),
      ]),
    )

/** A copy that its receiver has neither signed for nor returned. What was returned is not received any more: the sender reports anew. */
export const isWaiting = (copy: { received_at: Date | null; returned_at: Date | null }) =>
  !copy.received_at && !copy.returned_at

/** A report of a unit one may act for, locked. */
export async function reportForChange(work: Work, id: string): Promise<EventReport> {
  const visible = await reportsInReach(work).where('event_report.id', '=', id).executeTakeFirst()
  if (!visible || !(await isUnitInReach(work, visible.unit_id))) throw new Problem('not-found')
  return work.tx.selectFrom('event_report').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow()
}

export const assertUnsent = (report: EventReport) => {
  if (report.state === 'sent') throw new Problem('event-report/already-sent')
  if (report.state === 'discarded') throw new Problem('event-report/wrong-state', { detail: '报告已作废' })
}
