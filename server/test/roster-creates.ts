import type { Create } from './creates.ts'
import type { World } from './world.ts'

/** Creates of duty rooms and rosters that have an id of the client's. */
export async function rosterCreates(world: World): Promise<Record<string, Create>> {
  const people = {
    unitId: world.unit('water-bureau'),
    people: [{ name: '冉启明', mobile: '13612345670', posts: ['primary'] }],
  }
  return {
    'POST /api/duty/room-people': {
      account: 'duty1',
      url: '/api/duty/room-people',
      body: people,
      other: { ...people, people: [{ name: '冉启亮', mobile: '13612345671', posts: ['primary'] }] },
      table: 'duty_room',
    },
  }
}
