import type { Create } from './creates.ts'

/** Creates of the map: shared views and tile sources. */
export function mapCreates(): Record<string, Create> {
  const view = {
    title: '茶坪溪沿岸',
    center: { lng: 108.4, lat: 29.39 },
    zoom: 12,
    layers: ['events'],
    shapes: [],
    sharedWith: 'county',
  }
  const tiles = {
    kind: 'xyz',
    label: '天地图矢量',
    url: 'https://t{s}.tianditu.gov.cn/DataServer?T=vec_w&x={x}&y={y}&l={z}&tk=abc',
    subdomains: ['0', '1'],
    approvalNumber: 'GS（2024）0650号',
  }
  return {
    'POST /api/map/sources': {
      account: 'admin1',
      url: '/api/map/sources',
      table: 'map_base',
      body: tiles,
      other: { ...tiles, label: '天地图影像' },
    },
    'POST /api/map/views': {
      account: 'duty1',
      url: '/api/map/views',
      table: 'map_view',
      body: view,
      other: { ...view, title: '雾江沿岸' },
    },
  }
}
