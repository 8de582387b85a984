import type { PresenceView } from '@anlan/contract/duty-check.ts'
import type { Create } from './creates.ts'
import type { World } from './world.ts'

/** Creates of presence and of duty checks, at 03:00 on 2026-07-12 when duty1 is on duty. */
export async function dutyCheckCreates(world: World): Promise<Record<string, Create>> {
  const make = (account: string, url: string, table: string, body: object, other: object): Create => ({
    account,
    url,
    table,
    body: { ...body },
    other: { ...body, ...other },
  })
  const { body } = await (await world.as('duty1')).get<{ items: PresenceView[] }>('/api/duty/presence')
  const mine = body.items.find(one => one.may.checkIn)
  const town = body.items.find(one => one.may.vouch)
  return {
    'POST /api/duty/shifts/:id/check-in': make(
      'duty1',
      `/api/duty/shifts/${mine?.shiftId}/check-in`,
      'duty_check_in',
      {},
      { note: '别的' },
    ),
    'POST /api/duty/shifts/:id/vouched-check-in': make(
      'duty1',
      `/api/duty/shifts/${town?.shiftId}/vouched-check-in`,
      'duty_check_in',
      { phone: '13900000000', spokeWith: '值班员' },
      { spokeWith: '别人' },
    ),
    'POST /api/spot-check-rounds': make(
      'duty1',
      '/api/spot-check-rounds',
      'duty_spot_round',
      { count: 1 },
      { count: 2 },
    ),
    'POST /api/duty-questions': make(
      'bureau1',
      '/api/duty-questions',
      'duty_question',
      { text: '预警发布电话是多少？', answer: '见值班手册', source: '县总值班室' },
      { answer: '别的' },
    ),
    'POST /api/duty-supervisions': make(
      'duty1',
      '/api/duty-supervisions',
      'duty_supervision',
      { unitId: world.unit('chaping'), kind: 'guidance', text: '现场指导' },
      { text: '别的' },
    ),
    'POST /api/duty-bulletins': make(
      'duty1',
      '/api/duty-bulletins',
      'paper',
      { quarter: '2026Q3' },
      { quarter: '2026Q2' },
    ),
    'POST /api/duty-calls/rolls': make(
      'duty1',
      '/api/duty-calls/rolls',
      'duty_call',
      { title: '夜间点名' },
      { title: '别的' },
    ),
    'POST /api/duty-calls/reach-tests': make(
      'duty1',
      '/api/duty-calls/reach-tests',
      'duty_call',
      { title: '节前抽测', groups: ['bureau'] },
      { title: '别的' },
    ),
  }
}
