import type { DictionaryDetail, DictionaryEntryView, DictionaryView } from '@anlan/contract/dictionary.ts'
import type { LedgerView, RecordView } from '@anlan/contract/register.ts'
import { expect } from 'vitest'
import type { z } from 'zod'
import { test, type World } from '../../../../test/world.ts'

const url = '/api/dictionaries/support-kinds'
const records = '/api/registers/neighbour-units'
const fengxi = { name: '枫溪县应急管理局', kind: '毗邻县区', dutyPhone: '023-76540110', capabilities: ['应急物资'] }

const offered = async (world: World) => {
  const { body } = await (await world.as('bureau1')).get<LedgerView>(`${records}/declaration`)
  const options = body.fields.find(field => field.name === 'capabilities')?.options ?? []
  return options.filter(option => option.enabled).map(option => option.label)
}

test('a word is added, chosen, renamed and switched off; what records hold keeps its name', async ({ world }) => {
  await world.at('2026-07-01T01:00:00Z')
  const bureau = await world.as('bureau1')
  const listed = await bureau.get<{ items: z.output<typeof DictionaryView>[] }>('/api/dictionaries')
  expect(listed.body.items.find(one => one.name === 'support-kinds')).toMatchObject({
    label: '可提供支援类别',
    entries: 6,
    usedBy: [{ ledger: 'neighbour-units', label: '邻近协作单位', field: '可提供支援' }],
  })

  const added = await bureau.post<DictionaryEntryView>(`${url}/entries`, { label: '无人机侦察' })
  expect(added.body).toMatchObject({ label: '无人机侦察', enabled: true, offered: true, sort: 70 })
  const { code } = added.body
  const record = await bureau.post<RecordView>(records, { values: { ...fengxi, capabilities: ['无人机侦察'] } })
  expect(record.body.values['capabilities']).toEqual([code])

  const edit = { label: '无人机侦察投送', enabled: true, validFrom: null, validTo: null }
  await bureau.put(`${url}/entries/${code}`, edit)
  const shown = async () => (await bureau.get<RecordView>(`${records}/${record.body.id}`)).body.shown['capabilities']
  expect(await shown()).toBe('无人机侦察投送')
  const found = await bureau.get<{ items: RecordView[] }>(`${records}?text=${encodeURIComponent('侦察投送')}`)
  expect(found.body.items.map(item => item.id)).toEqual([record.body.id])

  await bureau.put(`${url}/entries/${code}`, { ...edit, enabled: false })
  expect(await offered(world)).not.toContain('无人机侦察投送')
  expect(await shown()).toBe('无人机侦察投送')
  const late = await bureau.post(records, { values: { ...fengxi, name: '甲县', capabilities: [code] } })
  expect(late.problem.errors?.[0]?.message).toContain('已停用')

  const { body } = await bureau.get<DictionaryDetail>(url)
  expect(body.history.filter(one => one.by !== null && one.code === code).map(one => one.changes)).toEqual([
    [{ label: '停用', before: '否', after: '是' }],
    [{ label: '名称', before: '无人机侦察', after: '无人机侦察投送' }],
    [{ label: '名称', before: null, after: '无人机侦察' }],
  ])
})

test('a word is offered within its days, from midnight in Shanghai', async ({ world }) => {
  await world.at('2026-07-01T01:00:00Z')
  const bureau = await world.as('bureau1')
  await bureau.post(`${url}/entries`, { label: '防汛机动队', validFrom: '2026-07-10', validTo: '2026-09-30' })
  const isOffered = async () => (await offered(world)).includes('防汛机动队')
  expect(await isOffered()).toBe(false)
  await world.at('2026-07-09T15:59:00Z')
  expect(await isOffered()).toBe(false)
  await world.at('2026-07-09T16:00:00Z')
  expect(await isOffered()).toBe(true)
  await world.at('2026-09-30T15:59:00Z')
  expect(await isOffered()).toBe(true)
  await world.at('2026-09-30T16:00:00Z')
  expect(await isOffered()).toBe(false)
  const { body } = await bureau.get<DictionaryDetail>(url)
  expect(body.history.map(one => one.changes[0]?.label)).toEqual(['可选', '可选', '名称'])
})

test('what is wrong is refused by name, the database deletes no entry, and only who may define changes any', async ({
  world,
}) => {
  const bureau = await world.as('bureau1')
  const add = async (body: object) => (await bureau.post(`${url}/entries`, body)).problem
  expect((await add({ label: '救援队伍' })).code).toBe('register/entry-exists')
  expect((await add({ label: '新', code: '救援队伍' })).errors?.[0]?.field).toBe('代码')
  expect((await add({ label: '新', validFrom: '2026-08-01', validTo: '2026-07-01' })).errors?.[0]).toMatchObject({
    pointer: '/validTo',
    message: '失效日期不能早于生效日期',
  })
  expect((await bureau.get('/api/dictionaries/nothing')).status).toBe(404)
  await expect(world.query(`delete from dictionary_entry where dictionary = 'support-kinds'`)).rejects.toThrow(
    '只能停用',
  )
  const town = await world.as('chaping1')
  expect((await town.get(url)).status).toBe(200)
  expect((await town.post(`${url}/entries`, { label: '新' })).problem.code).toBe('not-permitted')
})
