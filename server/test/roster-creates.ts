import { sampleId } from '../src/sample-county.ts'
import type { Create } from './creates.ts'
import type { World } from './world.ts'

/** Creates of duty rooms and rosters that have an id of the client's. */
export async function rosterCreates(world: World): Promise<Record<string, Create>> {
  const people = {
    unitId: world.unit('water-bureau'),
    people: [{ name: '冉启明', mobile: '13612345670', posts: ['primary'] }],
  }
  const sheet = {
    roomId: sampleId('duty-room', 'chaping'),
    from: '2026-08-10',
    to: '2026-08-11',
    fileName: '八月.xlsx',
    cells: [],
  }
  return {
    'POST /api/duty/room-people': {
      account: 'duty1',
      url: '/api/duty/room-people',
      body: people,
      other: { ...people, people: [{ name: '冉启亮', mobile: '13612345671', posts: ['primary'] }] },
      table: 'duty_room',
    },
    'POST /api/duty/imported-rosters': {
      account: 'duty1',
      url: '/api/duty/imported-rosters',
      body: sheet,
      other: { ...sheet, fileName: '九月.xlsx' },
      table: 'duty_roster',
    },
  }
}
