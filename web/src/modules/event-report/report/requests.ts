import type {
  CommentReport,
  ConfirmApproval,
  DailyReportView,
  DirectReportView,
  DraftReport,
  EditReport,
  ManualDelivery,
  ReportComparison,
  ReportLine,
  ReportQuery,
  ReportSignature,
  ReportView,
  ReturnReport,
  SubmitDailyReport,
  SubmitReport,
} from '@anlan/contract/event-report.ts'
import type { Permission } from '@anlan/contract/permissions.ts'
import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { useAct } from '../../../ui/form/act.ts'
import { http } from '../../../ui/http.ts'
import { useKeyset } from '../../../ui/keyset.tsx'
import type { Input, Items, Output, Page } from '../../../ui/shape.ts'

export type Box = NonNullable<Input<typeof ReportQuery>['box']>

export type Approval = Input<typeof SubmitReport>['approval']

const path = (id: string) => `/event-reports/${id}`

export const useReports = (box: Box) => useKeyset<ReportLine>(['reports', 'box'], '/event-reports', { box })

const boxQuery = (box: Box) =>
  queryOptions({
    queryKey: ['reports', 'top', box],
    queryFn: () => http.get<Page<ReportLine>>('/event-reports', { box, limit: 50 }),
  })
export const toSignQuery = boxQuery('toSign')
export const toConfirmQuery = boxQuery('toConfirm')
export const receivedQuery = boxQuery('received')

/** How many reports wait for something this person may do: review, sign, confirm, receipt. */
export const reportsToMindQuery = (may: (permission: Permission) => boolean) => {
  const boxes: Box[] = [
    ...(may('event-report.review') ? (['toReview'] as const) : []),
    ...(may('event-report.sign') ? (['toSign', 'toConfirm'] as const) : []),
    ...(may('event-report.receive') ? (['received'] as const) : []),
  ]
  return queryOptions({
    queryKey: ['reports', 'to-mind', boxes],
    queryFn: async () => {
      const pages = await Promise.all(
        boxes.map(async box => {
          const { items } = await http.get<Page<ReportLine>>('/event-reports', { box, limit: 50 })
          return box === 'received' ? items.filter(line => !line.receivedAt && !line.returnedAt) : items
        }),
      )
      return new Set(pages.flat().map(line => line.id)).size
    },
    refetchInterval: 120_000,
  })
}

export const reportQuery = (id: string) =>
  queryOptions({ queryKey: ['report', id], queryFn: () => http.get<ReportView>(path(id)) })
export const eventReportsQuery = (eventId: string) =>
  queryOptions({
    queryKey: ['event', eventId, 'reports'],
    queryFn: () => http.get<Items<ReportLine>>(`/emergency-events/${eventId}/reports`),
  })
export const comparisonQuery = (id: string, other: string) =>
  queryOptions({
    queryKey: ['report', id, 'comparison', other],
    queryFn: () => http.get<Output<typeof ReportComparison>>(`${path(id)}/comparison`, { with: other }),
  })
/** This report against what it said at an earlier revision. */
export const revisionQuery = (id: string, revision: number) =>
  queryOptions({
    queryKey: ['report', id, 'revision', revision],
    queryFn: () => http.get<Output<typeof ReportComparison>>(`${path(id)}/revisions/${revision}/comparison`),
  })
export const documentAddress = (id: string) => `/api${path(id)}/document.docx`

export const useDraftReport = (eventId: string) =>
  useAct(
    (body: Input<typeof DraftReport>) => http.post<ReportView>(`/emergency-events/${eventId}/reports`, body),
    [['reports'], ['event', eventId]],
  )

export const editReport = (id: string, body: Input<typeof EditReport>) => http.put<ReportView>(path(id), body)
export const submitReport = (id: string, body: Input<typeof SubmitReport>) =>
  http.post<ReportView>(`${path(id)}/submission`, body)

/** The steps of a report from desk to desk. Each answers with the report as it now is. */
export function useReportActs(id: string) {
  const queries = useQueryClient()
  const touched = (report: ReportView) => {
    queries.setQueryData(reportQuery(id).queryKey, report)
    return [['reports'], ['event', report.eventId], ['events'], ['obligations']]
  }
  return {
    askReview: useAct(() => http.post<ReportView>(`${path(id)}/review-request`), touched),
    review: useAct((body: Input<typeof ReportSignature>) => http.post<ReportView>(`${path(id)}/review`, body), touched),
    sign: useAct(
      (body: Input<typeof ReportSignature>) => http.post<ReportView>(`${path(id)}/signature`, body),
      touched,
    ),
    submit: useAct((body: Input<typeof SubmitReport>) => submitReport(id, body), touched),
    receive: useAct(() => http.post<ReportView>(`${path(id)}/receipt`), touched),
    sendBack: useAct((body: Input<typeof ReturnReport>) => http.post<ReportView>(`${path(id)}/return`, body), touched),
    comment: useAct(
      (body: Input<typeof CommentReport>) => http.post<ReportView>(`${path(id)}/comments`, body),
      touched,
    ),
    confirm: useAct(
      (body: Input<typeof ConfirmApproval>) => http.post<ReportView>(`${path(id)}/approval-confirmation`, body),
      touched,
    ),
    deliver: useAct(
      (body: Input<typeof ManualDelivery>) => http.post<ReportView>(`${path(id)}/manual-delivery`, body),
      touched,
    ),
    discard: useAct(() => http.post<ReportView>(`${path(id)}/discard`), touched),
  }
}
export type ReportActs = ReturnType<typeof useReportActs>

export const dailyReportsQuery = queryOptions({
  queryKey: ['reports', 'daily'],
  queryFn: () => http.get<Items<DailyReportView>>('/daily-reports'),
})
export const useSubmitDailyReport = () =>
  useAct(
    (body: Input<typeof SubmitDailyReport>) => http.post('/daily-reports', body),
    [['reports', 'daily'], ['obligations']],
  )

export type DirectReports = Output<typeof DirectReportView>
export const directReportsQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: ['reports', 'direct', from, to],
    queryFn: () => http.get<DirectReports>('/direct-reports', { from, to }),
  })
