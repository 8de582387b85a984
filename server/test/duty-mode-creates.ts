import type { UnitModeView } from '@anlan/contract/duty-mode.ts'
import type { Create } from './creates.ts'
import type { World } from './world.ts'

/** Creates of duty modes: a switch, and one more unit called in. */
export async function dutyModeCreates(world: World): Promise<Record<string, Create>> {
  const duty = await world.as('duty1')
  const songling = world.unit('songling')
  const view = async (key: string) => (await duty.get<UnitModeView>(`/api/duty-modes/${world.unit(key)}`)).body
  const room = await view('duty-office')
  if (!room.callIn)
    await duty.post('/api/duty-mode-switches', {
      units: [{ unitId: room.unitId, from: room.mode }],
      to: 'emergency',
      reason: '强降雨',
    })
  const list = `/api/duty-call-ins/${(await view('duty-office')).callIn?.id}/members`
  const change = {
    units: [{ unitId: songling, from: (await view('songling')).mode }],
    to: 'strengthened',
    reason: '今夜暴雨',
  }
  return {
    'POST /api/duty-mode-switches': {
      account: 'duty1',
      url: '/api/duty-mode-switches',
      table: 'duty_mode_state',
      body: change,
      other: { ...change, reason: '别的' },
    },
    'POST /api/duty-call-ins/:id/members': {
      account: 'duty1',
      url: list,
      table: 'duty_call_in_member',
      body: { unitId: world.unit('forestry-bureau') },
      other: { unitId: world.unit('education-commission') },
    },
  }
}
