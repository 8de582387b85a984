import type { MaintenanceView, UsageView } from '@anlan/contract/usage.ts'
import { expect } from 'vitest'
import { test } from '../../../../test/no-neighbours.ts'

const neighbour = { name: '枫溪县应急管理局', kind: '毗邻县区', dutyPhone: '023-76540110' }

test('per unit: accounts, last sign-in, what was entered and recorded in 30 days, what is stale, who is idle', async ({
  world,
}) => {
  await world.at('2026-07-01T01:00:00Z')
  await world.query('update account set last_signed_in_at = null')
  const bureau = await world.as('bureau1')
  await bureau.post('/api/registers/neighbour-units', { values: neighbour })
  await world.query(`update account set last_signed_in_at = '2026-06-20T01:00:00Z' where account = 'chaping1'`)
  const usage = async (account: string) => (await (await world.as(account)).get<UsageView>('/api/usage')).body
  const of = async (unit: string, account = 'admin1') =>
    (await usage(account)).items.find(item => item.unitId === world.unit(unit))

  expect(await usage('admin1')).toMatchObject({ days: 30, idleDays: 30 })
  const { rows } = { rows: await world.query(`select unit_id from account where account = 'bureau1'`) }
  const own = (rows[0] as { unit_id: string }).unit_id
  const bureauRow = (await usage('bureau1')).items.find(item => item.unitId === own)
  expect(bureauRow).toMatchObject({ recordsEntered: 1, facts: 1, stale: 0, idle: false, lastSignedInAt: null })
  expect(await of('chaping')).toMatchObject({
    lastSignedInAt: '2026-06-20T01:00:00.000Z',
    recordsEntered: 0,
    idle: false,
  })
  expect(await of('longtan')).toMatchObject({ facts: 0, idle: true })
  expect(await of('city-duty-office')).toBeUndefined()

  await (await world.as('admin1')).put('/api/settings/administration.idle-days', { value: 10, reason: '汛期从严' })
  expect(await of('chaping')).toMatchObject({ idle: true })
  await world.query(`update register_record set verify_due_on = '2026-06-30' where ledger = 'neighbour-units'`)
  expect((await usage('bureau1')).items.find(item => item.unitId === own)).toMatchObject({ stale: 1 })
})

test('what was recorded longer ago is not counted', async ({ world }) => {
  await world.at('2026-07-01T01:00:00Z')
  await (await world.as('bureau1')).post('/api/registers/neighbour-units', { values: neighbour })
  await world.at('2026-07-31T01:00:01Z')
  const { body } = await (await world.as('admin1')).get<UsageView>('/api/usage')
  expect(body.items.reduce((sum, item) => sum + item.recordsEntered, 0)).toBe(0)
})

test('upkeep is written down, kept for good and read beside what the commands recorded', async ({ world }) => {
  await world.at('2026-07-01T01:00:00Z')
  const admin = await world.as('admin1')
  const entry = { kind: 'restoreTest', doneAt: '2026-06-30T22:00:00+08:00', succeeded: false, note: '备份盘无法读取' }
  const added = await admin.post<MaintenanceView>('/api/maintenance', entry)
  expect(added.status).toBe(201)
  expect(added.body).toMatchObject({
    kind: 'restoreTest',
    succeeded: false,
    automatic: false,
    doneBy: added.body.recordedBy,
  })
  await admin.post('/api/maintenance', {
    ...entry,
    kind: 'upgrade',
    doneAt: '2026-06-01T22:00:00+08:00',
    succeeded: true,
  })
  const list = async (query = '') =>
    (await admin.get<{ items: MaintenanceView[]; next: string | null }>(`/api/maintenance?${query}`)).body
  expect((await list()).items.map(item => item.kind)).toEqual(['restoreTest', 'upgrade'])
  const first = await list('limit=1')
  const rest = await list(`limit=1&after=${encodeURIComponent(first.next ?? '')}`)
  expect([first, rest].flatMap(page => page.items.map(item => item.kind))).toEqual(['restoreTest', 'upgrade'])
  expect((await list('kind=upgrade')).items).toHaveLength(1)
  const ahead = await admin.post('/api/maintenance', { ...entry, doneAt: '2026-07-02T00:00:00Z' })
  expect(ahead.problem.errors?.[0]?.message).toBe('维护时间不能晚于现在')
  await expect(world.query('delete from maintenance')).rejects.toThrow('只增不改')
  expect((await (await world.as('bureau1')).post('/api/maintenance', entry)).problem.code).toBe('not-permitted')
})
