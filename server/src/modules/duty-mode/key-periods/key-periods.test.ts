import type { ModesView, UnitModeView } from '@anlan/contract/duty-mode.ts'
import type { KeyPeriodLine, KeyPeriodView } from '@anlan/contract/key-period.ts'
import type { ObligationView } from '@anlan/contract/obligation.ts'
import type { PaperView } from '@anlan/contract/paper.ts'
import { expect } from 'vitest'
import { test, type World } from '../../../../test/world.ts'

type Items<T> = { items: T[] }

/** The days begin with the story; a store's first day is that of its start. */
async function begin(world: World, at: string) {
  await world.at(at)
  await world.query(`update due_task set run_at = '${at}' where kind = 'duty-mode.new-day'`)
  await world.at(new Date(Date.parse(at) + 1).toISOString())
}
const qingming = '/api/key-periods/qingming-2026'
const view = async (world: World, account = 'duty1') =>
  (await (await world.as(account)).get<KeyPeriodView>(qingming)).body
const owedBy = async (world: World, unit: string) =>
  (
    await (await world.as('duty1')).get<Items<ObligationView>>(`/api/obligations?unit=${world.unit(unit)}`)
  ).body.items.filter(one => one.title.startsWith('清明节：'))

test('a week before a holiday every unit is asked, a paper is drafted, and what the roster shows already is not owed', async ({
  world,
}) => {
  await begin(world, '2026-03-27T09:00:00+08:00')
  expect((await view(world)).openedAt).toBeNull()
  await world.at('2026-03-28T00:00:00+08:00')
  const opened = await view(world)
  expect(opened).toMatchObject({ state: 'preparing', daysLeft: 7, dueAt: '2026-04-02T10:00:00.000Z' })
  expect(opened.unitList.length).toBeGreaterThan(20)
  const town = opened.unitList.find(one => one.unitId === world.unit('chaping'))
  expect(town).toMatchObject({ roster: { done: true, how: '值班表已排，时段内无缺岗' }, contacts: { done: false } })
  expect((await owedBy(world, 'chaping')).map(one => [one.title, one.state])).toEqual([
    ['清明节：核查值班通讯录', 'open'],
  ])
  expect((await owedBy(world, 'water-bureau')).map(one => one.title).sort()).toEqual([
    '清明节：报送值班安排',
    '清明节：核查值班通讯录',
  ])
  const paper = (await (await world.as('duty1')).get<PaperView>(`/api/papers/${opened.paperId}`)).body
  expect(paper).toMatchObject({ title: '关于做好清明节期间值班值守工作的通知', state: 'draft' })
  // The next day asks nobody again.
  await world.at('2026-03-29T00:00:01+08:00')
  expect(await owedBy(world, 'water-bureau')).toHaveLength(2)
})

test('a unit states its part, its obligation is met; who has not stands first and is reminded; late is late', async ({
  world,
}) => {
  await begin(world, '2026-03-28T09:00:00+08:00')
  const water = await world.as('water1')
  const url = `${qingming}/units/${world.unit('water-bureau')}/statement`
  for (const part of ['roster', 'contacts'])
    expect((await water.put(url, { part, text: '带班 田晓岚，值班员 2 人，电话已逐一核实' })).status).toBe(200)
  expect((await owedBy(world, 'water-bureau')).map(one => one.state)).toEqual(['met', 'met'])
  const stray = await water.put(`${qingming}/units/${world.unit('chaping')}/statement`, {
    part: 'contacts',
    text: '好',
  })
  expect(stray.status).toBe(404)
  const list = (await view(world)).unitList
  expect(list[0]?.contacts.done).toBe(false)
  expect(list.at(-1)?.unitId).toBe(world.unit('water-bureau'))
  const duty = await world.as('duty1')
  const reminded = await duty.post<{ reminded: number }>(`${qingming}/reminders`)
  expect(reminded.body.reminded).toBe(list.length - 1)
  await world.at('2026-04-02T18:01:00+08:00')
  expect((await owedBy(world, 'chaping')).map(one => one.state)).toEqual(['overdue'])
})

test('the holiday strengthens the county and its townships by itself, once; at its end a leader lets them back', {
  timeout: 60_000,
}, async ({ world }) => {
  await begin(world, '2026-04-03T08:00:00+08:00')
  await world.at('2026-04-04T00:00:01+08:00')
  const duty = await world.as('duty1')
  const mode = async (key: string) => (await duty.get<UnitModeView>(`/api/duty-modes/${world.unit(key)}`)).body
  expect(await mode('songling')).toMatchObject({ mode: 'strengthened', causes: [{ kind: 'period' }] })
  expect((await mode('duty-office')).mode).toBe('strengthened')
  await world.at('2026-04-07T00:00:01+08:00')
  expect((await mode('songling')).mode).toBe('strengthened')
  const leader = await world.as('leader1')
  const { proposals } = (await leader.get<ModesView>('/api/duty-modes')).body
  const lower = proposals.find(one => one.direction === 'lower')
  expect([lower?.mode, lower?.unitNames.length]).toEqual(['normal', 13])
  await leader.post(`/api/duty-mode-proposals/${lower?.id}/approval`, { accept: true })
  expect((await mode('songling')).mode).toBe('normal')
  const facts = await world.query("select 1 from fact where type = 'duty-mode.changed'")
  expect(facts).toHaveLength(26)
})

test('a season is only proposed; declined once it is not asked again', async ({ world }) => {
  await begin(world, '2026-04-29T08:00:00+08:00')
  const duty = await world.as('duty1')
  const season = async () =>
    (await duty.get<ModesView>('/api/duty-modes')).body.proposals.filter(one => one.title.includes('：森林防火期'))
  const [asked] = await season()
  expect(asked).toMatchObject({ direction: 'raise', mode: 'strengthened' })
  await duty.post(`/api/duty-mode-proposals/${asked?.id}/decision`, { accept: false, note: '雨水充足' })
  await world.at('2026-04-30T00:00:01+08:00')
  expect(await season()).toEqual([])
})

test('a major activity is a period with a plan; its checks are computed and signed by the leader', async ({
  world,
}) => {
  await begin(world, '2026-07-01T08:00:00+08:00')
  const duty = await world.as('duty1')
  const made = await duty.post<{ id: string }>('/api/calendar/special-periods', {
    name: '省运会青峦赛区',
    from: '2026-07-20',
    to: '2026-07-25',
    mode: 'strengthened',
    dailyReport: true,
    source: '县政府办通知',
  })
  const url = `/api/key-periods/${made.body.id}`
  const written = await duty.put<KeyPeriodView>(`${url}/plan`, { plan: '场馆周边设 3 个备勤点。', version: 0 })
  expect(written.body).toMatchObject({ plan: '场馆周边设 3 个备勤点。', planVersion: 1 })
  expect((await duty.put(`${url}/plan`, { plan: '别的', version: 0 })).problem.code).toBe('conflict')
  expect((await duty.put(`${url}/checks/rosters/signature`, { note: '' })).status).toBe(403)
  const opened = await duty.post<KeyPeriodView>(`${url}/preparation`)
  expect([opened.status, opened.body.state]).toEqual([200, 'preparing'])
  expect((await duty.post(`${url}/preparation`)).problem.code).toBe('duty-mode/not-to-prepare')
  const rosters = opened.body.checks.find(one => one.id === 'rosters')
  expect(rosters).toMatchObject({
    dueOn: '2026-07-13',
    inOrder: false,
    finding: expect.stringContaining('个单位未完成'),
  })
  const signed = await (await world.as('leader1')).put<KeyPeriodView>(`${url}/checks/rosters/signature`, {
    note: '限期补齐',
  })
  expect(signed.body.checks.find(one => one.id === 'rosters')).toMatchObject({
    signedByName: '龙启明',
    note: '限期补齐',
  })
  const lines = (await duty.get<Items<KeyPeriodLine>>('/api/key-periods')).body.items
  expect(lines.map(one => one.name)).toContain('省运会青峦赛区')
  await duty.delete(`/api/calendar/special-periods/${made.body.id}`)
  const left = await world.query(`select 1 from obligation where title like '省运会%' and cancelled_at is null`)
  expect(left).toEqual([])
})
