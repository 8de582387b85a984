import type {
  AllocationListLine,
  AllocationView,
  ChangeAllocation,
  GiveUpAllocation,
  IssueAllocation,
  PlanAllocation,
  ReplanAllocation,
} from '@anlan/contract/allocation.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../ui/form/act.ts'
import { http } from '../../ui/http.ts'
import type { Input, Items } from '../../ui/shape.ts'

const path = (id: string) => `/allocations/${id}`

export const allocationsQuery = (event?: string) =>
  queryOptions({
    queryKey: ['allocations', 'list', event ?? ''],
    queryFn: () => http.get<Items<AllocationListLine>>('/allocations', { event }),
  })
export const allocationQuery = (id: string) =>
  queryOptions({ queryKey: ['allocations', id], queryFn: () => http.get<AllocationView>(path(id)) })

const touched = [['allocations'], ['resources'], ['event']]
/** `signal` gives up: the solver ends and nothing is kept. */
export const usePlan = () =>
  useAct(
    ({ body, signal }: { body: Input<typeof PlanAllocation>; signal: AbortSignal }) =>
      http.post<AllocationView>('/allocations', body, signal),
    touched,
  )
export const useReplan = (id: string) =>
  useAct((body: Input<typeof ReplanAllocation>) => http.post<AllocationView>(`${path(id)}/replanning`, body), touched)
export const useChange = (id: string) =>
  useAct((body: Input<typeof ChangeAllocation>) => http.put<AllocationView>(`${path(id)}/lines`, body), touched)
export const useIssue = (id: string) =>
  useAct(
    (body: Input<typeof IssueAllocation>) => http.post<AllocationView>(`${path(id)}/issuance`, body),
    [...touched, ['call-ups'], ['obligations']],
  )
export const useGiveUp = (id: string) =>
  useAct((body: Input<typeof GiveUpAllocation>) => http.post<AllocationView>(`${path(id)}/abandonment`, body), touched)
