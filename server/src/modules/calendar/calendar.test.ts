import type { CalendarDayView } from '@anlan/contract/calendar.ts'
import { expect } from 'vitest'
import { test } from '../../../test/world.ts'

type Items<T> = { items: T[] }

test('2026 is known with its 调休, 2027 is unknown until it is imported', async ({ world }) => {
  const admin = await world.as('admin1')
  const classes = async (from: string, to: string) =>
    (await admin.get<Items<CalendarDayView>>(`/api/calendar?from=${from}&to=${to}`)).body.items.map(day => day.dayClass)
  expect(await classes('2026-10-08', '2026-10-11')).toEqual(['workday', 'workday', 'makeupWorkday', 'weekend'])
  expect(await classes('2026-02-14', '2026-02-15')).toEqual(['makeupWorkday', 'adjustedRest'])
  expect(await classes('2027-10-01', '2027-10-01')).toEqual(['unknown'])
  const day = { date: '2027-10-01', dayClass: 'statutoryHoliday', name: '国庆节', source: '国务院办公厅通知' }
  expect(
    (await admin.post('/api/calendar/imports', { year: 2027, days: [{ ...day, date: '2026-10-01' }] })).problem.errors,
  ).toMatchObject([{ pointer: '/days/0/date' }])
  expect(await classes('2027-10-01', '2027-10-01')).toEqual(['unknown'])
  expect((await admin.post('/api/calendar/imports', { year: 2027, days: [day] })).status).toBe(201)
  expect(await classes('2027-10-01', '2027-10-04')).toEqual(['statutoryHoliday', 'weekend', 'weekend', 'workday'])
})

test('a local holiday is an edited day; a township clerk edits none', async ({ world }) => {
  const day = { date: '2026-11-03', dayClass: 'localHoliday', name: '县庆', source: '县政府通知' }
  expect((await (await world.as('chaping1')).put('/api/calendar/2026-11-03', day)).status).toBe(403)
  expect((await (await world.as('admin1')).put<CalendarDayView>('/api/calendar/2026-11-03', day)).body).toMatchObject({
    dayClass: 'localHoliday',
    name: '县庆',
  })
})
