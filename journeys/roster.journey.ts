import type { RosterView } from '@anlan/contract/roster.ts'
import { expect } from 'vitest'
import { dutyPeopleBook } from '../server/test/duty-people.ts'
import { type Person, test } from './src/person.ts'

/** Every press of a mouse button or finger on the page, over all its loads, and every time it is sent to the printer. */
const countPresses = () => {
  const count = (name: string) => sessionStorage.setItem(name, String(Number(sessionStorage.getItem(name) ?? 0) + 1))
  document.addEventListener('pointerdown', () => count('presses'))
  window.print = () => count('prints')
}
const counted = ({ page }: Person, name: string) => page.evaluate(key => Number(sessionStorage.getItem(key) ?? 0), name)

test('a clerk who sees it for the first time makes a roster of a list of people, publishes and prints it', async ({
  people,
}) => {
  const clerk = await people.signIn('duty1')
  const { page } = clerk
  await page.context().addInitScript(countPresses)
  await page.reload()
  const startedAt = Date.now()
  await clerk.unfold('值班安排与查考')
  await clerk.follow('值班室设置')
  await clerk.press('从人员名单导入')
  await clerk.pick('单位', '县林业局')
  await page.locator('input[type=file]').setInputFiles({
    name: '值班人员名单.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: await dutyPeopleBook(),
  })
  await clerk.sees(/电话“1380013”应为/)
  await clerk.press(/建立值班室并导入 11 人/)
  await page.waitForURL(/\/duty\/rosters\?room=/)
  await clerk.press('生成值班表')
  await page.locator('.duty-month-place').first().waitFor({ timeout: 90_000 })
  await page
    .locator('.roster-head')
    .getByRole('button', { name: /^发 ?布$/ })
    .click()
  await page
    .locator('.ant-modal')
    .getByRole('button', { name: /^发 ?布$/ })
    .filter({ visible: true })
    .click()
  await page
    .getByRole('button', { name: /^撤 ?回$/ })
    .first()
    .waitFor()
  await clerk.press('打印值班表')
  await expect.poll(() => counted(clerk, 'prints')).toBe(1)
  expect(await page.locator('.printed-roster').textContent()).toMatch(/林业局值班室\d{4}年\d+月值班表.*制表：/s)
  const presses = await counted(clerk, 'presses')
  const seconds = Math.round((Date.now() - startedAt) / 1000)
  console.log(`从名单到打印：点击 ${presses} 次，另选文件 1 次，机器操作 ${seconds} 秒`)
  expect(presses).toBeLessThan(12)
})

test('two officers change one draft: by dragging, with undo, and whoever is slower sees what the other did', async ({
  people,
}) => {
  const [first, second] = [await people.signIn('chaping1'), await people.signIn('duty1')]
  const rooms = await first.page.request.get('/api/duty/rooms')
  const room = ((await rooms.json()) as { items: { id: string }[] }).items[0]
  const made = await first.page.request.post('/api/duty/rosters', {
    data: { roomId: room?.id, from: '2027-03-01', to: '2027-03-14' },
    timeout: 90_000,
  })
  const roster = (await made.json()) as RosterView
  for (const { page } of [first, second]) {
    await page.goto(`/duty/rosters?room=${room?.id}&month=2027-03-01&roster=${roster.id}`)
    await page.locator('.duty-month-place').first().waitFor()
  }
  const leaders = ({ page }: Person) => page.locator('.duty-month-place[draggable=true]', { hasText: '带班' })
  const namesNow = async (who: Person) => (await leaders(who).allInnerTexts()).map(text => text.split('\n').at(-1))
  const before = await namesNow(first)
  const other = before.findIndex(name => name !== before[0])
  await leaders(first).first().dragTo(leaders(first).nth(other))
  await first.sees(/已保存：.*对调/)
  expect((await namesNow(first))[0]).toBe(before[other])

  // The second still sees the roster as it was: the drag is refused, nothing is lost, and it is done again on what is there now.
  await leaders(second).first().dragTo(leaders(second).nth(other))
  await second.sees('他人刚刚修改了这张值班表，您的调整还没有保存')
  await second.sees(new RegExp(`3月1日全天班带班领导由${before[0]}改为${before[other]}`))
  await second.press('在最新的表上重做我的调整')
  await second.sees(/已保存：/)

  await first.page.reload()
  await leaders(first).first().dragTo(leaders(first).nth(other))
  await first.sees(/已保存：.*对调/)
  const changed = await namesNow(first)
  await first.press(/^撤 ?销$/)
  await expect.poll(() => namesNow(first)).not.toEqual(changed)
})
