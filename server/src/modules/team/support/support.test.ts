import type { ObligationView } from '@anlan/contract/obligation.ts'
import type { TeamPlans, TeamSupportSums, VisitingTeams } from '@anlan/contract/team-support.ts'
import { expect } from 'vitest'
import { teamOf } from '../../../../test/team-story.ts'
import { test, type World } from '../../../../test/world.ts'

const owedBy = async (world: World, unit: string, kind: string) =>
  (
    await (await world.as('duty1')).get<{ items: ObligationView[] }>(`/api/obligations?unit=${world.unit(unit)}`)
  ).body.items.filter(one => one.kind === kind)
const enter = async (world: World, account: string, ledger: string, values: object, unit?: string) => {
  const made = await (await world.as(account)).post<{ id: string; version: number }>(`/api/registers/${ledger}`, {
    ...(unit && { unitId: world.unit(unit) }),
    values,
  })
  expect(made.status, JSON.stringify(made.problem)).toBe(201)
  return made.body
}

test('a milestone of the development plan is owed by its unit until it is reached; late ones are counted', async ({
  world,
}) => {
  await world.at('2026-07-12T09:00:00+08:00')
  const milestone = {
    plan: '县综合应急救援队伍建设发展规划（2026—2028 年）',
    aspect: '装备配备',
    milestone: '配齐水域救援装备 12 套',
    dueOn: '2026-07-31',
  }
  const made = await enter(world, 'bureau1', 'team-milestones', milestone, 'fire-brigade')
  const [owed] = await owedBy(world, 'fire-brigade', 'teamMilestone')
  expect(owed).toMatchObject({ title: '队伍建设：配齐水域救援装备 12 套', dueAt: '2026-07-31T16:00:00.000Z' })
  await world.at('2026-08-01T00:01:00+08:00')
  const bureau = await world.as('bureau1')
  const plansNow = async () =>
    (await bureau.get<TeamPlans>('/api/team-plans')).body.plans.find(one => one.plan === milestone.plan)
  expect(await plansNow()).toMatchObject({ done: 0, late: 1 })
  const url = `/api/registers/team-milestones/${made.id}`
  const bare = await bureau.patch(url, { version: made.version, values: { ...milestone, doneOn: '2026-08-01' } })
  expect(bare.problem.errors).toMatchObject([{ field: '完成情况' }])
  const result = '12 套已到位验收'
  const done = await bureau.patch(url, {
    version: made.version,
    values: { ...milestone, doneOn: '2026-08-01', result },
  })
  expect(done.status, JSON.stringify(done.problem)).toBe(200)
  expect(await plansNow()).toMatchObject({ done: 1, late: 0, items: [{ doneOn: '2026-08-01', late: true }] })
  expect((await owedBy(world, 'fire-brigade', 'teamMilestone')).map(one => one.state)).not.toContain('open')
})

test('whoever a visiting team’s record names sees to lodging, food and fuel, each its own, until it has left', async ({
  world,
}) => {
  await world.at('2026-07-12T09:00:00+08:00')
  const values = {
    name: '云岭县森林消防专业队',
    from: '云岭县',
    leader: '石开山',
    phone: '13900008888',
    people: 30,
    arrivedOn: '2026-07-12',
    lodgingBy: world.unit('chaping'),
    fuelBy: world.unit('longtan'),
  }
  const made = await enter(world, 'bureau1', 'visiting-teams', values)
  const [owed] = await owedBy(world, 'chaping', 'teamSupply')
  expect(owed).toMatchObject({
    title: '保障云岭县森林消防专业队（30 人）住宿',
    dueAt: '2026-07-12T05:00:00.000Z',
  })
  const url = `/api/visiting-teams/${made.id}/supplies`
  const town = await world.as('chaping1')
  const seen = async () =>
    (await town.get<VisitingTeams>('/api/visiting-teams')).body.items.find(one => one.id === made.id)
  expect((await seen())?.supplies).toMatchObject([
    { kind: 'lodging', unitName: '茶坪镇', doneAt: null, mayReport: true },
    { kind: 'food', unitName: null },
    { kind: 'fuel', unitName: '龙滩镇', mayReport: false },
  ])
  expect((await town.put(`${url}/fuel`, { note: '加油站' })).status).toBe(404)
  expect((await town.put(`${url}/lodging`, { note: '' })).problem.errors).toMatchObject([{ field: '落实情况' }])
  expect((await town.put(`${url}/lodging`, { note: '镇中心校宿舍 30 床' })).status).toBe(200)
  expect((await seen())?.supplies[0]).toMatchObject({ note: '镇中心校宿舍 30 床', doneAt: '2026-07-12T01:00:00.000Z' })
  const left = await (await world.as('bureau1')).patch(`/api/registers/visiting-teams/${made.id}`, {
    version: made.version,
    values: { ...values, leftOn: '2026-07-12' },
  })
  expect(left.status, JSON.stringify(left.problem)).toBe(200)
  expect((await seen())?.supplies.map(one => one.unitName)).toEqual(['茶坪镇', null, null])
  expect((await owedBy(world, 'longtan', 'teamSupply')).map(one => one.state)).not.toContain('open')
})

test('what teams were given in a year adds up by purpose and team', async ({ world }) => {
  await world.at('2026-07-12T09:00:00+08:00')
  const team = '茶坪镇志愿服务队'
  const id = await teamOf(world, 'chaping1', { name: team, kind: 'volunteer' })
  const give = (kind: string, content: string, more: object = {}) =>
    enter(world, 'chaping1', 'team-records', { team, kind, content, on: '2026-05-10', ...more })
  await give('fund', '运行补助', { purpose: '日常运行', amountWan: 0.1 })
  await give('fund', '行动补助', { purpose: '应急行动', amountWan: 0.2 })
  await give('issue', '救生衣 20 件', { amountWan: 0.18 })
  await give('reward', '通报表扬')
  await give('fund', '去年补助', { purpose: '日常运行', amountWan: 5, on: '2025-05-10' })
  const sums = (await (await world.as('chaping1')).get<TeamSupportSums>('/api/team-support?year=2026')).body
  expect(sums.byTeam.find(one => one.teamId === id)).toEqual({
    teamId: id,
    teamName: team,
    fundWan: 0.3,
    issues: ['救生衣 20 件'],
    issuedWan: 0.18,
    rewards: ['通报表扬'],
    assessment: null,
  })
  expect(sums.years).toContain(2025)
})
