import type { ShiftView } from '@anlan/contract/duty.ts'
import type { AddLeave, LeaveView } from '@anlan/contract/roster.ts'
import type {
  AnswerSwap,
  AskSwap,
  ChangeShift,
  ChangeStatistics,
  CoverShift,
  CoverView,
  DecideSwap,
  EditShift,
  FillGap,
  GapView,
  MyDuty,
  ReplacementView,
  SwapView,
} from '@anlan/contract/shift.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../../ui/form/act.ts'
import { http } from '../../../ui/http.ts'
import type { Input, Items } from '../../../ui/shape.ts'

/** Everything that shows who is on duty: read again after each change. */
const touched = [['duty'], ['obligations'], ['notices']]

export const useAddShift = () =>
  useAct((body: Input<typeof EditShift>) => http.post<ShiftView>('/duty/shifts', body), touched)
export const useChangeShift = (id: string) =>
  useAct((body: Input<typeof ChangeShift>) => http.put<ShiftView>(`/duty/shifts/${id}`, body), touched)
export const useRemoveShift = (id: string) =>
  useAct(
    (gapReason: string) =>
      http.delete(`/duty/shifts/${id}${gapReason ? `?gapReason=${encodeURIComponent(gapReason)}` : ''}`),
    touched,
  )

export const swapsQuery = (query: { unit?: string; state: 'open' | 'all' }) =>
  queryOptions({
    queryKey: ['duty', 'swaps', query],
    queryFn: () => http.get<Items<SwapView>>('/duty/swaps', query),
  })
export const useAskSwap = () =>
  useAct((body: Input<typeof AskSwap>) => http.post<SwapView>('/duty/swaps', body), touched)
export const useAnswerSwap = (id: string) =>
  useAct((body: Input<typeof AnswerSwap>) => http.post<SwapView>(`/duty/swaps/${id}/answer`, body), touched)
export const useDecideSwap = (id: string) =>
  useAct((body: Input<typeof DecideSwap>) => http.post<SwapView>(`/duty/swaps/${id}/decision`, body), touched)
export const useWithdrawSwap = (id: string) =>
  useAct((version: number) => http.post<SwapView>(`/duty/swaps/${id}/withdrawal`, { version }), touched)

export const gapsQuery = (query: { unit?: string; from?: string; to?: string; state?: 'open' | 'all' }) =>
  queryOptions({
    queryKey: ['duty', 'gaps', query],
    queryFn: () => http.get<Items<GapView>>('/duty/gaps', query),
  })
export const useFillGap = (id: string) =>
  useAct((body: Input<typeof FillGap>) => http.post<ShiftView>(`/duty/gaps/${id}/shifts`, body), touched)

/** `of` is `shifts/<id>` or `gaps/<id>`. */
export const replacementsQuery = (of: string) =>
  queryOptions({
    queryKey: ['duty', 'replacements', of],
    queryFn: () => http.get<Items<ReplacementView>>(`/duty/${of}/replacements`),
  })
export const coversQuery = (shiftId: string) =>
  queryOptions({
    queryKey: ['duty', 'covers', shiftId],
    queryFn: () => http.get<Items<CoverView>>(`/duty/shifts/${shiftId}/covers`),
  })
export const useCoverShift = (id: string) =>
  useAct((body: Input<typeof CoverShift>) => http.post<CoverView>(`/duty/shifts/${id}/covers`, body), touched)

export const myDutyQuery = queryOptions({
  queryKey: ['duty', 'mine'],
  queryFn: () => http.get<MyDuty>('/duty/mine'),
  refetchInterval: 60_000,
})
/** Leave of one's own; who keeps the roster also files it for others. */
export const useFileLeave = (isOwn: boolean) =>
  useAct(
    (body: Input<typeof AddLeave>) => http.post<LeaveView>(isOwn ? '/duty/mine/leaves' : '/duty/leaves', body),
    touched,
  )

export const changeStatisticsQuery = (query: { unit?: string; from: string; to: string }) =>
  queryOptions({
    queryKey: ['duty', 'change-statistics', query],
    queryFn: () => http.get<ChangeStatistics>('/duty/change-statistics', query),
  })
