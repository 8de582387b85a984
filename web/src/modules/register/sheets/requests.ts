import type { CoordinateSystem } from '@anlan/contract/map.ts'
import type {
  ApplyImport,
  CorrectImportRow,
  ImportRow,
  ImportUndone,
  ImportView,
  UndoImport,
} from '@anlan/contract/register.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../../ui/form/act.ts'
import { http } from '../../../ui/http.ts'
import { useKeyset } from '../../../ui/keyset.tsx'
import type { Input, Output } from '../../../ui/shape.ts'

export type Import = Output<typeof ImportView>
export type Row = Output<typeof ImportRow>
export type RowAction = Row['action']

export const useImports = (ledger: string) =>
  useKeyset<Import>(['registers', 'imports', ledger], `/registers/${ledger}/imports`)

export const importQuery = (ledger: string, id: string) =>
  queryOptions({
    queryKey: ['registers', 'import', id],
    queryFn: () => http.get<Import>(`/registers/${ledger}/imports/${id}`),
  })

export const useImportRows = (ledger: string, id: string, action: RowAction | undefined) =>
  useKeyset<Row>(['registers', 'import', id, 'rows'], `/registers/${ledger}/imports/${id}/rows`, { action, limit: 100 })

/** Lists, figures and histories change with an import. */
const touched = [['registers', 'records'], ['registers', 'completeness'], ['registers', 'imports'], ['register-record']]

export const useUpload = (ledger: string) =>
  useAct(
    ({ file, system }: { file: File; system: CoordinateSystem }) =>
      http.upload<Import>(`/registers/${ledger}/imports?${new URLSearchParams({ system })}`, file),
    [['registers', 'imports', ledger]],
  )

export const useImportActs = (ledger: string, id: string) => ({
  apply: useAct(
    (body: Input<typeof ApplyImport>) => http.post<Import>(`/registers/${ledger}/imports/${id}/confirmation`, body),
    [...touched, ['registers', 'import', id]],
  ),
  discard: useAct(
    () => http.delete<Import>(`/registers/${ledger}/imports/${id}`),
    [
      ['registers', 'imports'],
      ['registers', 'import', id],
    ],
  ),
  undo: useAct(
    (body: Input<typeof UndoImport>) =>
      http.post<Output<typeof ImportUndone>>(`/registers/${ledger}/imports/${id}/undo`, body),
    [...touched, ['registers', 'import', id]],
  ),
})

/** A row as somebody else left it. */
export const readRow = (ledger: string, id: string, position: number) =>
  http.get<Row>(`/registers/${ledger}/imports/${id}/rows/${position}`)

export const useCorrectRow = (ledger: string, id: string, position: number) =>
  useAct(
    (body: Input<typeof CorrectImportRow>) =>
      http.patch<Row>(`/registers/${ledger}/imports/${id}/rows/${position}`, body),
    [['registers', 'import', id]],
  )
