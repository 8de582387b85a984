import type { ObligationView } from '@anlan/contract/obligation.ts'
import type {
  StandbyDay,
  TeamEquipment,
  TeamList,
  TeamMemberView,
  TeamOverlaps,
  TeamView,
} from '@anlan/contract/team.ts'
import { describe, expect } from 'vitest'
import { memberOf, teamOf } from '../../../test/team-story.ts'
import { test, type World } from '../../../test/world.ts'

type Items<T> = { items: T[] }
type Values = Record<string, unknown>

const town = { name: '试点应急队', kind: 'township', nominal: 40, capabilities: ['evacuation'] }
const village = { name: '试点小分队', kind: 'village', nominal: 15, capabilities: ['evacuation'] }

describe('队伍名册 (P31)', () => {
  test('a person on three rolls is one person, shown beside the seats and on each of the rolls', async ({ world }) => {
    await world.at('2026-07-01T09:00:00+08:00')
    const [a, b, c] = [
      await teamOf(world, 'chaping1', town),
      await teamOf(world, 'liangshui1', village),
      await teamOf(world, 'songling1', { ...town, name: '试点半专业队' }),
    ]
    const twin = { name: '彭大山', phone: '13900001111', category: 'party' }
    await memberOf(world, 'chaping1', { ...twin, team: town.name })
    await memberOf(world, 'chaping1', { team: town.name, name: '向小河', phone: '13900002222', category: 'militia' })
    await memberOf(world, 'liangshui1', { ...twin, team: village.name })
    await memberOf(world, 'songling1', { ...twin, team: '试点半专业队' })
    const duty = await world.as('duty1')
    const { items, counts } = (await duty.get<TeamList>('/api/teams')).body
    const strength = (id: string) => items.find(one => one.id === id)?.strength
    expect(strength(a)).toEqual({ nominal: 40, seats: 2, confirmed: 2, shared: 1, standbyToday: null })
    expect(strength(b)).toMatchObject({ seats: 1, shared: 1 })
    expect(counts.seats - counts.people).toBeGreaterThanOrEqual(2)
    const overlaps = (await duty.get<TeamOverlaps>('/api/teams/overlaps')).body
    expect(
      overlaps.items
        .find(one => one.name === '彭大山')
        ?.teams.map(team => team.id)
        .sort(),
    ).toEqual([a, b, c].sort())
    const view = (await duty.get<TeamView>(`/api/teams/${a}`)).body
    expect(view.composition).toEqual([
      { category: '党员', people: 1 },
      { category: '民兵', people: 1 },
    ])
    // What was confirmed in April is no longer counted as confirmed by the end of the year.
    await world.at('2026-12-20T09:00:00+08:00')
    expect((await (await world.as('duty1')).get<TeamView>(`/api/teams/${a}`)).body.strength).toMatchObject({
      seats: 2,
      confirmed: 0,
    })
  })

  test('the county sees every team, but a roll only who keeps the team or stands above it', async ({ world }) => {
    const id = await teamOf(world, 'chaping1', town)
    await memberOf(world, 'chaping1', { team: town.name, name: '彭大山', phone: '13900001111' })
    const other = await world.as('longtan1')
    expect((await other.get<TeamView>(`/api/teams/${id}`)).body).toMatchObject({
      name: town.name,
      may: { report: false, seeMembers: false },
    })
    expect((await other.get(`/api/teams/${id}/members`)).status).toBe(403)
    const mine = await (await world.as('chaping1')).get<Items<TeamMemberView>>(`/api/teams/${id}/members`)
    expect(mine.body.items.map(one => [one.name, one.confirmed])).toEqual([['彭大山', true]])
    expect((await (await world.as('city1')).get('/api/teams/00000000-0000-4000-8000-000000000000')).status).toBe(404)
  })

  test('a member of a team that is not there is refused by name', async ({ world }) => {
    const wrong = await (await world.as('chaping1')).post('/api/registers/team-members', {
      values: { team: '没有这支队', name: '彭大山', phone: '13900001111' },
    })
    expect(wrong.status).toBe(422)
    expect(wrong.problem.errors?.[0]).toMatchObject({ pointer: '/values/team', field: '所在队伍' })
  })
})

describe('装备缺口 (W230)', () => {
  test('standard less what works, per person and per team, with its source', async ({ world }) => {
    const id = await teamOf(world, 'chaping1', { ...town, nominal: 10 })
    const bureau = await world.as('bureau1')
    const standard = (values: Values) =>
      bureau.post('/api/registers/team-equipment-standards', { values: { kind: 'township', unit: '套', ...values } })
    expect((await standard({ item: '试点头盔', quantity: 1, per: 'person', source: '县文〔2026〕1号' })).status).toBe(
      201,
    )
    expect((await standard({ item: '试点水泵', quantity: 2, per: 'team', source: '县文〔2026〕1号' })).status).toBe(201)
    const own = await (await world.as('chaping1')).post('/api/registers/team-equipment', {
      values: { team: town.name, item: '试点 头盔', unit: '套', quantity: 8, usable: 7 },
    })
    expect(own.status).toBe(201)
    const { standard: rows } = (await (await world.as('chaping1')).get<TeamEquipment>(`/api/teams/${id}/equipment`))
      .body
    expect(rows.filter(row => row.item.startsWith('试点'))).toEqual(
      expect.arrayContaining([
        { item: '试点头盔', unit: '套', wanted: 10, has: 7, missing: 3, source: '县文〔2026〕1号' },
        { item: '试点水泵', unit: '套', wanted: 2, has: 0, missing: 2, source: '县文〔2026〕1号' },
      ]),
    )
  })
})

describe('队伍状态', () => {
  const set = async (world: World, id: string, account: string, body: object) =>
    (await world.as(account)).put<TeamView>(`/api/teams/${id}/status`, body)

  test('steps follow each other; two at once lose nothing; every move is kept', async ({ world }) => {
    const id = await teamOf(world, 'chaping1', town)
    expect((await set(world, id, 'chaping1', { version: 1, status: 'onScene' })).problem.code).toBe('team/status-order')
    expect((await set(world, id, 'chaping1', { version: 1, status: 'gathering' })).body.status).toBe('gathering')
    expect((await set(world, id, 'duty1', { version: 1, status: 'dispatched' })).status).toBe(409)
    expect((await set(world, id, 'duty1', { version: 2, status: 'dispatched' })).body.nextStatuses).toContain('enRoute')
    expect((await set(world, id, 'longtan1', { version: 3, status: 'enRoute' })).status).toBe(404)
    const moves = await (await world.as('duty1')).get<Items<{ to: string }>>(`/api/teams/${id}/moves`)
    expect(moves.body.items.map(one => one.to).sort()).toEqual(['dispatched', 'gathering'])
    expect((await world.facts()).filter(type => type === 'team.status-changed')).toHaveLength(2)
  })

  test('an expired social force leaves only with a reason, which is kept (S58)', async ({ world }) => {
    await world.at('2026-07-01T09:00:00+08:00')
    const id = await teamOf(world, 'bureau1', {
      name: '过期救援队',
      kind: 'social',
      certificateNo: '应登〔2023〕009号',
      certifiedUntil: '2026-06-30',
      insuredUntil: '2026-12-31',
    })
    const refused = await set(world, id, 'duty1', { version: 1, status: 'dispatched' })
    expect(refused.problem).toMatchObject({ code: 'team/may-not-be-sent', errors: [{ pointer: '/reason' }] })
    expect(refused.problem.detail).toContain('登记证书已于 2026-06-30 到期')
    const sent = await set(world, id, 'duty1', { version: 1, status: 'dispatched', reason: '县长批准，就近先期救援' })
    expect(sent.body.status).toBe('dispatched')
    const offers = await world.query(`select available, unavailable_reason from resource_offer where id = '${id}'`)
    expect(offers).toMatchObject([{ available: false, unavailable_reason: expect.stringContaining('出动') }])
    const moves = await (await world.as('duty1')).get<Items<{ reason: string }>>(`/api/teams/${id}/moves`)
    expect(moves.body.items[0]?.reason).toBe('县长批准，就近先期救援')
  })
})

describe('备勤 (W310)', () => {
  test('owed each day by teams that are set to; one report settles it; missing is there with nothing in it', async ({
    world,
  }) => {
    await world.at('2026-07-01T10:00:00+08:00')
    const id = await teamOf(world, 'team1', { ...town, name: '试点综合队', reportsStandby: true })
    // The daily rounds begin with the story; a store's first round is that of its start.
    await world.query(`update due_task set run_at = '2026-07-02T00:00:00+08:00' where kind = 'team.new-day'`)
    await world.at('2026-07-02T08:00:00+08:00')
    const owed = async (day: string) =>
      (await (await world.as('team1')).get<Items<ObligationView>>('/api/obligations?state=open')).body.items.filter(
        one => one.title === `试点综合队报 ${day} 备勤`,
      )
    expect(await owed('2026-07-02')).toMatchObject([{ dueAt: '2026-07-02T01:00:00.000Z', link: '/teams/standby' }])
    const day = async () =>
      (await (await world.as('duty1')).get<StandbyDay>('/api/team-standby')).body.items.find(one => one.teamId === id)
    expect(await day()).toMatchObject({ today: null, reports: true, mayReport: true })
    const team = await world.as('team1')
    const told = { strength: 32, vehicles: 4, leader: '田明远', phone: '13900001111' }
    expect((await team.put(`/api/teams/${id}/standby`, told)).status).toBe(200)
    expect(await owed('2026-07-02')).toEqual([])
    expect(await day()).toMatchObject({ today: { strength: 32, vehicles: 4, version: 1 } })
    const offered = () => world.query(`select quantity from resource_offer_capability where offer_id = '${id}'`)
    expect((await offered()).map(row => Number((row as { quantity: string }).quantity))).toEqual([32])
    // Somebody who has not seen it does not write over it; who has, puts it right.
    expect((await team.put(`/api/teams/${id}/standby`, { ...told, strength: 1 })).status).toBe(409)
    expect((await team.put(`/api/teams/${id}/standby`, { ...told, strength: 30, version: 1 })).status).toBe(200)
    await world.at('2026-07-03T10:00:00+08:00')
    expect(await day()).toMatchObject({ today: null, last: { strength: 30, day: '2026-07-02' } })
    const late = (await (await world.as('team1')).get<Items<ObligationView>>('/api/obligations?state=overdue')).body
    expect(late.items.filter(one => one.title.startsWith('试点综合队'))).toHaveLength(1)
  })

  test('a bad figure is refused by its field, and others do not report for a team', async ({ world }) => {
    const id = await teamOf(world, 'chaping1', town)
    const wrong = await (await world.as('chaping1')).put(`/api/teams/${id}/standby`, {
      strength: -1,
      vehicles: 0,
      leader: '某',
    })
    expect(wrong.problem.errors?.[0]).toMatchObject({ pointer: '/strength', message: '备勤人数不能为负数' })
    const other = await (await world.as('longtan1')).put(`/api/teams/${id}/standby`, {
      strength: 1,
      vehicles: 0,
      leader: '某',
    })
    expect(other.status).toBe(404)
  })
})
