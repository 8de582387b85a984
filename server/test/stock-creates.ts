import { creditCheckCharacter } from '@anlan/contract/credit-code.ts'
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
  const agreement = {
    firm: '峦城劳保用品店',
    creditCode: `91990321MA0000009${creditCheckCharacter('91990321MA0000009')}`,
    contact: '谭松',
    phone: '19900009101',
    responseHours: 6,
    priceRule: '按市场价',
    from: '2026-01-01',
    to: '2026-12-31',
    items: [{ itemCode: 'helmet', quantity: 70 }],
  }
  const standard = { level: 'county', risk: 'any', itemCode: 'aed', quantity: 10, least: 5, source: '县应急委' }
  const take = { title: '汛中盘点', unitId: world.unit('emergency-bureau'), dueOn: '2026-07-31' }
  return {
    'POST /api/stock/agreements': make('/api/stock/agreements', 'stock_agreement', agreement, { firm: '别的' }),
    'POST /api/stock/standards': make('/api/stock/standards', 'stock_standard', standard, { quantity: 12 }),
    'POST /api/stock/takes': make('/api/stock/takes', 'stock_take', take, { title: '别的' }),
    'POST /api/stock/movements': make('/api/stock/movements', 'stock_movement', bought, { quantity: 6 }),
    'POST /api/stock/movements/:id/correction': make(
      `/api/stock/movements/${wrong.body.id}/correction`,
      'stock_movement',
      { reason: '录错' },
      { reason: '别的' },
    ),
  }
}
