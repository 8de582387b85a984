import type { ObligationState, ObligationView } from '@anlan/contract/obligation.ts'
import { queryOptions } from '@tanstack/react-query'
import { http } from '../../ui/http.ts'
import { useKeyset } from '../../ui/keyset.tsx'
import type { Page } from '../../ui/shape.ts'

export const overdueQuery = queryOptions({
  queryKey: ['obligations', 'overdue'],
  queryFn: () => http.get<Page<ObligationView>>('/obligations', { state: 'overdue', limit: 50 }),
  refetchInterval: 60_000,
})

export interface ObligationFilter {
  state?: ObligationState
  unit?: string
  matter?: string
  breached?: 'true' | 'false'
}

export const useObligations = (filter: ObligationFilter) =>
  useKeyset<ObligationView>(['obligations', 'ledger'], '/obligations', { ...filter })

/** The nearest open clocks, overdue ones first. */
export const pressingQuery = (unit?: string) =>
  queryOptions({
    queryKey: ['obligations', 'pressing', unit ?? null],
    queryFn: async () => {
      const [overdue, open] = await Promise.all([
        http.get<Page<ObligationView>>('/obligations', { state: 'overdue', unit, limit: 30 }),
        http.get<Page<ObligationView>>('/obligations', { state: 'open', unit, limit: 30 }),
      ])
      const byLimit = (left: ObligationView, right: ObligationView) => left.dueAt.localeCompare(right.dueAt)
      return [...overdue.items.sort(byLimit), ...open.items.sort(byLimit)]
    },
    refetchInterval: 60_000,
  })
