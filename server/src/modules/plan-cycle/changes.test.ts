import { PlanContent } from '@anlan/contract/plan.ts'
import type { PlanCycleView } from '@anlan/contract/plan-cycle.ts'
import { expect } from 'vitest'
import { test, type World } from '../../../test/world.ts'
import { runSystemWork } from '../../kernel/house.ts'
import { setPlanState } from '../plan/api.ts'

const moment = (world: World) => world.at(new Date(world.house.clock.now().getTime() + 1000).toISOString())

/** A plan of the water bureau in force that says this. */
async function planInForce(world: World, title: string, content: object, more: object = {}) {
  const reply = await (await world.as('water1')).post<{ id: string }>('/api/plans', {
    kind: 'department',
    title,
    unitId: world.unit('water-bureau'),
    content: PlanContent.parse(content),
    ...more,
  })
  expect(reply.problem?.errors ?? []).toEqual([])
  await runSystemWork(world.house, async work => {
    await setPlanState(work, reply.body.id, 'approving')
    await setPlanState(work, reply.body.id, 'inForce', { issuingBody: '县水利局', issuedOn: '2026-06-01' })
  })
  await moment(world)
  return reply.body.id
}
const step = (bearer: string) => ({ key: 'a', title: '巡查', levels: [4], bearer, acceptMinutes: 10, doneMinutes: 60 })
async function asked(world: World, planId: string) {
  const { body } = await (await world.as('water1')).get<PlanCycleView>(`/api/plans/${planId}/cycle`)
  return body.tasks
    .filter(task => ['organisation', 'risk', 'resources'].includes(task.reason))
    .map(({ reason, title, unitId, dueOn, doneAt, id }) => ({
      reason,
      title,
      unitId,
      dueOn,
      open: doneAt === null,
      id,
    }))
}
async function owed(world: World, planId: string) {
  const rows = (await world.query(
    `select satisfied_by from obligation where matter_id = '${planId}' and kind = 'plan-task' order by opened_at, satisfied_by`,
  )) as { satisfied_by: string | null }[]
  return rows.map(row => row.satisfied_by)
}

test('a post that a plan names is struck off: its unit is asked once, and “no revision needed” with a reason ends it', async ({
  world,
}) => {
  await world.at('2026-06-10T09:00:00+08:00')
  const bureau = await world.as('bureau1')
  const unitId = world.unit('water-bureau')
  const post = await bureau.post<{ id: string }>('/api/registers/posts', {
    unitId,
    values: { name: '闸门值守岗', kind: 'other' },
  })
  expect(post.problem?.errors ?? []).toEqual([])
  const named = await planInForce(world, '县水利局闸门调度预案', { steps: [step(`post:${post.body.id}`)] })
  const other = await planInForce(world, '县水利局供水应急预案', { steps: [step('office:water')] })
  const removed = await bureau.post(`/api/registers/posts/${post.body.id}/removal`, { reason: '机构改革' })
  expect(removed.status).toBe(200)
  await moment(world)
  const [task, ...more] = await asked(world, named)
  expect(more).toEqual([])
  expect(task).toMatchObject({ reason: 'organisation', unitId, dueOn: '2026-07-10', open: true })
  expect(task?.title).toMatch(/“闸门值守岗”岗位已撤销，核对预案：县水利局闸门调度预案/)
  expect(await asked(world, other)).toEqual([])
  expect(await owed(world, named)).toEqual([null])

  const water = await world.as('water1')
  const silent = await water.put(`/api/plan-tasks/${task?.id}/result`, { result: '' })
  expect(silent.problem.errors?.[0]?.field).toBe('办理结果')
  const said = '经评估无需修订：值守由闸管所值班员承担'
  expect((await water.put(`/api/plan-tasks/${task?.id}/result`, { result: said })).status).toBe(200)
  expect(await owed(world, named)).toEqual([said])
})

test('a unit that a plan names is merged, and a team that it counts on is struck off: two causes, two questions, both ended by the next edition', async ({
  world,
}) => {
  await world.at('2026-06-10T09:00:00+08:00')
  const bureau = await world.as('bureau1')
  const [team] = (await world.query(
    `select id, version from register_record where ledger = 'rescue-teams' and removed_at is null order by id limit 1`,
  )) as { id: string; version: number }[]
  const forestry = world.unit('forestry-bureau')
  const plan = await planInForce(world, '县水利局抢险预案', {
    steps: [step(`unit:${forestry}`)],
    resources: [{ teamId: team?.id, said: '抢险队' }],
  })
  const struck = await bureau.post(`/api/registers/rescue-teams/${team?.id}/removal`, { reason: '队伍解散' })
  expect(struck.problem?.detail ?? struck.status).toBe(200)
  await moment(world)
  expect((await asked(world, plan)).map(one => one.reason)).toEqual(['resources'])
  const merged = await bureau.post(`/api/units/${forestry}/merger`, {
    intoUnitId: world.unit('water-bureau'),
    reason: '改革',
  })
  expect(merged.status).toBe(200)
  await moment(world)
  const open = await asked(world, plan)
  expect(open.map(one => one.reason).sort()).toEqual(['organisation', 'resources'])
  expect(open.find(one => one.reason === 'organisation')?.title).toContain('并入')

  const water = await world.as('water1')
  const next = await water.post<{ id: string }>(`/api/plans/${plan}/editions`, { reason: '机构和队伍变化' })
  expect(next.problem?.errors ?? []).toEqual([])
  await runSystemWork(world.house, async work => {
    await setPlanState(work, plan, 'approving')
    await setPlanState(work, plan, 'inForce', { issuingBody: '县水利局', issuedOn: '2026-06-10' })
  })
  await moment(world)
  expect((await asked(world, plan)).map(one => one.open)).toEqual([false, false])
  expect(await owed(world, plan)).toEqual(['第 2 版已印发', '第 2 版已印发'])
})

test('the risk that a plan is for is raised: its unit is asked; lowered, or put right in another field, nobody is', async ({
  world,
}) => {
  await world.at('2026-06-10T09:00:00+08:00')
  const bureau = await world.as('bureau1')
  const risk = await bureau.post<{ id: string }>('/api/registers/risk-points', {
    unitId: world.unit('water-bureau'),
    values: { name: '龙滩水库', kind: 'reservoir', grade: '一般', people: 300 },
  })
  expect(risk.problem?.errors ?? []).toEqual([])
  const plan = await planInForce(world, '龙滩水库一点一案', {}, { kind: 'point', riskId: risk.body.id })
  const change = async (values: object) => {
    const { body } = await bureau.get<{ version: number }>(`/api/registers/risk-points/${risk.body.id}`)
    const reply = await bureau.patch(`/api/registers/risk-points/${risk.body.id}`, { version: body.version, values })
    expect(reply.problem?.errors ?? []).toEqual([])
    await moment(world)
    return (await asked(world, plan)).map(one => one.title)
  }
  expect(await change({ people: 320 })).toEqual([])
  expect(await change({ grade: '低' })).toEqual([])
  const raised = ['风险源“龙滩水库”等级升为重大，核对预案：龙滩水库一点一案']
  expect(await change({ grade: '重大' })).toEqual(raised)
  expect(await change({ people: 330 })).toEqual(raised)
})
