import type { ExtraFieldView, LedgerView, RecordView } from '@anlan/contract/register.ts'
import { expect } from 'vitest'
import type { z } from 'zod'
import { test } from '../../../../test/world.ts'

type Field = z.output<typeof ExtraFieldView>
interface Page {
  items: RecordView[]
}
const url = '/api/registers/neighbour-units'
const fengxi = { name: '枫溪县应急管理局', kind: '毗邻县区', dutyPhone: '023-76540110' }

test('the county adds a required field: old records stay and are incomplete, new ones must fill it', async ({
  world,
}) => {
  const bureau = await world.as('bureau1')
  const { body: old } = await bureau.post<RecordView>(url, { values: fengxi })
  const added = await bureau.post<Field>(`${url}/extra-fields`, {
    label: '联络频率',
    kind: 'choice',
    required: true,
    options: ['每月', '每季'],
  })
  expect(added.status).toBe(201)
  const { name } = added.body
  expect(name).toMatch(/^extra[0-9a-f]{12}$/)

  const declared = await bureau.get<LedgerView>(`${url}/declaration`)
  expect(declared.body.mayDefine).toBe(true)
  expect(declared.body.fields.at(-1)).toMatchObject({ name, label: '联络频率', required: true, extra: true })

  const incomplete = await bureau.get<Page>(`${url}?state=incomplete`)
  expect(incomplete.body.items.find(item => item.id === old.id)?.missing).toContain('联络频率')
  const change = (version: number, values: object) => bureau.patch<RecordView>(`${url}/${old.id}`, { version, values })
  const untouched = await change(1, { contact: '韦宏' })
  expect(untouched.status).toBe(200)
  expect((await change(2, { [name]: '' })).problem.errors?.[0]?.message).toBe('请填写联络频率')
  expect((await change(2, { [name]: '每季' })).body.shown[name]).toBe('每季')

  const refused = await bureau.post(url, { values: { ...fengxi, name: '云岭县应急管理局' } })
  expect(refused.problem.errors?.map(error => error.field)).toEqual(['联络频率'])
})

test('switched off, a field leaves the form and the search; switched on again, what it held is back', async ({
  world,
}) => {
  const bureau = await world.as('bureau1')
  const { body: field } = await bureau.post<Field>(`${url}/extra-fields`, { label: '卫星电话', kind: 'text' })
  const { body: record } = await bureau.post<RecordView>(url, { values: { ...fengxi, [field.name]: '天通一号' } })
  const found = async () => (await bureau.get<Page>(`${url}?text=${encodeURIComponent('天通')}`)).body.items.length
  expect(await found()).toBe(1)
  const edit = { label: '卫星电话号码', required: false, unit: '', options: [] }
  const off = await bureau.put<Field>(`${url}/extra-fields/${field.id}`, { ...edit, enabled: false })
  expect(off.body).toMatchObject({ label: '卫星电话号码', enabled: false, kind: 'text', name: field.name })
  expect((await bureau.get<RecordView>(`${url}/${record.id}`)).body.shown).not.toHaveProperty(field.name)
  expect(await found()).toBe(0)
  await bureau.put(`${url}/extra-fields/${field.id}`, { ...edit, enabled: true })
  expect((await bureau.get<RecordView>(`${url}/${record.id}`)).body.shown[field.name]).toBe('天通一号')
  expect(await found()).toBe(1)
  expect(await world.facts()).toContain('register.field-changed')
})

test('names are not given twice, choices need their list, and only who may define does', async ({ world }) => {
  const bureau = await world.as('bureau1')
  const add = async (body: object) => (await bureau.post(`${url}/extra-fields`, body)).problem
  expect((await add({ label: '联系人', kind: 'text' })).errors?.[0]).toMatchObject({
    pointer: '/label',
    message: '台账已有字段“联系人”',
  })
  expect((await add({ label: '等级', kind: 'choice' })).errors?.[0]?.message).toBe('请填写选项')
  expect((await add({ label: '等级', kind: 'choices', options: ['甲、乙'] })).errors?.[0]?.field).toBe('选项')
  expect((await add({ label: '等级', kind: 'place' })).errors?.[0]?.field).toBe('字段类型')
  const town = await world.as('chaping1')
  expect((await town.post(`${url}/extra-fields`, { label: '等级', kind: 'text' })).problem.code).toBe('not-permitted')
  expect((await town.get<LedgerView>(`${url}/declaration`)).body.mayDefine).toBe(false)
})
