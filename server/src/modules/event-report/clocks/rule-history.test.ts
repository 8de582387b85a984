import type { ChangeEntry } from '@anlan/contract/change.ts'
import type { ReportingRuleView } from '@anlan/contract/reporting-rule.ts'
import { expect } from 'vitest'
import { test } from '../../../../test/world.ts'

test('each change of a reporting rule is told field by field, newest first, to everybody who reads the rules', async ({
  world,
}) => {
  const admin = await world.as('admin1')
  const duty = await world.as('duty1')
  const rules = (await admin.get<{ items: ReportingRuleView[] }>('/api/reporting-rules')).body.items
  const before = rules.find(one => one.code === 'RR-12')
  if (!before) throw new Error('RR-12 is not there')
  const body = {
    limitMinutes: before.limitMinutes,
    phoneLimitMinutes: before.phoneLimitMinutes,
    enabled: true,
    localDocument: '',
  }
  const history = async () =>
    (await duty.get<{ items: ChangeEntry[] }>('/api/reporting-rules/RR-12/history')).body.items
  expect(await history()).toEqual([])
  await admin.put('/api/reporting-rules/RR-12', {
    ...body,
    limitMinutes: 45,
    localDocument: '青政办〔2026〕7号',
    reason: '县政府办公室通知',
  })
  await admin.put('/api/reporting-rules/RR-12', { ...body, limitMinutes: 45, enabled: false, reason: '暂停执行' })
  expect(await history()).toMatchObject([
    {
      byName: expect.any(String),
      reason: '暂停执行',
      source: null,
      changes: [
        { label: '启用', before: '是', after: '否' },
        { label: '本县文件文号', before: '青政办〔2026〕7号', after: '（空）' },
      ],
    },
    {
      reason: '县政府办公室通知',
      source: '青政办〔2026〕7号',
      changes: [
        { label: '时限', before: `${before.limitMinutes} 分钟`, after: '45 分钟' },
        { label: '本县文件文号', before: '（空）', after: '青政办〔2026〕7号' },
      ],
    },
  ])
  expect((await duty.get('/api/reporting-rules/RR-NONE/history')).status).toBe(404)
})

test('a band of the level standards is changed with its reason; bounds that contradict each other are refused', async ({
  world,
}) => {
  const admin = await world.as('admin1')
  type Threshold = { id: string; lo: number | null; hi: number | null; band: string }
  const rows = (await admin.get<{ items: Threshold[] }>('/api/level-thresholds')).body.items
  const row = rows.find(one => one.lo !== null && one.hi !== null)
  if (!row) throw new Error('no band with two bounds')
  const url = `/api/level-thresholds/${row.id}`
  const refused = await admin.put(url, { lo: 10, hi: 3, enabled: true, reason: '试' })
  expect(refused.problem.errors?.[0]).toMatchObject({ pointer: '/hi', message: '上限应大于下限' })
  expect((await admin.put(url, { lo: null, hi: null, enabled: true, reason: '试' })).status).toBe(422)
  const changed = await admin.put<Threshold>(url, {
    lo: row.lo,
    hi: (row.hi ?? 0) + 1,
    enabled: true,
    reason: '上级标准修订',
  })
  expect(changed.status).toBe(200)
  const duty = await world.as('duty1')
  expect((await duty.put(url, { lo: 1, hi: null, enabled: true, reason: '试' })).status).toBe(403)
  const { items } = (await duty.get<{ items: ChangeEntry[] }>(`${url}/history`)).body
  expect(items).toMatchObject([
    { reason: '上级标准修订', changes: [{ label: '范围', before: row.band, after: changed.body.band }] },
  ])
})
