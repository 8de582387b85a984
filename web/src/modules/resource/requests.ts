import type { CapabilityView, NearestReply, ReachReply } from '@anlan/contract/resource.ts'
import { queryOptions } from '@tanstack/react-query'
import { http } from '../../ui/http.ts'
import type { Items } from '../../ui/shape.ts'

export const capabilitiesQuery = queryOptions({
  queryKey: ['resources', 'capabilities'],
  queryFn: () => http.get<Items<CapabilityView>>('/resources/capabilities'),
  staleTime: 60_000,
})

export interface Asked {
  capability: string
  quantity: number
  lng: number
  lat: number
  withinKm: number | null
  minRating: number | null
  withOperator: boolean
  includeUnavailable: boolean
}

export const nearestQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ['resources', 'nearest', asked],
    queryFn: () => http.get<NearestReply>('/resources/nearest', { ...asked, limit: 50 }),
  })

export interface ReachAsked {
  capability: string
  quantity: number
  minutes: number
  without: string | null
  placedAt: string | null
  moved: number | null
}

export const reachQuery = (asked: ReachAsked) =>
  queryOptions({
    queryKey: ['resources', 'reach', asked],
    queryFn: () => http.get<ReachReply>('/resources/reach', { ...asked }),
  })
