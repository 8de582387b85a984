import { sql } from 'kysely'
import { expect } from 'vitest'
import { test } from '../../../test/world.ts'
import { runSystemWork } from '../house.ts'
import { relayOne } from './relay.ts'
import { recordFact } from './work.ts'

test('one claim takes one delivery, also right after statistics were taken on a queue of one', async ({ world }) => {
  const { house } = world
  for (let i = 0; i < 30; i++)
    await runSystemWork(house, async work => {
      recordFact(work, 'test.happened', String(i))
    })
  const deliver = (from: number, to: number) =>
    house.transaction(tx =>
      sql`insert into fact_delivery (fact_position, subscriber, next_attempt_at)
        select position, 'duty.log-of-the-main-job', '2000-01-01' from (
          select position, row_number() over (order by position) as n from fact where type = 'test.happened') f
        where n between ${from} and ${to}`.execute(tx),
    )
  const waiting = async () => (await world.query('select * from fact_delivery')).length
  await deliver(1, 1)
  await house.transaction(tx => sql`analyze fact_delivery`.execute(tx))
  await deliver(2, 30)
  expect(await waiting()).toBe(30)
  expect(await relayOne(house)).toBe(true)
  expect(await waiting()).toBe(29)
})
