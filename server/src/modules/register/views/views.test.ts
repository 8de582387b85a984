import type { SavedViewView } from '@anlan/contract/register.ts'
import { expect } from 'vitest'
import type { z } from 'zod'
import { test } from '../../../../test/world.ts'

type View = z.output<typeof SavedViewView>
const url = '/api/registers/neighbour-units/views'
const wanted = {
  name: '驻地部队',
  query: { text: '', state: 'current', filters: '[]' },
  columns: ['name', 'dutyPhone'],
}

test('a list is kept under a name by one account, and by its unit when shared', async ({ world }) => {
  const duty = await world.as('duty1')
  const other = await world.as('bureau1')
  const mate = await world.as('duty2')
  const id = 'b8e1f3a0-0000-4000-8000-000000000001'
  const created = await duty.post<View>(url, { id, ...wanted })
  expect(created.status).toBe(201)
  expect(created.body).toMatchObject({ ...wanted, id, mine: true, shared: false })
  expect((await duty.post<View>(url, { id, ...wanted })).body.id).toBe(id)
  expect((await duty.post(url, wanted)).problem.code).toBe('register/view-exists')
  const seenBy = async (caller: typeof duty) => (await caller.get<{ items: View[] }>(url)).body.items
  expect(await seenBy(mate)).toEqual([])
  expect((await mate.put(`${url}/${id}`, wanted)).status).toBe(404)

  await duty.put(`${url}/${id}`, { ...wanted, shared: true })
  expect((await seenBy(mate)).map(view => [view.name, view.mine])).toEqual([['驻地部队', false]])
  expect(await seenBy(other)).toEqual([])
  expect((await other.delete(`${url}/${id}`)).status).toBe(404)
  expect((await mate.put<View>(`${url}/${id}`, { ...wanted, name: '部队', shared: true })).body.name).toBe('部队')
  expect((await mate.put(`${url}/${id}`, wanted)).problem.code).toBe('not-permitted')
  expect((await mate.delete(`${url}/${id}`)).status).toBe(204)
  expect(await seenBy(duty)).toEqual([])
  expect((await world.facts()).filter(type => type.startsWith('register.view'))).toEqual([
    'register.view-kept',
    'register.view-changed',
    'register.view-changed',
    'register.view-removed',
  ])
})

test('a list of a ledger that is not there does not exist', async ({ world }) => {
  expect((await (await world.as('duty1')).get('/api/registers/nowhere/views')).status).toBe(404)
})
