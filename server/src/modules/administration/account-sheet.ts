import type { AccountSheetView } from '@anlan/contract/administration.ts'
import { type Role, roles } from '@anlan/contract/permissions.ts'
import { sql } from 'kysely'
import type { Work } from '../../kernel/work/work.ts'
import { type RawBook, textOf } from '../register/sheets/api.ts'
import { plainName } from './setup/plan-units.ts'
import { accountNameOf } from './setup/view.ts'

const columnWords: Record<'account' | 'name' | 'unit' | 'role', string[]> = {
  account: ['账号', '帐号', '登录名', '用户名'],
  name: ['姓名', '姓名或岗位名', '使用人', '岗位', '联系人'],
  unit: ['单位', '所属单位', '单位名称', '工作单位', '部门'],
  role: ['角色', '申请角色', '权限'],
}
type Column = keyof typeof columnWords
const plain = (text: string) => text.normalize('NFKC').replace(/[\s*():（）：]/g, '')
const roleNamed = new Map(Object.entries(roles).map(([role, label]) => [label as string, role as Role]))

/**
 * Reads a list of people who are to get accounts: name and unit, and, where given, the account's name and the roles asked for (several with 、).
 * An account without a name gets one of its pinyin. Wrong rows say what is wrong; nothing is opened yet.
 */
export async function readAccountSheet(work: Work, book: RawBook): Promise<AccountSheetView> {
  const { rows: units } = await sql<{ id: string; name: string; short_name: string }>`
    select id, name, short_name from unit where enabled`.execute(work.tx)
  const taken = new Set((await work.tx.selectFrom('account').select('account').execute()).map(row => row.account))
  const before = new Set(taken)
  const remarks: string[] = []
  const read: AccountSheetView['rows'] = []
  for (const sheet of book.sheets.filter(one => !one.hidden)) {
    const columns = sheet.rows.slice(0, 30).reduce<Map<Column, number>>((best, row) => {
      const found = new Map<Column, number>()
      for (const [i, cell] of row.cells.entries())
        for (const [column, words] of Object.entries(columnWords))
          if (words.includes(plain(textOf(cell))) && !found.has(column as Column)) found.set(column as Column, i)
      return found.size > best.size ? found : best
    }, new Map())
    const [name, unit] = [columns.get('name'), columns.get('unit')]
    if (name === undefined || unit === undefined) {
      if (sheet.rows.length > 0) remarks.push(`工作表“${sheet.name}”没有找到表头（应有“姓名”和“单位”），已跳过`)
      continue
    }
    const header = sheet.rows.findIndex(
      row => plain(textOf(row.cells[name])) !== '' && columnWords.name.includes(plain(textOf(row.cells[name]))),
    )
    for (const row of sheet.rows.slice(header + 1)) {
      const cell = (column: Column) =>
        textOf(row.cells[columns.get(column) ?? -1])
          .normalize('NFKC')
          .trim()
      if (!cell('name') || cell('name').startsWith('示例')) continue
      read.push(await readOne(row.row, cell))
    }
  }
  return { remarks, rows: read.slice(0, 500) }

  async function readOne(row: number, cell: (column: Column) => string): Promise<AccountSheetView['rows'][number]> {
    const errors: string[] = []
    const word = cell('unit')
    const same = units.filter(one => one.name === word || one.short_name === word)
    const found = same.length > 0 ? same : units.filter(one => plainName(one.name) === plainName(word))
    if (!word) errors.push('没有填写单位')
    else if (found.length !== 1)
      errors.push(found.length === 0 ? `单位“${word}”不在机构名录中` : `单位“${word}”有 ${found.length} 个，请写全称`)
    const unitId = found.length === 1 ? (found[0]?.id ?? null) : null
    const displayName = cell('name').replace(/\s/g, '').slice(0, 30)
    const given = cell('account').toLowerCase()
    if (given && !/^[a-z][a-z0-9._-]{2,31}$/.test(given)) errors.push('账号应为 3 至 32 位小写字母、数字，以字母开头')
    if (given && taken.has(given))
      errors.push(before.has(given) ? `账号“${given}”已被使用` : `账号“${given}”在表中重复`)
    if (given) taken.add(given)
    const words = cell('role')
      .split(/[、,，;；\s]+/)
      .filter(Boolean)
    const requestedRoles = words.flatMap(one => roleNamed.get(one) ?? [])
    for (const one of words.filter(one => !roleNamed.has(one))) errors.push(`没有“${one}”这个角色`)
    const persons = unitId
      ? await work.tx
          .selectFrom('person')
          .select('id')
          .where('unit_id', '=', unitId)
          .where('name', '=', displayName)
          .where('enabled', '=', true)
          .execute()
      : []
    return {
      row,
      account: given || (await accountNameOf(displayName, taken)),
      displayName,
      unitId,
      unitName: found.length === 1 ? (found[0]?.name ?? word) : word,
      personId: persons.length === 1 ? (persons[0]?.id ?? null) : null,
      requestedRoles: [...new Set(requestedRoles)],
      errors,
    }
  }
}
