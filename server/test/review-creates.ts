import { randomUUID } from 'node:crypto'
import type { Create } from './creates.ts'
import type { World } from './world.ts'

/** Creates of reviews and costs, about a response to the event that runs already; the review stands as if it had ended. */
export async function reviewCreates(world: World, eventId: string): Promise<Record<string, Create>> {
  const duty = await world.as('duty1')
  const review = { id: randomUUID() }
  await world.query(`insert into review (id, response_id, unit_id, state, opened_at, due_at, opinion)
    select '${review.id}', id, lead_unit_id, 'draft', started_at, started_at + interval '15 days', '' from response
    where event_id = '${eventId}' and mode = 'real' limit 1`)
  const rectification = {
    section: 'tasks',
    problem: '签收慢',
    measure: '组织培训',
    unitId: world.unit('water-bureau'),
    dueOn: '2026-08-01',
  }
  const open = randomUUID()
  await duty.post(`/api/reviews/${review.id}/rectifications`, { id: open, ...rectification })
  await world.query(`update review_rectification set state = 'open' where id = '${open}'`)
  const make = (account: string, url: string, table: string, body: object, other: object): Create => ({
    account,
    url,
    table,
    body: { ...body },
    other: { ...body, ...other },
  })
  return {
    'POST /api/reviews/:id/rectifications': make(
      'duty1',
      `/api/reviews/${review.id}/rectifications`,
      'review_rectification',
      rectification,
      { measure: '调整值守' },
    ),
    'POST /api/review-rectifications/:id/answers': make(
      'water1',
      `/api/review-rectifications/${open}/answers`,
      'review_answer',
      { text: '已培训' },
      { text: '别的' },
    ),
    'POST /api/emergency-events/:id/cost-sheet/lines': make(
      'duty1',
      `/api/emergency-events/${eventId}/cost-sheet/lines`,
      'review_cost',
      {
        kind: 'service',
        title: '租用挖掘机',
        unitId: world.unit('transport-bureau'),
        quantity: 2,
        unit: '台班',
        unitPrice: 1500,
        documentNumber: '发票 1',
      },
      { quantity: 3 },
    ),
  }
}
