import type { PostView } from '@anlan/contract/directory.ts'
import type { ObligationView } from '@anlan/contract/obligation.ts'
import type { PlanCheckup, PlanCheckupList, PlanDefectRule } from '@anlan/contract/plan-check.ts'
import { describe, expect } from 'vitest'
import { test, type World } from '../../../test/world.ts'
import { runSystemWork } from '../../kernel/house.ts'
import { setPlanState } from '../plan/api.ts'
import { blockingDefects } from './api.ts'

const level = { level: 4, conditions: '黄色暴雨预警', starters: ['office:water'] }
const step = { key: 'a', title: '巡查水库', levels: [4], bearer: 'office:water', doneMinutes: 60 }

/** A plan of the water bureau, being drafted; required parts are switched off so that only what is told here is wrong. */
async function drafted(world: World, content: object = {}, about: object = {}, account = 'water1') {
  await world.query(`update plan_kind set required_parts = '{}'`)
  const reply = await (await world.as(account)).post<{ id: string }>('/api/plans', {
    kind: 'special',
    title: '青峦县山洪灾害应急预案（试验）',
    topic: 'flood',
    eventTypes: ['11A5'],
    unitId: world.unit('water-bureau'),
    ...about,
    content: { levels: [level], steps: [step], ...content },
  })
  expect(reply.problem?.errors ?? []).toEqual([])
  expect(reply.status).toBe(201)
  return reply.body.id
}
const issue = (world: World, id: string, issuedOn = '2026-05-01') =>
  runSystemWork(world.house, async work => {
    await setPlanState(work, id, 'approving')
    await setPlanState(work, id, 'inForce', { documentNumber: '青府办〔2026〕9号', issuingBody: '县政府', issuedOn })
  })
const checkup = async (world: World, id: string, account = 'water1') =>
  (await (await world.as(account)).get<PlanCheckup>(`/api/plans/${id}/checkup`)).body
const kinds = async (world: World, id: string) => (await checkup(world, id)).defects.map(one => one.kind)
const settled = (world: World) => world.at(new Date(world.house.clock.now().getTime() + 1000).toISOString())

async function waterHead(world: World) {
  const bureau = await world.as('bureau1')
  const posts = await bureau.get<{ items: PostView[] }>(`/api/posts?unit=${world.unit('water-bureau')}`)
  const head = posts.body.items.find(one => one.kind === 'head')
  if (!head) throw new Error('the water bureau has no head')
  const hold = (personIds: string[]) => bureau.put(`/api/posts/${head.id}/holders`, { personIds })
  return { head, hold, person: head.holders[0]?.personId ?? '' }
}

describe('随变化而变 (P1)', () => {
  test('a person leaves a post: every plan using it shows the defect within a second, and is whole when somebody holds it again', async ({
    world,
  }) => {
    await world.at('2026-06-01T09:00:00+08:00')
    const ids = [await drafted(world), await drafted(world, {}, { title: '青峦县抗旱应急预案（试验）' })]
    for (const id of ids) await issue(world, id)
    const other = await drafted(
      world,
      { steps: [{ ...step, bearer: 'office:forestry' }], levels: [{ ...level, starters: ['office:forestry'] }] },
      { title: '青峦县林区山洪应急预案（试验）' },
    )
    const { hold, person } = await waterHead(world)
    await hold([])
    await settled(world)
    for (const id of ids) {
      const vacant = (await checkup(world, id)).defects.find(one => one.kind === 'postVacant')
      expect(vacant).toMatchObject({ severity: 'blocking', unitName: '县水利局' })
      expect(vacant?.text).toContain('岗位空缺')
      expect(vacant?.link).toBe(`/directory?unit=${world.unit('water-bureau')}`)
    }
    expect(await kinds(world, other)).not.toContain('postVacant')
    const owed = async () =>
      (
        await (
          await world.as('bureau1')
        ).get<{ items: ObligationView[] }>(`/api/obligations?unit=${world.unit('water-bureau')}`)
      ).body.items.filter(one => one.kind === 'planRepair')
    // One for each plan, whatever the number of its defects.
    expect((await owed()).map(one => one.state)).toEqual(['open', 'open'])
    expect(await runSystemWork(world.house, work => blockingDefects(work, ids[0] ?? ''))).toMatchObject([
      { kind: 'postVacant' },
    ])
    await hold([person])
    await settled(world)
    for (const id of ids) expect(await kinds(world, id)).not.toContain('postVacant')
    expect((await owed()).map(one => [one.state, one.satisfiedBy])).toEqual([
      ['met', '缺陷已消除'],
      ['met', '缺陷已消除'],
    ])
    expect((await checkup(world, ids[0] ?? '')).closed[0]?.text).toContain('岗位空缺')
  })

  test('40 of 50 life jackets are issued: the plan that needs 50 is flagged until they are back', async ({ world }) => {
    await world.at('2026-06-01T09:00:00+08:00')
    const town = await world.as('chaping1')
    const keeper = { keeper: '田明远', keeperPhone: '19900001234', backupKeeper: '向静', backupPhone: '19900001235' }
    const item = {
      name: '试验救生衣',
      class: 'flood',
      gbFirst: '2',
      unit: '件',
      shelfLifeMonths: null,
      priceYuan: null,
    }
    const saved = await (await world.as('bureau1')).put('/api/stock/items/trial-jacket', item)
    expect(saved.problem?.errors ?? []).toEqual([])
    const store = await town.post<{ id: string }>('/api/registers/stock-stores', {
      values: { name: '试验储备室', level: 'town', kind: '储备室', state: 'active', open24h: true, ...keeper },
    })
    const move = (kind: string, quantity: number, more: object = {}) =>
      town.post('/api/stock/movements', { kind, storeId: store.body.id, itemCode: 'trial-jacket', quantity, ...more })
    expect((await move('in', 50, { origin: 'purchase', lot: {} })).status).toBe(201)
    const needs = [{ capability: 'trial-jacket', said: '救生衣', quantity: 50 }]
    const id = await drafted(world, { steps: [{ ...step, needs }] })
    expect(await kinds(world, id)).not.toContain('materialShort')
    expect((await move('loan', 40, { receiver: '龙滩镇' })).status).toBe(201)
    await settled(world)
    const short = (await checkup(world, id)).defects.find(one => one.kind === 'materialShort')
    expect(short?.text).toBe('需要试验救生衣 50件，全县可用 10件，缺 40件')
    expect([short?.link, short?.unitName]).toEqual([`/stock/stores/${store.body.id}`, '茶坪镇'])
    expect((await move('return', 40)).status).toBe(201)
    await settled(world)
    expect(await kinds(world, id)).not.toContain('materialShort')
  })

  test('a machine past its service life counts for no plan, as it is offered to nobody (P13)', async ({ world }) => {
    await world.at('2026-07-11T09:00:00+08:00')
    const town = await world.as('chaping1')
    const made = await town.post<{ id: string }>('/api/registers/equipment', {
      values: {
        name: '铲雪车',
        kind: 'snowPlough',
        number: '岚Q88889',
        ownership: 'own',
        position: { lng: 108.41, lat: 29.91 },
        operator: '田大川',
        operatorPhone: '19900007777',
        boughtOn: '2016-07-12',
        serviceYears: 10,
      },
    })
    expect(made.status, JSON.stringify(made.problem)).toBe(201)
    const [others] = (await world.query(
      `select count(*)::int as n from resource_offer o join resource_offer_capability c on c.offer_id = o.id
       where c.capability = 'snow-clearing' and o.available and not o.withdrawn`,
    )) as { n: number }[]
    const needs = [{ capability: 'snow-clearing', said: '除雪车', quantity: others?.n ?? 0 }]
    const id = await drafted(world, { steps: [{ ...step, needs }] })
    expect(await kinds(world, id)).not.toContain('materialShort')
    await world.query(
      `update due_task set run_at = '2026-07-11T22:00:00+08:00' where kind in ('equipment.new-day', 'plan-check.daily')`,
    )
    await world.at('2026-07-12T09:00:00+08:00')
    expect(await kinds(world, id)).not.toContain('materialShort')
    await world.at('2026-07-13T09:00:00+08:00')
    await settled(world)
    expect((await checkup(world, id)).defects.find(one => one.kind === 'materialShort')?.text).toContain('缺 1')
    // A newer one takes its place until somebody finds it broken.
    const newer = await town.post<{ id: string }>('/api/registers/equipment', {
      values: {
        name: '铲雪车',
        kind: 'snowPlough',
        number: '岚Q88890',
        ownership: 'own',
        operator: '田大川',
        operatorPhone: '19900007777',
      },
    })
    await settled(world)
    expect(await kinds(world, id)).not.toContain('materialShort')
    const broken = await town.post(`/api/equipment/${newer.body.id}/faults`, { what: '液压漏油', source: 'drill' })
    expect(broken.status, JSON.stringify(broken.problem)).toBe(201)
    await settled(world)
    expect(await kinds(world, id)).toContain('materialShort')
  })

  test('a number counts as verified once somebody was reached under it, until it changes', async ({ world }) => {
    await world.at('2026-06-01T09:00:00+08:00')
    await world.query('delete from plan_phone_check')
    const id = await drafted(world)
    const { person } = await waterHead(world)
    const [defect] = (await checkup(world, id)).defects.filter(one => one.kind === 'phoneUnverified')
    expect(defect?.confirmsPersonId).toBe(person)
    expect((await (await world.as('forest1')).put(`/api/plan-checkups/phones/${person}`, {})).status).toBe(404)
    const bureau = await world.as('bureau1')
    expect((await bureau.put(`/api/plan-checkups/phones/${person}`, { note: '本人接听' })).status).toBe(204)
    await settled(world)
    expect(await kinds(world, id)).not.toContain('phoneUnverified')
    await bureau.patch(`/api/registers/persons/${person}`, { version: 1, values: { mobile: '19900009999' } })
    await settled(world)
    expect(await kinds(world, id)).toContain('phoneUnverified')
    // His entry looked at and found right.
    await bureau.post('/api/registers/persons/verifications', { ids: [person] })
    await settled(world)
    expect(await kinds(world, id)).not.toContain('phoneUnverified')
  })

  test('a team is struck off; a shelter closes; the upper plan is issued anew', async ({ world }) => {
    await world.at('2026-06-01T09:00:00+08:00')
    const teams = await (await world.as('bureau1')).get<{ items: { id: string; name: string }[] }>('/api/teams')
    const [team] = teams.body.items
    const above = await drafted(world, {}, { title: '青峦县自然灾害总体预案（试验）' })
    await issue(world, above, '2026-01-01')
    const id = await drafted(world, { resources: [{ teamId: team?.id, said: team?.name }] }, { parentId: above })
    await issue(world, id, '2026-02-01')
    expect(await kinds(world, id)).not.toContain('upperNewer')
    const version = (
      await (await world.as('bureau1')).get<{ version: number }>(`/api/registers/rescue-teams/${team?.id}`)
    ).body.version
    const removed = await (await world.as('bureau1')).post(`/api/registers/rescue-teams/${team?.id}/removal`, {
      version,
      reason: '队伍解散',
    })
    expect(removed.status).toBeLessThan(300)
    const water = await world.as('water1')
    expect((await water.post(`/api/plans/${above}/editions`, { reason: '换版' })).status).toBe(201)
    await issue(world, above, '2026-06-01')
    await settled(world)
    expect(await kinds(world, id)).toEqual(expect.arrayContaining(['teamGone', 'upperNewer']))
  })
})

describe('清单', () => {
  test('counted by unit; a draft of others is not in it; the county decides what blocks', async ({ world }) => {
    await world.at('2026-06-01T09:00:00+08:00')
    const id = await drafted(world, { steps: [{ ...step, doneMinutes: null }] })
    const list = async (account: string) =>
      (await (await world.as(account)).get<PlanCheckupList>('/api/plan-checkups')).body
    expect((await list('water1')).plans.find(one => one.planId === id)).toMatchObject({
      blocking: 1,
      state: 'drafting',
    })
    expect((await list('forest1')).plans.some(one => one.planId === id)).toBe(false)
    expect((await (await world.as('forest1')).get(`/api/plans/${id}/checkup`)).status).toBe(404)
    const bureau = await world.as('bureau1')
    const rules = (await bureau.get<{ items: PlanDefectRule[] }>('/api/plan-defect-rules')).body.items
    const rule = rules.find(one => one.kind === 'stepWithoutLimit')
    const change = { severity: 'minor', reason: '先行试用', version: rule?.version }
    expect((await (await world.as('water1')).put('/api/plan-defect-rules/stepWithoutLimit', change)).status).toBe(403)
    expect((await bureau.put('/api/plan-defect-rules/stepWithoutLimit', change)).status).toBe(200)
    expect((await bureau.put('/api/plan-defect-rules/stepWithoutLimit', change)).status).toBe(409)
    expect(await runSystemWork(world.house, work => blockingDefects(work, id))).toEqual([])
  })

  test('many plans are looked at in chunks: all of them, soon', async ({ world }) => {
    await world.at('2026-06-01T09:00:00+08:00')
    const ids: string[] = []
    for (let i = 0; i < 30; i++) ids.push(await drafted(world, {}, { title: `山洪预案试验之 ${i + 1}` }))
    const { hold } = await waterHead(world)
    await hold([])
    await settled(world)
    const { rows } = {
      rows: await world.query(
        `select distinct plan_id from plan_defect where kind = 'postVacant' and closed_at is null`,
      ),
    }
    expect(rows.length).toBeGreaterThanOrEqual(30)
    expect(ids).toHaveLength(30)
    expect(await world.query('select 1 from plan_check_queue')).toEqual([])
  })
})
