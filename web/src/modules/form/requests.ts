import type {
  ChangeCollectionUnits,
  CloseCollection,
  CollectionMatrix,
  CollectionTotals,
  CollectionView,
  EditForm,
  FormList,
  FormView,
  NewCollection,
  NewForm,
  PieceLine,
  PieceView,
  PublishForm,
  ReturnPiece,
  SubmitPiece,
  UnitPunctuality,
} from '@anlan/contract/form.ts'
import type { AskZeroReports, EndZeroReports, ZeroReportView } from '@anlan/contract/zero-report.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../ui/form/act.ts'
import { http } from '../../ui/http.ts'
import type { Input, Items, Output } from '../../ui/shape.ts'

/** Facts about forms renew everything under this word. */
const root = 'forms'
const touched = [[root], ['obligations']]

export const formsQuery = queryOptions({
  queryKey: [root, 'definitions'],
  queryFn: () => http.get<Output<typeof FormList>>('/forms'),
})
export const formQuery = (id: string) =>
  queryOptions({ queryKey: ['form', id], queryFn: () => http.get<FormView>(`/forms/${id}`) })
export const collectionsQuery = (state: 'open' | 'closed') =>
  queryOptions({
    queryKey: [root, 'collections', state],
    queryFn: () => http.get<Items<CollectionView>>('/form-collections', { state }),
  })
export const matrixQuery = (id: string, days: { from?: string; to?: string }) =>
  queryOptions({
    queryKey: [root, 'matrix', id, days],
    queryFn: () => http.get<CollectionMatrix>(`/form-collections/${id}/matrix`, days),
  })
export const totalsQuery = (id: string, days: { from?: string; to?: string }) =>
  queryOptions({
    queryKey: [root, 'totals', id, days],
    queryFn: () => http.get<CollectionTotals>(`/form-collections/${id}/totals`, days),
  })
export const punctualityQuery = (days: { from: string; to: string }) =>
  queryOptions({
    queryKey: [root, 'punctuality', days],
    queryFn: () => http.get<Items<UnitPunctuality>>('/form-punctuality', days),
  })
export const piecesQuery = (state: 'owed' | 'done') =>
  queryOptions({
    queryKey: [root, 'pieces', state],
    queryFn: () => http.get<Items<PieceLine>>('/form-pieces', { state }),
  })
/** Not renewed by facts: what is being typed must not move under the hand. */
export const pieceQuery = (id: string) =>
  queryOptions({
    queryKey: ['form-piece', id],
    queryFn: () => http.get<PieceView>(`/form-pieces/${id}`),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
export const zeroReportsQuery = queryOptions({
  queryKey: [root, 'zero-reports'],
  queryFn: () => http.get<ZeroReportView>('/zero-reports'),
})

export const useCreateForm = () =>
  useAct((body: Input<typeof NewForm>) => http.post<FormView>('/forms', body), [[root]])
export const useEditForm = (id: string) =>
  useAct((body: Input<typeof EditForm>) => http.put<FormView>(`/forms/${id}`, body), [['form', id], [root]])
export const usePublishForm = (id: string) =>
  useAct(
    (body: Input<typeof PublishForm>) => http.post<FormView>(`/forms/${id}/versions`, body),
    [['form', id], [root]],
  )
export const useOpenCollection = () =>
  useAct((body: Input<typeof NewCollection>) => http.post<CollectionView>('/form-collections', body), touched)
export const useCloseCollection = (id: string) =>
  useAct((body: Input<typeof CloseCollection>) => http.post(`/form-collections/${id}/closing`, body), touched)
export const useChangeUnits = (id: string) =>
  useAct((body: Input<typeof ChangeCollectionUnits>) => http.patch(`/form-collections/${id}/units`, body), touched)
export const useSubmitPiece = (id: string) =>
  useAct(
    (body: Input<typeof SubmitPiece>) => http.post<PieceView>(`/form-pieces/${id}/submissions`, body),
    [...touched, ['form-piece', id]],
  )
export const useReturnPiece = (id: string) =>
  useAct(
    (body: Input<typeof ReturnPiece>) => http.post(`/form-pieces/${id}/returns`, body),
    [...touched, ['form-piece', id]],
  )
export const saveDraft = (id: string, revision: number, values: Record<string, unknown>) =>
  http.put<{ revision: number }>(`/form-pieces/${id}/draft`, { revision, values })
export const useAskZeroReports = () =>
  useAct((body: Input<typeof AskZeroReports>) => http.post('/zero-reports', body), touched)
export const useEndZeroReports = () =>
  useAct(
    ({ id, ...body }: Input<typeof EndZeroReports> & { id: string }) => http.post(`/zero-reports/${id}/ending`, body),
    touched,
  )
export const useDraftSynthesis = () =>
  useAct(
    (body: { id: string; roundId: string }) => http.post<{ paperId: string }>('/zero-report-syntheses', body),
    [['papers'], ['paper']],
  )
