import type { ChangeEntry } from '@anlan/contract/change.ts'
import type { CapabilityView } from '@anlan/contract/resource.ts'
import type { ItemView, LedgerLine, LotView, MovementView, StoreLine, StoreView } from '@anlan/contract/stock.ts'
import type {
  AgreementView,
  AssessmentView,
  NeedView,
  OverviewView,
  StandardView,
  UnitRisksView,
} from '@anlan/contract/stock-reserve.ts'
import type { TakeLine, TakeSheetRead, TakeView } from '@anlan/contract/stock-take.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../ui/form/act.ts'
import { http, type QueryValues } from '../../ui/http.ts'
import { useKeyset } from '../../ui/keyset.tsx'
import type { Items } from '../../ui/shape.ts'

const all = [['stock']]
const list = <T>(path: string, query: QueryValues = {}) =>
  queryOptions({
    queryKey: ['stock', path, query],
    queryFn: async () => (await http.get<Items<T>>(`/stock/${path}`, query)).items,
  })

export const itemsQuery = list<ItemView>('items')
export const generalCapabilitiesQuery = queryOptions({
  queryKey: ['resources', 'capabilities'],
  queryFn: () => http.get<Items<CapabilityView>>('/resources/capabilities'),
})
export const storesQuery = (query: QueryValues = {}) => list<StoreLine>('stores', query)
export const expiryQuery = list<LotView>('expiry')
export const agreementsQuery = list<AgreementView>('agreements')
export const standardsQuery = list<StandardView>('standards')
export const unitRisksQuery = list<UnitRisksView>('unit-risks')
/** What was changed of an item, a standard, an agreement or the risks of a unit. */
export const historyQuery = (of: 'items' | 'standards' | 'agreements' | 'unit-risks', id: string) =>
  queryOptions({
    queryKey: ['stock', of, id, 'history'],
    queryFn: () => http.get<Items<ChangeEntry>>(`/stock/${of}/${id}/history`),
  })
export const takesQuery = list<TakeLine>('takes')
export const overviewQuery = queryOptions({
  queryKey: ['stock', 'overview'],
  queryFn: () => http.get<OverviewView>('/stock/overview'),
})
export const storeQuery = (id: string) =>
  queryOptions({ queryKey: ['stock', 'store', id], queryFn: () => http.get<StoreView>(`/stock/stores/${id}`) })
export const takeQuery = (id: string) =>
  queryOptions({ queryKey: ['stock', 'take', id], queryFn: () => http.get<TakeView>(`/stock/takes/${id}`) })
export const assessmentQuery = (query: QueryValues) =>
  queryOptions({
    queryKey: ['stock', 'assessment', query],
    queryFn: () => http.get<AssessmentView>('/stock/assessment', query),
  })
export const needQuery = (query: QueryValues) =>
  queryOptions({ queryKey: ['stock', 'need', query], queryFn: () => http.get<NeedView>('/stock/need', query) })
export const useLedger = (query: QueryValues) => useKeyset<LedgerLine>(['stock', 'ledger'], '/stock/ledger', query)

export const useMove = () => useAct((body: object) => http.post<MovementView>('/stock/movements', body), all)
export const useCorrect = () =>
  useAct(
    ({ movementId, ...body }: { movementId: string; id: string; reason: string; quantity: number | null }) =>
      http.post<MovementView>(`/stock/movements/${movementId}/correction`, body),
    all,
  )
export const useShare = (storeId: string) =>
  useAct(
    ({ itemCode, ...body }: { itemCode: string; shared: number | null; version: number }) =>
      http.put(`/stock/stores/${storeId}/items/${itemCode}/share`, body),
    all,
  )
export const useVerifyLot = () =>
  useAct(
    ({ id, ...body }: { id: string; quality: string; place: string; version: number }) =>
      http.put(`/stock/lots/${id}/verification`, body),
    all,
  )
export const useSaveItem = () =>
  useAct(
    ({ code, ...body }: { code: string; version: number; [field: string]: unknown }) =>
      http.put<ItemView>(`/stock/items/${code}`, body),
    all,
  )
export const useSetRisks = () =>
  useAct(
    ({ unitId, ...body }: { unitId: string; risks: string[]; was: string[]; reason: string }) =>
      http.put(`/stock/unit-risks/${unitId}`, body),
    all,
  )
export const useSaveAgreement = () => useAct((body: object) => http.post<AgreementView>('/stock/agreements', body), all)
export const useChangeAgreement = () =>
  useAct(
    ({ id, ...body }: { id: string; version: number; [field: string]: unknown }) =>
      http.put<AgreementView>(`/stock/agreements/${id}`, body),
    all,
  )
export const useEndAgreement = () =>
  useAct(
    ({ id, reason }: { id: string; reason: string }) => http.post(`/stock/agreements/${id}/ending`, { reason }),
    all,
  )
export const useSaveStandard = () =>
  useAct(
    ({ id, isNew, ...body }: { id: string; isNew: boolean; [field: string]: unknown }) =>
      isNew ? http.post('/stock/standards', { id, ...body }) : http.put(`/stock/standards/${id}`, body),
    all,
  )
export const useStartTake = () => useAct((body: object) => http.post<TakeView>('/stock/takes', body), all)
export const useCount = () =>
  useAct(
    ({ id, ...body }: { id: string; counted: number; quality: string; explanation: string; version: number }) =>
      http.put<TakeView>(`/stock/take-counts/${id}`, body),
    all,
  )
export const useVisit = (takeId: string) =>
  useAct((storeId: string) => http.put<TakeView>(`/stock/takes/${takeId}/stores/${storeId}/visit`, {}), all)
export const useCloseTake = () => useAct((id: string) => http.post<TakeView>(`/stock/takes/${id}/completion`), all)
export const useTakeSheet = (id: string) =>
  useAct((file: File) => http.upload<TakeSheetRead>(`/stock/takes/${id}/sheet`, file), all)
