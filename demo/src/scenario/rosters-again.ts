import { RoomLine, RosterView } from '@anlan/contract/roster.ts'
import { items } from './acts.ts'
import { expectEqual, expectOne, expectThat, type Scenario } from './scenario.ts'

const quarter = { from: '2026-10-01', to: '2026-12-31' }
const seed = 261_001
/** Weighted points of a quarter: most less fewest, as part of the mean of those who share their posts. */
const mostSpread = 0.15

/** The same seed makes the same roster, place for place, and it shares the weight of a quarter evenly. */
export async function assertRosters(s: Scenario): Promise<void> {
  await s.assert('断言6', '同种子排班可重现，季度权重差不超过 15%', async () => {
    const duty = await s.as('duty1')
    const { items: rooms } = await duty.get('/api/duty/rooms', items(RoomLine))
    const room = expectOne(
      rooms.filter(one => one.name === '县总值班室'),
      '县总值班室',
    )
    const make = () => duty.post('/api/duty/rosters', { roomId: room.id, ...quarter, seed }, RosterView)
    const [one, again] = [await make(), await make()]
    expectEqual(again.assignments, one.assignments, '第二次编排的班次')
    expectEqual([one.outcome, again.outcome], ['optimal', 'optimal'], '编排结果')
    expectEqual(
      one.unmet.filter(broken => broken.hard).map(broken => broken.message),
      [],
      '违反的硬性要求',
    )
    const groups = [...new Set(one.fairness.map(row => row.group))].map(group => {
      const points = one.fairness.filter(row => row.group === group).map(row => row.quarter.points)
      const mean = points.reduce((sum, each) => sum + each, 0) / points.length
      return { group, spread: (Math.max(...points) - Math.min(...points)) / mean }
    })
    for (const { group, spread } of groups)
      expectThat(spread <= mostSpread, `${group}季度权重差 ${(spread * 100).toFixed(1)}%`)
    const words = groups.map(({ group, spread }) => `${group}差 ${(spread * 100).toFixed(1)}%`)
    return `${one.assignments.length} 班次两次相同，${words.join('，')}，目标值 ${one.objective} 已证明最优`
  })
}
