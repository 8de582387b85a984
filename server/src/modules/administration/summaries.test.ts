import type { AccountView } from '@anlan/contract/administration.ts'
import type { AuditSummary, SecuritySummary, SystemSummary } from '@anlan/contract/administration-summary.ts'
import { expect } from 'vitest'
import { test } from '../../../test/world.ts'

test('the system administrator sees what waits and when the last backup was; a failed one does not count', async ({
  world,
}) => {
  const admin = await world.as('admin1')
  const read = async () => (await admin.get<SystemSummary>('/api/summaries/system')).body
  const before = await read()
  expect(before).toMatchObject({ lastBackupAt: null, deadLetters: 0, files: { available: true } })
  expect(before.databaseBytes).toBeGreaterThan(1_000_000)
  expect(before.disk?.totalBytes).toBeGreaterThan(before.disk?.freeBytes ?? Number.POSITIVE_INFINITY)
  await world.at('2026-07-02T08:00:00+08:00')
  const backup = (doneAt: string, succeeded: boolean) =>
    admin.post('/api/maintenance', { kind: 'backup', doneAt, succeeded, doneBy: '', note: '每日备份' })
  expect((await backup('2026-07-01T02:00:00+08:00', true)).status).toBe(201)
  expect((await backup('2026-07-02T02:00:00+08:00', false)).status).toBe(201)
  await world.query(
    "insert into due_task (kind, key, run_at, attempts, last_error, dead_at) values ('x', 'y', now(), 8, 'e', now())",
  )
  expect(await read()).toMatchObject({ lastBackupAt: '2026-06-30T18:00:00.000Z', deadLetters: 1 })
})

test('the security administrator sees who lacks a second factor, who is locked out and what was granted', async ({
  world,
}) => {
  const security = await world.as('security1')
  const read = async () => (await security.get<SecuritySummary>('/api/summaries/security')).body
  const before = await read()
  expect(before.administratorsWithoutSecondFactor.map(one => one.account)).toEqual(
    expect.arrayContaining(['admin1', 'audit1', 'security1']),
  )
  expect(before.administratorsWithoutSecondFactor.map(one => one.account)).not.toContain('duty1')
  const duty = world.account('duty1')
  await world.query(`insert into second_factor (account_id, secret, created_at, confirmed_at)
    values ('${world.account('admin1')}', '\\x00', now(), now())`)
  await world.query(`insert into sign_in_attempt (account, source, known, failures, since, blocked_until)
    values ('duty1', 'x', true, 9, now(), now() + interval '1 hour')`)
  await security.put(`/api/accounts/${duty}/grants`, {
    roles: ['duty_officer', 'duty_leader'],
  })
  const after = await read()
  expect(after.administratorsWithoutSecondFactor.map(one => one.account)).not.toContain('admin1')
  expect(after.locked.map(one => one.account)).toEqual(['duty1'])
  const account = (await security.get<{ items: AccountView[] }>('/api/accounts?text=duty1')).body.items[0]
  expect(after.changes[0]).toMatchObject({ type: 'account.granted', account: account?.displayName })
})

test('the auditor sees what was recorded today, who was turned away, and a root that was tampered with', async ({
  world,
}) => {
  const auditor = await world.as('audit1')
  const read = async () => (await auditor.get<AuditSummary>('/api/summaries/audit')).body
  await world.at('2026-07-02T08:00:00+08:00')
  const duty = await world.as('duty1')
  await duty.post('/api/calls', {})
  await world.app.inject({
    method: 'POST',
    url: '/api/session',
    payload: { account: 'duty1', password: 'wrong-password-1' },
  })
  expect((await read()).refused).toMatchObject([{ subject: 'duty1', count: 1 }])
  expect((await read()).today.find(one => one.type === 'session.refused')).toEqual({
    type: 'session.refused',
    count: 1,
  })
  await world.at('2026-07-02T10:00:00+08:00')
  const { lastRoot } = await read()
  if (lastRoot) expect(lastRoot.good).toBe(true)
})

test('none of the three reads what belongs to another', async ({ world }) => {
  const own = { admin1: 'system', security1: 'security', audit1: 'audit' }
  for (const [account, page] of Object.entries(own)) {
    const caller = await world.as(account)
    for (const other of Object.values(own))
      expect((await caller.get(`/api/summaries/${other}`)).status, `${account} ${other}`).toBe(
        other === page ? 200 : 403,
      )
  }
})
