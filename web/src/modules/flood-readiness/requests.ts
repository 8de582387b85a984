import type {
  CloseReadiness,
  LaunchReadiness,
  ReadinessItem,
  ReadinessView,
  SignReadiness,
  StateReadiness,
} from '@anlan/contract/flood-readiness.ts'
import { queryOptions } from '@tanstack/react-query'
import { useAct } from '../../ui/form/act.ts'
import { http } from '../../ui/http.ts'
import type { Input } from '../../ui/shape.ts'

const touched = [['flood-readiness'], ['obligations']]
export const readinessQuery = (season?: string) =>
  queryOptions({
    queryKey: ['flood-readiness', season ?? ''],
    queryFn: () => http.get<ReadinessView>('/flood-readiness', { season }),
    refetchInterval: 30_000,
  })
export const useLaunch = () =>
  useAct((body: Input<typeof LaunchReadiness>) => http.post<ReadinessView>('/flood-readiness', body), touched)
export const useStatement = (id: string, unitId: string, item: ReadinessItem) =>
  useAct(
    (body: Input<typeof StateReadiness>) =>
      http.put<ReadinessView>(`/flood-readiness/${id}/units/${unitId}/items/${item}`, body),
    touched,
  )
export const useSign = (id: string, unitId: string) =>
  useAct(
    (body: Input<typeof SignReadiness>) =>
      http.put<ReadinessView>(`/flood-readiness/${id}/units/${unitId}/signing`, body),
    touched,
  )
export const useCloseReadiness = (id: string) =>
  useAct(
    (body: Input<typeof CloseReadiness>) => http.put<ReadinessView>(`/flood-readiness/${id}/closing`, body),
    touched,
  )
