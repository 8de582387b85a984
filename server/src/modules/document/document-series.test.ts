import { afterAll, beforeAll, expect, test } from 'vitest'
import { workerDatabase } from '../../../test/worker-database.ts'
import { reachOfEverything } from '../../kernel/access/reach.ts'
import { connect, type DatabaseConnection } from '../../kernel/database/database.ts'
import { migrate } from '../../kernel/database/migrate.ts'
import { systemActor } from '../../kernel/house.ts'
import { SettingValues } from '../../kernel/setting-rows.ts'
import type { Work } from '../../kernel/work/work.ts'
import { documentSchema } from './schema.ts'
import { alignSeries, listSeries, nextIssue } from './series.ts'

let database: DatabaseConnection

beforeAll(async () => {
  const { connectionString } = await workerDatabase()
  await migrate(connectionString, documentSchema)
  database = connect(connectionString, { max: 4 })
})
afterAll(() => database.pool.end())

/** A unit of work that is undone at its end. */
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

test('numbers count up from one, apart for each series and year', () =>
  undone(async work => {
    expect(await nextIssue(work, 'eventReport', 2026)).toBe(1)
    expect(await nextIssue(work, 'eventReport', 2026)).toBe(2)
    expect(await nextIssue(work, 'instruction', 2026)).toBe(1)
    expect(await nextIssue(work, 'eventReport', 2027)).toBe(1)
    expect(await nextIssue(work, 'eventReport', 2026)).toBe(3)
  }))

test('the next number waits for the one before; undone, that one is given out again', async () => {
  const order: string[] = []
  let second: Promise<void> | undefined
  await undone(async work => {
    expect(await nextIssue(work, 'eventReport', 2026)).toBe(1)
    second = undone(async other => {
      const issue = await nextIssue(other, 'eventReport', 2026)
      order.push(`second got ${issue}`)
    })
    await new Promise(resolve => setTimeout(resolve, 150))
    order.push('first undone')
  })
  await second
  expect(order).toEqual(['first undone', 'second got 1'])
})

test('a county that takes over from paper goes on from its last number', () =>
  undone(async work => {
    expect(await alignSeries(work, 'eventReport', { year: 2026, lastIssue: 44, reason: '接续纸质台账' })).toMatchObject(
      {
        series: 'eventReport',
        name: '突发事件信息',
        year: 2026,
        lastIssue: 44,
      },
    )
    expect(await nextIssue(work, 'eventReport', 2026)).toBe(45)
    const series = await listSeries(work, 2026)
    expect(series.find(one => one.series === 'eventReport')?.lastIssue).toBe(45)
    expect(series.find(one => one.series === 'dutyInfo')?.lastIssue).toBe(0)
    expect(work.pending.facts).toMatchObject([
      {
        type: 'document.series-aligned',
        subject: 'eventReport',
        data: { year: 2026, before: 0, lastIssue: 44, reason: '接续纸质台账' },
      },
    ])
  }))

test('a slip can be put right while nothing was given out; what was given out stands', () =>
  undone(async work => {
    const align = (lastIssue: number) => alignSeries(work, 'instruction', { year: 2026, lastIssue, reason: '更正' })
    await align(440)
    await align(44)
    expect(await nextIssue(work, 'instruction', 2026)).toBe(45)
    await expect(align(44)).rejects.toMatchObject({ code: 'conflict' })
    await align(45)
    await align(60)
    expect(await nextIssue(work, 'instruction', 2026)).toBe(61)
  }))

test('the database itself takes no number back', () =>
  undone(async work => {
    await nextIssue(work, 'bulletin', 2026)
    await expect(
      work.tx.updateTable('document_series').set({ last_issue: 0, issued_here: 0 }).execute(),
    ).rejects.toThrow('不可收回')
  }))
