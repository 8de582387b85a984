import type { CallUpView } from '@anlan/contract/call-up-view.ts'
import type { ObligationView } from '@anlan/contract/obligation.ts'
import { expect } from 'vitest'
import { flood, type Slips, step, storedBy } from '../../../../test/call-up-story.ts'
import { test, type World } from '../../../../test/world.ts'

const owedFor = async (world: World, slip: string, kind: string) =>
  (
    await (await world.as('duty1')).get<{ items: ObligationView[] }>(`/api/obligations?matter=${slip}`)
  ).body.items.filter(one => one.kind === kind)
const courseOf = async (world: World, slip: string) =>
  (
    await (await world.as('duty1')).get<{ items: { sentence: string }[] }>(`/api/call-ups/${slip}/timeline`)
  ).body.items.map(one => one.sentence)

async function jackets(world: World, more: object): Promise<CallUpView> {
  const offer = await storedBy(world, 'longtan1', 'life-jacket', 30)
  const made = await (await world.as('duty1')).post<Slips>('/api/call-ups', {
    items: [{ offerId: offer, capability: 'life-jacket', quantity: 10 }],
    reason: '搜救失联人员',
    eventId: await flood(world),
    ...more,
  })
  expect(made.status, JSON.stringify(made.problem)).toBe(200)
  return made.body.items[0] as CallUpView
}

test('an approval by word of mouth is signed within 24 hours; at the minute after it is late, for good, and told', async ({
  world,
}) => {
  await world.at('2026-07-12T03:10:00+08:00')
  const slip = await jackets(world, { priority: 'mostUrgent' })
  const [leader] = (await world.query(`select person_id as id from account where account = 'leader1'`)) as {
    id: string
  }[]
  await step(await world.as('duty1'), slip.id, 'verbal-approval', {
    verbal: { leaderPersonId: leader?.id, at: '2026-07-12T03:09:00+08:00', how: '电话' },
  })
  const [owed] = await owedFor(world, slip.id, 'call-up-confirm')
  expect(owed).toMatchObject({ dueAt: '2026-07-12T19:10:00.000Z' })
  await world.at('2026-07-13T03:09:00+08:00')
  const late = '未按时补签口头批准的调用单'
  expect((await courseOf(world, slip.id)).some(one => one.includes(late))).toBe(false)
  await world.at('2026-07-13T03:11:00+08:00')
  expect((await courseOf(world, slip.id)).filter(one => one.includes(late))).toHaveLength(1)
  // Signed late it is signed, and stays late.
  const signed = await step(await world.as('leader1'), slip.id, 'confirmation')
  expect(signed.verbal?.confirmedAt).toBe('2026-07-12T19:11:00.000Z')
  expect((await courseOf(world, slip.id)).filter(one => one.includes(late))).toHaveLength(1)
})

test('what is lent is owed back by the end of its day; returned in time nothing is late', async ({ world }) => {
  await world.at('2026-07-12T03:10:00+08:00')
  const sent = async (slip: CallUpView) => {
    await step(await world.as('leader1'), slip.id, 'approval')
    await step(await world.as('longtan1'), slip.id, 'issue')
    await step(await world.as('duty1'), slip.id, 'receipt')
  }
  const late = await jackets(world, { returnBy: '2026-07-13' })
  await sent(late)
  const [owed] = await owedFor(world, late.id, 'call-up-return')
  expect(owed).toMatchObject({ dueAt: '2026-07-13T15:59:00.000Z' })
  const words = '未按时归还调用的物资装备'
  await world.at('2026-07-13T23:58:00+08:00')
  expect((await courseOf(world, late.id)).some(one => one.includes(words))).toBe(false)
  await world.at('2026-07-14T00:01:00+08:00')
  expect((await courseOf(world, late.id)).filter(one => one.includes(words))).toHaveLength(1)
  const view = (await (await world.as('duty1')).get<CallUpView>(`/api/call-ups/${late.id}`)).body
  expect(view.overdue).toBe(true)
  const home = await step(await world.as('longtan1'), late.id, 'returns')
  expect(home).toMatchObject({ state: 'returned', overdue: false })
})
