import type { RoomPeopleSheet, RoomProposal } from '@anlan/contract/duty-room.ts'
import type { RoomLine, RoomView, RosterView } from '@anlan/contract/roster.ts'
import { expect } from 'vitest'
import { dutyPeopleBook } from '../../../../../test/duty-people.ts'
import { rowsAsWorkbook, upload } from '../../../../../test/sheets.ts'
import { test, type World } from '../../../../../test/world.ts'

type Items<T> = { items: T[] }

/** A unit that has no room yet. */
const unit = (world: World) => world.unit('water-bureau')
const listed = (sheet: RoomPeopleSheet) =>
  sheet.rows.filter(row => row.errors.length === 0).map(({ row: _, remark: __, errors: ___, ...person }) => person)

test('a messy list becomes a room of a unit with people, shifts and rules, and a roster without gaps', async ({
  world,
}) => {
  await world.at('2026-11-20T09:00:00+08:00')
  const duty = await world.as('duty1')
  const read = await upload<RoomPeopleSheet>(
    world,
    duty,
    `/api/duty/room-people-sheets?unit=${unit(world)}`,
    '名单.xlsx',
    await dutyPeopleBook(),
  )
  expect(read.status).toBe(200)
  const { rows } = read.body
  expect(rows.map(row => row.name)).toEqual([
    '何世安',
    '周明',
    '吴小琴',
    '郑国强',
    '王立',
    '赵一平',
    '钱程',
    '孙宁',
    '李静',
    '冯涛',
    '陈红',
    '褚卫',
  ])
  expect(rows.slice(0, 6).map(row => [row.mobile, row.posts])).toEqual([
    ['13900020001', ['shiftLeader']],
    ['13900020002', ['shiftLeader']],
    ['13900020003', ['shiftLeader']],
    ['13900020004', ['shiftLeader']],
    ['13900020009', ['shiftLeader']],
    ['13900020005', ['primary']],
  ])
  expect(rows.find(row => row.name === '陈红')).toMatchObject({ mobile: '0838-5550011-8', errors: [] })
  expect(rows.filter(row => row.isNew).map(row => row.name)).toEqual(['钱程'])
  expect(rows.filter(row => row.nightExempt).map(row => row.name)).toEqual(['李静'])
  expect(rows.at(-1)?.errors).toEqual(['电话“1380013”应为 11 位手机号或带区号的座机'])
  expect((await duty.get<Items<RoomLine>>('/api/duty/rooms')).body.items.length).toBe(13)

  const body = { id: crypto.randomUUID(), unitId: unit(world), people: listed(read.body) }
  const made = await duty.post<RoomView>('/api/duty/room-people', body)
  expect(made.status).toBe(201)
  expect(made.body.id).toBe(body.id)
  expect(made.body.patterns.map(one => one.name)).toEqual(['全天班'])
  expect(made.body.pool.length).toBe(11)
  expect((await duty.post<RoomView>('/api/duty/room-people', body)).body.id).toBe(body.id)

  const roster = await duty.post<RosterView>('/api/duty/rosters', {
    roomId: body.id,
    from: '2026-12-01',
    to: '2026-12-31',
  })
  expect(roster.body.unmet.filter(one => one.hard)).toEqual([])
  expect((await duty.post<RosterView>(`/api/duty/rosters/${roster.body.id}/publication`, { version: 1 })).status).toBe(
    200,
  )

  // The same list once more finds everybody; a list with a changed post changes it.
  const again = await upload<RoomPeopleSheet>(
    world,
    duty,
    `/api/duty/room-people-sheets?unit=${unit(world)}`,
    '名单.xlsx',
    await dutyPeopleBook(),
  )
  expect(again.body.rows.filter(row => row.personId === null).map(row => row.name)).toEqual(['褚卫'])
  const more = listed(again.body)
    .filter(one => one.name === '孙宁')
    .map(one => ({ ...one, posts: ['shiftLeader'] }))
  const changed = await duty.post<RoomView>('/api/duty/room-people', {
    unitId: unit(world),
    roomId: body.id,
    version: 1,
    people: more,
  })
  expect(changed.body.pool.find(one => one.personName === '孙宁')?.posts).toEqual(['shiftLeader'])
  expect(changed.body.pool.length).toBe(11)
  const late = { unitId: unit(world), roomId: body.id, version: 1, people: more }
  expect((await duty.post('/api/duty/room-people', late)).problem.code).toBe('duty/room-changed')
})

test('who cannot be told apart, or whose number belongs to somebody else, is an error of the row', async ({
  world,
}) => {
  const duty = await world.as('duty1')
  const leader = (await duty.get<RoomView>(`/api/duty/room-proposal?unit=${world.unit('chaping')}`)).body.pool[0]
  const file = await rowsAsWorkbook([
    ['姓名', '电话', '姓名', '电话'],
    ['周明', leader?.mobile ?? '', leader?.personName ?? '', '13999999999'],
    ['吴小琴', '', leader?.personName ?? '', leader?.mobile ?? ''],
  ])
  const { body } = await upload<RoomPeopleSheet>(
    world,
    duty,
    `/api/duty/room-people-sheets?unit=${world.unit('chaping')}`,
    '名单.xlsx',
    file,
  )
  expect(body.remarks[0]).toContain('没有岗位或职务')
  expect(body.rows.map(row => [row.name, row.personId !== null, row.errors[0]?.slice(0, 8)])).toEqual([
    ['周明', false, `电话 ${leader?.mobile}`.slice(0, 8)],
    [leader?.personName, false, `名录中“${leader?.personName}”`.slice(0, 8)],
    ['吴小琴', false, '没有填写电话，名'],
    [leader?.personName, true, undefined],
  ])
})

test('a department may not add people to the directory by a list', async ({ world }) => {
  const water = await world.as('water1')
  const file = await rowsAsWorkbook([
    ['姓名', '联系电话', '职务'],
    ['冉启航', '13612345678', '局长'],
  ])
  const { body } = await upload<RoomPeopleSheet>(
    world,
    water,
    `/api/duty/room-people-sheets?unit=${unit(world)}`,
    '名单.xlsx',
    file,
  )
  expect(body.rows[0]?.errors).toEqual(['不在本单位人员名录，您没有增加人员的权限，请先在通讯录登记'])
  const person = { name: '冉启航', mobile: '13612345678', posts: ['primary'] }
  const refused = await water.post('/api/duty/room-people', { unitId: unit(world), people: [person] })
  expect(refused.problem.errors).toMatchObject([{ pointer: '/people/0/name' }])
})

test('a flood-season room is proposed, opened for its days, and changed with the version that was read', async ({
  world,
}) => {
  await world.at('2026-04-20T09:00:00+08:00')
  const duty = await world.as('duty1')
  const { body: proposal } = await duty.get<RoomProposal>(`/api/duty/room-proposal?unit=${unit(world)}`)
  const season = {
    ...proposal,
    name: '防汛值班室',
    from: '2026-05-01',
    to: '2026-09-30',
    duties: { primary: '盯水情' },
  }
  const made = await duty.post<RoomView>('/api/duty/rooms', season)
  expect(made.body).toMatchObject({ from: '2026-05-01', to: '2026-09-30', duties: { primary: '盯水情' }, version: 1 })
  const wrong = await duty.put(`/api/duty/rooms/${made.body.id}`, { ...made.body, to: '2026-04-01' })
  expect(wrong.problem.errors).toMatchObject([{ pointer: '/to', message: '停用日期不能早于启用日期' }])
  expect((await (await world.as('chaping1')).get(`/api/duty/room-proposal?unit=${unit(world)}`)).status).toBe(422)
})
