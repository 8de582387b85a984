import type { Create } from './creates.ts'
import type { World } from './world.ts'

/** A plan over whatever the sample county has: the one place wants people to be taken in. */
export async function allocationCreates(_world: World): Promise<Record<string, Create>> {
  const place = { key: '1', name: '凉水村', position: { lng: 108.43, lat: 29.4 }, quantity: 3 }
  const body = { kind: 'people', title: '转移安置', demands: [place] }
  return {
    'POST /api/allocations': {
      account: 'duty1',
      url: '/api/allocations',
      table: 'allocation',
      body,
      other: { ...body, title: '另一方案' },
    },
  }
}
