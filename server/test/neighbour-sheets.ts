import type { ImportRow, ImportUndone, ImportView, RecordView } from '@anlan/contract/register.ts'
import { expect } from 'vitest'
import { rowsAsWorkbook, upload } from './sheets.ts'
import type { World } from './world.ts'

export const url = '/api/registers/neighbour-units'
export interface Page<T> {
  items: T[]
  next: string | null
}
export const header = [
  '单位名称*',
  '类 别',
  '所在地区',
  '值班电话',
  '联系人',
  '联系人手机',
  '可提供支援',
  '协议有效期至',
]
export const fengxi = [
  '枫溪县应急管理局',
  '毗邻县区',
  '枫溪县',
  '023-76540110',
  '韦宏',
  '13812345678',
  '救援队伍、应急物资',
  '2027-01-01',
]

/** Uploads a sheet of neighbour units as the bureau and gives what follows from its preview. */
export async function preview(world: World, rows: unknown[][] | Buffer, name = '台账.xlsx') {
  const bureau = await world.as('bureau1')
  const content = Buffer.isBuffer(rows) ? rows : await rowsAsWorkbook(rows)
  const reply = await upload<ImportView>(world, bureau, `${url}/imports`, name, content)
  expect(reply.status, JSON.stringify(reply.problem)).toBe(201)
  const rowsOf = async (action = '') =>
    (
      await bureau.get<Page<ImportRow>>(
        `${url}/imports/${reply.body.id}/rows?limit=200${action && `&action=${action}`}`,
      )
    ).body.items
  const confirm = (body = {}) => bureau.post<ImportView>(`${url}/imports/${reply.body.id}/confirmation`, body)
  const undo = (body = {}) => bureau.post<ImportUndone>(`${url}/imports/${reply.body.id}/undo`, body)
  const records = async () => (await bureau.get<Page<RecordView>>(`${url}?limit=200&sort=name`)).body.items
  return { bureau, view: reply.body, rowsOf, confirm, undo, records }
}
