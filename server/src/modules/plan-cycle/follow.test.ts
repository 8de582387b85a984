import type { PlanCycleView } from '@anlan/contract/plan-cycle.ts'
import { expect } from 'vitest'
import { test } from '../../../test/world.ts'
import { runSystemWork } from '../../kernel/house.ts'
import { setPlanState } from '../plan/api.ts'
import { lookAhead, monthsLater } from './follow.ts'

test('months later: the same day, or the last of a shorter month', () => {
  expect(monthsLater('2026-03-10', 12)).toBe('2027-03-10')
  expect(monthsLater('2026-01-31', 1)).toBe('2026-02-28')
  expect(monthsLater('2025-12-15', 36)).toBe('2028-12-15')
})

test('a plan that nobody looked through for a year is asked for once, and the look itself ends it (W126)', async ({
  world,
}) => {
  await world.at('2026-03-10T09:00:00+08:00')
  const water = await world.as('water1')
  const about = { kind: 'department', title: '县水利局供水应急预案', unitId: world.unit('water-bureau') }
  const { id } = (await water.post<{ id: string }>('/api/plans', about)).body
  await runSystemWork(world.house, async work => {
    await setPlanState(work, id, 'approving')
    await setPlanState(work, id, 'inForce', { issuingBody: '县水利局', issuedOn: '2025-01-15' })
  })
  // What the issue brings has happened.
  await world.at('2026-03-10T09:01:00+08:00')
  await runSystemWork(world.house, lookAhead)
  await runSystemWork(world.house, lookAhead)
  const tasks = async () => (await water.get<PlanCycleView>(`/api/plans/${id}/cycle`)).body.tasks
  // The year is over already: what is left is the least that the row gives.
  expect(await tasks()).toMatchObject([{ reason: 'yearly', dueOn: '2026-04-09', doneAt: null }])
  await water.post(`/api/plans/${id}/records`, { kind: 'check', heldOn: '2026-03-10', findings: '继续有效' })
  expect(await tasks()).toMatchObject([{ reason: 'yearly', result: '已审查', overdue: false }])
  await runSystemWork(world.house, lookAhead)
  expect(await tasks()).toHaveLength(1)
})
