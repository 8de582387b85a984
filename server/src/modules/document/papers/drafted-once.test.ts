import { afterAll, beforeAll, expect, test } from 'vitest'
import { workerDatabase } from '../../../../test/worker-database.ts'
import { reachOfEverything } from '../../../kernel/access/reach.ts'
import { connect, type DatabaseConnection } from '../../../kernel/database/database.ts'
import { systemActor } from '../../../kernel/house.ts'
import { SettingValues } from '../../../kernel/setting-rows.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { sampleId } from '../../../sample-county.ts'
import { draftPaper } from './draft.ts'

let database: DatabaseConnection
beforeAll(async () => {
  database = connect((await workerDatabase()).connectionString, { max: 4 })
})
afterAll(() => database.pool.end())

/** A unit of work of one node, undone at its end. */
async function undone(act: (work: Work) => Promise<void>): Promise<void> {
  const undo = new Error('undo')
  await database.db
    .transaction()
    .execute(async tx => {
      await act({
        tx,
        now: new Date('2026-07-12T00:00:00Z'),
        actor: systemActor,
        reach: reachOfEverything,
        settings: new SettingValues(),
        pending: { facts: [], tasks: [], receipt: null },
      })
      throw undo
    })
    .catch(error => {
      if (error !== undo) throw error
    })
}
const daily = (work: Work) =>
  draftPaper(work, {
    kind: 'dutyDaily',
    title: '值班日报（2026年7月12日）',
    unitId: sampleId('unit', 'duty-office'),
    origin: 'daily/2026-07-12',
  })

test('from one origin a unit of work drafts one paper, however often it is asked', () =>
  undone(async work => {
    const first = await daily(work)
    expect(await daily(work)).toBe(first)
    expect(work.pending.facts.filter(fact => fact.type === 'paper.drafted')).toHaveLength(1)
  }))

test('a second node waits for the first; only when that one’s paper is undone does it draft its own', async () => {
  const order: string[] = []
  let second: Promise<void> | undefined
  await undone(async work => {
    await daily(work)
    second = undone(async other => {
      await daily(other)
      order.push(`second drafted ${other.pending.facts.length}`)
    })
    await new Promise(resolve => setTimeout(resolve, 200))
    order.push('first undone')
  })
  await second
  expect(order).toEqual(['first undone', 'second drafted 1'])
})
