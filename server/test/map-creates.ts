import type { Create } from './creates.ts'

/** Creates of the map: shared views. */
export function mapCreates(): Record<string, Create> {
  const view = {
    title: '茶坪溪沿岸',
    center: { lng: 108.4, lat: 29.39 },
    zoom: 12,
    layers: ['events'],
    shapes: [],
    sharedWith: 'county',
  }
  return {
    'POST /api/map/views': {
      account: 'duty1',
      url: '/api/map/views',
      table: 'map_view',
      body: view,
      other: { ...view, title: '雾江沿岸' },
    },
  }
}
