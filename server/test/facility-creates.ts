import type { ShelterOpeningView, ShelterView } from '@anlan/contract/shelter.ts'
import type { Create } from './creates.ts'
import type { World } from './world.ts'

/** Creates of shelters and surveys. */
export async function facilityCreates(world: World): Promise<Record<string, Create>> {
  const duty = await world.as('duty1')
  const { items } = (await duty.get<{ items: ShelterView[] }>('/api/shelters')).body
  const shelterOf = (key: string) => items.find(one => one.unitId === world.unit(key))?.id
  const open = await duty.post<ShelterOpeningView>(`/api/shelters/${shelterOf('chaping-201')}/openings`, {
    purpose: '转移安置',
  })
  const entries = `/api/shelter-openings/${open.body.id}/entries`
  const entered = await duty.post<ShelterOpeningView>(entries, { persons: 12, village: '凉水村' })
  const make = (url: string, table: string, body: object, other: object): Create => ({
    account: url === '/api/flood-readiness' ? 'bureau1' : 'duty1',
    url,
    table,
    body: { ...body },
    other: { ...body, ...other },
  })
  const survey = { title: '资源普查', ledgers: ['shelters'], unitIds: [world.unit('chaping')], dueOn: '2099-12-31' }
  return {
    'POST /api/flood-readiness': make(
      '/api/flood-readiness',
      'flood_readiness',
      { title: '汛前检查', dueOn: '2099-03-31' },
      { title: '别的' },
    ),
    'POST /api/surveys': make('/api/surveys', 'register_survey', survey, { title: '别的' }),
    'POST /api/shelters/:id/openings': make(
      `/api/shelters/${shelterOf('chaping-202')}/openings`,
      'shelter_opening',
      { purpose: '转移安置' },
      { purpose: '别的' },
    ),
    'POST /api/shelter-openings/:id/entries': make(
      entries,
      'shelter_entry',
      { persons: 3, village: '凉水村' },
      { persons: 4 },
    ),
    'POST /api/shelter-openings/:id/entries/:entryId/leavings': make(
      `${entries}/${entered.body.entries[0]?.id}/leavings`,
      'shelter_leaving',
      { persons: 2 },
      { persons: 3 },
    ),
  }
}
