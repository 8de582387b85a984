import { expect } from 'vitest'
import { test } from '../../../../test/platform.ts'
import { runSystemWork } from '../../../kernel/house.ts'
import { sampleId } from '../../../sample-county.ts'
import { suspect } from './service.ts'

test('the limit passes while the late report is being sent: one suspicion, one notice, and the minutes', async ({
  running,
}) => {
  const { house } = await running.start()
  const one = {
    kind: 'lateReport' as const,
    unitId: sampleId('unit', 'chaping'),
    eventId: null,
    subject: 'a/RR-11',
    since: null,
    ruleCode: 'RR-11',
  }
  let atLimit: (() => void) | undefined
  const held = new Promise<void>(resolve => {
    atLimit = resolve
  })
  const first = runSystemWork(house, async work => {
    await suspect(work, { ...one, minutes: null, evidence: '到时未报' })
    atLimit?.()
    // Long enough for the other to look for a suspicion, find none, and wait for this one's.
    await new Promise(resolve => setTimeout(resolve, 300))
  })
  await held
  await Promise.all([
    first,
    runSystemWork(house, work => suspect(work, { ...one, minutes: 4, evidence: '迟了 4 分钟' })),
  ])

  expect(await running.query('select minutes, evidence from report_violation')).toEqual([
    { minutes: 4, evidence: '迟了 4 分钟' },
  ])
  expect(await running.query(`select type from fact where type like 'event-report.fault-%' order by position`)).toEqual(
    [{ type: 'event-report.fault-suspected' }, { type: 'event-report.fault-measured' }],
  )
  await expect
    .poll(() => running.query(`select body from notice where kind like 'fault/%'`), { timeout: 5_000 })
    .toEqual([{ body: '迟了 4 分钟' }])
})
