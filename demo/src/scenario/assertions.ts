import { EventView } from '@anlan/contract/emergency-event.ts'
import { ObligationView } from '@anlan/contract/obligation.ts'
import { MyResponseTask, ResponseLine } from '@anlan/contract/response-view.ts'
import { items } from './acts.ts'
import { assertStockReconciles } from './call-ups/assertions.ts'
import { expectEqual, expectThat, type Scenario } from './scenario.ts'

/** Statements that hold at the end of every scenario. */

/** The file can be closed, which the platform refuses while a reporting duty is open; and nothing else of these days is open either. */
export async function assertNothingOpen(s: Scenario, eventId: string): Promise<void> {
  await s.assert('断言1', '事件办结，报送时限事项全部完成', async () => {
    const duty = await s.as('duty1')
    const closed = await duty.post(`/api/emergency-events/${eventId}/closure`, { note: '报送完毕，归档' }, EventView)
    expectEqual(closed.state, 'closed', '事件状态')
    for (const state of ['open', 'overdue']) {
      const { items: all } = await duty.get(`/api/obligations?state=${state}&limit=200`, items(ObligationView))
      // A store opens with the real day's duties; only those of the rehearsed days are this replay's.
      // What a review asks for goes on for weeks: what units put right, and the revision of the plan.
      const ours = all.filter(
        one =>
          one.startedAt >= s.startedAt &&
          Date.parse(one.startedAt) <= Date.parse(s.now) &&
          !['rectification', 'plan-task'].includes(one.kind),
      )
      expectEqual(
        ours.map(one => `${one.ruleCode} ${one.owedByUnitName} ${one.title}`),
        [],
        '未完成的时限事项',
      )
    }
    const { items: about } = await duty.get(`/api/obligations?matter=${eventId}&limit=200`, items(ObligationView))
    expectThat(about.length > 0, '没有任何时限事项')
    return `共 ${about.length} 项`
  })
  await s.assert('断言1', '响应全部终止，任务全部核验，无未签收、未完成', async () => {
    const duty = await s.as('duty1')
    const { items: all } = await duty.get(`/api/responses?event=${eventId}`, items(ResponseLine))
    expectThat(all.length > 0, '事件没有响应')
    expectEqual(
      all.filter(one => one.state !== 'ended' || one.openTasks > 0).map(one => one.subject),
      [],
      '未终止的响应',
    )
    const { items: waiting } = await duty.get('/api/response-tasks?box=waiting', items(MyResponseTask))
    expectEqual(
      waiting.map(one => one.title),
      [],
      '待裁定、待核验的任务',
    )
    return `任务 ${all.reduce((sum, one) => sum + one.tasks, 0)} 项`
  })
  await assertStockReconciles(s, eventId)
  s.later('断言1', '叫应无遗留')
}
