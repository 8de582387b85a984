import type { TeamView } from '@anlan/contract/team.ts'
import type { CallOutView } from '@anlan/contract/team-call-out.ts'
import { expect } from 'vitest'
import { memberOf, teamOf } from '../../../../test/team-story.ts'
import { test, type World } from '../../../../test/world.ts'

type Items<T> = { items: T[] }

/** Two teams; somebody on both rolls, team1's leader by his own name and number, one who is only rung. */
async function story(world: World) {
  await world.at('2026-07-11T20:00:00+08:00')
  const own = await teamOf(world, 'team1', { name: '试点综合队', kind: 'comprehensive', nominal: 60, readyMinutes: 30 })
  const town = await teamOf(world, 'chaping1', { name: '试点镇队', kind: 'township', nominal: 40 })
  const [leader] = (await world.query(
    `select p.name, p.mobile from account a join person p on p.id = a.person_id where a.account = 'team1'`,
  )) as { name: string; mobile: string }[]
  const shared = { name: '彭大山', phone: '13900001111' }
  await memberOf(world, 'team1', { team: '试点综合队', name: leader?.name, phone: leader?.mobile })
  await memberOf(world, 'team1', { team: '试点综合队', ...shared })
  await memberOf(world, 'chaping1', { team: '试点镇队', ...shared })
  await memberOf(world, 'chaping1', { team: '试点镇队', name: '向小河', phone: '13900002222' })
  const started = await (await world.as('duty1')).post<CallOutView>('/api/team-call-outs', {
    title: '夜间不打招呼拉动',
    teamIds: [own, town],
    answerMinutes: 15,
  })
  expect(started.status).toBe(201)
  return { own, town, id: started.body.id, leader: leader?.name ?? '' }
}

test('a member answers on his phone, others are ticked; figures count people; the limit closes it', async ({
  world,
}) => {
  const { own, town, id, leader } = await story(world)
  const at = `/api/team-call-outs/${id}`
  await world.at('2026-07-11T20:02:30+08:00')
  const team = await world.as('team1')
  const [mine] = (await team.get<Items<CallOutView>>('/api/team-call-outs/mine')).body.items
  const seat = mine?.seats.find(one => one.may.answer)
  expect(seat?.name).toBe(leader)
  const answered = await team.post<CallOutView>(`/api/team-call-out-seats/${seat?.id}/answer`, { answer: 'coming' })
  expect(answered.body.seats.find(one => one.id === seat?.id)).toMatchObject({ manner: 'own', minutes: 3 })
  expect((await team.post(`/api/team-call-out-seats/${seat?.id}/answer`, { answer: 'cannot' })).problem.code).toBe(
    'team/answered',
  )
  // Somebody on two rolls has answered for both once he is ticked on one.
  const duty = await world.as('duty1')
  const [first] = answered.body.seats.filter(one => one.name === '彭大山')
  await world.at('2026-07-11T20:10:00+08:00')
  const tick = (account: typeof duty, seatId: string | undefined, version: number, answer: string) =>
    account.put<CallOutView>(`/api/team-call-out-seats/${seatId}/answer`, { version, answer })
  expect((await tick(duty, first?.id, 1, 'coming')).status).toBe(200)
  expect((await tick(await world.as('duty2'), first?.id, 1, 'notReached')).status).toBe(409)
  expect((await tick(await world.as('longtan1'), first?.id, 2, 'notReached')).status).toBe(404)
  expect((await tick(duty, seat?.id, 2, 'notReached')).problem.code).toBe('team/answered')
  const board = (await duty.get<CallOutView>(at)).body
  expect(board.seats).toHaveLength(4)
  expect(board.result).toEqual({
    asked: 3,
    answered: 2,
    coming: 2,
    percent: 67,
    minutesToFirst: 3,
    minutesTo90: null,
    minutesToLast: 10,
  })
  expect(board.teams.find(one => one.teamId === town)?.result).toMatchObject({ asked: 2, coming: 1, percent: 50 })

  const told = await team.put<CallOutView>(`${at}/teams/${own}/assembly`, { people: 41 })
  expect(told.body.teams.find(one => one.teamId === own)).toMatchObject({ assembledPeople: 41, minutesToAssemble: 10 })
  expect((await team.put(`${at}/teams/${own}/assembly`, { people: 42 })).problem.code).toBe('team/assembled')
  expect((await team.put(`${at}/teams/${town}/assembly`, { people: 42 })).status).toBe(404)

  await world.at('2026-07-11T20:15:01+08:00')
  const closed = (await duty.get<CallOutView>(at)).body
  expect(closed.closedAt).not.toBeNull()
  const left = closed.seats.find(one => one.answer === null)
  expect((await tick(duty, left?.id, 1, 'coming')).problem.code).toBe('team/call-out-closed')
  // Stored beside the nominal strength (P31).
  const view = (await duty.get<TeamView>(`/api/teams/${own}`)).body
  expect(view).toMatchObject({
    strength: { nominal: 60, seats: 2 },
    lastCallOut: { id, percent: 100, minutesTo90: 10 },
  })
  expect(await world.facts()).toEqual(expect.arrayContaining(['team.call-out-started', 'team.call-out-closed']))
})

test('only the called answer; a team without a roll cannot be called out; another township sees figures, not names', async ({
  world,
}) => {
  const { id } = await story(world)
  const other = (await (await world.as('longtan1')).get<CallOutView>(`/api/team-call-outs/${id}`)).body
  expect(other.result.asked).toBe(3)
  expect(other.seats).toEqual([])
  const seats = (await (await world.as('duty1')).get<CallOutView>(`/api/team-call-outs/${id}`)).body.seats
  const wrong = await (await world.as('chaping1')).post(
    `/api/team-call-out-seats/${seats.find(one => one.name === '向小河')?.id}/answer`,
    { answer: 'coming' },
  )
  expect(wrong.problem.code).toBe('team/not-asked')
  const empty = await teamOf(world, 'chaping1', { name: '空白队', kind: 'township' })
  const refused = await (await world.as('duty1')).post('/api/team-call-outs', { title: '拉动', teamIds: [empty] })
  expect(refused.problem).toMatchObject({ code: 'team/no-members', errors: [{ pointer: '/teamIds' }] })
  expect(refused.problem.detail).toContain('空白队')
  const foreign = await (await world.as('longtan1')).post('/api/team-call-outs', { title: '拉动', teamIds: [empty] })
  expect(foreign.status).toBe(404)
})
