import type { Feature, FeatureCollection, Geometry } from 'geojson'
import type { LngLat } from './measures.ts'

export type Features = FeatureCollection<Geometry, Record<string, unknown>>

export const feature = (
  geometry: Geometry,
  properties: Record<string, unknown> = {},
): Feature<Geometry, Record<string, unknown>> => ({
  type: 'Feature',
  geometry,
  properties,
})
export const collection = (features: Feature<Geometry, Record<string, unknown>>[]): Features => ({
  type: 'FeatureCollection',
  features,
})

export const points = (items: { at: LngLat; properties: Record<string, unknown> }[]): Features =>
  collection(items.map(({ at, properties }) => feature({ type: 'Point', coordinates: at }, properties)))
