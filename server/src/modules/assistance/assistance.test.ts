import type { Assistance, ChecklistItemView, SubstancesFound } from '@anlan/contract/assistance.ts'
import type { EventView } from '@anlan/contract/emergency-event.ts'
import type { ParticularField } from '@anlan/contract/event-particulars.ts'
import type { TimelineEntry } from '@anlan/contract/event-timeline.ts'
import type { ResponseView } from '@anlan/contract/response-view.ts'
import { describe, expect } from 'vitest'
import type { z } from 'zod'
import { test, type World } from '../../../test/world.ts'
import { caseLedger } from './cases/similar.ts'
import { substanceLedger } from './substances/find.ts'

const spill = {
  title: '岚云高速盐酸罐车泄漏',
  eventTypeCode: '12D02',
  areaCode: '990321107000',
  occurredAt: '2026-09-17T14:08:00+08:00',
  knownAt: '2026-09-17T14:18:00+08:00',
  source: '县公安局 110 电话',
  summary: '一辆盐酸罐车被追尾泄漏，酸液流向盐井河，下游有取水口。',
  location: { lng: 108.53, lat: 29.21 },
}

async function taken(world: World, event: object = spill) {
  await world.at('2026-09-17T14:22:00+08:00')
  const duty = await world.as('duty1')
  const { body } = await duty.post<EventView>('/api/emergency-events', event)
  const at = `/api/emergency-events/${body.id}`
  const read = async (account = 'duty1') => (await (await world.as(account)).get<Assistance>(`${at}/assistance`)).body
  const fill = (version: number, values: object) => duty.put(`${at}/particulars`, { version, values, source: '押运员' })
  return { duty, id: body.id, at, read, fill }
}
const itemOf = (view: Assistance, text: string) => view.checklist.items.find(one => one.text.includes(text))

describe('辅助决策 (S23)', () => {
  test('a new event brings plans, the first hour, the guide of what leaks, who is near and what was like it', async ({
    world,
  }) => {
    const { read, at, duty } = await taken(world)
    const view = await read()
    const offers = (await duty.get<{ items: Assistance['offers'] }>(`${at}/response-offers`)).body.items
    expect(view.offers).toEqual(offers)
    expect(view.offers.filter(one => one.levelReached).every(one => one.grounds.length > 0)).toBe(true)
    // The first hour: by the type, due from when it became known, each with post, reason and source.
    const ask = itemOf(view, '问清物质名称')
    expect(ask).toMatchObject({
      minutes: 5,
      dueAt: '2026-09-17T06:23:00.000Z',
      because: ['适用危险化学品事故'],
      doneAt: null,
    })
    expect(ask?.source).toMatchObject({ name: expect.stringContaining('危险化学品'), confidence: '较确' })
    expect(itemOf(view, '监控：通知下游取水口')?.because).toContain('情况中提到“取水口”（主要保护目标尚未登记）')
    expect(itemOf(view, '清污（油、有机物）')).toBeUndefined()
    expect(view.checklist.unknown).toEqual(expect.arrayContaining(['主要污染物', '主要保护目标']))
    expect(view.checklist.items.map(one => one.minutes)).toEqual(
      [...view.checklist.items.map(one => one.minutes)].sort((a, b) => a - b),
    )
    // The guide, found by its name in the account.
    expect(view.substances.map(one => [one.guide.unNumber, one.because])).toEqual([['1789', '情况中写明“盐酸”']])
    expect(view.substances[0]?.guide).toMatchObject({
      isolation: 50,
      distanceMark: '待核',
      link: expect.stringMatching(/^\/registers\/hazardous-substances\?record=/),
    })
    // Who is near, for what the list asks.
    const hazmat = view.resources?.items.find(one => one.capability === 'hazmat')
    expect(hazmat).toMatchObject({ wanted: 6, because: ['清单：消防到场侦检、堵漏、倒罐'] })
    expect(hazmat?.hits.length).toBeGreaterThan(0)
    const metres = hazmat?.hits.map(one => one.metres ?? 1e9) ?? []
    expect(metres).toEqual([...metres].sort((a, b) => a - b))
    // Outside reach there is no such event.
    expect((await (await world.as('songling1')).get(`${at}/assistance`)).status).toBe(404)
  })

  test('pollutant, cause and what is to be protected change the list and the plan (W196, W197)', async ({ world }) => {
    const { read, fill } = await taken(world, { ...spill, title: '高速货车泄漏', summary: '不明液体流向河道。' })
    expect((await read()).substances).toEqual([])
    await fill(0, { pollutant: ['油类'], receiving: ['河流沟渠'], targets: ['居民区'], substance: '柴油' })
    const oil = await read()
    expect(itemOf(oil, '清污（油、有机物）')?.because).toContain('主要污染物：油')
    expect(itemOf(oil, '清污（酸）')).toBeUndefined()
    expect(itemOf(oil, '监控：通知下游取水口')).toBeUndefined()
    expect(oil.substances[0]).toMatchObject({ because: '登记的涉及物质“柴油”', guide: { unNumber: '1202' } })
    await fill(1, { pollutant: ['酸类'], targets: ['饮用水取水口'], substance: null, unNumber: '1830' })
    const acid = await read()
    expect(itemOf(acid, '清污（酸）')?.because).toContain('主要污染物：酸')
    expect(itemOf(acid, '清污（油、有机物）')).toBeUndefined()
    expect(itemOf(acid, '监控：通知下游取水口')?.because).toContain('主要保护目标：取水口')
    expect(acid.resources?.items.some(one => one.capability === 'lime' && one.wanted === 2000)).toBe(true)
    expect(acid.substances[0]).toMatchObject({ because: '登记的UN 编号“UN 1830”', guide: { name: '硫酸' } })
    expect(acid.checklist.unknown).not.toContain('主要污染物')
  })

  test('a tick is a fact once, its taking back another; a task is made of an item once', async ({ world }) => {
    const { read, at, id, duty } = await taken(world)
    const item = itemOf(await read(), '勘察')
    const tick = (done: boolean, account = 'duty1', itemId = item?.id) =>
      world.as(account).then(who => who.put<Assistance>(`${at}/assistance/ticks`, { itemId, done }))
    const ticked = await tick(true, 'bureau1')
    expect(itemOf(ticked.body, '勘察')).toMatchObject({
      doneAt: '2026-09-17T06:22:00.000Z',
      doneByUnitName: expect.any(String),
    })
    await tick(true)
    expect((await tick(false)).body.checklist.items.find(one => one.id === item?.id)?.doneAt).toBeNull()
    await tick(false)
    const own = (await world.facts(id)).filter(type => type.startsWith('assistance.'))
    expect(own).toEqual(['assistance.item-done', 'assistance.item-undone'])
    const { items } = (await duty.get<{ items: TimelineEntry[] }>(`${at}/timeline?limit=200`)).body
    expect(items.map(one => one.sentence).join('\n')).toMatch(/完成首小时清单：勘察：到现场查明污染物/)
    expect((await tick(true, 'songling1')).status).toBe(404)
    expect((await tick(true, 'duty1', '00000000-0000-4000-8000-000000000000')).problem.errors?.[0]).toMatchObject({
      pointer: '/itemId',
      message: '清单中没有这一项，请刷新',
    })
    expect(
      (await duty.put(`${at}/assistance/ticks`, { itemId: item?.id, done: '是' })).problem.errors?.[0],
    ).toMatchObject({
      pointer: '/done',
      message: '是否完成应为是或否',
    })
    // A task only where a response runs, and only by whoever commands it.
    const leader = await world.as('leader1')
    expect((await read()).checklist.responses).toEqual([])
    const { body: response } = await leader.post<ResponseView>('/api/responses', { eventId: id, responseLevel: 4 })
    expect((await read()).checklist.responses.map(one => one.id)).toEqual([response.id])
    const make = (more: object = {}) =>
      duty.post<Assistance>(`${at}/assistance/tasks`, { itemId: item?.id, responseId: response.id, ...more })
    expect((await make({ doneMinutes: 0 })).problem.errors?.[0]).toMatchObject({ message: '完成时限不能少于 1 分钟' })
    const made = await make()
    expect(itemOf(made.body, '勘察')?.tasks).toHaveLength(1)
    const task = (await duty.get<ResponseView>(`/api/responses/${response.id}`)).body.taskList.find(
      one => one.id === itemOf(made.body, '勘察')?.tasks[0]?.taskId,
    )
    expect(task).toMatchObject({ title: item?.text, unitId: item?.unitId })
    expect((await make()).problem.code).toBe('assistance/task-exists')
  })
})

describe('首小时清单 (W196)', () => {
  const own = {
    text: '通知盐井镇水厂值班室',
    bearer: 'place:town',
    minutes: 20,
    typePrefixes: ['12D'],
    conditions: [{ field: 'targets', anyOf: ['取水口'] }],
    needs: [{ capability: 'drinking-water', quantity: 100 }],
    sourceName: '本县补充',
  }

  test('the bureau adds and edits items; what was ticked keeps its words, two editors lose nothing', async ({
    world,
  }) => {
    const { read, at, duty } = await taken(world)
    const bureau = await world.as('bureau1')
    const added = await bureau.post<ChecklistItemView>('/api/assistance/checklist', own)
    expect(added.status).toBe(201)
    expect((await duty.post('/api/assistance/checklist', own)).status).toBe(403)
    expect(itemOf(await read(), '通知盐井镇水厂')?.because).toContain('情况中提到“取水口”（主要保护目标尚未登记）')
    await duty.put(`${at}/assistance/ticks`, { itemId: added.body.id, done: true })
    const edit = { ...own, text: '通知下游水厂', enabled: false, version: 1, reason: '并入监控事项' }
    const path = `/api/assistance/checklist/${added.body.id}`
    expect((await bureau.put<ChecklistItemView>(path, edit)).body).toMatchObject({ version: 2, enabled: false })
    expect((await bureau.put(path, edit)).problem.code).toBe('conflict')
    const after = await read()
    expect(itemOf(after, '通知下游水厂')).toBeUndefined()
    expect(after.checklist.past).toMatchObject([{ text: '通知盐井镇水厂值班室' }])
    const history = await duty.get<{ items: { reason: string; changed: string[] }[] }>(`${path}/history`)
    expect(history.body.items.map(one => [one.reason, one.changed])).toEqual([
      ['并入监控事项', ['事项', '启用']],
      ['新增', []],
    ])
  })

  test('every item of the product names posts, fields, words and capabilities that there are', async ({ world }) => {
    const bureau = await world.as('bureau1')
    const { items } = (await bureau.get<{ items: ChecklistItemView[] }>('/api/assistance/checklist')).body
    expect(items.length).toBeGreaterThan(80)
    const all = async <T>(url: string) => (await bureau.get<{ items: T[] }>(url)).body.items
    const fields = await all<ParticularField>('/api/event-particular-fields')
    const capabilities = (await all<{ code: string }>('/api/resources/capabilities')).map(one => one.code)
    for (const item of items) {
      expect(item.bearerWords, item.text).not.toMatch(/^[a-z]/i)
      for (const need of item.needs) expect(capabilities, item.text).toContain(need.capability)
      for (const { field, anyOf } of item.conditions) {
        const words = fields.find(one => one.code === field)?.words
        expect(
          words?.some(word => anyOf.some(part => word.includes(part))),
          `${item.text} ${field}`,
        ).toBe(true)
      }
    }
  })

  test('three wrong inputs name their field', async ({ world }) => {
    const bureau = await world.as('bureau1')
    const refused = async (more: object) =>
      (await bureau.post('/api/assistance/checklist', { ...own, ...more })).problem.errors?.map(one => [
        one.pointer,
        one.message,
      ])
    expect(await refused({ minutes: -5, bearer: '老王' })).toEqual([
      ['/bearer', '责任岗位不在可选范围内'],
      ['/minutes', '完成时间不能为负数'],
    ])
    expect(await refused({ conditions: [{ field: 'moon', anyOf: ['圆'] }] })).toEqual([
      ['/conditions/0/field', '没有这项事件要素'],
    ])
    expect(await refused({ conditions: [{ field: 'targets', anyOf: ['月球'] }] })).toEqual([
      ['/conditions/0/anyOf', '主要保护目标的可选项中没有“月球”'],
    ])
    expect(await refused({ needs: [{ capability: 'magic', quantity: 1 }] })).toEqual([
      ['/needs/0/capability', '请从资源种类中选择'],
    ])
  })
})

describe('危险化学品处置指南和案例库', () => {
  test('a guide is found by number, CAS and name; the bureau corrects it with its history, others read', async ({
    world,
  }) => {
    const town = await world.as('chaping1')
    const found = async (text: string) =>
      (
        await town.get<z.output<typeof SubstancesFound>>(`/api/assistance/substances?text=${encodeURIComponent(text)}`)
      ).body.items.map(one => one.guide.name)
    expect(await found('1017')).toEqual(['液氯'])
    expect(await found('7664-41-7')).toEqual(['液氨'])
    expect((await found('甲苯'))[0]).toBe('甲苯')
    expect(await found('不存在的东西')).toEqual([])
    expect((await town.get('/api/assistance/substances?text=')).problem.errors?.[0]?.message).toBe(
      '请填写UN 编号、名称或 CAS 号',
    )
    const ledger = `/api/registers/${substanceLedger}`
    const page = await town.get<{ items: { id: string; version: number }[] }>(
      `${ledger}?text=${encodeURIComponent('液氯')}`,
    )
    const record = page.body.items[0]
    const change = { version: record?.version, values: { largeDayKm: 6, largeNightKm: 5 } }
    expect((await town.patch(`${ledger}/${record?.id}`, change)).status).toBe(403)
    const bureau = await world.as('bureau1')
    expect((await bureau.patch(`${ledger}/${record?.id}`, change)).problem.errors?.[0]?.message).toBe(
      '夜间防护距离不应小于白天',
    )
    const wrong = { unNumber: '17', cas: '7782-50-4' }
    const refused = await bureau.patch(`${ledger}/${record?.id}`, { version: record?.version, values: wrong })
    expect(refused.problem.errors?.map(one => one.pointer)).toEqual(['/values/unNumber', '/values/cas'])
    const right = { version: record?.version, values: { largeNightKm: 8, distanceMark: '确' } }
    expect((await bureau.patch(`${ledger}/${record?.id}`, right)).status).toBe(200)
  })

  test('cases of the ledger and closed events are scored part by part, each with its record', async ({ world }) => {
    const { read } = await taken(world)
    const bureau = await world.as('bureau1')
    const values = {
      name: '某县盐酸罐车追尾泄漏测试案例',
      eventType: '12D02',
      level: '一般',
      occurredOn: '2024-09-03',
      place: '外省某高速',
      site: '高速公路',
      cause: '车辆追尾碰撞',
      summary: '盐酸罐车被追尾泄漏，酸液流向河道，下游取水口停水 6 小时。',
      measures: '筑坝拦截，石灰中和。',
      lessons: '石灰由外围投加。',
      source: '测试',
    }
    const created = await bureau.post<{ id: string }>(`/api/registers/${caseLedger}`, { values })
    expect(created.status).toBe(201)
    const { cases } = await read()
    const mine = cases.items.find(one => one.id === created.body.id)
    expect(mine).toMatchObject({ kind: 'case', link: `/registers/case-summaries?record=${created.body.id}` })
    expect(mine?.reasons.map(one => one.part)).toEqual(expect.arrayContaining(['事件类型', '季节', '相同词语']))
    expect(mine?.score).toBe(mine?.reasons.reduce((sum, one) => sum + one.points, 0))
    expect(cases.items.map(one => one.score)).toEqual([...cases.items.map(one => one.score)].sort((a, b) => b - a))
    // A flood has nothing of it.
    const flood = await taken(world, { ...spill, title: '山洪', eventTypeCode: '11A51', summary: '山洪漫过村道。' })
    expect((await flood.read()).cases.items.some(one => one.id === created.body.id)).toBe(false)
  })
})
