import type { CallUpPlanView } from '@anlan/contract/call-up-plan.ts'
import type { CallUpView } from '@anlan/contract/call-up-view.ts'
import type { TimelineEntry } from '@anlan/contract/event-timeline.ts'
import { describe, expect } from 'vitest'
import { allChecked, flood, heldOf, type Slips, step, storedBy } from '../../../test/call-up-story.ts'
import { teamOf } from '../../../test/team-story.ts'
import { unzip } from '../../../test/unzip.ts'
import { test, type World } from '../../../test/world.ts'
import { wayTo } from './providers/statuses.ts'

const statusOf = async (world: World, team: string) =>
  ((await world.query(`select status from team where id = '${team}'`)) as { status: string }[])[0]?.status
const onMap = async (world: World) =>
  (await world.query(`select tags->>'state' as state from spatial_point where layer = 'call-up' and not removed`)) as {
    state: string
  }[]
const ask = async (world: World, account: string, team: string, more: object) =>
  (await world.as(account)).post<Slips>('/api/call-ups', {
    items: [{ offerId: team, people: 30 }],
    reason: '搜救失联人员',
    ...more,
  })
const chapingTeam = (world: World, values: object = {}) =>
  teamOf(world, 'chaping1', { name: '茶坪镇救援一队', kind: 'township', nominal: 40, ...values })

describe('a team that is called up', () => {
  test('follows its slip from the order to its rest; status, booking, map and event agree at each step', async ({
    world,
  }) => {
    await world.at('2026-07-12T03:10:00+08:00')
    const team = await chapingTeam(world)
    const eventId = await flood(world)
    const made = await ask(world, 'duty1', team, { eventId, place: '滩口村' })
    expect(made.status, JSON.stringify(made.problem)).toBe(200)
    const slip = made.body.items[0] as CallUpView
    expect(slip).toMatchObject({ kind: 'team', fromUnitName: '茶坪镇', summary: '茶坪镇救援一队 30 人' })
    expect([await statusOf(world, team), await heldOf(world, team)]).toEqual(['standby', 1])
    await step(await world.as('leader1'), slip.id, 'approval')
    expect([await statusOf(world, team), await onMap(world)]).toEqual(['standby', []])

    await world.at('2026-07-12T03:13:00+08:00')
    const chief = await world.as('chaping1')
    await step(chief, slip.id, 'acknowledgement')
    expect(await statusOf(world, team)).toBe('gathering')
    const issued = await step(chief, slip.id, 'issue')
    expect(await statusOf(world, team)).toBe('dispatched')
    expect(await onMap(world)).toEqual([{ state: '待出发' }])
    const unchecked = await chief.post(`/api/call-ups/${slip.id}/departure`)
    expect(unchecked.problem).toMatchObject({ code: 'call-up/checks-open', detail: expect.stringContaining('救生') })
    expect(await statusOf(world, team)).toBe('dispatched')
    await allChecked(chief, issued)

    await world.at('2026-07-12T03:20:00+08:00')
    await step(chief, slip.id, 'departure', { people: 28, eta: '2026-07-12T03:55:00+08:00' })
    expect([await statusOf(world, team), await onMap(world)]).toEqual(['enRoute', [{ state: '在途' }]])
    await world.at('2026-07-12T03:52:00+08:00')
    await step(chief, slip.id, 'arrival')
    expect([await statusOf(world, team), await onMap(world)]).toEqual(['onScene', [{ state: '已到达' }]])
    await step(await world.as('duty1'), slip.id, 'receipt')
    expect(await onMap(world)).toEqual([{ state: '使用中' }])
    expect(await heldOf(world, team)).toBe(1)

    await world.at('2026-07-12T09:00:00+08:00')
    await step(chief, slip.id, 'returns')
    expect([await statusOf(world, team), await heldOf(world, team)]).toEqual(['resting', 0])
    expect(await onMap(world)).toEqual([])
    const closed = await step(await world.as('duty1'), slip.id, 'closure')
    expect(await statusOf(world, team)).toBe('standby')
    // Thirty people for the one day that had begun.
    expect(closed.costTotal).toBe(6000)
    const timeline = await (await world.as('duty1')).get<{ items: TimelineEntry[] }>(
      `/api/emergency-events/${eventId}/timeline?limit=200`,
    )
    const said = timeline.body.items.map(one => one.sentence)
    for (const words of ['茶坪镇签收调用单', '出发', '到达滩口村', '归还茶坪镇'])
      expect(
        said.some(one => one.includes(words)),
        `${words} in ${said.join('\n')}`,
      ).toBe(true)
  })

  test('held by one event it is refused to another, which is named; a leader calls it away with a reason, and it moves when the first lets it go', async ({
    world,
  }) => {
    await world.at('2026-07-12T03:10:00+08:00')
    const team = await chapingTeam(world)
    const slip = (await ask(world, 'duty1', team, { eventId: await flood(world) })).body.items[0] as CallUpView
    const other = await flood(world, 'longtan')
    const named = { code: 'resource/double-booked', detail: expect.stringContaining('茶坪镇山洪') }
    // Asked for and not yet sent …
    expect((await ask(world, 'duty2', team, { eventId: other })).problem).toMatchObject(named)
    await step(await world.as('leader1'), slip.id, 'approval')
    const chief = await world.as('chaping1')
    await allChecked(chief, await step(chief, slip.id, 'issue'))
    await step(chief, slip.id, 'departure')
    // … and under way, whole or in part.
    expect((await ask(world, 'duty2', team, { eventId: other })).problem).toMatchObject(named)
    const part = await (await world.as('duty2')).post('/api/call-ups', {
      items: [{ offerId: team, capability: 'flood-rescue', quantity: 5 }],
      reason: '两人被困',
      eventId: other,
    })
    expect(part.problem.code).toBe('resource/double-booked')

    const called = await ask(world, 'leader2', team, { eventId: other, overrideReason: '两人被困，最近的队伍' })
    const second = called.body.items[0] as CallUpView
    expect(second.lines[0]).toMatchObject({ overridden: true, booked: false })
    expect(second.overrideReason).toBe('两人被困，最近的队伍')
    await step(await world.as('leader1'), second.id, 'approval')
    const ordered = await step(chief, second.id, 'issue')
    // It is still out for the first.
    expect(await statusOf(world, team)).toBe('enRoute')
    await step(chief, slip.id, 'arrival')
    await step(chief, slip.id, 'returns')
    expect(await statusOf(world, team)).toBe('resting')
    await allChecked(chief, ordered)
    await step(chief, second.id, 'departure')
    expect(await statusOf(world, team)).toBe('enRoute')
    // Closing the first does not send home who is out for the second.
    await step(await world.as('duty1'), slip.id, 'closure')
    expect(await statusOf(world, team)).toBe('enRoute')
    const moves = (await world.query(
      `select reason from team_move where team_id = '${team}' and slip_id = '${second.id}' order by at, id`,
    )) as { reason: string }[]
    expect(moves.every(move => move.reason === '两人被困，最近的队伍') && moves.length > 0).toBe(true)
  })

  test('whose papers have run out is not called up, unless a leader says why', async ({ world }) => {
    await world.at('2026-07-12T03:10:00+08:00')
    const team = await chapingTeam(world, { insuredUntil: '2026-05-31' })
    const eventId = await flood(world)
    const refused = await ask(world, 'duty1', team, { eventId })
    expect(refused.problem).toMatchObject({ code: 'resource/unavailable', detail: expect.stringContaining('保险') })
    const called = await ask(world, 'leader1', team, { eventId, overrideReason: '无其他队伍可到' })
    const slip = called.body.items[0] as CallUpView
    expect(slip.lines[0]).toMatchObject({ overridden: true })
    await step(await world.as('chaping2'), slip.id, 'approval')
    await step(await world.as('chaping1'), slip.id, 'acknowledgement')
    expect(await statusOf(world, team)).toBe('gathering')
  })

  test('goes through the statuses in their order', () => {
    expect(wayTo('standby', 'enRoute')).toEqual(['gathering', 'enRoute'])
    expect(wayTo('onScene', 'resting')).toEqual(['withdrawing', 'resting'])
    expect(wayTo('resting', 'standby')).toEqual(['standby'])
  })
})

describe('a neighbour’s team', () => {
  test('is asked for by agreement; the duty room takes down its word, and within thirty minutes it leaves', async ({
    world,
  }) => {
    await world.at('2026-07-12T16:20:00+08:00')
    const duty = await world.as('duty1')
    const made = await duty.post<Slips>('/api/call-ups', {
      items: [
        { name: '森林消防专业队', quantity: 30, unit: '人', ownerUnitId: world.unit('neighbour-forest-fire-team') },
      ],
      reason: '火势蔓延，请求增援',
      agreement: '云岭县、青峦县联防协议',
    })
    const slip = made.body.items[0] as CallUpView
    expect(slip).toMatchObject({ kind: 'neighbour', agreement: '云岭县、青峦县联防协议' })
    const letter = () => duty.get(`/api/call-ups/${slip.id}/request-letter.docx`)
    expect((await letter()).problem).toMatchObject({ code: 'call-up/wrong-state' })
    const approved = await step(await world.as('leader1'), slip.id, 'approval')
    // The letter says what is asked by which agreement, who asked and who approved (W193).
    const words = (unzip((await letter()).raw.rawPayload).get('word/document.xml') ?? '').replaceAll(/<[^>]+>/g, '')
    const by = (name: string) => approved.steps.find(one => one.step === name)?.stamp?.byName ?? '无'
    for (const part of [
      slip.fromUnitName,
      '关于请求支援应急工作的函',
      '依据：云岭县、青峦县联防协议',
      '森林消防专业队',
      `${by('requested')}于`,
      `${by('approved')}于`,
    ])
      expect(words).toContain(part)
    expect((await (await world.as('chaping1')).get(`/api/call-ups/${slip.id}/request-letter.docx`)).status).toBe(404)
    // A township does not speak for another county.
    expect((await (await world.as('chaping1')).post(`/api/call-ups/${slip.id}/acknowledgement`)).status).toBe(404)
    const signed = await step(duty, slip.id, 'acknowledgement')
    expect(signed.nextDueAt).toBe('2026-07-12T08:50:00.000Z')
    await world.at('2026-07-12T16:51:00+08:00')
    expect((await duty.get<CallUpView>(`/api/call-ups/${slip.id}`)).body.overdue).toBe(true)
    await allChecked(duty, await step(duty, slip.id, 'issue'))
    const left = await step(duty, slip.id, 'departure', { people: 30, eta: '2026-07-12T17:30:00+08:00' })
    expect(left).toMatchObject({ state: 'underWay', overdue: false })
  })
})

describe('a call-up plan', () => {
  test('becomes slips in one act, one for each owner; what could not be called now says why', async ({ world }) => {
    await world.at('2026-07-12T03:10:00+08:00')
    const team = await chapingTeam(world)
    const jackets = await storedBy(world, 'longtan1', 'life-jacket', 30)
    const bureau = await world.as('bureau1')
    const plan = {
      title: '滩口村山洪救援',
      place: '滩口村',
      eventTypeCode: '11A51',
      items: [
        { offerId: team, people: 30, etaMinutes: 40 },
        { offerId: jackets, capability: 'life-jacket', quantity: 20 },
      ],
    }
    const saved = await bureau.post<CallUpPlanView>('/api/call-up-plans', plan)
    expect(saved.body.items.map(one => [one.ownerUnitName, one.unavailable, one.etaMinutes])).toEqual([
      ['茶坪镇', null, 40],
      ['龙滩镇', null, saved.body.items[1]?.etaMinutes],
    ])
    const again = await bureau.put(`/api/call-up-plans/${saved.body.id}`, { ...plan, version: 9 })
    expect(again.problem.code).toBe('conflict')
    const duty = await world.as('duty1')
    const act = `/api/call-up-plans/${saved.body.id}/call-ups`
    const body = { eventId: await flood(world), reason: '滩口村两人失联' }
    const slips = (await duty.post<Slips>(act, body)).body.items
    expect(slips.map(one => [one.fromUnitName, one.summary, one.place])).toEqual([
      ['茶坪镇', '茶坪镇救援一队 30 人', '滩口村'],
      ['龙滩镇', '救生衣 20 件', '滩口村'],
    ])
    expect([await heldOf(world, team), await heldOf(world, jackets)]).toEqual([1, 20])
    // All or nothing: the team is taken, so no jackets are held either.
    expect((await duty.post(act, body)).problem.code).toBe('resource/double-booked')
    expect(await heldOf(world, jackets)).toBe(20)
  })
})
