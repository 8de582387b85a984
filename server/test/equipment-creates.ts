import type { EquipmentList } from '@anlan/contract/equipment.ts'
import type { Create } from './creates.ts'
import type { World } from './world.ts'

/** Creates of the life record of vehicles and machines. */
export async function equipmentCreates(world: World): Promise<Record<string, Create>> {
  const { items } = (await (await world.as('duty1')).get<EquipmentList>('/api/equipment')).body
  const url = `/api/equipment/${items[0]?.id}`
  const make = (path: string, table: string, body: object, other: object): Create => ({
    account: 'duty1',
    url: `${url}/${path}`,
    table,
    body: { ...body },
    other: { ...body, ...other },
  })
  const maintained = { doneOn: '2026-01-01', what: '机油、滤芯' }
  const checked = { kind: 'spot', doneOn: '2026-01-01', passed: true }
  return {
    'POST /api/equipment/:id/faults': make('faults', 'equipment_fault', { what: '无法启动' }, { what: '轮胎损坏' }),
    'POST /api/equipment/:id/maintenances': make('maintenances', 'equipment_service', maintained, { what: '别的' }),
    'POST /api/equipment/:id/checks': make('checks', 'equipment_service', checked, { what: '灯光正常' }),
  }
}
