import type {
  AddDictionaryEntry,
  DictionaryDetail,
  DictionaryView,
  EditDictionaryEntry,
} from '@anlan/contract/dictionary.ts'
import type { EditExtraField, ExtraField, ExtraFieldView } from '@anlan/contract/register.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../../ui/form/act.ts'
import { http } from '../../../ui/http.ts'
import type { Input, Items, Output } from '../../../ui/shape.ts'

export type Dictionary = Output<typeof DictionaryView>
export type Extra = Output<typeof ExtraFieldView>

export const extraFieldsQuery = (ledger: string) =>
  queryOptions({
    queryKey: ['registers', 'extra-fields', ledger],
    queryFn: () => http.get<Items<Extra>>(`/registers/${ledger}/extra-fields`),
  })

export const dictionariesQuery = queryOptions({
  queryKey: ['registers', 'dictionaries'],
  queryFn: () => http.get<Items<Dictionary>>('/dictionaries'),
})

export const dictionaryQuery = (name: string) =>
  queryOptions({
    queryKey: ['registers', 'dictionaries', name],
    queryFn: () => http.get<DictionaryDetail>(`/dictionaries/${name}`),
  })

/** Forms, lists and sheets are made from the declarations: all of them are read anew. */
const everything = [['registers'], ['register-record']]

export const useExtraFieldActs = (ledger: string) => ({
  add: useAct(
    (body: Input<typeof ExtraField>) => http.post<Extra>(`/registers/${ledger}/extra-fields`, body),
    everything,
  ),
  change: useAct(
    ({ id, ...body }: Input<typeof EditExtraField> & { id: string }) =>
      http.put<Extra>(`/registers/${ledger}/extra-fields/${id}`, body),
    everything,
  ),
})

export const useEntryActs = (dictionary: string) => ({
  add: useAct(
    (body: Input<typeof AddDictionaryEntry>) => http.post(`/dictionaries/${dictionary}/entries`, body),
    everything,
  ),
  change: useAct(
    ({ code, ...body }: Input<typeof EditDictionaryEntry> & { code: string }) =>
      http.put(`/dictionaries/${dictionary}/entries/${encodeURIComponent(code)}`, body),
    everything,
  ),
})
