import type { CallerMatch, PostView, UnitView } from '@anlan/contract/directory.ts'
import { expect } from 'vitest'
import { test } from '../../../test/world.ts'

type Items<T> = { items: T[] }

test('a number finds its person or duty room', async ({ world }) => {
  const duty = await world.as('duty1')
  const units = (await duty.get<Items<UnitView>>('/api/units')).body.items
  const town = units.find(unit => unit.id === world.unit('chaping'))
  const match = async (phone: string) =>
    (await duty.get<{ match: CallerMatch | null }>(`/api/callers?phone=${encodeURIComponent(phone)}`)).body.match
  expect(await match(town?.dutyPhone ?? '')).toMatchObject({ unitName: '茶坪镇' })
  const post = (await duty.get<Items<PostView>>(`/api/posts?unit=${world.unit('chaping-201')}`)).body.items.find(
    one => one.holders.length,
  )
  expect(await match(post?.holders[0]?.mobile ?? '')).toMatchObject({
    unitName: expect.stringContaining('凉水村'),
    personName: post?.holders[0]?.name,
  })
  expect(await match('13900000000')).toBeNull()
})

test('a unit is moved with all below it, and never below itself', async ({ world }) => {
  const duty = await world.as('duty1')
  const zone = {
    name: '茶坪东管区',
    shortName: '茶坪东',
    kind: 'zone',
    parentId: world.unit('chaping'),
    areaCode: null,
    dutyPhone: null,
    sort: 9,
  }
  const { body } = await duty.post<UnitView>('/api/units', zone)
  const village = (await duty.get<Items<UnitView>>('/api/units')).body.items.find(
    unit => unit.id === world.unit('chaping-201'),
  )
  const moved = await duty.put<UnitView>(`/api/units/${village?.id}`, { ...village, parentId: body.id })
  expect(moved.body.parentId).toBe(body.id)
  expect((await duty.put(`/api/units/${body.id}`, { ...zone, parentId: village?.id })).problem.errors).toMatchObject([
    { pointer: '/parentId', field: '上级单位' },
  ])
  // Still in the town's reach through the zone.
  const town = await world.as('chaping1')
  const event = {
    title: '凉水村滑坡',
    eventTypeCode: '11D01',
    areaCode: '990321104201',
    knownAt: '2026-01-01T07:00:00+08:00',
    source: '村民',
    summary: '滑坡',
  }
  expect((await town.post('/api/emergency-events', event)).status).toBe(201)
})

test('holders change in order; a stranger’s unit is not mine to change', async ({ world }) => {
  const duty = await world.as('duty1')
  const post = (await duty.get<Items<PostView>>(`/api/posts?unit=${world.unit('chaping')}`)).body.items.find(
    one => one.kind === 'head',
  )
  const people = (await duty.get<Items<{ id: string }>>(`/api/persons?unit=${world.unit('chaping')}`)).body.items
    .slice(0, 2)
    .map(one => one.id)
  const changed = (await duty.put<PostView>(`/api/posts/${post?.id}/holders`, { personIds: people })).body
  expect(changed.holders.map(one => [one.order, one.personId])).toEqual(people.map((id, order) => [order, id]))
  expect((await (await world.as('longtan1')).put(`/api/posts/${post?.id}/holders`, { personIds: people })).status).toBe(
    404,
  )
})
