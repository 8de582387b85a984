import type { CallUpView } from '@anlan/contract/call-up-view.ts'
import { describe, expect } from 'vitest'
import { allChecked, flood, heldOf, type Slips, step } from '../../../../test/call-up-story.ts'
import { teamOf } from '../../../../test/team-story.ts'
import { test, type World } from '../../../../test/world.ts'

const night = '2026-07-12T03:10:00+08:00'

/** A vehicle of 茶坪镇. */
async function boat(world: World, values: object = {}): Promise<string> {
  const made = await (await world.as('chaping1')).post<{ id: string }>('/api/registers/equipment', {
    values: {
      name: '镇冲锋舟',
      kind: 'boat',
      number: '岚艇0001',
      ownership: 'own',
      rating: 8,
      position: { lng: 108.41, lat: 29.21 },
      operator: '田大川',
      operatorPhone: '19900007777',
      readyMinutes: 15,
      ...values,
    },
  })
  expect(made.status, JSON.stringify(made.problem)).toBe(201)
  return made.body.id
}
const ask = async (world: World, account: string, items: object[], more: object = {}) =>
  (await world.as(account)).post<Slips>('/api/call-ups', { items, reason: '转移被困群众', ...more })
async function slipOf(world: World, account: string, items: object[], more: object = {}): Promise<CallUpView> {
  const made = await ask(world, account, items, more)
  expect(made.status, JSON.stringify(made.problem)).toBe(200)
  return made.body.items[0] as CallUpView
}
const statusOf = async (world: World, team: string) =>
  ((await world.query(`select status from team where id = '${team}'`)) as { status: string }[])[0]?.status
const codesOf = (slip: CallUpView) => slip.checks.map(check => check.code)

describe('before it leaves', () => {
  test('a boat is asked for what a boat needs; what fails puts it out of service until repaired and checked again', async ({
    world,
  }) => {
    await world.at(night)
    const id = await boat(world)
    const slip = await slipOf(world, 'duty1', [{ offerId: id }], { eventId: await flood(world) })
    expect(codesOf(slip)).toEqual(['life-saving', 'communication', 'vehicle', 'load', 'boat', 'boat-jackets'])
    await step(await world.as('leader1'), slip.id, 'approval')
    const keeper = await world.as('chaping1')
    await step(keeper, slip.id, 'issue')
    const checks = (failed: boolean) =>
      codesOf(slip).map(code => ({
        code,
        confirmed: !(failed && code === 'boat'),
        failed: failed && code === 'boat',
        reason: failed && code === 'boat' ? '发动机不能启动' : '',
      }))
    const bare = checks(true).map(check => ({ ...check, reason: '' }))
    const silent = await keeper.put(`/api/call-ups/${slip.id}/departure-check`, { checks: bare })
    expect(silent.problem.errors).toMatchObject([{ field: '不合格情况' }])
    const failed = await step(keeper, slip.id, 'departure-check', { checks: checks(true) })
    expect(failed.checks.find(check => check.code === 'boat')).toMatchObject({
      state: 'failed',
      reason: '发动机不能启动',
    })
    const { item, faults, life } = (
      await keeper.get<{ item: { state: string }; faults: { id: string }[]; life: { text: string }[] }>(
        `/api/equipment/${id}`,
      )
    ).body
    expect(item.state).toBe('outOfService')
    expect(life.some(one => one.text.includes('发动机不能启动'))).toBe(true)
    expect((await keeper.post(`/api/call-ups/${slip.id}/departure`)).problem).toMatchObject({
      code: 'call-up/checks-open',
      detail: expect.stringContaining('不合格'),
    })
    // To tick it off is not to repair it.
    await step(keeper, slip.id, 'departure-check', { checks: checks(false) })
    const still = await keeper.post(`/api/call-ups/${slip.id}/departure`)
    expect(still.problem).toMatchObject({ code: 'call-up/not-fit', detail: expect.stringContaining('停用') })
    const repair = `/api/equipment/${id}/faults/${faults[0]?.id}/repair`
    expect((await keeper.put(repair, { repair: '更换火花塞' })).status).toBe(200)
    expect(await step(keeper, slip.id, 'departure')).toMatchObject({ state: 'underWay' })
  })

  test('papers that have run out need a leader and a reason, which stands on the slip; what is broken goes with no reason', async ({
    world,
  }) => {
    await world.at(night)
    const id = await boat(world, { lastCheckOn: '2025-06-30', nextCheckOn: '2026-06-30' })
    const eventId = await flood(world)
    const refused = await ask(world, 'duty1', [{ offerId: id }], { eventId })
    expect(refused.problem).toMatchObject({ code: 'resource/unavailable', detail: expect.stringContaining('检验') })
    const slip = await slipOf(world, 'leader1', [{ offerId: id }], { eventId, overrideReason: '附近只有这一艘' })
    expect(slip).toMatchObject({ overrideReason: '附近只有这一艘' })
    expect(slip.lines[0]).toMatchObject({ overridden: true, overriddenAgainst: '检验已于 2026-06-30 到期' })
    const course = await (await world.as('duty1')).get<{ items: { sentence: string }[] }>(
      `/api/call-ups/${slip.id}/timeline`,
    )
    expect(course.body.items[0]?.sentence).toContain('检验已于 2026-06-30 到期，确需调用：附近只有这一艘')
    await step(await world.as('chaping2'), slip.id, 'approval')
    const keeper = await world.as('chaping1')
    expect((await keeper.post(`/api/equipment/${id}/faults`, { what: '艇体漏水' })).status).toBe(201)
    const second = await ask(world, 'leader1', [{ offerId: id }], { eventId, overrideReason: '附近只有这一艘' })
    expect(second.problem.detail).toContain('停用')
    await allChecked(keeper, await step(keeper, slip.id, 'issue'))
    expect((await keeper.post(`/api/call-ups/${slip.id}/departure`)).problem.code).toBe('call-up/not-fit')
  })

  test('a team that is out for one slip cannot leave for a second before it is back from the first', async ({
    world,
  }) => {
    await world.at(night)
    const team = await teamOf(world, 'chaping1', { name: '茶坪镇救援一队', kind: 'township', nominal: 40 })
    const first = await slipOf(world, 'duty1', [{ offerId: team }], { eventId: await flood(world) })
    await step(await world.as('leader1'), first.id, 'approval')
    const chief = await world.as('chaping1')
    await allChecked(chief, await step(chief, first.id, 'issue'))
    await step(chief, first.id, 'departure')
    const second = await slipOf(world, 'leader2', [{ offerId: team }], {
      eventId: await flood(world, 'longtan'),
      overrideReason: '两人被困',
    })
    await step(await world.as('leader1'), second.id, 'approval')
    await allChecked(chief, await step(chief, second.id, 'issue'))
    for (const act of ['departure', 'arrival', 'receipt']) {
      const caller = act === 'receipt' ? await world.as('duty1') : chief
      const early = await caller.post(`/api/call-ups/${second.id}/${act}`)
      expect(early.problem, act).toMatchObject({
        code: 'call-up/still-out',
        detail: expect.stringContaining(first.summary),
      })
    }
    await step(chief, first.id, 'returns')
    await step(chief, second.id, 'departure')
    expect(await statusOf(world, team)).toBe('enRoute')
  })

  test('one drone of a team goes and the team stays at hand; all of its people are the team', async ({ world }) => {
    await world.at(night)
    const team = await teamOf(world, 'chaping1', {
      name: '茶坪镇救援二队',
      kind: 'township',
      nominal: 20,
      capabilities: ['drone', 'flood-rescue'],
    })
    const eventId = await flood(world)
    const part = await slipOf(world, 'duty1', [{ offerId: team, capability: 'drone', quantity: 1 }], { eventId })
    expect(part.lines[0]).toMatchObject({ isShare: true, name: '茶坪镇救援二队（无人机侦察）' })
    await step(await world.as('leader1'), part.id, 'approval')
    const chief = await world.as('chaping1')
    await allChecked(chief, await step(chief, part.id, 'issue'))
    await step(chief, part.id, 'departure')
    expect([await statusOf(world, team), await heldOf(world, team)]).toEqual(['standby', 1])
    await step(chief, part.id, 'returns')
    expect([await statusOf(world, team), await heldOf(world, team)]).toEqual(['standby', 0])
    const all = await slipOf(world, 'duty1', [{ offerId: team, capability: 'flood-rescue', quantity: 20 }], { eventId })
    expect(all.lines[0]?.isShare).toBe(false)
    await step(await world.as('leader1'), all.id, 'approval')
    await step(chief, all.id, 'acknowledgement')
    expect(await statusOf(world, team)).toBe('gathering')
  })
})

describe('what is offered to whom', () => {
  test('the asker withdraws, the owner refuses; what goes out is signed for when it has left', async ({ world }) => {
    await world.at(night)
    const team = await teamOf(world, 'chaping1', { name: '茶坪镇救援一队', kind: 'township', nominal: 40 })
    const asked = await slipOf(world, 'duty1', [{ offerId: team }], { eventId: await flood(world) })
    expect(asked.may).toMatchObject({ refuse: false, cancel: true })
    expect(asked.own).toEqual({ from: false, to: true })
    const refused = await (await world.as('duty1')).post(`/api/call-ups/${asked.id}/refusal`, { reason: '不用了' })
    expect(refused.problem).toMatchObject({ code: 'call-up/own-request', detail: '自己申请的不再需要时，请撤销' })
    const chief = await world.as('chaping1')
    const seen = (await chief.get<CallUpView>(`/api/call-ups/${asked.id}`)).body
    expect([seen.may.refuse, seen.own]).toEqual([true, { from: true, to: false }])
    await step(await world.as('leader1'), asked.id, 'approval')
    await allChecked(chief, await step(chief, asked.id, 'issue'))
    const bureau = await world.as('bureau1')
    const issued = (await bureau.get<CallUpView>(`/api/call-ups/${asked.id}`)).body
    expect(issued.may.receive).toBe(false)
    expect(issued.own).toEqual({ from: false, to: false })
    await step(chief, asked.id, 'departure')
    expect((await bureau.get<CallUpView>(`/api/call-ups/${asked.id}`)).body.may.receive).toBe(true)
  })
})
