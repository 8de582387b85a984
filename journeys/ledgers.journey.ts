import { expect } from 'vitest'
import { type Person, phone, test } from './src/person.ts'

const header = '单位名称,类别,所在地区,值班电话,联系人'
const sheetOf = (...lines: string[]) => ({
  name: '协作单位.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(`\ufeff${[header, ...lines].join('\r\n')}\r\n`),
})
const right = '黄葛县应急管理局,毗邻县区,黄葛县,023-76541002,方舟'
const wrong = '石门县应急管理局,毗邻县区,石门县,0237,王立'

const upload = async ({ page }: Person, sheet: ReturnType<typeof sheetOf>) => {
  await page.locator('input[type=file]').setInputFiles(sheet)
  await page.getByRole('tablist', { name: '按处理方式查看' }).waitFor()
}
const titlesFound = async ({ page }: Person, text: string) => {
  await page.goto(`/registers/neighbour-units?text=${encodeURIComponent(text)}`)
  await page.getByText(/已显示全部|没有符合条件的记录/).waitFor()
  return page.locator('.ledger-rows td.choose b').allInnerTexts()
}

test('a clerk of the bureau enters a record, brings a sheet in after one row is put right, and takes it back', async ({
  people,
}) => {
  const bureau = await people.signIn('bureau1')
  await bureau.unfold('应急保障')
  await bureau.follow('基础台账')
  await bureau.follow('邻近协作单位')
  await bureau.press('新增记录')
  await bureau.write('单位名称', '云台县应急管理局')
  await bureau.page.locator('.ant-drawer').getByRole('combobox', { name: /^类别/ }).fill('毗邻')
  await bureau.page.locator('.ant-select-item-option-active:visible', { hasText: '毗邻县区' }).waitFor()
  await bureau.page.keyboard.press('Enter')
  await bureau.write('值班电话', '0237')
  await bureau.page.reload()
  await bureau.sees('已恢复上次没有保存的内容')
  await bureau.page.keyboard.press('Control+Enter')
  await bureau.sees('值班电话应为 11 位手机号或带区号的座机')
  await bureau.write('值班电话', '023-76541009')
  await bureau.page.keyboard.press('Control+Enter')
  await bureau.sees('还缺：')
  expect(await titlesFound(bureau, '雲臺縣')).toEqual(['云台县应急管理局'])

  await bureau.follow('导入')
  await upload(bureau, sheetOf(right, wrong))
  await bureau.sees('有 1 行有误，需要改正')
  await bureau.page.locator('.row-correction', { hasText: /D3.*值班电话应为/ }).waitFor()
  const colleague = await people.signIn('bureau1')
  await colleague.page.goto(bureau.page.url())
  await colleague.page.getByLabel('第 3 行值班电话').fill('023-76541003')
  const cell = bureau.page.getByLabel('第 3 行值班电话')
  await cell.fill('023-76541001')
  await bureau.press('核对本行')
  await bureau.sees('第 3 行已改正')
  await colleague.press('核对本行')
  await colleague.sees('对方填的：023-76541001，您填的：')
  await colleague.press('用我填的，再核对')
  await colleague.sees('第 3 行已改正')
  await bureau.press(/确认导入 2 行/)
  await bureau.page.getByRole('button', { name: '撤销本次导入' }).waitFor()
  expect((await titlesFound(bureau, '黄葛县')).concat(await titlesFound(bureau, '石门县'))).toEqual([
    '黄葛县应急管理局',
    '石门县应急管理局',
  ])
  await bureau.sees('023-76541003')

  await bureau.page.goto('/registers/neighbour-units/imports')
  await bureau.page.getByRole('row', { name: /已导入/ }).click()
  await bureau.press('撤销本次导入')
  await bureau.page.locator('.ant-modal').getByRole('button', { name: '撤销导入' }).click()
  await bureau.sees(/已撤销 .*撤销$/)
  expect(await titlesFound(bureau, '黄葛县')).toEqual([])
})

test('a township clerk confirms on the phone that a village is still as it stands', async ({ people }) => {
  const clerk = await people.signIn('chaping1', { viewport: phone })
  await clerk.page.goto('/registers')
  await clerk.follow('机构名录')
  await clerk.page.getByLabel('在机构名录中查找').fill('河坝村')
  await clerk.page.locator('tr', { hasText: '茶坪镇' }).filter({ hasText: '河坝村' }).first().click()
  await clerk.press('仍然属实')
  await clerk.sees('已核实')
  await clerk.page.getByRole('tab', { name: '变更记录' }).click()
  await clerk.sees('核实，仍然属实')
})
