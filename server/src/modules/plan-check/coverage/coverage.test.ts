import type { ObligationView } from '@anlan/contract/obligation.ts'
import type { CoverageMatrix, CoverProof, PlanGapList } from '@anlan/contract/plan-check.ts'
import { describe, expect } from 'vitest'
import { test, type World } from '../../../../test/world.ts'
import { runSystemWork } from '../../../kernel/house.ts'
import { setPlanState } from '../../plan/api.ts'
import { answers, type CoverPlan, isPast, type Need } from './rules.ts'

const column = '尾矿库'
const settled = (world: World) => world.at(new Date(world.house.clock.now().getTime() + 1000).toISOString())
async function gaps(world: World, account = 'bureau1') {
  const { body } = await (await world.as(account)).get<PlanGapList>('/api/plan-gaps')
  return body.items.filter(one => one.column === column)
}
async function plan(world: World, about: object, account = 'bureau1') {
  const reply = await (await world.as(account)).post<{ id: string }>('/api/plans', { eventTypes: ['12B04'], ...about })
  expect(reply.problem?.errors ?? []).toEqual([])
  return reply.body.id
}
const issue = (world: World, id: string, issuedOn = '2026-06-02') =>
  runSystemWork(world.house, async work => {
    await setPlanState(work, id, 'approving')
    await setPlanState(work, id, 'inForce', { documentNumber: '试〔2026〕1号', issuingBody: '县政府', issuedOn })
  })

test('a tailings pond in a village: a gap at village, town, department and county, each owed; a draft closes none of them (P2)', async ({
  world,
}) => {
  await world.at('2026-06-01T09:00:00+08:00')
  expect(await gaps(world)).toEqual([])
  const [row] = (await world.query(
    `select g.unit_id as id from account_grant g join account a on a.id = g.account_id where a.account = 'liangshui1'`,
  )) as { id: string }[]
  const village = row?.id ?? ''
  const record = await (await world.as('bureau1')).post<{ id: string }>('/api/registers/risk-points', {
    unitId: village,
    values: { name: '大湾尾矿库', kind: 'tailings', grade: '重大', people: 120 },
  })
  expect(record.problem?.errors ?? []).toEqual([])
  await settled(world)
  const open = await gaps(world)
  expect(open.map(one => one.text.replace(/（.*/, '')).sort()).toEqual([
    '尾矿库没有在用预案',
    '尾矿库没有在用预案',
    '尾矿库没有在用预案',
    '尾矿库没有在用预案',
    '尾矿库：大湾尾矿库',
  ])
  const units = [...new Set(open.map(one => one.unitId))]
  expect(units).toHaveLength(4)
  expect(units).toEqual(expect.arrayContaining([village, world.unit('chaping')]))
  expect(open.every(one => one.dueOn === '2026-07-31')).toBe(true)
  const owed = async (unit: string) =>
    (
      await (await world.as('bureau1')).get<{ items: ObligationView[] }>(`/api/obligations?unit=${world.unit(unit)}`)
    ).body.items.filter(one => one.kind === 'planGap')
  expect((await owed('chaping')).map(one => one.state)).toEqual(['open'])

  const draft = await plan(world, { kind: 'town', title: '茶坪镇尾矿库溃坝应急预案', unitId: world.unit('chaping') })
  await settled(world)
  expect(await gaps(world)).toHaveLength(5)
  await issue(world, draft)
  await settled(world)
  expect((await gaps(world)).some(one => one.unitId === world.unit('chaping'))).toBe(false)
  expect((await owed('chaping')).map(one => [one.state, one.satisfiedBy])).toEqual([
    ['met', '《茶坪镇尾矿库溃坝应急预案》已在用'],
  ])
  const own = await plan(world, {
    kind: 'point',
    title: '大湾尾矿库一点一案',
    unitId: village,
    riskId: record.body.id,
  })
  await issue(world, own)
  await settled(world)
  expect((await gaps(world)).filter(one => one.unitId === village)).toHaveLength(1)
  // Struck off: nothing asks for the others any more.
  const version = (
    await (await world.as('bureau1')).get<{ version: number }>(`/api/registers/risk-points/${record.body.id}`)
  ).body.version
  await (await world.as('bureau1')).post(`/api/registers/risk-points/${record.body.id}/removal`, {
    version,
    reason: '闭库销号',
  })
  await settled(world)
  expect(await gaps(world)).toEqual([])
})

test('the matrix shows who lacks what; 不适用 has a reason and a name; what stood before is tasked with a day', async ({
  world,
}) => {
  await world.at('2026-06-01T09:00:00+08:00')
  const bureau = await world.as('bureau1')
  const matrix = async () => (await bureau.get<CoverageMatrix>('/api/plan-coverage')).body
  const general = async () =>
    (await matrix()).rows
      .find(row => row.unitId === world.unit('longtan'))
      ?.cells.find(cell => cell.column === '总体预案')
  const before = await general()
  const path = `/api/plan-coverage/units/${world.unit('longtan')}/${encodeURIComponent('总体预案')}`
  if (before?.state === 'none') {
    const list = (await bureau.get<PlanGapList>('/api/plan-gaps')).body.items
    const gap = list.find(one => one.unitId === world.unit('longtan') && one.column === '总体预案')
    expect(gap?.dueOn).toBeNull()
    const late = await bureau.post('/api/plan-gaps/tasks', { gapIds: [gap?.id], dueOn: '2026-06-01' })
    expect(late.problem.errors?.[0]?.field).toBe('完成日期')
    expect((await bureau.post('/api/plan-gaps/tasks', { gapIds: [gap?.id], dueOn: '2026-08-01' })).body).toEqual({
      tasked: 1,
    })
  }
  const exempt = await bureau.put<CoverProof>(`${path}/exemption`, { reason: '由相邻镇统一编制' })
  expect(exempt.body).toMatchObject({ state: 'notApplicable', exemption: { reason: '由相邻镇统一编制' } })
  expect((await general())?.state).toBe('notApplicable')
  expect((await bureau.delete<CoverProof>(`${path}/exemption`)).body.exemption).toBeNull()
  expect((await general())?.state).toBe(before?.state)
  const town = await world.as('longtan1')
  const rows = (await town.get<CoverageMatrix>('/api/plan-coverage')).body.rows
  expect(rows.some(row => row.unitId === world.unit('longtan'))).toBe(true)
})

describe('whether a plan answers', () => {
  const of = (more: Partial<CoverPlan>): CoverPlan => ({
    id: 'p',
    title: '预案',
    kind: 'special',
    unitId: 'department',
    riskId: null,
    eventTypes: ['12B'],
    issuedOn: '2024-01-01',
    reviewYears: 3,
    ...more,
  })
  const need = (more: Partial<Need>): Need => ({
    unitId: 'county',
    scope: 'county',
    eventTypes: ['12B04'],
    recordId: null,
    ownPlan: null,
    ...more,
  })
  const county = new Set(['county', 'department'])
  test('a class of events covers what lies below it, not the other way round', () => {
    expect(answers(of({}), need({}), county)).toBe(true)
    expect(answers(of({ eventTypes: ['12B04'] }), need({ eventTypes: ['12B'] }), county)).toBe(false)
    expect(answers(of({ eventTypes: [] }), need({}), county)).toBe(false)
    expect(answers(of({ eventTypes: ['12', '1'] }), need({}), county)).toBe(false)
  })
  test('a village’s plan is not its town’s, and one point’s plan no other’s', () => {
    const village = of({ kind: 'village', unitId: 'village' })
    expect(answers(village, need({ scope: 'village', unitId: 'village' }), county)).toBe(true)
    expect(answers(village, need({ scope: 'town', unitId: 'town' }), county)).toBe(false)
    const own = need({ scope: 'own', unitId: 'village', recordId: 'r', ownPlan: 'point' })
    expect(answers(of({ kind: 'point', riskId: 'r' }), own, county)).toBe(true)
    expect(answers(of({ kind: 'point', riskId: 'other' }), own, county)).toBe(false)
  })
  test('past its years it is past', () => {
    expect([isPast(of({}), '2027-01-01'), isPast(of({}), '2027-01-02')]).toEqual([false, true])
  })
})
