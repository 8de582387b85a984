import type { EventView, ReportEvent } from '@anlan/contract/emergency-event.ts'
import type { Elements, ReportView } from '@anlan/contract/event-report.ts'
import { http } from '../../../ui/http.ts'
import type { Input } from '../../../ui/shape.ts'
import { type Approval, editReport, submitReport } from '../report/requests.ts'

/** How far it came; what came before is done and is not done again. */
export type FirstReportResult =
  | { reached: 'sent'; event: EventView; report: ReportView }
  | { reached: 'drafted'; event: EventView; report: ReportView; error: unknown }
  | { reached: 'reported'; event: EventView; error: unknown }

/**
 * From the spoken word to the paper in one go: the event, its 首报 prefilled from it, 正在核实 for every required
 * element nobody knows yet, and off it goes. Throws only while the event itself is refused.
 */
export async function sendFirstReport(
  body: Input<typeof ReportEvent>,
  reportId: string,
  approval: Approval,
): Promise<FirstReportResult> {
  const event = await http.post<EventView>('/emergency-events', body)
  let report: ReportView
  try {
    report = await http.post<ReportView>(`/emergency-events/${event.id}/reports`, { id: reportId, kind: 'first' })
  } catch (error) {
    return { reached: 'reported', event, error }
  }
  try {
    const { missing } = report.completeness
    if (missing.length > 0) {
      const pending: Elements = Object.fromEntries(missing.map(element => [element, { text: '', pending: true }]))
      report = await editReport(report.id, { elements: { ...report.elements, ...pending }, revision: report.revision })
    }
    return { reached: 'sent', event, report: await submitReport(report.id, { approval }) }
  } catch (error) {
    return { reached: 'drafted', event, report, error }
  }
}
