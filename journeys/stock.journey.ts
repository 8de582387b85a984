import { expect } from 'vitest'
import { opened } from '../server/test/sheets.ts'
import { type Person, phone, test } from './src/person.ts'

/** What the platform says, to the person who is signed in. */
const asked = <T>(person: Person, path: string) =>
  person.page.evaluate(async url => (await (await fetch(url)).json()) as T, path)

interface Stock {
  id: string
  name: string
  items: { itemCode: string; usable: number }[]
}
async function ownStore(person: Person) {
  const { items } = await asked<{ items: { id: string }[] }>(person, '/api/stock/stores')
  return asked<Stock>(person, `/api/stock/stores/${items[0]?.id}`)
}
const torches = (store: Stock) => store.items.find(one => one.itemCode === 'torch')?.usable ?? 0

test('a village keeper takes five torches out on the phone, writes six by mistake and puts it right; the county sees both books', async ({
  people,
}) => {
  const keeper = await people.signIn('sancha1', { viewport: phone })
  const before = await ownStore(keeper)
  await keeper.page.goto('/stock')
  await keeper.press(/领用、入库/)
  await keeper.page.waitForURL(/\/stock\/stores\//)
  await keeper.press(/^出 ?库$/)
  await keeper.pick('物资', '强光手电')
  await keeper.write('数量', '6')
  await keeper.write('领用单位', '走查三组')
  await keeper.press(/^出 ?库$/, { inFront: true })
  await keeper.sees('出库已登记')
  await keeper.press(/^更 ?正$/)
  await keeper.write('正确数量', '5')
  await keeper.press(/^更 ?正$/, { inFront: true })
  await keeper.sees('按正确数量重新登记')
  expect(torches(await ownStore(keeper))).toBe(torches(before) - 5)

  const county = await people.signIn('bureau1')
  await county.page.goto('/stock/ledger')
  const row = county.page.locator('tr', { hasText: before.name }).filter({ hasText: '走查三组' })
  await row.filter({ hasText: '-5 ' }).first().waitFor()
  await row.filter({ hasText: '-6 ' }).filter({ hasText: '已更正' }).first().waitFor()
  await county.page.goto(`/stock/stores/${before.id}`)
  await county.sees(before.name)
  expect(torches(await asked<Stock>(county, `/api/stock/stores/${before.id}`))).toBe(torches(before) - 5)
})

test('a clerk counts by sheet: downloaded, filled in, read back; what differs becomes a line of the ledger', async ({
  people,
}) => {
  const clerk = await people.signIn('liangshui1')
  const store = await ownStore(clerk)
  await clerk.page.goto('/stock/takes')
  await clerk.press('开始盘点')
  await clerk.write('盘点名称', '走查盘点')
  const { day } = await clerk.page.evaluate(() => ({ day: new Date(Date.now() + 864e5).toISOString().slice(0, 10) }))
  await clerk.write('完成期限', day)
  await clerk.press(/^开 ?始$/, { inFront: true })
  await clerk.page.waitForURL(/take=/)
  const [download] = await Promise.all([
    clerk.page.waitForEvent('download'),
    clerk.page.getByRole('link', { name: '下载盘点表' }).click(),
  ])
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk as Buffer))
  await clerk.page.locator('input[type=file]').setInputFiles({
    name: '盘点表.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: await filled(Buffer.concat(chunks)),
  })
  await clerk.sees(/已登记 \d+ 批/)
  await clerk.press('完成盘点')
  await clerk.page.getByRole('button', { name: '导入盘点表' }).waitFor({ state: 'detached' })
  await clerk.page.goto(`/stock/stores/${store.id}`)
  await clerk.sees('走查盘点：走查少一件')
})

/** As an office program would: all as in the books, but for one of the first. */
async function filled(file: Buffer): Promise<Buffer> {
  const book = await opened(file)
  const sheet = book.worksheets[0]
  if (!sheet) throw new Error('no sheet')
  const word = (row: number, column: number) => String(sheet.getCell(row, column).value ?? '')
  const columns = Array.from({ length: 15 }, (_, i) => i + 1)
  const head = columns.find(row => columns.some(column => word(row, column) === '盘点编号')) ?? 0
  const columnOf = (label: string) => columns.find(column => word(head, column) === label) ?? 0
  for (let row = head + 1; word(row, columnOf('盘点编号')).includes('-'); row++)
    sheet.getCell(row, columnOf('实盘数量')).value =
      Number(word(row, columnOf('账面数量'))) - (row === head + 1 ? 1 : 0)
  sheet.getCell(head + 1, columnOf('差异原因')).value = '走查少一件'
  return Buffer.from(await book.xlsx.writeBuffer())
}
