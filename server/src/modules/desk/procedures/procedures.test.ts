import type { ProcedureVersions, ProcedureView, StepsView } from '@anlan/contract/desk.ts'
import type { EventView } from '@anlan/contract/emergency-event.ts'
import type { TimelineEntry } from '@anlan/contract/event-timeline.ts'
import { expect } from 'vitest'
import { test } from '../../../../test/world.ts'

test('a new officer follows the page through a simulated leak: what to say, whom to tell, each step ticked once (P10)', async ({
  world,
}) => {
  await world.at('2026-09-17T14:20:00+08:00')
  const duty = await world.as('duty1')
  const before = (await duty.get<StepsView>('/api/duty-procedure/steps?type=12D02')).body
  expect(before.subject).toBeNull()
  const { body: event } = await duty.post<EventView>('/api/emergency-events', {
    title: '演练：盐酸罐车泄漏',
    eventTypeCode: '12D02',
    areaCode: '990321104202',
    knownAt: '2026-09-17T14:18:00+08:00',
    source: '过路司机电话',
    summary: '一辆盐酸罐车泄漏，有白雾。',
  })
  const steps = async () =>
    (await duty.get<StepsView>(`/api/duty-procedure/steps?matter=${event.id}`)).body.groups.flatMap(one => one.steps)
  const shown = await steps()
  expect(shown.map(one => one.key)).toEqual(expect.arrayContaining(['ask', 'upwind', 'chemical-units', 'leader', 'up']))
  // What belongs to floods and forest fires is not in the way.
  expect(shown.map(one => one.key)).not.toEqual(expect.arrayContaining(['downhill']))
  for (const { key } of shown)
    expect((await duty.put('/api/duty-procedure/ticks', { matterId: event.id, key, done: true })).status).toBe(200)
  await duty.put('/api/duty-procedure/ticks', { matterId: event.id, key: 'ask', done: true })
  expect((await steps()).every(one => one.doneAt === '2026-09-17T06:20:00.000Z' && one.doneBy)).toBe(true)
  const ticked = (await world.facts(event.id)).filter(type => type === 'desk.step-done')
  expect(ticked).toHaveLength(shown.length)
  const { items } = (await duty.get<{ items: TimelineEntry[] }>(`/api/emergency-events/${event.id}/timeline?limit=100`))
    .body
  expect(items.map(one => one.sentence)).toContain('县总值班室完成流程步骤：立即报告带班领导，按其意见处置')
  expect(
    (
      await (
        await world.as('songling1')
      ).put('/api/duty-procedure/ticks', { matterId: event.id, key: 'ask', done: true })
    ).status,
  ).toBe(404)
})

test('a unit adds its own steps to the standard, and two who edit at once lose nothing silently', async ({ world }) => {
  await world.at('2026-09-17T14:20:00+08:00')
  const town = await world.as('chaping1')
  const own = {
    version: 0,
    reason: '补充本镇通知对象',
    steps: [{ key: 'own-1', when: 'onReport', text: '通知三岔河管护站', typePrefixes: [] }],
  }
  const saved = await town.put<ProcedureView>('/api/duty-procedure/own', own)
  expect(saved.body.own).toMatchObject({ version: 1, reason: '补充本镇通知对象' })
  expect((await (await world.as('chaping2')).put('/api/duty-procedure/own', own)).problem.code).toBe(
    'desk/procedure-changed',
  )
  const keys = async (account: string) =>
    (await (await world.as(account)).get<StepsView>('/api/duty-procedure/steps?type=12D02')).body.groups.flatMap(one =>
      one.steps.map(step => step.key),
    )
  expect(await keys('chaping1')).toContain('own-1')
  expect(await keys('longtan1')).not.toContain('own-1')
  expect((await town.put('/api/duty-procedure/standard', own)).status).toBe(403)
  const { items } = (await town.get<ProcedureVersions>('/api/duty-procedure/versions?of=own')).body
  expect(items).toMatchObject([{ version: 1, reason: '补充本镇通知对象', steps: own.steps }])
  // A step is ticked by its key: none may stand twice.
  const [step] = own.steps
  const refused = async (keys: string[]) =>
    (
      await town.put('/api/duty-procedure/own', { ...own, version: 1, steps: keys.map(key => ({ ...step, key })) })
    ).problem.errors?.map(error => error.pointer)
  expect(await refused(['leader'])).toEqual(['/steps/0/key'])
  expect(await refused(['own-1', 'own-1'])).toEqual(['/steps'])
})

test('the steps of taking over stand on the desk of each shift anew, and are ticked for that shift alone', async ({
  world,
}) => {
  await world.at('2026-09-17T09:00:00+08:00')
  const town = await world.as('chaping1')
  const steps = async () => (await town.get<StepsView>('/api/duty-procedure/shift-steps')).body
  const first = await steps()
  expect(first.subject).toBe('2026-09-17T00:30:00.000Z')
  expect(first.groups.map(group => group.when)).toEqual(['shiftStart'])
  const tick = (startedAt: string | null, key: string, done = true) =>
    town.put<StepsView>('/api/duty-procedure/shift-ticks', { startedAt, key, done })
  const after = await tick(first.subject, 'lines')
  expect(after.body.groups[0]?.steps.find(one => one.key === 'lines')).toMatchObject({
    doneAt: '2026-09-17T01:00:00.000Z',
  })
  await tick(first.subject, 'lines')
  expect((await world.facts()).filter(type => type === 'desk.step-done')).toHaveLength(1)
  expect((await tick(first.subject, 'leader')).status).toBe(404)
  await world.at('2026-09-18T09:00:00+08:00')
  const second = await steps()
  expect(second.subject).toBe('2026-09-18T00:30:00.000Z')
  expect(second.groups[0]?.steps.every(one => one.doneAt === null)).toBe(true)
  expect((await tick(first.subject, 'handed')).problem.code).toBe('desk/shift-over')
})
