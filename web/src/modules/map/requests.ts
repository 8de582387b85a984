import type {
  CreateMapView,
  EventMoment,
  EventSurroundings,
  LayerFeatures,
  MapAnswer,
  MapFinds,
  MapGround,
  MapLayers,
  MapLines,
  MapQuery,
  MapView,
  MapViews,
  ThingCard,
} from '@anlan/contract/map.ts'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { useAct } from '../../ui/form/act.ts'
import { http } from '../../ui/http.ts'
import type { Input, Output } from '../../ui/shape.ts'

export const groundQuery = queryOptions({
  queryKey: ['map-ground'],
  queryFn: () => http.get<MapGround>('/map/base'),
  staleTime: 10 * 60_000,
})

/** Layers with their counts. Facts renew it; that it was renewed also tells the canvas to read its tiles again. */
export const layersQuery = queryOptions({
  queryKey: ['map', 'layers'],
  queryFn: () => http.get<Output<typeof MapLayers>>('/map/layers'),
  refetchInterval: 60_000,
})

export const tilesAddress = (layer: string, version: number) =>
  `${location.origin}/api/map/tiles/${layer}/{z}/{x}/{y}.mvt${version > 0 ? `?v=${version}` : ''}`

export const featuresQuery = (layer: string) =>
  queryOptions({
    queryKey: ['map', 'features', layer],
    queryFn: () => http.get<LayerFeatures>(`/map/features/${layer}`),
    refetchInterval: 60_000,
  })

export const cardQuery = (thing: { layer: string; id: string }) =>
  queryOptions({
    queryKey: ['map', 'thing', thing.layer, thing.id],
    queryFn: () => http.get<ThingCard>(`/map/things/${thing.layer}/${thing.id}`),
  })

export const findsQuery = (text: string) =>
  queryOptions({
    queryKey: ['map-finds', text],
    queryFn: () => http.get<MapFinds>('/map/search', { text }),
    staleTime: 30_000,
    placeholderData: keepPreviousData,
  })

export const linesQuery = queryOptions({
  queryKey: ['map-ground', 'lines'],
  queryFn: () => http.get<Output<typeof MapLines>>('/map/lines'),
  staleTime: 10 * 60_000,
})

export const askShape = (query: Input<typeof MapQuery>) => http.post<MapAnswer>('/map/query', query)
export const answerQuery = (query: Input<typeof MapQuery>) =>
  queryOptions({
    queryKey: ['map', 'answer', query],
    queryFn: () => askShape(query),
    placeholderData: keepPreviousData,
  })

export const surroundingsQuery = (eventId: string, radiusKm: number) =>
  queryOptions({
    queryKey: ['map', 'surroundings', eventId, radiusKm],
    queryFn: () => http.get<EventSurroundings>(`/map/events/${eventId}`, { radiusKm, perLayer: 5 }),
    placeholderData: keepPreviousData,
  })

export const momentQuery = (eventId: string, time: string) =>
  queryOptions({
    queryKey: ['map', 'moment', eventId, time],
    queryFn: () => http.get<EventMoment>(`/map/events/${eventId}/at`, { time }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })

export const viewsQuery = queryOptions({
  queryKey: ['map-views'],
  queryFn: () => http.get<Output<typeof MapViews>>('/map/views'),
})
export const viewQuery = (id: string) =>
  queryOptions({ queryKey: ['map-views', id], queryFn: () => http.get<MapView>(`/map/views/${id}`) })
export const useSaveView = () =>
  useAct((body: Input<typeof CreateMapView>) => http.post<MapView>('/map/views', body), [['map-views']])
export const useRemoveView = () => useAct((id: string) => http.post<void>(`/map/views/${id}/removal`), [['map-views']])
