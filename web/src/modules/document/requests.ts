import type { ChangeEntry } from '@anlan/contract/change.ts'
import type {
  DeliverPaperByHand,
  DraftPaper,
  EditPaper,
  EditPaperKind,
  PaperBox,
  PaperDecision,
  PaperKindList,
  PaperKindView,
  PaperLine,
  PaperView,
  ReplacePaper,
  WithdrawPaper,
} from '@anlan/contract/paper.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../ui/form/act.ts'
import { http } from '../../ui/http.ts'
import { useKeyset } from '../../ui/keyset.tsx'
import type { Input, Items, Page } from '../../ui/shape.ts'

const touched = (paper: PaperView) => [['papers'], ['paper', paper.id]]

export interface PaperFilter {
  box: PaperBox
  kind?: string | undefined
  text?: string | undefined
}
export const usePapers = (filter: PaperFilter) => useKeyset<PaperLine>(['papers', 'list'], '/papers', { ...filter })
export const boxQuery = (box: PaperBox) =>
  queryOptions({
    queryKey: ['papers', 'top', box],
    queryFn: () => http.get<Page<PaperLine>>('/papers', { box, limit: 20 }),
  })
export const paperQuery = (id: string) =>
  queryOptions({ queryKey: ['paper', id], queryFn: () => http.get<PaperView>(`/papers/${id}`) })
export const kindsQuery = queryOptions({
  queryKey: ['paper-kinds'],
  queryFn: () => http.get<PaperKindList>('/paper-kinds'),
  staleTime: 300_000,
})
export const kindHistoryQuery = (code: string) =>
  queryOptions({
    queryKey: ['paper-kinds', code],
    queryFn: () => http.get<Items<ChangeEntry>>(`/paper-kinds/${code}/history`),
  })

export const useDraftPaper = () =>
  useAct((input: Input<typeof DraftPaper>) => http.post<PaperView>('/papers', input), touched)
export const useEditPaper = (id: string) =>
  useAct((input: Input<typeof EditPaper>) => http.put<PaperView>(`/papers/${id}`, input), touched)

/** A step that needs nothing but the person: 送审, 分发, 签收, 提醒, 作废. */
export type PlainStep = 'submission' | 'distribution' | 'receipt' | 'reminders' | 'discard'
export const usePaperStep = (id: string) =>
  useAct((step: PlainStep) => http.post<PaperView>(`/papers/${id}/${step}`), touched)
export const useDecidePaper = (id: string) =>
  useAct(
    ({ step, ...decision }: Input<typeof PaperDecision> & { step: 'review' | 'signature' }) =>
      http.post<PaperView>(`/papers/${id}/${step}`, decision),
    touched,
  )
export const useWithdrawPaper = (id: string) =>
  useAct((input: Input<typeof WithdrawPaper>) => http.post<PaperView>(`/papers/${id}/withdrawal`, input), touched)
export const useReplacePaper = (id: string) =>
  useAct((input: Input<typeof ReplacePaper>) => http.post<PaperView>(`/papers/${id}/replacement`, input), touched)
export const useDeliverByHand = (id: string) =>
  useAct(
    (input: Input<typeof DeliverPaperByHand>) => http.post<PaperView>(`/papers/${id}/manual-delivery`, input),
    touched,
  )
export const useEditKind = (code: string) =>
  useAct(
    (input: Input<typeof EditPaperKind>) => http.put<PaperKindView>(`/paper-kinds/${code}`, input),
    [['paper-kinds']],
  )

export const documentAddress = (id: string, format: 'docx' | 'pdf') => `/api/papers/${id}/document.${format}`
