import type { SettingChangeView, SettingGroupView, SettingView } from '@anlan/contract/administration.ts'
import type { EventView, IntakeAdvice } from '@anlan/contract/emergency-event.ts'
import { permits } from '@anlan/contract/permissions.ts'
import { describe, expect } from 'vitest'
import type { z } from 'zod'
import { test as onNodes } from '../../../test/platform.ts'
import { test, type World } from '../../../test/world.ts'
import { strangerTries } from '../../kernel/access/access-settings.ts'
import { signIn } from '../../kernel/access/sign-in.ts'
import { runSystemWork } from '../../kernel/house.ts'
import { refusalOf, settingOf } from '../../kernel/setting-rows.ts'

type Group = z.output<typeof SettingGroupView>
type Change = SettingChangeView
type Advice = z.output<typeof IntakeAdvice>

const all = async (world: World, account: string): Promise<SettingView[]> =>
  (await (await world.as(account)).get<{ groups: Group[] }>('/api/settings')).body.groups.flatMap(group => group.items)

const one = async (world: World, account: string, key: string) =>
  (await all(world, account)).find(setting => setting.key === key)

async function change(world: World, account: string, key: string, value: unknown, reason = '按县应急委会议要求') {
  return (await world.as(account)).put<SettingView>(`/api/settings/${key}`, { value, reason })
}

describe('what the modules declare', () => {
  test('names each setting once, with a default that may be stored and an owner who may change it', ({ world }) => {
    const declared = world.house.modules.flatMap(module =>
      (module.settings ?? []).flatMap(group => group.items.map(item => ({ module: module.name, item }))),
    )
    expect(declared.length).toBeGreaterThan(20)
    const keys = declared.map(({ item }) => item.key)
    expect(new Set(keys).size).toBe(keys.length)
    expect(declared.filter(({ item }) => refusalOf(item, item.default)).map(({ item }) => item.key)).toEqual([])
    expect(
      declared
        .filter(({ item }) => !permits([item.owner], 'administration.parameters.change'))
        .map(({ item }) => item.key),
    ).toEqual([])
    // `access` is the kernel's own, shown by the administration.
    expect(
      declared
        .filter(({ module, item }) => !item.key.startsWith(`${module}.`) && !item.key.startsWith('access.'))
        .map(({ item }) => item.key),
    ).toEqual([])
  })

  test('applies while nobody has changed it, and says so', async ({ world }) => {
    const settings = await all(world, 'audit1')
    expect(settings.filter(setting => setting.value !== setting.default || setting.changedAt !== null)).toEqual([])
    expect(await one(world, 'admin1', 'event-report.duplicate-km')).toMatchObject({
      label: '疑似重复接报的距离范围',
      unit: '公里',
      value: 5,
      min: 1,
      max: 100,
      owner: 'bureau_officer',
      mayChange: false,
      source: { confidence: '设计' },
    })
    expect((await one(world, 'bureau1', 'event-report.duplicate-km'))?.mayChange).toBe(true)
  })
})

describe('a change', () => {
  const fire = {
    title: '河坝村民房火情',
    eventTypeCode: '11A51',
    areaCode: '990321104202',
    location: { lng: 104.2, lat: 31.5 },
    knownAt: '2026-07-12T02:46:00+08:00',
    source: '12345',
    summary: '山洪进村。',
  }
  // 0.09 degrees of latitude are ten kilometres.
  const tenKmAway = { eventTypeCode: '11A51', location: { lng: 104.2, lat: 31.59 }, text: '山洪' }

  test('applies to the very next request', async ({ world }) => {
    await world.at('2026-07-12T02:50:00+08:00')
    const duty = await world.as('duty1')
    const event = await duty.post<EventView>('/api/emergency-events', fire)
    expect(event.status).toBe(201)
    const advice = async () => (await duty.post<Advice>('/api/intake/advice', tenKmAway)).body.duplicates
    expect(await advice()).toEqual([])
    expect((await change(world, 'bureau1', 'event-report.duplicate-km', 12)).status).toBe(200)
    expect(await advice()).toMatchObject([{ eventId: event.body.id, distanceKm: 10 }])
    expect((await change(world, 'bureau1', 'event-report.duplicate-km', 9)).status).toBe(200)
    expect(await advice()).toEqual([])
  })

  test('of the time until the deputy is asked moves the next notice', async ({ world }) => {
    await world.at('2026-07-12T02:50:00+08:00')
    await change(world, 'bureau1', 'event-report.event-step-up-minutes', 3)
    const duty = await world.as('duty1')
    const { id } = (await duty.post<EventView>('/api/emergency-events', fire)).body
    const steps = await world.query(`select step_up_minutes from notice where kind = 'event' and matter_id = '${id}'`)
    expect(steps.length).toBeGreaterThan(0)
    expect(steps.every(row => (row as { step_up_minutes: number }).step_up_minutes === 3)).toBe(true)
  })

  test('of the reminder moves it for limits that start from then on', async ({ world }) => {
    await world.at('2026-07-12T02:50:00+08:00')
    await change(world, 'bureau1', 'obligation.warn-share-percent', 50)
    const duty = await world.as('duty1')
    const { id } = (await duty.post<EventView>('/api/emergency-events', fire)).body
    const rows = (await world.query(
      `select extract(epoch from due_at - warn_at) / extract(epoch from due_at - started_at) as share from obligation
       where matter_id = '${id}' and not soft and limit_minutes between 1 and 120`,
    )) as { share: string }[]
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.map(row => Number(row.share))).toEqual(rows.map(() => 0.5))
  })

  test('of the tries at the door counts for the next try', async ({ world }) => {
    await change(world, 'security1', 'access.stranger-tries', 3)
    const guess = () => signIn(world.house, 'duty1', 'wrong', '203.0.113.9').catch((error: Error) => error.message)
    for (let i = 0; i < 3; i++) expect(await guess()).toBe('session/wrong-credentials')
    expect(await guess()).toMatch(/^session\/locked-out/)
  })

  test('of the longest session counts for the next one', async ({ world }) => {
    await change(world, 'security1', 'access.longest-session-hours', 1)
    const duty = await world.as('duty1')
    expect((await duty.get('/api/session')).status).toBe(200)
    world.wait(61)
    expect((await duty.get('/api/session')).status).toBe(401)
  })

  test('is kept with who, when, why and what it was; the same value again is no change', async ({ world }) => {
    await world.at('2026-07-12T03:00:00Z')
    const key = 'switchboard.wait-minutes'
    await change(world, 'bureau1', key, 45, '来电量大')
    await world.at('2026-07-13T03:00:00Z')
    await change(world, 'bureau1', key, 20, '恢复常态')
    await change(world, 'bureau1', key, 20, '再点一次')
    const admin = await world.as('admin1')
    const history = await admin.get<{ items: Change[] }>(`/api/settings/${key}/history`)
    expect(history.body.items).toMatchObject([
      { before: 45, after: 20, reason: '恢复常态', at: '2026-07-13T03:00:00.000Z' },
      { before: 30, after: 45, reason: '来电量大', at: '2026-07-12T03:00:00.000Z' },
    ])
    expect(history.body.items[0]?.byName).not.toBe('')
    expect(await one(world, 'admin1', key)).toMatchObject({
      value: 20,
      default: 30,
      changedAt: '2026-07-13T03:00:00.000Z',
      changedByName: history.body.items[0]?.byName,
    })
    expect((await world.facts()).filter(type => type === 'setting.changed')).toHaveLength(2)
    await expect(world.query("update setting_change set reason = ''")).rejects.toThrow()
  })

  test('that is refused says what would be right, and changes nothing', async ({ world }) => {
    const refused = async (key: string, value: unknown, account = 'bureau1') => {
      const { status, problem } = await change(world, account, key, value)
      return [status, problem.errors?.[0]?.pointer, problem.errors?.[0]?.field, problem.errors?.[0]?.message]
    }
    const km = ['疑似重复接报的距离范围', '疑似重复接报的距离范围应为 1 至 100 之间的整数（公里）']
    for (const value of [0, 101, 2.5, -1, 1e300, '5', true])
      expect(await refused('event-report.duplicate-km', value)).toEqual([422, '/value', ...km])
    for (const value of [null, undefined, [], {}])
      expect(await refused('event-report.duplicate-km', value)).toEqual([
        422,
        '/value',
        '参数值',
        '参数值应为数字、“是”或“否”，或一段文字',
      ])
    expect(await refused('event-report.tell-interval-lapses', 1)).toEqual([
      422,
      '/value',
      '续报间隔超时提醒',
      '续报间隔超时提醒应为“是”或“否”',
    ])
    for (const value of ['', '  ', '长'.repeat(21)])
      expect(await refused('notice.mail-subject-mark', value, 'admin1')).toEqual([
        422,
        '/value',
        '邮件标题前的名称',
        '邮件标题前的名称应为 1 至 20 个字',
      ])
    const noReason = await change(world, 'bureau1', 'event-report.duplicate-km', 6, '')
    expect(noReason.problem.errors?.[0]).toMatchObject({ pointer: '/reason', field: '修改原因' })
    expect((await change(world, 'bureau1', 'no.such-setting', 6)).status).toBe(404)
    expect((await all(world, 'bureau1')).filter(setting => setting.changedAt)).toEqual([])
  })

  test('belongs to the one role that owns the setting', async ({ world }) => {
    const owner = { bureau_officer: 'bureau1', system_admin: 'admin1', security_admin: 'security1' } as const
    const wrong: string[] = []
    for (const setting of await all(world, 'audit1'))
      for (const [role, account] of Object.entries(owner)) {
        const { status, problem } = await change(world, account, setting.key, setting.default)
        const right = role === setting.owner ? status === 200 : status === 403 && problem.code === 'not-permitted'
        if (!right) wrong.push(`${account} ${setting.key}: ${status}`)
      }
    expect(wrong).toEqual([])
    const refusal = await change(world, 'admin1', 'access.stranger-tries', 5)
    expect(refusal.problem.detail).toBe('“登录失败次数上限”由安全管理员修改')
  })

  test('written past the form does not bring the work down', async ({ world }) => {
    await world.query(
      `insert into setting (key, value, owner, changed_at) values ('switchboard.wait-minutes', '"viel"', 'x', now())`,
    )
    world.house.settings.forget()
    expect(await one(world, 'admin1', 'switchboard.wait-minutes')).toMatchObject({ value: 30, changedAt: null })
    expect((await (await world.as('duty1')).get('/api/calls')).status).toBe(200)
  })

  test('of a channel never shows a secret, neither in the list nor in a history', async ({ world }) => {
    const admin = await world.as('admin1')
    const body = { url: 'http://10.0.0.9/sms', secret: 'geheim-1234', allowPrivateAddress: true }
    expect((await admin.put('/api/settings/webhook', body)).status).toBe(200)
    expect((await admin.get('/api/settings')).raw.payload).not.toContain('geheim')
    expect((await admin.get('/api/settings/notice.webhook/history')).status).toBe(404)
    expect((await change(world, 'admin1', 'notice.webhook', 'x')).status).toBe(404)
    const facts = await world.query(`select data from fact where type = 'setting.changed'`)
    expect(JSON.stringify(facts)).not.toContain('geheim')
  })
})

onNodes('a setting changed on one node applies on the other within a second', async ({ running }) => {
  const [here, there] = [await running.start(), await running.start()]
  const triesOn = (node: typeof here) => runSystemWork(node.house, work => settingOf(work, strangerTries))
  // Both have read it, so both keep it in memory.
  expect([await triesOn(here), await triesOn(there)]).toEqual([10, 10])
  const changed = await fetch(`${here.url}/api/settings/${strangerTries.key}`, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${await here.signIn('security1')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ value: 4, reason: '加强防护' }),
  })
  expect(changed.status).toBe(200)
  expect(await triesOn(here)).toBe(4)
  await expect.poll(() => triesOn(there), { timeout: 1_000, interval: 20 }).toBe(4)
})

test('the security administrator says how long passwords are, and it applies to the next one', async ({ world }) => {
  const [admin, security] = [await world.as('admin1'), await world.as('security1')]
  const open = (account: string, initialPassword: string) =>
    admin.post('/api/accounts', {
      account,
      displayName: '测试',
      unitId: world.unit('water-bureau'),
      personId: null,
      initialPassword,
      requestedRoles: [],
    })
  const set = (key: string, value: number) => security.put(`/api/settings/${key}`, { value, reason: '等保整改' })
  expect((await open('test-short', 'Ab3-5678')).status).toBe(201)
  expect((await set('access.password-length', 7)).status).toBe(422)
  expect((await admin.put('/api/settings/access.password-length', { value: 10, reason: '改' })).status).toBe(403)
  expect((await set('access.password-length', 10)).status).toBe(200)
  expect((await open('test-short2', 'Ab3-5678')).problem.errors?.[0]?.message).toBe('初始密码至少 10 位')
  expect((await set('access.password-kinds', 4)).status).toBe(200)
  expect((await open('test-kinds', 'Ab34567890')).problem.errors?.[0]?.message).toBe(
    '初始密码应同时包含大写字母、小写字母、数字和符号',
  )
  expect((await open('test-good', 'Ab3-567890')).status).toBe(201)
})
