import type { ShiftView } from '@anlan/contract/duty.ts'
import type { RoomView, RosterView } from '@anlan/contract/roster.ts'
import type { RosterSheetView } from '@anlan/contract/roster-sheet.ts'
import { expect } from 'vitest'
import { rotatedRoster } from '../../../../../test/rotated-roster.ts'
import { opened, rowsAsWorkbook, upload } from '../../../../../test/sheets.ts'
import { test, type World } from '../../../../../test/world.ts'
import { sampleId } from '../../../../sample-county.ts'

type Items<T> = { items: T[] }
const town = sampleId('duty-room', 'chaping')
const span = { from: '2026-12-01', to: '2026-12-07' }
const query = `room=${town}&from=${span.from}&to=${span.to}`

async function read(world: World, content: Buffer) {
  await world.at('2026-11-20T09:00:00+08:00')
  const duty = await world.as('duty1')
  const reply = await upload<RosterSheetView>(world, duty, `/api/duty/roster-sheets?${query}`, '十二月.xlsx', content)
  expect(reply.status).toBe(200)
  return { duty, sheet: reply.body }
}

test('a roster goes out as the county lays it out, and comes back as the same roster', async ({ world }) => {
  await world.at('2026-11-20T09:00:00+08:00')
  const duty = await world.as('duty1')
  const made = await rotatedRoster(duty, town, span.from, span.to)
  const file = await duty.get(`/api/duty/rosters/${made.id}/roster.xlsx`)
  expect(decodeURIComponent(String(file.raw.headers['content-disposition']))).toContain(
    '茶坪镇值班室值班表（2026年12月1日至12月7日）.xlsx',
  )
  const sheet = (await opened(file.raw.rawPayload)).worksheets[0]
  expect(sheet?.getRow(3).values).toEqual([
    undefined,
    '日期',
    '星期',
    '日期类型',
    '班次',
    '时间',
    '带班领导',
    '带班领导电话',
    '主班',
    '主班电话',
  ])
  const first = made.assignments.filter(one => one.slotKey === made.slots[0]?.key)
  expect((sheet?.getRow(4).values as unknown[] | undefined)?.slice(2)).toEqual([
    '周二',
    '工作日',
    '全天班',
    '08:30—次日08:30',
    ...first.flatMap(one => [one.personName, one.mobile]),
  ])
  expect(await world.facts()).toContain('duty.roster-exported')

  const { sheet: back } = await read(world, file.raw.rawPayload)
  expect(back).toMatchObject({ errors: [], remarks: [], places: 14 })
  const body = { id: crypto.randomUUID(), roomId: town, ...span, fileName: '十二月.xlsx', cells: back.cells }
  const draft = await duty.post<RosterView>('/api/duty/imported-rosters', body)
  expect(draft.status).toBe(201)
  expect(draft.body).toMatchObject({ status: 'draft', outcome: 'byHand', notes: ['由表格“十二月.xlsx”导入'] })
  expect(draft.body.assignments).toEqual(made.assignments)
  expect((await duty.post(`/api/duty/rosters/${draft.body.id}/publication`, { version: 1 })).status).toBe(200)
})

test('what is in force goes out by month as it stands now, also of a unit without a duty room, and only within reach', async ({
  world,
}) => {
  await world.at('2026-11-20T09:00:00+08:00')
  const officer = await world.as('chaping1')
  const unit = world.unit('chaping')
  const all = `unit=${unit}&from=2026-12-01&to=2026-12-31`
  const [first] = (
    await officer.get<Items<ShiftView>>(
      `/api/duty/shifts?unit=${unit}&from=2026-12-01T01:00:00Z&to=2026-12-01T02:00:00Z`,
    )
  ).body.items.filter(one => one.post === 'primary')
  const duty = await world.as('duty1')
  const { pool } = (await duty.get<RoomView>(`/api/duty/rooms/${town}`)).body
  const other = pool.find(one => one.posts.includes('primary') && one.personId !== first?.personId)
  await world.query(`update duty_shift set person_id = '${other?.personId}' where id = '${first?.id}'`)
  const file = await officer.get(`/api/duty/shifts.xlsx?${all}`)
  expect(decodeURIComponent(String(file.raw.headers['content-disposition']))).toContain(
    '茶坪镇值班室值班表（2026年12月）.xlsx',
  )
  const sheet = (await opened(file.raw.rawPayload)).worksheets[0]
  const row = sheet?.getRow(4).values as unknown[]
  expect(row.slice(2, 6)).toEqual(['周二', '工作日', '全天班', '08:30—次日08:30'])
  expect(row.slice(8)).toEqual([other?.personName, other?.mobile])
  expect(sheet?.getRow(34).getCell(2).value).toBe('周四')
  expect(await world.facts()).toContain('duty.shifts-exported')

  expect((await officer.get(`/api/duty/shifts.xlsx?${all.replace(unit, world.unit('longtan'))}`)).status).toBe(404)
  expect((await duty.get(`/api/duty/shifts.xlsx?${all.replace('2026-12-31', '2027-12-31')}`)).problem.errors).toEqual([
    { pointer: '/to', field: '结束日期', message: '一次最多导出 100 天' },
  ])
  const plain = await duty.get(`/api/duty/shifts.xlsx?${all.replace(unit, world.unit('water-bureau'))}`)
  const sheetOfBureau = (await opened(plain.raw.rawPayload)).worksheets[0]
  expect(sheetOfBureau?.getRow(3).values).toEqual([
    undefined,
    '日期',
    '星期',
    '日期类型',
    '班次',
    '时间',
    '主班',
    '主班电话',
  ])
})

test('what cannot be taken over is named by row and column, and the draft has the gap', async ({ world }) => {
  const duty = await world.as('duty1')
  const { pool } = (await duty.get<RoomView>(`/api/duty/rooms/${town}`)).body
  const [leader, officer] = [
    pool.find(one => one.posts[0] === 'shiftLeader'),
    pool.find(one => one.posts[0] === 'primary'),
  ]
  const [a = '', b = ''] = [leader?.personName, officer?.personName]
  const spaced = `${a.slice(0, 1)} ${a.slice(1)}`
  const file = await rowsAsWorkbook([
    ['茶坪镇12月值班表'],
    ['日期', '星期', '带班领导', '电话', '值班员', '电话'],
    ['12月1日', '星期二', spaced, leader?.mobile, b, ''],
    ['12.2', '星期四', a, '', '张无名', ''],
    ['2026-12-13', '', a, '', b, ''],
    ['12月3日', '周四', b, '', `${b}、${b}`, ''],
    ['12月4日（周五）', '', '缺', '', `${b}（听班）`, ''],
    ['十二月', '', a, '', b, ''],
    ['制表：某某', '', '', '', '审核：', ''],
  ])
  const { sheet } = await read(world, file)
  expect(sheet.errors.map(one => `${one.row}${one.column ?? ''} ${one.message}`)).toEqual([
    '4 12月2日是周三，表中写周四，请核对日期',
    '4E “张无名”不在本室值班人员库',
    '5 2026-12-13 不在 2026-12-01 至 2026-12-07 之内',
    `6C “${b}”不能任带班领导`,
    `6E 全天班的主班只要 1 人，“${b}”多出`,
    expect.stringContaining('8 “十二月”'),
  ])
  expect(sheet.cells.map(one => [one.slotKey.slice(0, 10), one.post, one.onSite])).toEqual([
    ['2026-12-01', 'shiftLeader', true],
    ['2026-12-01', 'primary', true],
    ['2026-12-02', 'shiftLeader', true],
    ['2026-12-03', 'primary', true],
    ['2026-12-04', 'primary', false],
  ])
  const draft = await duty.post<RosterView>('/api/duty/imported-rosters', {
    roomId: town,
    ...span,
    fileName: '十二月.xlsx',
    cells: sheet.cells,
  })
  expect(draft.body.unmet.filter(one => one.hard).map(one => one.message)).toContain('12月2日全天班 主班缺 1 人')
  expect((await duty.post(`/api/duty/rosters/${draft.body.id}/publication`, { version: 1 })).problem.code).toBe(
    'duty/roster-incomplete',
  )
})

test('namesakes are told apart by the number beside them', async ({ world }) => {
  const duty = await world.as('duty1')
  const room = (await duty.get<RoomView>(`/api/duty/rooms/${town}`)).body
  const one = room.pool.find(member => member.posts[0] === 'primary')
  const twin = await duty.post<{ id: string }>('/api/persons', {
    name: one?.personName,
    mobile: '13712345678',
    unitId: room.unitId,
    note: '',
  })
  expect(twin.status).toBe(201)
  const pool = [...room.pool, { ...one, personId: twin.body.id }]
  expect((await duty.put(`/api/duty/rooms/${town}`, { ...room, pool })).status).toBe(200)
  const { sheet } = await read(
    world,
    await rowsAsWorkbook([
      ['日期', '主班', '电话'],
      ['2026-12-01', one?.personName, '13712345678'],
      ['2026-12-02', one?.personName, ''],
    ]),
  )
  expect(sheet.cells.map(cell => cell.personId)).toEqual([twin.body.id])
  expect(sheet.errors[0]?.message).toBe(`值班人员库中有 2 个“${one?.personName}”，请在电话栏写明手机号`)
})

test('an empty table for the month is there to be filled in', async ({ world }) => {
  const duty = await world.as('duty1')
  const file = await duty.get(`/api/duty/blank-roster.xlsx?${query}`)
  const sheet = (await opened(file.raw.rawPayload)).worksheets[0]
  expect(sheet?.rowCount).toBe(10)
  expect((await duty.get(`/api/duty/blank-roster.xlsx?room=${town}&from=2026-12-07&to=2026-12-01`)).status).toBe(422)
})
