import type { ReviewViolation, ViolationKind, ViolationView } from '@anlan/contract/event-report.ts'
import { useAct } from '../../../ui/form/act.ts'
import { http } from '../../../ui/http.ts'
import { useKeyset } from '../../../ui/keyset.tsx'
import type { Input } from '../../../ui/shape.ts'

export interface ViolationFilter {
  state?: ViolationView['state']
  kind?: ViolationKind
  event?: string
  unit?: string
}
export const useViolations = (filter: ViolationFilter) =>
  useKeyset<ViolationView>(['violations'], '/violations', { ...filter })

export const useReviewViolation = (id: string) =>
  useAct(
    (body: Input<typeof ReviewViolation>) => http.post<ViolationView>(`/violations/${id}/review`, body),
    [['violations']],
  )
