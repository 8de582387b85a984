import type { ReviewViolation, ViolationKind, ViolationView } from '@anlan/contract/event-report.ts'
import type { BulletinCases, BulletinMeasure, DraftBulletin, FaultBulletin } from '@anlan/contract/fault-bulletin.ts'
import type {
  AnswerCorrection,
  CorrectionState,
  CorrectionView,
  DecideCorrection,
} from '@anlan/contract/report-fault.ts'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { useAct } from '../../../ui/form/act.ts'
import { http } from '../../../ui/http.ts'
import { useKeyset } from '../../../ui/keyset.tsx'
import type { Input, Output } from '../../../ui/shape.ts'

export interface ViolationFilter {
  state?: ViolationView['state']
  kind?: ViolationKind
  event?: string
  unit?: string
}
export const useViolations = (filter: ViolationFilter) =>
  useKeyset<ViolationView>(['violations'], '/violations', { ...filter })

export const useReviewViolation = (id: string) =>
  useAct(
    (body: Input<typeof ReviewViolation>) => http.post<ViolationView>(`/violations/${id}/review`, body),
    [['violations'], ['corrections'], ['fault-bulletin']],
  )

export const useCorrections = (filter: { state?: CorrectionState; unit?: string }) =>
  useKeyset<CorrectionView>(['corrections'], '/corrections', { ...filter })

export const correctionQuery = (id: string) =>
  queryOptions({ queryKey: ['corrections', id], queryFn: () => http.get<CorrectionView>(`/corrections/${id}`) })

const touched = [['corrections'], ['obligations']]
export const useAnswerCorrection = (id: string) =>
  useAct(
    (body: Input<typeof AnswerCorrection>) => http.post<CorrectionView>(`/corrections/${id}/answers`, body),
    touched,
  )
export const useDecideCorrection = (id: string) =>
  useAct(
    (body: Input<typeof DecideCorrection>) => http.post<CorrectionView>(`/corrections/${id}/decision`, body),
    touched,
  )

/** A period of whole days, of one unit or of all in reach. */
export interface Asked {
  from: string
  to: string
  unit?: string
}
export const bulletinQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ['fault-bulletin', asked],
    queryFn: () => http.get<FaultBulletin>('/fault-bulletin', { ...asked }),
    placeholderData: keepPreviousData,
  })
export const bulletinCasesQuery = (asked: Asked & { measure: BulletinMeasure }) =>
  queryOptions({
    queryKey: ['fault-bulletin', 'cases', asked],
    queryFn: () => http.get<Output<typeof BulletinCases>>('/fault-bulletin/cases', { ...asked }),
  })

export const useDraftBulletin = () =>
  useAct(
    (body: Input<typeof DraftBulletin>) => http.post<{ paperId: string }>('/fault-bulletin/papers', body),
    [['fault-bulletin'], ['papers']],
  )
