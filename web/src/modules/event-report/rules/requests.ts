import type { ChangeEntry } from '@anlan/contract/change.ts'
import type { EventTypeView } from '@anlan/contract/emergency-event.ts'
import type {
  AlignSeries,
  DocumentSeriesView,
  EditReportingRule,
  EditThreshold,
  FigureIndicatorView,
  ReportingRuleView,
  ThresholdView,
} from '@anlan/contract/reporting-rule.ts'
import type {
  ResponsibilityLine,
  ResponsibilityProposal,
  SetResponsibility,
  SettleProposal,
} from '@anlan/contract/responsibility.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../../ui/form/act.ts'
import { http } from '../../../ui/http.ts'
import type { Input, Items, Output } from '../../../ui/shape.ts'

export type DocumentSeries = Output<typeof DocumentSeriesView>
export type Threshold = Output<typeof ThresholdView>

const seldom = 10 * 60_000

export const eventTypesQuery = queryOptions({
  queryKey: ['rules', 'event-types'],
  queryFn: () => http.get<Items<EventTypeView>>('/event-types'),
  staleTime: seldom,
})
export const figureIndicatorsQuery = queryOptions({
  queryKey: ['rules', 'figure-indicators'],
  queryFn: () => http.get<Items<FigureIndicatorView>>('/figure-indicators'),
  staleTime: seldom,
})
export const reportingRulesQuery = queryOptions({
  queryKey: ['rules', 'reporting-rules'],
  queryFn: () => http.get<Items<ReportingRuleView>>('/reporting-rules'),
})
export const thresholdsQuery = queryOptions({
  queryKey: ['rules', 'thresholds'],
  queryFn: () => http.get<Items<Threshold>>('/level-thresholds'),
})
export const seriesQuery = queryOptions({
  queryKey: ['rules', 'series'],
  queryFn: () => http.get<Items<DocumentSeries>>('/document-series'),
})

export const responsibilitiesQuery = queryOptions({
  queryKey: ['rules', 'responsibilities'],
  queryFn: () => http.get<Items<ResponsibilityLine>>('/responsibilities'),
})

export const proposalsQuery = queryOptions({
  queryKey: ['rules', 'responsibility-proposals'],
  queryFn: () => http.get<Items<ResponsibilityProposal>>('/responsibility-proposals'),
})
export const useSettleProposal = (id: string) =>
  useAct(
    (body: Input<typeof SettleProposal>) => http.put(`/responsibility-proposals/${id}`, body),
    [
      ['rules', 'responsibilities'],
      ['rules', 'responsibility-proposals'],
    ],
  )

export const useSetResponsibility = () =>
  useAct(
    (body: Input<typeof SetResponsibility>) => http.put<ResponsibilityLine>('/responsibilities', body),
    [['rules', 'responsibilities']],
  )
export const useEditRule = (code: string) =>
  useAct(
    (body: Input<typeof EditReportingRule>) => http.put(`/reporting-rules/${code}`, body),
    [
      ['rules', 'reporting-rules'],
      ['rules', 'history'],
    ],
  )
export const useEditThreshold = (id: string) =>
  useAct(
    (body: Input<typeof EditThreshold>) => http.put<Threshold>(`/level-thresholds/${encodeURIComponent(id)}`, body),
    [
      ['rules', 'thresholds'],
      ['rules', 'history'],
    ],
  )
export const ruleHistoryQuery = (of: 'reporting-rules' | 'level-thresholds', id: string) =>
  queryOptions({
    queryKey: ['rules', 'history', of, id],
    queryFn: () => http.get<Items<ChangeEntry>>(`/${of}/${encodeURIComponent(id)}/history`),
  })
export const useAlignSeries = (series: string) =>
  useAct((body: Input<typeof AlignSeries>) => http.put(`/document-series/${series}`, body), [['rules', 'series']])
