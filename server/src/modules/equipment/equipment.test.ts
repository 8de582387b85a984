import type { CallUpView } from '@anlan/contract/call-up-view.ts'
import type { EquipmentDetail, EquipmentList } from '@anlan/contract/equipment.ts'
import type { ObligationView } from '@anlan/contract/obligation.ts'
import type { ResourceHit } from '@anlan/contract/resource.ts'
import type { NeedView } from '@anlan/contract/stock-reserve.ts'
import { describe, expect } from 'vitest'
import type { z } from 'zod'
import { allChecked, flood, heldOf, type Slips, step } from '../../../test/call-up-story.ts'
import { test, type World } from '../../../test/world.ts'

type Hit = z.output<typeof ResourceHit>

/** A snow plough of 茶坪镇: nobody else in its county has one so near. */
async function plough(world: World, values: object = {}, account = 'chaping1') {
  const made = await (await world.as(account)).post<{ id: string; version: number }>('/api/registers/equipment', {
    values: {
      name: '铲雪车',
      kind: 'snowPlough',
      number: '岚Q88888',
      ownership: 'own',
      rating: 6,
      position: { lng: 108.41, lat: 29.91 },
      operator: '田大川',
      operatorPhone: '19900007777',
      readyMinutes: 15,
      ...values,
    },
  })
  expect(made.status, JSON.stringify(made.problem)).toBe(201)
  return made.body
}
const detailOf = async (world: World, id: string) =>
  (await (await world.as('duty1')).get<EquipmentDetail>(`/api/equipment/${id}`)).body
/** What somebody who looks for 除雪 is told of it: nothing, that it is free, or why it is not. */
async function found(world: World, id: string) {
  const duty = await world.as('duty1')
  const ask = (more: string) =>
    duty.get<{ items: Hit[] }>(
      `/api/resources/nearest?lng=108.41&lat=29.91&capability=${encodeURIComponent('除雪')}${more}`,
    )
  const hits = (await ask('')).body.items
  const all = (await ask('&includeUnavailable=true')).body.items
  return { offered: hits.some(one => one.id === id), reason: all.find(one => one.id === id)?.reason ?? null }
}
const owed = async (world: World) =>
  (
    await (await world.as('duty1')).get<{ items: ObligationView[] }>(`/api/obligations?unit=${world.unit('chaping')}`)
  ).body.items.filter(one => one.kind === 'equipmentMaintenance')

describe('车辆装备', () => {
  test('the sample county has its machines, each once, with operator and place', async ({ world }) => {
    const { body } = await (await world.as('duty1')).get<EquipmentList>('/api/equipment')
    const count = (kind: string) => body.items.filter(one => one.kind === kind).length
    expect(['ambulance', 'waterTruck', 'drone', 'bulldozer', 'loader'].map(count)).toEqual([12, 6, 2, 1, 1])
    // Twelve of firms, one for each township, and that of the road team.
    expect(count('excavator')).toBe(13)
    expect(
      body.items
        .filter(one => one.kind === 'excavator' && one.owner)
        .map(one => one.unitName)
        .sort(),
    ).toHaveLength(12)
    expect(body.items.filter(one => !one.position)).toEqual([])
    expect(new Set(body.items.map(one => one.number)).size).toBe(body.items.length)
  })

  test('past its service life it is not offered from midnight on, with the reason, and stands in the need statement with its price', async ({
    world,
  }) => {
    await world.at('2026-07-11T22:00:00+08:00')
    const { id } = await plough(world, { boughtOn: '2016-07-12', serviceYears: 10, priceYuan: 680_000 })
    expect(await found(world, id)).toEqual({ offered: true, reason: null })
    await world.query(`update due_task set run_at = '2026-07-11T22:00:00+08:00' where kind = 'equipment.new-day'`)
    await world.at('2026-07-12T23:59:00+08:00')
    expect((await found(world, id)).offered).toBe(true)
    await world.at('2026-07-13T00:00:01+08:00')
    expect(await found(world, id)).toEqual({ offered: false, reason: '使用年限已于 2026-07-12 届满' })
    expect((await detailOf(world, id)).item.unavailable).toEqual(['使用年限已于 2026-07-12 届满'])

    const need = await (await world.as('chaping1')).get<NeedView>('/api/stock/need')
    expect(need.body.items.filter(line => line.source === '车辆装备更新')).toMatchObject([
      { what: '铲雪车 岚Q88888', yuan: 680_000, link: `/equipment/${id}`, unitName: '茶坪镇' },
    ])
    // The neighbour township neither sees the line nor could have it.
    const theirs = await (await world.as('longtan1')).get<NeedView>('/api/stock/need')
    expect(theirs.body.items.some(line => line.link === `/equipment/${id}`)).toBe(false)
    const chaping = await world.as('chaping1')
    const eventId = await flood(world)
    const refused = await chaping.post('/api/call-ups', { items: [{ offerId: id }], reason: '除雪', eventId })
    expect(refused.problem).toMatchObject({ code: 'resource/unavailable', detail: expect.stringContaining('使用年限') })
  })

  test('an inspection that ran out takes it off the list; one that is passed brings it back, one that fails stops it', async ({
    world,
  }) => {
    await world.at('2026-07-12T09:00:00+08:00')
    const { id } = await plough(world, { lastCheckOn: '2025-07-10', nextCheckOn: '2026-07-10' })
    expect(await found(world, id)).toEqual({ offered: false, reason: '检验已于 2026-07-10 到期' })
    const chaping = await world.as('chaping1')
    const check = { kind: 'annual', doneOn: '2026-07-12', passed: true }
    const checks = `/api/equipment/${id}/checks`
    expect((await chaping.post(checks, check)).problem.errors?.[0]?.field).toBe('下次检验日期')
    const passed = await chaping.post<EquipmentDetail>(checks, { ...check, nextCheckOn: '2027-07-12' })
    expect(passed.body.item).toMatchObject({ nextCheckOn: '2027-07-12', unavailable: [] })
    expect((await found(world, id)).offered).toBe(true)
    expect((await chaping.post(checks, { ...check, nextCheckOn: '2027-07-12' })).problem.code).toBe(
      'equipment/already-recorded',
    )
    const drill = { kind: 'drill', doneOn: '2026-07-12', passed: false }
    expect((await chaping.post(checks, drill)).problem.errors?.[0]?.field).toBe('检查情况')
    const failed = await chaping.post<EquipmentDetail>(checks, { ...drill, what: '铲刃升不起来' })
    expect(failed.body.item.state).toBe('outOfService')
    expect(failed.body.faults).toMatchObject([{ what: '铲刃升不起来', source: 'drill', repairedAt: null }])
    expect(await found(world, id)).toEqual({ offered: false, reason: '停用：铲刃升不起来' })
  })

  test('a fault is one tap, twice the same is one; with the last repair it is back, and a repair is told once', async ({
    world,
  }) => {
    await world.at('2026-07-12T09:00:00+08:00')
    const { id } = await plough(world)
    const chaping = await world.as('chaping1')
    const faults = `/api/equipment/${id}/faults`
    const tap = { id: '5b0c3a52-0000-4000-8000-000000000001', what: '无法启动' }
    const both = await Promise.all([chaping.post(faults, tap), chaping.post(faults, tap)])
    expect(both.map(one => one.status)).toEqual([201, 201])
    expect((await chaping.post(faults, { what: '无法启动' })).problem.code).toBe('equipment/already-reported')
    const two = await chaping.post<EquipmentDetail>(faults, { what: '轮胎损坏' })
    expect(two.body.faults).toHaveLength(2)
    const repair = (what: string) =>
      chaping.put<EquipmentDetail>(`${faults}/${two.body.faults.find(one => one.what === what)?.id}/repair`, {
        repair: '更换',
        costYuan: 260.5,
      })
    expect((await repair('无法启动')).body.item.state).toBe('outOfService')
    const back = await repair('轮胎损坏')
    expect(back.body.item).toMatchObject({ state: 'standby', unavailable: [] })
    expect((await repair('轮胎损坏')).problem).toMatchObject({ code: 'equipment/already-repaired' })
    expect((await found(world, id)).offered).toBe(true)
    expect(back.body.life.filter(one => one.kind === 'repair').map(one => one.costYuan)).toEqual([260.5, 260.5])
    // Whoever does not keep it only looks.
    const other = await world.as('longtan1')
    expect((await other.get<EquipmentDetail>(`/api/equipment/${id}`)).body.item.mayKeep).toBe(false)
    expect((await other.post(faults, { what: '试试' })).problem.code).toBe('not-permitted')
  })

  test('what is due for maintenance is owed once by whoever keeps it, until the last of it is done', async ({
    world,
  }) => {
    await world.at('2026-06-01T09:00:00+08:00')
    const bureau = await world.as('bureau1')
    const period = { kind: 'snowPlough', everyDays: 30, task: '润滑', source: '产品说明书' }
    expect((await bureau.post('/api/registers/equipment-maintenance', { values: period })).status).toBe(201)
    const [first, second] = [await plough(world), await plough(world, { number: '岚Q88889' })]
    const third = await plough(world, { number: '岚Q88890', maintainEveryDays: 365 })
    expect((await detailOf(world, first.id)).item).toMatchObject({
      maintenanceDueOn: '2026-07-01',
      maintenanceTask: '润滑',
    })
    await world.query(
      `update due_task set run_at = '2026-06-15T06:00:00+08:00' where kind = 'equipment.maintenance-round'`,
    )
    await world.at('2026-06-15T23:00:00+08:00')
    expect(await owed(world)).toEqual([])
    await world.at('2026-06-16T06:00:01+08:00')
    expect((await owed(world)).map(one => [one.title, one.state])).toEqual([['保养车辆装备 2 台（件）', 'open']])
    await world.at('2026-06-20T09:00:00+08:00')
    expect(await owed(world)).toHaveLength(1)

    const chaping = await world.as('chaping1')
    const done = { doneOn: '2026-06-20', what: '润滑' }
    const maintain = (id: string) => chaping.post<EquipmentDetail>(`/api/equipment/${id}/maintenances`, done)
    expect((await maintain(first.id)).body.item).toMatchObject({
      maintainedOn: '2026-06-20',
      maintenanceDueOn: '2026-07-20',
    })
    expect((await maintain(first.id)).problem.code).toBe('equipment/already-recorded')
    expect((await owed(world)).map(one => one.state)).toEqual(['open'])
    const future = await chaping.post(`/api/equipment/${second.id}/maintenances`, { ...done, doneOn: '2026-06-21' })
    expect(future.problem.errors?.[0]?.field).toBe('保养日期')
    await maintain(second.id)
    expect((await owed(world)).map(one => [one.state, one.satisfiedBy])).toEqual([
      ['met', expect.stringContaining('登记保养')],
    ])
    expect((await detailOf(world, third.id)).item.maintenanceDueOn).toBe('2027-06-01')
  })

  test('goes with its call-up slip and is offered again when it is back; broken on the way it stays out of service', async ({
    world,
  }) => {
    await world.at('2026-07-12T03:10:00+08:00')
    const { id } = await plough(world)
    const eventId = await flood(world)
    const duty = await world.as('duty1')
    const made = await duty.post<Slips>('/api/call-ups', { items: [{ offerId: id }], reason: '清理塌方', eventId })
    expect(made.status, JSON.stringify(made.problem)).toBe(200)
    const slip = made.body.items[0] as CallUpView
    const state = async () => (await detailOf(world, id)).item.state
    await step(await world.as('leader1'), slip.id, 'approval')
    expect([await state(), await heldOf(world, id)]).toEqual(['standby', 1])
    const chief = await world.as('chaping1')
    await step(chief, slip.id, 'acknowledgement')
    expect(await state()).toBe('called')
    await allChecked(chief, await step(chief, slip.id, 'issue'))
    await world.at('2026-07-12T03:20:00+08:00')
    await step(chief, slip.id, 'departure', { eta: '2026-07-12T04:00:00+08:00' })
    expect([await state(), await found(world, id)]).toEqual(['enRoute', { offered: false, reason: '已出动（途中）' }])
    await world.at('2026-07-12T03:55:00+08:00')
    await step(chief, slip.id, 'arrival')
    expect(await state()).toBe('onScene')
    await chief.post(`/api/equipment/${id}/faults`, { what: '液压漏油' })
    await world.at('2026-07-12T09:00:00+08:00')
    await step(duty, slip.id, 'receipt')
    await step(chief, slip.id, 'returns')
    await step(duty, slip.id, 'closure')
    const home = await detailOf(world, id)
    expect(home.item).toMatchObject({ state: 'outOfService', slipId: null, unavailable: ['停用：液压漏油'] })
    await chief.put(`/api/equipment/${id}/faults/${home.faults[0]?.id}/repair`, { repair: '换油管' })
    expect([await state(), await found(world, id)]).toEqual(['standby', { offered: true, reason: null }])
    expect((await detailOf(world, id)).life.filter(one => one.kind === 'use').map(one => one.text)).toEqual([
      '待命',
      '现场',
      '途中',
      '已受领',
    ])
  })
})
