import type { CoverageGap, CoverageMonth, CoverageNow } from '@anlan/contract/coverage.ts'
import { queryOptions } from '@tanstack/react-query'
import { http } from '../../ui/http.ts'
import type { Items } from '../../ui/shape.ts'

export const coverageNowQuery = queryOptions({
  queryKey: ['coverage', 'now'],
  queryFn: () => http.get<CoverageNow>('/coverage/now'),
  refetchInterval: 60_000,
})

export const coverageMonthQuery = (month: string) =>
  queryOptions({
    queryKey: ['coverage', 'month', month],
    queryFn: () => http.get<CoverageMonth>('/coverage/month', { month }),
  })

export const gapsQuery = (unitId: string, day: string) =>
  queryOptions({
    queryKey: ['coverage', 'gaps', unitId, day],
    queryFn: () => http.get<Items<CoverageGap>>(`/coverage/units/${unitId}/days/${day}`),
  })
