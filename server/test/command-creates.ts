import type { CommandRoom } from '@anlan/contract/command.ts'
import type { ResponseView } from '@anlan/contract/response-view.ts'
import { sampleId } from '../src/sample-county.ts'
import type { Create } from './creates.ts'
import type { World } from './world.ts'

/** Creates of the command room of a response. */
export async function commandCreates(world: World, responseId: string): Promise<Record<string, Create>> {
  const duty = await world.as('duty1')
  const at = `/api/responses/${responseId}`
  const water = world.unit('water-bureau')
  const arrived = await duty.post<ResponseView>(`${at}/arrivals`, {
    kind: 'team',
    name: '县消防救援大队',
    arrivedAt: '2026-07-12T03:00:00+08:00',
  })
  const experts = await duty.get<{ items: { id: string }[] }>('/api/experts')
  const meeting = { topic: '转移范围', hostId: sampleId('person', 'duty-office:1'), unitIds: [water] }
  const held = await duty.post<CommandRoom>(`${at}/command-consultations`, meeting)
  const decisions = `/api/command-consultations/${held.body.consultations[0]?.id}/decisions`
  const make = (url: string, table: string, body: object, other: object): Create => ({
    account: 'duty1',
    url,
    table,
    body: { ...body },
    other: { ...body, ...other },
  })
  const route = (what: string, table: string, body: object, other: object) => ({
    [`POST /api/responses/:id/command-${what}`]: make(`${at}/command-${what}`, table, body, other),
  })
  const plan = { objectives: '零伤亡', measures: '先转移后抢险', forces: '一个站', safety: '双人作业' }
  const entry = { name: '突击组', people: 6, place: '河坝村', limitMinutes: 60 }
  const fact = { text: '3 人失联', asOf: '2026-07-12T02:50:00+08:00', source: '电话' }
  return {
    ...route('facts', 'command_fact', fact, { text: '2 人失联' }),
    ...route('plans', 'command_plan', plan, { forces: '两个站' }),
    ...route(
      'opinions',
      'command_opinion',
      { kind: 'advice', expertId: experts.body.items[0]?.id, question: '能否通行？' },
      { kind: 'rescue' },
    ),
    ...route('consultations', 'command_consultation', meeting, { topic: '别的' }),
    'POST /api/command-consultations/:id/decisions': make(
      decisions,
      'command_decision',
      { text: '加密巡查', unitId: water, doneMinutes: 60 },
      { text: '别的' },
    ),
    ...route('entries', 'command_entry', entry, { people: 7 }),
    ...route('withdrawals', 'command_withdrawal', { reason: '溃坝' }, { reason: '别的' }),
    ...route(
      'spells',
      'fact',
      { commanderId: sampleId('person', 'water-bureau:1'), place: '茶坪镇政府', note: '交接' },
      { note: '别的' },
    ),
    ...route(
      'reliefs',
      'command_relief',
      { arrivalId: arrived.body.arrivals[0]?.id, relievedBy: '民兵连' },
      { relievedBy: '' },
    ),
  }
}
