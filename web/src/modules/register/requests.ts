import type {
  ChangeRecord,
  CreateRecord,
  Disclosure,
  LedgerView,
  RecordHistory,
  RecordView,
  SavedView,
  SavedViewView,
  UnitCompleteness,
  VerifiedRecords,
} from '@anlan/contract/register.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../ui/form/act.ts'
import { http, type QueryValues } from '../../ui/http.ts'
import { useKeyset } from '../../ui/keyset.tsx'
import type { Input, Items, Output } from '../../ui/shape.ts'

export type View = Output<typeof SavedViewView>
export type Completeness = Output<typeof UnitCompleteness>
export type History = Output<typeof RecordHistory>
export type Change = History['items'][number]

/** Declarations change when the county adds a field. */
const seldom = 5 * 60_000

export const ledgersQuery = queryOptions({
  queryKey: ['registers', 'ledgers'],
  queryFn: () => http.get<Items<LedgerView>>('/registers'),
  staleTime: seldom,
})

export const ledgerQuery = (name: string) =>
  queryOptions({
    queryKey: ['registers', 'ledger', name],
    queryFn: () => http.get<LedgerView>(`/registers/${name}/declaration`),
    staleTime: seldom,
  })

/** Lists of records are renewed by what is done here, not by others: rows must not move under the hand. */
export const useRecords = (ledger: string, query: QueryValues) =>
  useKeyset<RecordView>(['registers', 'records', ledger], `/registers/${ledger}`, query)

export const recordQuery = (ledger: string, id: string) =>
  queryOptions({
    queryKey: ['register-record', ledger, id],
    queryFn: () => http.get<RecordView>(`/registers/${ledger}/${id}`),
  })

export const historyQuery = (ledger: string, id: string) =>
  queryOptions({
    queryKey: ['register-record', ledger, id, 'history'],
    queryFn: () => http.get<History>(`/registers/${ledger}/${id}/history`),
  })

export const completenessQuery = (query: { unitId?: string; ledger?: string } = {}) =>
  queryOptions({
    queryKey: ['registers', 'completeness', query],
    queryFn: () => http.get<Items<Completeness>>('/registers/completeness', query),
    staleTime: 60_000,
  })

export const viewsQuery = (ledger: string) =>
  queryOptions({
    queryKey: ['registers', 'views', ledger],
    queryFn: () => http.get<Items<View>>(`/registers/${ledger}/views`),
    staleTime: seldom,
  })

const touched = [['registers', 'records'], ['registers', 'completeness'], ['register-record']]

export const useCreateRecord = (ledger: string) =>
  useAct((body: Input<typeof CreateRecord>) => http.post<RecordView>(`/registers/${ledger}`, body), touched)

export const useChangeRecord = (ledger: string, id: string) =>
  useAct((body: Input<typeof ChangeRecord>) => http.patch<RecordView>(`/registers/${ledger}/${id}`, body), touched)

export const useRecordActs = (ledger: string, id: string) => ({
  remove: useAct((reason: string) => http.post<RecordView>(`/registers/${ledger}/${id}/removal`, { reason }), touched),
  restore: useAct(() => http.post<RecordView>(`/registers/${ledger}/${id}/restoration`), touched),
  disclose: useAct(
    (reason: string) => http.post<Output<typeof Disclosure>>(`/registers/${ledger}/${id}/disclosure`, { reason }),
    [['register-record', ledger, id, 'history']],
  ),
})

export const useVerify = (ledger: string) =>
  useAct(
    (ids: string[]) => http.post<Output<typeof VerifiedRecords>>(`/registers/${ledger}/verifications`, { ids }),
    touched,
  )

export const useViewActs = (ledger: string) => {
  const views = [['registers', 'views', ledger]]
  return {
    keep: useAct((body: Input<typeof SavedView>) => http.post<View>(`/registers/${ledger}/views`, body), views),
    drop: useAct((id: string) => http.delete<void>(`/registers/${ledger}/views/${id}`), views),
  }
}
