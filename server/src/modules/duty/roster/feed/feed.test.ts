import type { CalendarLink, PublicDutyPhones } from '@anlan/contract/duty-feed.ts'
import { expect } from 'vitest'
import { rotatedRoster } from '../../../../../test/rotated-roster.ts'
import { test, type World } from '../../../../../test/world.ts'
import { sampleId } from '../../../../sample-county.ts'

const linesOf = (text: string) => text.replaceAll('\r\n ', '').split('\r\n')
const valuesOf = (text: string, name: string) =>
  linesOf(text).flatMap(line =>
    line.startsWith(`${name}:`) || line.startsWith(`${name};`) ? [line.slice(line.indexOf(':') + 1)] : [],
  )
const fetched = async (world: World, path: string | null) => {
  const reply = await world.app.inject({ url: path ?? '' })
  return { status: reply.statusCode, type: reply.headers['content-type'], text: reply.body }
}

test('a person’s link shows own shifts to whoever has it, changes with the roster, and ends when it is revoked', async ({
  world,
}) => {
  await world.at('2026-11-20T09:00:00+08:00')
  const clerk = await world.as('chaping1')
  expect((await clerk.get<CalendarLink>('/api/duty/calendar-link')).body).toEqual({ madeAt: null, path: null })
  const link = (await clerk.put<CalendarLink>('/api/duty/calendar-link')).body
  expect(link.path).toMatch(/^\/api\/duty\/calendar\/[\w-]{32}\.ics$/)
  expect((await clerk.get<CalendarLink>('/api/duty/calendar-link')).body.path).toBeNull()

  const drafted = () => rotatedRoster(clerk, sampleId('duty-room', 'chaping'), '2026-12-01', '2026-12-14')
  const publish = async (id: string) =>
    expect((await clerk.post(`/api/duty/rosters/${id}/publication`, { version: 1 })).status).toBe(200)
  const roster = await drafted()
  await publish(roster.id)
  const { personId } = (await clerk.get<{ personId: string }>('/api/session')).body
  const own = roster.assignments.filter(one => one.personId === personId)
  expect(own.length).toBeGreaterThan(0)
  const first = await fetched(world, link.path)
  expect([first.status, first.type]).toEqual([200, 'text/calendar; charset=utf-8'])
  const starts = valuesOf(first.text, 'DTSTART').filter(at => at >= '20261201' && at < '20261215')
  expect(starts.length).toBe(own.length)
  expect(valuesOf(first.text, 'SUMMARY').join()).toContain('值班：主班　茶坪镇值班室')
  for (const { mobile } of roster.assignments) expect(first.text).not.toContain(mobile ?? '无')
  const uids = valuesOf(first.text, 'UID')
  expect(new Set(uids).size).toBe(uids.length)

  // Published anew with the same people: the same entries, later in their sequence.
  await world.at('2026-11-21T09:00:00+08:00')
  await publish((await drafted()).id)
  const second = await fetched(world, link.path)
  expect(valuesOf(second.text, 'UID')).toEqual(uids)
  const sequence = (text: string) =>
    Number(valuesOf(text.split('BEGIN:VEVENT').find(one => one.includes(`:${starts[0]}`)) ?? '', 'SEQUENCE')[0])
  expect(sequence(second.text)).toBe(sequence(first.text) + 24 * 60)

  const other = (await clerk.put<CalendarLink>('/api/duty/calendar-link')).body
  expect((await fetched(world, link.path)).status).toBe(404)
  expect((await fetched(world, other.path)).status).toBe(200)
  expect((await clerk.delete('/api/duty/calendar-link')).status).toBe(204)
  expect((await fetched(world, other.path)).status).toBe(404)
  expect((await fetched(world, '/api/duty/calendar/anything.ics')).status).toBe(404)
  expect((await world.query('select * from duty_calendar_link')).length).toBe(0)
})

test('an account without a person has no calendar', async ({ world }) => {
  const duty = await world.as('duty1')
  await world.query(`update account set person_id = null where id = '${world.account('duty1')}'`)
  world.house.sessions.forgetAll()
  expect((await duty.put('/api/duty/calendar-link')).problem.detail).toContain('没有对应人员')
})

test('everybody may know the duty phones of offices and open rooms, nobody’s own number', async ({ world }) => {
  await world.at('2026-07-12T03:00:00+08:00')
  const stranger = await world.as(null)
  const { body } = await stranger.get<PublicDutyPhones>('/api/public/duty-phones')
  expect(body.county).toBe('青峦土家族苗族自治县')
  expect(body.items.map(one => one.unitName)).toEqual(expect.arrayContaining(['县总值班室', '茶坪镇']))
  expect(body.items.every(one => !/^1[3-9]\d{9}$/.test(one.phone))).toBe(true)
  expect(Object.keys(body.items[0] ?? {}).sort()).toEqual(['fax', 'name', 'phone', 'unitName'])
  const room = { unit_id: world.unit('chaping'), phone: '023-88886666' }
  await world.query(
    `insert into duty_room (id, unit_id, name, phone, change_at, always, rules, from_day, to_day) values (gen_random_uuid(), '${room.unit_id}', '防汛值班室', '${room.phone}', '08:30', '{}', '{}', '2026-05-01', '2026-09-30')`,
  )
  const open = async () =>
    (await stranger.get<PublicDutyPhones>('/api/public/duty-phones')).body.items.some(one => one.phone === room.phone)
  expect(await open()).toBe(true)
  await world.query(`update person set mobile = '${room.phone}' where id = '${sampleId('person', 'duty-office:1')}'`)
  expect(await open()).toBe(false)
  await world.query(`update person set mobile = null where id = '${sampleId('person', 'duty-office:1')}'`)
  await world.at('2026-10-01T03:00:00+08:00')
  expect(await open()).toBe(false)
})
