import type {
  DecidePlanProposals,
  MakePlanOfImport,
  PlanImportBrief,
  PlanImportView,
} from '@anlan/contract/plan-import.ts'
import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { useAct } from '../../ui/form/act.ts'
import { http } from '../../ui/http.ts'
import type { Input } from '../../ui/shape.ts'

export const importsQuery = queryOptions({
  queryKey: ['plan-imports'],
  queryFn: () => http.get<PlanImportBrief[]>('/plans/imports'),
})
export const importQuery = (id: string) =>
  queryOptions({ queryKey: ['plan-import', id], queryFn: () => http.get<PlanImportView>(`/plans/imports/${id}`) })

export const useBringFile = () =>
  useAct((file: File) => http.upload<PlanImportView>('/plans/imports', file), [['plan-imports']])
export const useBringText = () =>
  useAct(
    (body: { id: string; name: string; text: string }) => http.post<PlanImportView>('/plans/imports', body),
    [['plan-imports']],
  )
/** The answer is the whole import anew, so that the page shows the version it may speak of next. */
export function useDecide(id: string) {
  const queries = useQueryClient()
  return useAct(
    async (body: Input<typeof DecidePlanProposals>) => {
      const view = await http.put<PlanImportView>(`/plans/imports/${id}/proposals`, body)
      queries.setQueryData(importQuery(id).queryKey, view)
      return view
    },
    [['plan-imports']],
  )
}
export const useMakePlan = (id: string) =>
  useAct(
    (body: Input<typeof MakePlanOfImport>) => http.post<{ planId: string }>(`/plans/imports/${id}/plan`, body),
    [['plans'], ['plan-imports'], ['plan-import', id]],
  )
export const useDiscard = () => useAct((id: string) => http.delete(`/plans/imports/${id}`), [['plan-imports']])
