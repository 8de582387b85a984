import type { Assistance } from '@anlan/contract/assistance.ts'
import type { Create } from './creates.ts'
import type { World } from './world.ts'

/** Creates about an event's extra fields and its first hour; `responseId` is a response of it that runs. */
export async function assistanceCreates(
  world: World,
  eventId: string,
  responseId: string,
): Promise<Record<string, Create>> {
  const at = `/api/emergency-events/${eventId}`
  const duty = await world.as('duty1')
  const view = (await duty.get<Assistance>(`${at}/assistance`)).body
  const itemId = view.checklist.items.find(item => item.unitId !== null)?.id
  const damage = { kind: 'roadbed', what: '村道路基', source: '现场' }
  const field = { label: '水位站', kind: 'text', typePrefixes: ['11A'] }
  const item = { text: '打开村部', bearer: 'place:village', minutes: 10, typePrefixes: ['11A'], sourceName: '本县补充' }
  const task = { itemId, responseId }
  return {
    'POST /api/emergency-events/:id/damage': {
      account: 'duty1',
      url: `${at}/damage`,
      table: 'event_damage',
      body: damage,
      other: { ...damage, what: '别的' },
    },
    'POST /api/event-particular-fields': {
      account: 'bureau1',
      url: '/api/event-particular-fields',
      table: 'event_particular_field',
      body: field,
      other: { ...field, label: '别的' },
    },
    'POST /api/assistance/checklist': {
      account: 'bureau1',
      url: '/api/assistance/checklist',
      table: 'assistance_item',
      body: item,
      other: { ...item, text: '别的' },
    },
    'POST /api/emergency-events/:id/assistance/tasks': {
      account: 'duty1',
      url: `${at}/assistance/tasks`,
      table: 'fact',
      body: task,
      other: { ...task, doneMinutes: 45 },
    },
  }
}
