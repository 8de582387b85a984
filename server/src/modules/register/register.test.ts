import type { RecordView } from '@anlan/contract/register.ts'
import { expect } from 'vitest'
import { test } from '../../../test/no-neighbours.ts'

const fengxi = {
  name: '枫溪县应急管理局',
  kind: '毗邻县区',
  region: '枫溪县',
  dutyPhone: '023-76540110',
  contact: '韦宏',
  mobile: '13812345678',
  capabilities: ['救援队伍', '应急物资'],
}
const url = '/api/registers/neighbour-units'
interface Page {
  items: RecordView[]
  next: string | null
}

test('a record is entered, found by its words, changed with its history, struck off and taken back', async ({
  world,
}) => {
  await world.at('2026-07-01T01:00:00Z')
  const bureau = await world.as('bureau1')
  const created = await bureau.post<RecordView>(url, { values: fengxi })
  expect(created.status).toBe(201)
  expect(created.body.shown).toMatchObject({
    name: '枫溪县应急管理局',
    mobile: '138****5678',
    capabilities: '救援队伍、应急物资',
  })
  expect(created.body.values).not.toHaveProperty('mobile')

  for (const words of ['枫溪', '楓溪縣', 'fxxyjglj', '應急 韦宏', 'ＹＪＧＬＪ']) {
    const found = await bureau.get<Page>(`${url}?text=${encodeURIComponent(words)}`)
    expect(
      found.body.items.map(item => item.id),
      words,
    ).toContain(created.body.id)
  }
  expect((await bureau.get<Page>(`${url}?text=${encodeURIComponent('溪枫')}`)).body.items).toEqual([])

  const changed = await bureau.patch<RecordView>(`${url}/${created.body.id}`, {
    version: created.body.version,
    values: { contact: '秦岚' },
  })
  expect(changed.body.shown['contact']).toBe('秦岚')
  const lost = await bureau.patch(`${url}/${created.body.id}`, {
    version: created.body.version,
    values: { contact: '他人' },
  })
  expect(lost.problem.code).toBe('conflict')

  await bureau.post(`${url}/${created.body.id}/removal`, { reason: '机构撤销' })
  const everywhere = async () =>
    (await bureau.get<{ items: { title: string }[] }>(`/api/search?text=${encodeURIComponent('枫溪')}`)).body.items.map(
      item => item.title,
    )
  expect(await everywhere()).toEqual(['枫溪县应急管理局（已注销）'])
  expect((await bureau.get<Page>(`${url}?state=removed`)).body.items).toHaveLength(1)
  await bureau.post(`${url}/${created.body.id}/restoration`)
  expect(await everywhere()).toEqual(['枫溪县应急管理局'])
  const history = await bureau.get<{ items: { action: string; fields: object[] }[] }>(
    `${url}/${created.body.id}/history`,
  )
  expect(history.body.items.map(item => item.action)).toEqual(['restored', 'removed', 'changed', 'created'])
  expect(history.body.items[2]?.fields).toEqual([{ label: '联系人', before: '韦宏', after: '秦岚' }])
})

test('what is wrong is named field by field, and a second record of the same key is refused', async ({ world }) => {
  const bureau = await world.as('bureau1')
  const refused = await bureau.post(url, { values: { name: '', kind: '邻居', dutyPhone: '12', 站点: 1 } })
  expect(refused.status).toBe(422)
  expect(refused.problem.errors?.map(error => [error.pointer, error.message])).toEqual([
    ['/values/站点', '台账中没有该字段'],
    ['/values/name', '请填写单位名称'],
    ['/values/kind', '类别应为：毗邻县区、上级部门、驻地部队、中央和省属企业、社会力量、其他'],
    ['/values/dutyPhone', '值班电话应为 11 位手机号或带区号的座机'],
  ])
  await bureau.post(url, { values: fengxi })
  const twin = await bureau.post(url, { values: { ...fengxi, name: ' 枫溪县 应急管理局' } })
  expect(twin.problem.code).toBe('register/already-there')
})

test('a sensitive value is shown for a reason, and that it was read is a fact', async ({ world }) => {
  const bureau = await world.as('bureau1')
  const { body } = await bureau.post<RecordView>(url, { values: fengxi })
  expect((await bureau.post(`${url}/${body.id}/disclosure`, { reason: '' })).status).toBe(422)
  const open = await bureau.post<{ values: object }>(`${url}/${body.id}/disclosure`, { reason: '联系支援' })
  expect(open.body.values).toEqual({ mobile: '13812345678' })
  expect(await world.facts()).toContain('register.record-disclosed')
  expect((await (await world.as('chaping1')).post(`${url}/${body.id}/disclosure`, { reason: '看看' })).status).toBe(404)
})

test('others in the county read it and cannot change it; confirming moves the next confirmation', async ({ world }) => {
  await world.at('2026-07-01T01:00:00Z')
  const bureau = await world.as('bureau1')
  const { body } = await bureau.post<RecordView>(url, { values: fengxi })
  expect(body.verifyDueOn).toBe('2026-12-28')
  const town = await world.as('chaping1')
  expect((await town.get<RecordView>(`${url}/${body.id}`)).body.mayEdit).toBe(false)
  expect((await town.patch(`${url}/${body.id}`, { version: 1, values: { contact: '谁' } })).status).toBe(403)
  await world.at('2027-01-05T01:00:00Z')
  expect((await bureau.get<Page>(`${url}?state=stale`)).body.items.map(item => item.freshness)).toEqual(['stale'])
  expect((await bureau.post<{ verified: number }>(`${url}/verifications`, { ids: [body.id] })).body.verified).toBe(1)
  expect((await bureau.get<RecordView>(`${url}/${body.id}`)).body.verifyDueOn).toBe('2027-07-04')
})

test('lists are filtered, sorted by pinyin and read page by page', async ({ world }) => {
  const bureau = await world.as('bureau1')
  for (const [i, name] of ['重山县', '安河县', '白石县', '崇文县', '大岭县'].entries())
    await bureau.post(url, { values: { ...fengxi, name, region: i % 2 ? '东' : '西' } })
  const first = await bureau.get<Page>(`${url}?sort=name&limit=2`)
  const rest = await bureau.get<Page>(`${url}?sort=name&limit=50&after=${encodeURIComponent(first.body.next ?? '')}`)
  const names = [...first.body.items, ...rest.body.items].map(item => item.title)
  expect(names.filter(name => name.endsWith('县'))).toEqual(
    ['安河县', '白石县', '重山县', '崇文县', '大岭县'].sort(new Intl.Collator('zh').compare),
  )
  const filters = encodeURIComponent(JSON.stringify([{ field: 'region', op: 'is', value: '东' }]))
  expect((await bureau.get<Page>(`${url}?filters=${filters}&sort=name`)).body.items.map(item => item.title)).toEqual([
    '安河县',
    '崇文县',
  ])
  const bad = encodeURIComponent(JSON.stringify([{ field: 'mobile', op: 'is', value: '1' }]))
  expect((await bureau.get(`${url}?filters=${bad}`)).problem.errors?.[0]?.field).toBe('筛选条件')
  expect((await bureau.get(`${url}?sort=mobile`)).problem.errors?.[0]?.field).toBe('排序')
})
