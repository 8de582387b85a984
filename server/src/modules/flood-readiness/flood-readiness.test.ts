import type { ReadinessView } from '@anlan/contract/flood-readiness.ts'
import { describe, expect } from 'vitest'
import { test, type World } from '../../../test/world.ts'

const launch = async (world: World, dueOn = '2026-03-31') => {
  await world.at('2026-03-01T08:00:00+08:00')
  const reply = await (await world.as('bureau1')).post<ReadinessView>('/api/flood-readiness', {
    title: '2026 年汛前检查',
    dueOn,
  })
  expect(reply.status).toBe(201)
  return reply.body.season?.id ?? ''
}
const townOf = (world: World, view: ReadinessView, key = 'chaping') => {
  const found = view.items.find(one => one.unitId === world.unit(key))
  if (!found) throw new Error(`${key} is not there`)
  return found
}
const state = async (world: World, id: string, item: string, body: object, account = 'chaping1') =>
  (await world.as(account)).put<ReadinessView>(
    `/api/flood-readiness/${id}/units/${world.unit('chaping')}/items/${item}`,
    { ready: true, evidence: '三月五日检查记录', version: 0, ...body },
  )

describe('汛前五到位', () => {
  test('every township owes it once; ledgers answer for supplies and teams, the leader signs, and the county sees all', async ({
    world,
  }) => {
    const id = await launch(world)
    const again = await (await world.as('bureau1')).post('/api/flood-readiness', {
      title: '又一次',
      dueOn: '2026-03-31',
    })
    expect(again.problem.type).toContain('flood-readiness/open')
    const leader = await world.as('chaping2')
    const owed = async () =>
      (
        await world.query(`select 1 from obligation where kind = 'flood-readiness' and satisfied_at is null
        and cancelled_at is null and owed_by_unit_id = '${world.unit('chaping')}'`)
      ).length
    expect(await owed()).toBe(1)

    const seen = townOf(world, (await leader.get<ReadinessView>('/api/flood-readiness')).body)
    expect(seen.parts.map(part => [part.item, part.computed])).toEqual([
      ['works', false],
      ['supplies', true],
      ['teams', true],
      ['plans', false],
      ['training', false],
    ])
    // What a ledger answers, nobody states.
    expect((await state(world, id, 'supplies', {})).problem.type).toContain('flood-readiness/computed')
    const sign = (remark = '') =>
      leader.put<ReadinessView>(`/api/flood-readiness/${id}/units/${world.unit('chaping')}/signing`, { remark })
    expect((await sign()).problem.type).toContain('flood-readiness/unstated')
    await state(world, id, 'works', {})
    await state(world, id, 'plans', {})
    const training = await state(world, id, 'training', { ready: false, evidence: '演练安排在四月' })
    expect(training.status).toBe(200)
    // Two at once lose nothing silently.
    expect((await state(world, id, 'training', { evidence: '别的' }, 'chaping2')).status).toBe(409)

    const bare = await sign()
    expect(bare.problem.errors?.[0]?.field).toBe('整改措施和期限')
    const signed = await sign('四月十日前完成演练')
    expect(townOf(world, signed.body)).toMatchObject({ state: 'signed', remark: '四月十日前完成演练' })
    expect(await owed()).toBe(0)

    // A township sees and states for itself alone; an officer does not sign.
    const other = await world.as('longtan1')
    expect((await other.get<ReadinessView>('/api/flood-readiness')).body.items).toHaveLength(1)
    expect((await state(world, id, 'works', { version: 1 }, 'longtan1')).status).toBe(404)
    const officer = await (await world.as('chaping1')).put(
      `/api/flood-readiness/${id}/units/${world.unit('chaping')}/signing`,
      { remark: 'x' },
    )
    expect(officer.status).toBe(403)

    await world.at('2026-04-01T00:10:00+08:00')
    const county = (await (await world.as('duty1')).get<ReadinessView>('/api/flood-readiness')).body
    expect(townOf(world, county).state).toBe('signed')
    expect(county.items.filter(one => one.state === 'overdue')).toHaveLength(county.items.length - 1)
    expect(county.items.at(-1)?.unitId).toBe(world.unit('chaping'))
  })

  test('supplies stand as the stores stand: what is taken out shows at once, and what was signed stays as it was once the check is closed', async ({
    world,
  }) => {
    const id = await launch(world)
    const view = async () => (await (await world.as('bureau1')).get<ReadinessView>('/api/flood-readiness')).body
    const supplies = async () => townOf(world, await view()).parts.find(part => part.item === 'supplies')
    const before = await supplies()
    await world.query(
      `update stock_standard set least = 1000000, quantity = 1000000 where level = 'town' and item_code = 'raincoat'`,
    )
    const now = await supplies()
    expect(now?.ready).toBe(false)
    expect(now?.words.join()).toContain('1000000')
    expect(now?.words).not.toEqual(before?.words)
    for (const item of ['works', 'plans', 'training']) await state(world, id, item, {})
    const leader = await world.as('chaping2')
    await leader.put(`/api/flood-readiness/${id}/units/${world.unit('chaping')}/signing`, { remark: '已申请调拨' })
    const closed = await (await world.as('bureau1')).put<ReadinessView>(`/api/flood-readiness/${id}/closing`, {
      reason: '检查结束',
    })
    expect(closed.body.season?.closedAt).not.toBeNull()
    await world.query(`update stock_standard set least = 1, quantity = 1 where level = 'town'`)
    expect((await supplies())?.words).toEqual(now?.words)
    expect((await state(world, id, 'works', { version: 1 })).problem.type).toContain('flood-readiness/closed')
    // Nobody owes it any more, and another may be launched.
    const open = await world.query(
      `select 1 from obligation where kind = 'flood-readiness' and satisfied_at is null and cancelled_at is null`,
    )
    expect(open).toEqual([])
    const next = { title: '主汛期复查', dueOn: '2026-05-31' }
    expect((await (await world.as('bureau1')).post('/api/flood-readiness', next)).status).toBe(201)
  })
})
