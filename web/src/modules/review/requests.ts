import type { AddCostLine, CostSheet } from '@anlan/contract/cost-sheet.ts'
import type {
  AddRectification,
  AnswerRectification,
  DecideProposals,
  FirstTimes,
  FirstTimesStatistics,
  JudgeRectification,
  JudgeReview,
  ReviewLine,
  ReviewSectionCode,
  ReviewView,
  SaveReviewSection,
} from '@anlan/contract/review.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../ui/form/act.ts'
import { http } from '../../ui/http.ts'
import type { Input, Items } from '../../ui/shape.ts'

export const reviewsQuery = (mode: 'real' | 'exercise') =>
  queryOptions({ queryKey: ['reviews', mode], queryFn: () => http.get<Items<ReviewLine>>('/reviews', { mode }) })
export const reviewQuery = (id: string) =>
  queryOptions({ queryKey: ['review', id], queryFn: () => http.get<ReviewView>(`/reviews/${id}`) })
export const eventFirstTimesQuery = (eventId: string) =>
  queryOptions({
    queryKey: ['event', eventId, 'first-times'],
    queryFn: () => http.get<FirstTimes>(`/emergency-events/${eventId}/first-times`),
  })
export const firstTimesQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: ['first-times', from, to],
    queryFn: () => http.get<FirstTimesStatistics>('/first-times', { from, to }),
  })
export const costSheetQuery = (eventId: string) =>
  queryOptions({
    queryKey: ['event', eventId, 'cost-sheet'],
    queryFn: () => http.get<CostSheet>(`/emergency-events/${eventId}/cost-sheet`),
  })
export const paperAddress = (id: string) => `/api/reviews/${id}/document.docx`
export const sheetAddress = (eventId: string, type: 'docx' | 'xlsx') =>
  `/api/emergency-events/${eventId}/cost-sheet/document.${type}`
/** 经费申请 from the slips. */
export const requestAddress = (eventId: string) => `/api/emergency-events/${eventId}/call-up-costs/document.docx`

const touched = [['review'], ['reviews'], ['obligations'], ['event']]

export function useReviewActs(id: string) {
  const put =
    <T extends object>(step: string) =>
    (body: T) =>
      http.put<ReviewView>(`/reviews/${id}/${step}`, body)
  return {
    save: useAct(
      ({ code, ...body }: Input<typeof SaveReviewSection> & { code: ReviewSectionCode }) =>
        http.put<ReviewView>(`/reviews/${id}/sections/${code}`, body),
      touched,
    ),
    decide: useAct(put<Input<typeof DecideProposals>>('proposals'), touched),
    submit: useAct(() => http.put<ReviewView>(`/reviews/${id}/submission`, {}), touched),
    judge: useAct(put<Input<typeof JudgeReview>>('judgement'), touched),
    add: useAct(
      (body: Input<typeof AddRectification>) => http.post<ReviewView>(`/reviews/${id}/rectifications`, body),
      touched,
    ),
    withdraw: useAct(
      ({ of, reason }: { of: string; reason: string }) =>
        http.put<ReviewView>(`/review-rectifications/${of}/withdrawal`, { reason }),
      touched,
    ),
    answer: useAct(
      ({ of, ...body }: Input<typeof AnswerRectification> & { of: string }) =>
        http.post<ReviewView>(`/review-rectifications/${of}/answers`, body),
      touched,
    ),
    accept: useAct(
      ({ of, ...body }: Input<typeof JudgeRectification> & { of: string }) =>
        http.put<ReviewView>(`/review-rectifications/${of}/judgement`, body),
      touched,
    ),
  }
}
export type ReviewActs = ReturnType<typeof useReviewActs>

export function useCostActs(eventId: string) {
  const sheet = [['event', eventId]]
  return {
    add: useAct(
      (body: Input<typeof AddCostLine>) => http.post<CostSheet>(`/emergency-events/${eventId}/cost-sheet/lines`, body),
      sheet,
    ),
    withdraw: useAct(
      ({ of, reason }: { of: string; reason: string }) =>
        http.put<CostSheet>(`/cost-lines/${of}/withdrawal`, { reason }),
      sheet,
    ),
  }
}
