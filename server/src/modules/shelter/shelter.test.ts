import type { NearestShelters, ShelterOpeningView, ShelterPicture, ShelterView } from '@anlan/contract/shelter.ts'
import { describe, expect } from 'vitest'
import { flood } from '../../../test/call-up-story.ts'
import { test, type World } from '../../../test/world.ts'

type Items<T> = { items: T[] }
const shelterOf = async (world: World, unit: string) => {
  const { body } = await (await world.as('duty1')).get<Items<ShelterView>>('/api/shelters')
  const found = body.items.find(one => one.unitId === world.unit(unit))
  if (!found) throw new Error(`${unit} has no shelter`)
  return found
}
const opened = async (world: World, unit: string, account = 'chaping1') => {
  const shelter = await shelterOf(world, unit)
  const reply = await (await world.as(account)).post<ShelterOpeningView>(`/api/shelters/${shelter.id}/openings`, {
    purpose: '山洪转移安置',
  })
  expect(reply.status).toBe(201)
  return { shelter, opening: reply.body }
}

describe('应急避难场所', () => {
  test('the sample county has the places it publishes, and the villages without a shelter stand on the gap list', async ({
    world,
  }) => {
    const { body } = await (await world.as('duty1')).get<ShelterPicture>('/api/shelters/picture')
    expect(body).toMatchObject({ shelters: 121, capacity: 61_400, occupants: 0, population: 297_400 })
    expect(body.gaps).toHaveLength(13)
    expect(body.towns.reduce((sum, town) => sum + town.target, 0)).toBe(121)
    expect(body.towns.reduce((sum, town) => sum + town.done, 0)).toBe(108)
    // Each gap knows where its people go meanwhile.
    expect(body.gaps.every(gap => gap.nearest !== null && gap.nearest.metres > 0)).toBe(true)
    const gap = body.gaps.find(one => one.plannedYear === null)
    // A shelter that is only planned closes no gap; one in use does.
    const shelter = {
      level: 'village',
      duration: 'emergency',
      indoor: 'indoor',
      purpose: 'single',
      effectiveArea: 150.4,
    }
    const values = { ...shelter, name: '新建避难点', hazards: ['geology'], inFloodZone: false }
    const duty = await world.as('duty1')
    const planned = await duty.post<{ id: string; version: number }>('/api/registers/shelters', {
      unitId: gap?.unitId,
      values: { ...values, state: 'planned', targetYear: 2027 },
    })
    const gaps = async () => (await duty.get<ShelterPicture>('/api/shelters/picture')).body.gaps
    expect((await gaps()).find(one => one.unitId === gap?.unitId)?.plannedYear).toBe(2027)
    await duty.patch(`/api/registers/shelters/${planned.body.id}`, {
      version: planned.body.version,
      values: { state: 'inUse' },
    })
    expect((await gaps()).some(one => one.unitId === gap?.unitId)).toBe(false)
    expect((await shelterOf(world, 'culture-tourism-commission')).capacity).toBe(3200)
    const { body: built } = await duty.get<ShelterView>(`/api/shelters/${planned.body.id}`)
    expect(built).toMatchObject({ capacity: 300, free: 300 })
  })

  test('a place in the flood zone is not for floods, and a planned one has a year', async ({ world }) => {
    const duty = await world.as('duty1')
    const reply = await duty.post('/api/registers/shelters', {
      unitId: world.unit('chaping-201'),
      values: {
        name: '河滩广场',
        level: 'village',
        duration: 'emergency',
        indoor: 'outdoor',
        purpose: 'single',
        state: 'planned',
        effectiveArea: 100,
        hazards: ['flood'],
        inFloodZone: true,
      },
    })
    expect(reply.status).toBe(422)
    expect(reply.problem.errors?.map(one => one.field).sort()).toEqual(['计划建成年份', '适用灾种'])
  })

  test('who comes and goes is written down, at any minute it is known how many are in, and the last one out lets it close', async ({
    world,
  }) => {
    await world.at('2026-07-11T22:40:00+08:00')
    const { shelter, opening } = await opened(world, 'chaping-201')
    const chaping = await world.as('chaping1')
    const entries = `/api/shelter-openings/${opening.id}/entries`
    await world.at('2026-07-11T23:00:00+08:00')
    const first = await chaping.post<ShelterOpeningView>(entries, {
      name: '田大爷',
      idNumber: '990321195506120027',
      village: '凉水村',
      vulnerable: ['elder', 'single'],
    })
    expect(first.status).toBe(201)
    expect(first.body.entries[0]).toMatchObject({ idNumber: '990321********0027', persons: 1, present: 1 })
    // The same card twice is a slip of the pen; a count of people is not a person.
    expect((await chaping.post(entries, { name: '田大爷', idNumber: '990321195506120027' })).problem.code).toBe(
      'shelter/already-inside',
    )
    expect((await chaping.post(entries, { name: '向某', idNumber: '990321195506120028' })).status).toBe(422)
    expect((await chaping.post(entries, { name: '向某', persons: 3 })).status).toBe(422)
    const group = await chaping.post<ShelterOpeningView>(entries, {
      persons: 36,
      village: '凉水村三组',
      at: '2026-07-11T22:50:00+08:00',
    })
    expect(group.body).toMatchObject({ occupants: 37 })
    expect(group.body.course.map(one => one.occupants)).toEqual([36, 37])
    expect(group.body.vulnerableInside).toEqual([
      { kind: '老年人', persons: 1 },
      { kind: '独居', persons: 1 },
    ])
    expect(await shelterOf(world, 'chaping-201')).toMatchObject({ occupants: 37, free: shelter.capacity - 37 })

    await world.at('2026-07-12T09:00:00+08:00')
    const closing = () => chaping.put(`/api/shelter-openings/${opening.id}/closing`, { reason: '险情解除，群众返家' })
    expect((await closing()).problem).toMatchObject({ code: 'shelter/occupied' })
    const of = (name: string) => group.body.entries.find(entry => entry.name === name)?.id
    expect((await chaping.post(`${entries}/${of('')}/leavings`, { persons: 40 })).problem.code).toBe(
      'shelter/not-inside',
    )
    await chaping.post(`${entries}/${of('')}/leavings`, { persons: 30, whereTo: '返家' })
    await chaping.post(`${entries}/${of('')}/leavings`, {})
    const gone = await chaping.post<ShelterOpeningView>(`${entries}/${of('田大爷')}/leavings`, { whereTo: '投亲' })
    expect(gone.body).toMatchObject({ occupants: 0, highest: 37 })
    expect((await closing()).status).toBe(200)
    expect((await chaping.post(entries, { name: '某人' })).problem.code).toBe('shelter/closed')
    expect((await shelterOf(world, 'chaping-201')).opening).toBeNull()
  })

  test('more people than places only with a reason, also when two doors write at once', async ({ world }) => {
    await world.at('2026-07-11T22:40:00+08:00')
    const { shelter, opening } = await opened(world, 'chaping-202')
    const chaping = await world.as('chaping1')
    const entries = `/api/shelter-openings/${opening.id}/entries`
    const half = Math.ceil(shelter.capacity * 0.6)
    const both = await Promise.all([1, 2].map(() => chaping.post(entries, { persons: half, village: '河坝村' })))
    expect(both.map(one => one.status).sort()).toEqual([201, 409])
    expect(both.find(one => one.status === 409)?.problem).toMatchObject({
      code: 'shelter/full',
      errors: [{ field: '超容原因' }],
    })
    const more = await chaping.post<ShelterOpeningView>(entries, {
      persons: half,
      village: '河坝村',
      overReason: '道路中断，就近临时安置',
    })
    expect(more.body.occupants).toBe(half * 2)
    expect(await shelterOf(world, 'chaping-202')).toMatchObject({
      free: 0,
      opening: { exceededReason: '道路中断，就近临时安置' },
    })
  })

  test('another township neither opens it nor reads who is in it; twice it does not open', async ({ world }) => {
    const { shelter, opening } = await opened(world, 'chaping-203')
    const songling = await world.as('songling1')
    expect((await songling.post(`/api/shelters/${shelter.id}/openings`, { purpose: '试试' })).status).toBe(403)
    expect((await songling.get(`/api/shelter-openings/${opening.id}`)).status).toBe(404)
    expect((await songling.post(`/api/shelter-openings/${opening.id}/entries`, { name: '某人' })).status).toBe(404)
    const again = await (await world.as('duty1')).post(`/api/shelters/${shelter.id}/openings`, { purpose: '再次' })
    expect(again.problem.code).toBe('shelter/open')
  })

  test('people of a village are sent to the nearest free places, on to the next, and who has none is said', async ({
    world,
  }) => {
    const duty = await world.as('duty1')
    const ask = async (persons: number, hazard = '') =>
      (
        await duty.get<NearestShelters>(
          `/api/shelters/nearest?unitId=${world.unit('chaping-201')}&persons=${persons}${hazard && `&hazard=${hazard}`}`,
        )
      ).body
    const few = await ask(10, 'flood')
    expect(few.items[0]).toMatchObject({ takes: 10 })
    expect(few.items.map(one => one.metres)).toEqual(few.items.map(one => one.metres).sort((a, b) => a - b))
    const many = await ask(5000)
    expect(many.items.reduce((sum, one) => sum + one.takes, 0)).toBe(5000)
    expect((await ask(62_000)).unplaced).toBe(600)
    expect((await ask(10, 'chemical')).unplaced).toBe(10)
  })

  test('a figure of the standard that the county changes counts at once, but not for shelters that are open', async ({
    world,
  }) => {
    const bureau = await world.as('bureau1')
    await opened(world, 'chaping-203')
    const before = await shelterOf(world, 'chaping-203')
    const { body } = await bureau.get<Items<{ duration: string; version: number }>>('/api/shelters/area-standards')
    for (const { duration, version } of body.items)
      expect(
        (
          await bureau.put(`/api/shelters/area-standards/${duration}`, {
            squareMetres: 3,
            source: '县避难场所专项规划',
            version,
          })
        ).status,
      ).toBe(200)
    expect((await shelterOf(world, 'culture-tourism-commission')).capacity).toBe(4800)
    expect((await shelterOf(world, 'chaping-203')).capacity).toBe(before.capacity)
    const stale = { squareMetres: 2, source: '旧页面', version: 1 }
    expect((await bureau.put('/api/shelters/area-standards/short', stale)).status).toBe(409)
    expect((await (await world.as('chaping1')).put('/api/shelters/area-standards/short', stale)).status).toBe(403)
  })

  test('what happens in a shelter that was opened for an event stands on the timeline of the event, by its name', async ({
    world,
  }) => {
    await world.at('2026-07-12T02:50:00+08:00')
    const event = await flood(world)
    const shelter = await shelterOf(world, 'chaping-202')
    const duty = await world.as('duty1')
    const { body: opening } = await duty.post<ShelterOpeningView>(`/api/shelters/${shelter.id}/openings`, {
      purpose: '山洪转移安置',
      eventId: event,
    })
    const entered = await duty.post<ShelterOpeningView>(`/api/shelter-openings/${opening.id}/entries`, {
      persons: 12,
      village: '凉水村',
    })
    const entry = entered.body.entries[0]?.id
    await duty.post(`/api/shelter-openings/${opening.id}/entries/${entry}/leavings`, { persons: 12, whereTo: '返家' })
    await duty.put(`/api/shelter-openings/${opening.id}/closing`, { reason: '险情解除' })
    const { body } = await duty.get<Items<{ type: string; sentence: string }>>(
      `/api/emergency-events/${event}/timeline`,
    )
    const told = body.items.filter(one => one.type.startsWith('shelter.')).map(one => one.sentence)
    expect(told).toEqual([
      `启用避难场所${shelter.name}（可容纳 ${shelter.capacity} 人）：山洪转移安置`,
      `${shelter.name}接收 12 人，现有 12 人`,
      `${shelter.name}离开 12 人，现有 0 人`,
      `关闭${shelter.name}：险情解除`,
    ])
  })

  test('a check of functions stands in the record and its history', async ({ world }) => {
    await world.at('2026-05-06T10:00:00+08:00')
    const shelter = await shelterOf(world, 'chaping-201')
    const chaping = await world.as('chaping1')
    const checked = await chaping.put<ShelterView>(`/api/shelters/${shelter.id}/functions`, {
      version: shelter.version,
      checkedOn: '2026-05-06',
      functions: { ...shelter.functions, power: 'broken', broadcast: 'good' },
    })
    expect(checked.body).toMatchObject({ checkedOn: '2026-05-06', functions: { power: 'broken', broadcast: 'good' } })
    const again = { version: shelter.version, checkedOn: '2026-05-06', functions: shelter.functions }
    expect((await chaping.put(`/api/shelters/${shelter.id}/functions`, again)).status).toBe(409)
    const future = { ...again, version: checked.body.version, checkedOn: '2026-05-07' }
    expect((await chaping.put(`/api/shelters/${shelter.id}/functions`, future)).problem.errors?.[0]?.field).toBe(
      '检查日期',
    )
  })
})
