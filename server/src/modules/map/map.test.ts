import type { EventView } from '@anlan/contract/emergency-event.ts'
import type {
  EventMoment,
  EventSurroundings,
  LayerFeatures,
  MapAnswer,
  MapFinds,
  MapLayers,
  MapView,
  ThingCard,
} from '@anlan/contract/map.ts'
import type { ResponseView } from '@anlan/contract/response-view.ts'
import { describe, expect } from 'vitest'
import type { z } from 'zod'
import { test, type World } from '../../../test/world.ts'
import { metresBetween } from '../../kernel/spatial/sphere.ts'

const night = (time: string) => `2026-07-12T${time}+08:00`
const layer = 'register:cameras'
/** In 茶坪镇. */
const here = { lng: 108.4, lat: 29.39 }

async function camera(world: World, name: string, position: object, account = 'chaping1') {
  const made = await (await world.as(account)).post<{ id: string; version: number }>('/api/registers/cameras', {
    values: {
      name,
      scene: 'river',
      protocol: 'none',
      state: 'online',
      builtYear: 2024,
      phone: '13900001111',
      position,
    },
  })
  if (made.status !== 201) throw new Error(JSON.stringify(made.problem))
  return made.body
}

const ask = async (world: World, body: object, account = 'duty1') =>
  (await (await world.as(account)).post<MapAnswer>('/api/map/query', { layers: [layer], ...body })).body

describe('台账上图', () => {
  test('a record stands on the map from the moment it is entered, moves, and goes and comes back with its record', async ({
    world,
  }) => {
    await world.at(night('02:46:00'))
    const town = await world.as('chaping1')
    const count = async () =>
      (await town.get<MapLayers>('/api/map/layers')).body.items.find(one => one.name === layer)?.count ?? 0
    const before = await count()
    const made = await camera(world, '溪口摄像点', here)
    expect(await count()).toBe(before + 1)
    const card = async () => (await town.get<ThingCard>(`/api/map/things/${layer}/${made.id}`)).body
    expect(await card()).toMatchObject({
      title: '溪口摄像点',
      position: here,
      unitName: '茶坪镇',
      phone: '13900001111',
    })
    expect((await card()).facts).toContainEqual({ label: '场所', value: '河道水库' })
    const url = `/api/registers/cameras/${made.id}`
    const moved = { lng: 108.41, lat: 29.4 }
    expect((await town.patch(url, { version: made.version, values: { position: moved } })).status).toBe(200)
    expect((await card()).position).toEqual(moved)
    await town.post(`${url}/removal`, { reason: '设备拆除' })
    expect((await town.get(`/api/map/things/${layer}/${made.id}`)).status).toBe(404)
    expect(await count()).toBe(before)
    await town.post(`${url}/restoration`)
    expect((await card()).title).toBe('溪口摄像点')
  })

  test('what a unit outside the county placed is not there for the county, in no answer', async ({ world }) => {
    await world.at(night('02:46:00'))
    const [stranger] = (await world.query(`select id from unit where kind = 'external' and parent_id is null
      or id = '${world.unit('city-duty-office')}' limit 1`)) as { id: string }[]
    const thing = { layer, id: 'x', ...here, unitId: stranger?.id ?? null, open: true, title: '外县摄像点', tags: {} }
    world.house.spatial.apply([{ version: 1e12, layer, id: 'x', thing }])
    const shape = { kind: 'circle', center: here, radiusM: 100 }
    expect((await ask(world, { shape })).items.map(one => one.title)).not.toContain('外县摄像点')
    const found = await (await world.as('duty1')).get<z.output<typeof MapFinds>>('/api/map/search?text=外县摄像点')
    expect(found.body.items).toEqual([])
  })
})

describe('范围查询', () => {
  test('a circle finds what lies no farther than its radius, nearest first, page by page without gap or repeat', async ({
    world,
  }) => {
    await world.at(night('02:46:00'))
    for (let i = 1; i <= 7; i++) await camera(world, `一路${i}`, { lng: here.lng + i * 0.01, lat: here.lat })
    const radiusM = metresBetween(here, { lng: here.lng + 0.055, lat: here.lat })
    const shape = { kind: 'circle', center: here, radiusM }
    const all = await ask(world, { shape, text: '一路' })
    expect(all.items.map(one => one.title)).toEqual(['一路1', '一路2', '一路3', '一路4', '一路5'])
    expect(all).toMatchObject({ total: 5, counts: [{ layer, count: 5 }], next: null })
    expect(all.areaKm2).toBeCloseTo((Math.PI * radiusM ** 2) / 1e6, 3)
    const first = await ask(world, { shape, text: '一路', limit: 2 })
    const second = await ask(world, { shape, text: '一路', limit: 3, after: first.next })
    expect([...first.items, ...second.items].map(one => one.title)).toEqual(all.items.map(one => one.title))
    expect(second.next).toBeNull()
  })

  test('a polygon, a township and the banks of a river', async ({ world }) => {
    await world.at(night('02:46:00'))
    const [river] = (await world.query(`select line from river where name = '茶坪溪'`)) as {
      line: [number, number][]
    }[]
    const [lng, lat] = river?.line[3] ?? [0, 0]
    await camera(world, '岸边', { lng, lat: lat + 0.004 })
    await camera(world, '岸远', { lng: lng + 0.05, lat })
    const near = await ask(world, { shape: { kind: 'river', name: '茶坪溪', bufferM: 1000 }, text: '岸' })
    expect(near.items.map(one => one.title)).toEqual(['岸边'])
    const ring = [
      [lng - 0.001, lat - 0.001],
      [lng + 0.06, lat - 0.001],
      [lng + 0.06, lat + 0.001],
      [lng - 0.001, lat + 0.001],
    ]
    expect((await ask(world, { shape: { kind: 'polygon', ring }, text: '岸' })).items.map(one => one.title)).toEqual([
      '岸远',
    ])
    const town = await ask(world, {
      shape: { kind: 'area', code: '990321104000' },
      text: '岸',
      layers: [layer, 'duty-rooms'],
    })
    expect(town.counts.find(one => one.layer === layer)?.count).toBeGreaterThan(0)
    expect(town.areaKm2).toBeCloseTo(262, -2)
    const duty = await world.as('duty1')
    const refused = await duty.post('/api/map/query', { shape: { kind: 'river', name: '长江', bufferM: 1000 } })
    expect(refused.problem.errors?.[0]).toMatchObject({ field: '河流', message: '底图上没有“长江”' })
    expect((await duty.post('/api/map/query', { shape: { kind: 'circle', center: here, radiusM: -1 } })).status).toBe(
      422,
    )
    expect((await duty.post('/api/map/query', { shape: { kind: 'area', code: '990321999000' } })).status).toBe(422)
  })
})

async function flood(world: World, more: object = {}) {
  const reply = await (await world.as('duty1')).post<EventView>('/api/emergency-events', {
    title: '茶坪镇河坝村山洪',
    eventTypeCode: '11A51',
    areaCode: '990321104202',
    knownAt: night('02:46:00'),
    source: '茶坪镇值班室电话',
    summary: '山洪进村，房屋倒塌。',
    losses: { relocated: 596 },
    ...more,
  })
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.problem))
  return reply.body
}

describe('事件在图上', () => {
  test('what lies around it is listed by layer, nearest first, with telephone and link; whom it does not concern finds nothing', async ({
    world,
  }) => {
    await world.at(night('02:46:00'))
    await camera(world, '近', { lng: here.lng + 0.0001, lat: here.lat })
    await camera(world, '远', { lng: here.lng + 0.0002, lat: here.lat })
    const event = await flood(world, { location: here })
    const duty = await world.as('duty1')
    const around = (await duty.get<EventSurroundings>(`/api/map/events/${event.id}?radiusKm=3`)).body
    expect(around.event).toMatchObject({
      position: here,
      positionFrom: 'exact',
    })
    const cameras = around.groups.find(group => group.layer === layer)
    expect(cameras?.items.map(one => one.title).slice(0, 2)).toEqual(['近', '远'])
    expect(cameras?.items[0]).toMatchObject({
      phone: '13900001111',
      link: expect.stringContaining('/registers/cameras?record='),
    })
    expect(cameras?.items[0]?.metres).toBeCloseTo(metresBetween(here, { lng: here.lng + 0.0001, lat: here.lat }), 3)
    const town = await world.as('songling1')
    expect((await town.get(`/api/map/events/${event.id}`)).status).toBe(404)
    const events = async (account: string) =>
      (await (await world.as(account)).get<LayerFeatures>('/api/map/features/events')).body.features.map(
        one => one.properties.id,
      )
    expect(await events('duty1')).toContain(event.id)
    expect(await events('songling1')).not.toContain(event.id)
  })

  test('an event of which only the village is known stands in its middle, and says so', async ({ world }) => {
    await world.at(night('02:46:00'))
    const event = await flood(world)
    const around = await (await world.as('duty1')).get<EventSurroundings>(`/api/map/events/${event.id}`)
    expect(around.body.event).toMatchObject({ positionFrom: 'area', place: '茶坪镇河坝村' })
  })

  test('the slider shows level, losses and tasks as they were', async ({ world }) => {
    await world.at(night('02:50:00'))
    const event = await flood(world, { location: here })
    await world.at(night('03:00:00'))
    const { body: response } = await (await world.as('leader1')).post<ResponseView>('/api/responses', {
      eventId: event.id,
      responseLevel: 3,
    })
    const task = response.taskList.find(one => one.title.startsWith('巡查水库'))
    await world.at(night('03:10:00'))
    expect((await (await world.as('water1')).post(`/api/response-tasks/${task?.id}/acceptance`)).status).toBe(200)
    await world.at(night('03:20:00'))
    const duty = await world.as('duty1')
    const then = async (time: string) =>
      (await duty.get<EventMoment>(`/api/map/events/${event.id}/at?time=${encodeURIComponent(night(time))}`)).body
    const stateOf = (moment: EventMoment) => moment.things.find(one => one.id === task?.id)?.stateLabel
    expect((await then('02:55:00')).things).toEqual([])
    expect(stateOf(await then('03:05:00'))).toBe('已下达')
    expect(stateOf(await then('03:15:00'))).toBe('执行中')
    const early = await then('01:00:00')
    expect(early.time).toBe(early.from)
    expect(early.event).toMatchObject({ position: here, title: '茶坪镇河坝村山洪' })
    expect((await then('03:15:00')).event.losses).toEqual({ relocated: 596 })
    expect(early.marks.map(one => one.label)).toContain('启动响应')
  })
})

describe('共享视图', () => {
  const view = {
    title: '茶坪溪沿岸',
    center: here,
    zoom: 12,
    layers: [layer, 'events'],
    shapes: [{ kind: 'circle', points: [[108.4, 29.39]], radiusM: 3000, text: '警戒范围' }],
  }
  test('is opened by whom it is shared with and taken back by its maker', async ({ world }) => {
    await world.at(night('02:46:00'))
    const make = async (account: string, sharedWith: string) =>
      (await (await world.as(account)).post<MapView>('/api/map/views', { ...view, sharedWith })).body
    const status = async (account: string, id: string) =>
      (await (await world.as(account)).get(`/api/map/views/${id}`)).status
    const own = await make('duty1', 'nobody')
    const forCounty = await make('chaping1', 'county')
    const forUnit = await make('chaping1', 'unit')
    expect(own).toMatchObject({ ...view, mayRemove: true, link: `/map?view=${own.id}` })
    expect([await status('duty1', own.id), await status('leader1', own.id)]).toEqual([200, 404])
    expect([await status('songling1', forCounty.id), await status('songling1', forUnit.id)]).toEqual([200, 404])
    expect(await status('liangshui1', forUnit.id)).toBe(200)
    expect((await (await world.as('songling1')).post(`/api/map/views/${forCounty.id}/removal`)).status).toBe(403)
    expect((await (await world.as('chaping1')).post(`/api/map/views/${forCounty.id}/removal`)).status).toBe(204)
    expect(await status('chaping1', forCounty.id)).toBe(404)
  })
})

describe('瓦片', () => {
  test('are packed, named by their content, and unknown or closed layers do not exist', async ({ world }) => {
    await world.at(night('02:46:00'))
    await camera(world, '溪口摄像点', here)
    const { token } = await world.as('duty1')
    const get = (url: string, headers = {}) =>
      world.app.inject({ url, headers: { authorization: `Bearer ${token}`, ...headers } })
    const tile = `/api/map/tiles/${encodeURIComponent(layer)}/6/51/26.mvt`
    const first = await get(tile)
    expect(first.statusCode).toBe(200)
    expect(first.headers['content-type']).toBe('application/vnd.mapbox-vector-tile')
    expect(first.headers['content-encoding']).toBe('gzip')
    expect((await get(tile, { 'if-none-match': first.headers.etag })).statusCode).toBe(304)
    await camera(world, '新', { lng: 108.7, lat: 29.1 })
    expect((await get(tile, { 'if-none-match': first.headers.etag })).statusCode).toBe(200)
    expect((await get('/api/map/tiles/register:no-such/6/51/26.mvt')).statusCode).toBe(404)
    expect((await get(`/api/map/tiles/${encodeURIComponent(layer)}/6/64/26.mvt`)).statusCode).toBe(422)
  })
})
