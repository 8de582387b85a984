import { randomUUID } from 'node:crypto'
import type { ResponseView } from '@anlan/contract/response-view.ts'
import type { Create } from './creates.ts'
import type { World } from './world.ts'

/** Creates of reviews and costs; the exercise that is reviewed ends here. */
export async function reviewCreates(world: World, eventId: string): Promise<Record<string, Create>> {
  const [leader, duty] = [await world.as('leader1'), await world.as('duty1')]
  const { body: drill } = await leader.post<ResponseView>('/api/responses', {
    topic: 'forestFire',
    responseLevel: 4,
    mode: 'exercise',
    subject: '森林防火演练',
  })
  for (const one of drill.closing)
    await leader.post(`/api/responses/${drill.id}/closing-conditions/${one.code}`, { note: '核实' })
  await leader.post(`/api/responses/${drill.id}/ending`, { note: '演练结束', openTasksReason: '演练结束' })
  await world.at('2026-07-12T03:10:00+08:00')
  const [review] = (await world.query(`select id from review where response_id = '${drill.id}'`)) as { id: string }[]
  const rectification = {
    section: 'tasks',
    problem: '签收慢',
    measure: '组织培训',
    unitId: world.unit('water-bureau'),
    dueOn: '2026-08-01',
  }
  const open = randomUUID()
  await duty.post(`/api/reviews/${review?.id}/rectifications`, { id: open, ...rectification })
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
      `/api/reviews/${review?.id}/rectifications`,
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
