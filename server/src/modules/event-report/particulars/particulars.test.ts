import type { EventView } from '@anlan/contract/emergency-event.ts'
import type { EventParticulars, ParticularField } from '@anlan/contract/event-particulars.ts'
import type { TimelineEntry } from '@anlan/contract/event-timeline.ts'
import { describe, expect } from 'vitest'
import { test, type World } from '../../../../test/world.ts'
import { readParticular, wordsSaid } from './rules.ts'

const spill = {
  title: '县道盐酸罐车泄漏',
  eventTypeCode: '12D02',
  areaCode: '990321104202',
  knownAt: '2026-09-17T14:18:00+08:00',
  source: '县公安局 110 电话',
  summary: '罐车侧翻，酸液流入沟渠，下游有饮用水取水口和一所学校。',
}

async function taken(world: World, event: object = spill) {
  await world.at('2026-09-17T14:20:00+08:00')
  const duty = await world.as('duty1')
  const { body } = await duty.post<EventView>('/api/emergency-events', event)
  const at = `/api/emergency-events/${body.id}`
  return { duty, at, id: body.id, read: async () => (await duty.get<EventParticulars>(`${at}/particulars`)).body }
}
const fieldOf = (view: EventParticulars, code: string) => view.fields.find(one => one.code === code)

describe('事件要素 (W197)', () => {
  test('an event has the fields of its types; what its account says is offered and a person takes it over', async ({
    world,
  }) => {
    const { duty, at, id, read } = await taken(world)
    const first = await read()
    expect(first.version).toBe(0)
    expect(first.fields.map(one => one.code)).toEqual(
      expect.arrayContaining(['cause', 'substance', 'unNumber', 'pollutant', 'targets', 'site']),
    )
    expect(first.fields.some(one => one.code === 'fireCause')).toBe(false)
    expect(fieldOf(first, 'targets')).toMatchObject({ value: null, said: ['学校', '饮用水取水口'] })
    const values = { pollutant: ['酸类'], targets: ['饮用水取水口'], unNumber: '1789', tonnes: 28.6 }
    const body = { version: 0, values, source: '押运员运单' }
    const saved = await duty.put<EventParticulars>(`${at}/particulars`, body)
    expect(saved.status).toBe(200)
    expect(fieldOf(saved.body, 'tonnes')).toMatchObject({ value: 28.6, shown: '28.6 吨' })
    expect(fieldOf(saved.body, 'targets')).toMatchObject({ value: ['饮用水取水口'], said: ['学校'] })
    // Somebody else wrote meanwhile: nothing is lost silently.
    expect((await (await world.as('bureau1')).put(`${at}/particulars`, body)).problem.code).toBe('conflict')
    // The same once more is no news.
    await duty.put(`${at}/particulars`, { ...body, version: 1 })
    expect((await world.facts(id)).filter(type => type === 'emergency-event.particulars-recorded')).toHaveLength(1)
    const { items } = (await duty.get<{ items: TimelineEntry[] }>(`${at}/timeline?limit=100`)).body
    expect(items.map(one => one.sentence)).toContain(
      '登记事件要素：主要污染物 酸类；主要保护目标 饮用水取水口；UN 编号 1789；涉及数量 28.6 吨，来源：押运员运单',
    )
    // Another type brings its own fields.
    await duty.post(`${at}/classifications`, { eventTypeCode: '12H01', reason: '侧翻' })
    expect((await read()).fields.map(one => one.code)).toContain('roadState')
    expect((await (await world.as('songling1')).get(`${at}/particulars`)).status).toBe(404)
  })

  test('what does not fit is refused in Chinese, each with its field', async ({ world }) => {
    const { duty, at } = await taken(world)
    const refused = async (values: object, source = '电话') =>
      (await duty.put(`${at}/particulars`, { version: 0, values, source })).problem.errors?.map(one => [
        one.pointer,
        one.message,
      ])
    expect(await refused({ tonnes: -1, pollutant: ['牛奶'] })).toEqual([
      ['/values/tonnes', '涉及数量不能为负数'],
      ['/values/pollutant', expect.stringMatching(/^主要污染物应为：酸类、碱类/)],
    ])
    expect(await refused({ fireCause: '雷击' })).toEqual([['/values/fireCause', '该类事件没有这项要素']])
    expect(await refused({ substance: '长'.repeat(101) })).toEqual([['/values/substance', '涉及物质不能超过 100 个字']])
    expect(await refused({ tonnes: 1 }, '')).toEqual([['/source', '请填写信息来源']])
  })

  test('the county adds and edits fields; a word that is gone stays where it stands', async ({ world }) => {
    const { duty, at } = await taken(world)
    await duty.put(`${at}/particulars`, { version: 0, values: { pollutant: ['酸类'] }, source: '运单' })
    const bureau = await world.as('bureau1')
    const fields = (await bureau.get<{ items: ParticularField[] }>('/api/event-particular-fields')).body.items
    const pollutant = fields.find(one => one.code === 'pollutant') as ParticularField
    const { id, code: _, source: __, changedAt: ___, changedByName: ____, ...content } = pollutant
    const edit = { ...content, words: ['碱类', '油类'] }
    expect((await bureau.put(`/api/event-particular-fields/${id}`, edit)).status).toBe(200)
    expect((await bureau.put(`/api/event-particular-fields/${id}`, edit)).problem.code).toBe('conflict')
    expect((await duty.put(`/api/event-particular-fields/${id}`, edit)).status).toBe(403)
    const kept = { version: 1, values: { pollutant: ['酸类', '油类'] }, source: '现场' }
    expect((await duty.put(`${at}/particulars`, kept)).status).toBe(200)
    const own = { label: '罐车车牌', kind: 'text', typePrefixes: ['12D'] }
    expect((await bureau.post('/api/event-particular-fields', own)).status).toBe(201)
    const { body } = await duty.get<EventParticulars>(`${at}/particulars`)
    expect(body.fields.map(one => one.label)).toContain('罐车车牌')
    const wrong = async (input: object) =>
      (await bureau.post('/api/event-particular-fields', { ...own, label: '别的', ...input })).problem.errors?.[0]
    expect(await wrong({ label: '罐车车牌' })).toMatchObject({ pointer: '/label', message: '已有同名要素' })
    expect(await wrong({ kind: 'choice', words: ['一'] })).toMatchObject({ pointer: '/words' })
    expect(await wrong({ typePrefixes: ['X'] })).toMatchObject({ pointer: '/typePrefixes/0' })
  })

  test('a word is read out of a text only where it stands there in so many letters', () => {
    expect(wordsSaid(['学校', '医院', '原因不明'], '山火，原因不明，附近有一所小学校')).toEqual(['学校'])
    const number = { label: '数量', kind: 'number', unit: '吨', words: [] } as const
    expect(readParticular({ ...number, words: [] }, Number.NaN, null)).toEqual({ error: '数量应为数字' })
    expect(readParticular({ ...number, words: [] }, '', 3)).toEqual({ value: null })
  })
})

describe('损毁描述 (W206)', () => {
  const roadbed = {
    kind: 'roadbed',
    what: 'G211 K12+300 外侧路基',
    dimensions: [
      { measure: 'height', value: 10, unit: '米' },
      { measure: 'length', value: 30, unit: '米' },
    ],
    source: '交通运输局现场',
  }

  test('kind, dimensions and unit are kept apart, corrected by a new record, and told in the report', async ({
    world,
  }) => {
    const { duty, at, read } = await taken(world, { ...spill, title: '国道路基坍塌', eventTypeCode: '12P01' })
    await duty.post(`${at}/damage`, { ...roadbed, dimensions: roadbed.dimensions.slice(0, 1) })
    const [wrong] = (await read()).damage
    await duty.post(`${at}/damage`, { ...roadbed, replacesId: wrong?.id })
    const { damage } = await read()
    expect(damage.map(one => [one.sentence, one.withdrawnReason])).toEqual([
      ['路基坍塌（G211 K12+300 外侧路基）：高 10 米、长 30 米', null],
      ['路基坍塌（G211 K12+300 外侧路基）：高 10 米', '更正'],
    ])
    expect(damage[0]?.dimensions).toEqual(roadbed.dimensions)
    const report = await duty.post<{ elements: Record<string, { text: string }> }>(`${at}/reports`, { kind: 'first' })
    expect(report.body.elements['loss']?.text).toBe('路基坍塌（G211 K12+300 外侧路基）：高 10 米、长 30 米')
    const gone = await duty.post(`${at}/damage/${damage[0]?.id}/withdrawal`, { reason: '重复登记' })
    expect(gone.status).toBe(200)
    expect((await duty.post(`${at}/damage/${damage[0]?.id}/withdrawal`, { reason: '又' })).problem.code).toBe(
      'conflict',
    )
    await expect(world.query('delete from event_damage')).rejects.toThrow()
  })

  test('three wrong inputs name their field', async ({ world }) => {
    const { duty, at } = await taken(world)
    const refused = async (input: object) =>
      (await duty.post(`${at}/damage`, { ...roadbed, ...input })).problem.errors?.map(one => [one.pointer, one.message])
    const tall = { measure: 'height', value: 10, unit: '吨' }
    expect(await refused({ dimensions: [tall] })).toEqual([['/dimensions/0/unit', '计量单位应为：米']])
    expect(
      await refused({
        dimensions: [
          { ...tall, unit: '米' },
          { ...tall, unit: '米' },
        ],
      }),
    ).toEqual([['/dimensions/1/measure', '同一尺寸项目只填一次']])
    expect(await refused({ fileIds: ['00000000-0000-4000-8000-000000000000'] })).toEqual([
      ['/fileIds/0', '照片不存在、不是图片或已用于其他事项，请重新上传'],
    ])
  })
})
