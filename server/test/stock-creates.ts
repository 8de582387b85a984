import type { MovementView } from '@anlan/contract/stock.ts'
import type { Create } from './creates.ts'
import type { World } from './world.ts'

/** Creates of the supplies' ledgers, in a store of its own. */
export async function stockCreates(world: World): Promise<Record<string, Create>> {
  const make = (url: string, table: string, body: object, other: object): Create => ({
    account: 'bureau1',
    url,
    table,
    body: { ...body },
    other: { ...body, ...other },
  })
  const bureau = await world.as('bureau1')
  const store = await bureau.post<{ id: string }>('/api/registers/stock-stores', {
    unitId: world.unit('emergency-bureau'),
    values: {
      name: '演练库',
      level: 'county',
      kind: '专业仓库',
      state: 'active',
      keeper: '石磊',
      keeperPhone: '19900001234',
    },
  })
  const bought = { kind: 'in', origin: 'purchase', storeId: store.body.id, itemCode: 'tent-12', quantity: 5 }
  const wrong = await bureau.post<MovementView>('/api/stock/movements', bought)
  return {
    'POST /api/stock/movements': make('/api/stock/movements', 'stock_movement', bought, { quantity: 6 }),
    'POST /api/stock/movements/:id/correction': make(
      `/api/stock/movements/${wrong.body.id}/correction`,
      'stock_movement',
      { reason: '录错' },
      { reason: '别的' },
    ),
  }
}
