import { expect } from 'vitest'
import { phone, test } from './src/person.ts'

test('no township has enough: two together by a plan, one of them drops out, and both slips are issued in one act', async ({
  people,
}) => {
  const duty = await people.signIn('duty1')
  const { page } = duty
  await page.goto('/allocations')
  await duty.press('新建调配方案')
  await duty.pick('需求地点', '白岩乡')
  await duty.pick('物资或能力', '救生衣')
  await duty.write('数量', '90')
  await page.keyboard.press('Control+Enter')
  await page.waitForURL(/\/allocations\/[0-9a-f]/)
  await duty.sees('已证明没有更快的分法')
  const plan = page.url()
  const owners = page.locator('.alloc-share-name b')
  expect(await owners.allTextContents()).toEqual(['白岩乡应急物资储备室 救生衣', '松岭镇应急物资储备室 救生衣'])

  // Somebody changes the same plan meanwhile on a phone; what is typed here says what it costs before it is kept.
  const leader = await people.signIn('leader1', { viewport: phone })
  await leader.page.goto(plan)
  await leader.sees('90 / 90 件')
  await leader.press('道路中断')
  await duty.write('松岭镇应急物资储备室 救生衣到白岩乡', '40')
  await duty.sees('缺口 0 → 5')
  await duty.press('放弃调整')

  await page.getByRole('button', { name: '不调用此单位' }).last().click()
  await duty.press('重新计算')
  await page.getByLabel('未保存的调整').waitFor({ state: 'detached' })
  await expect
    .poll(() => owners.allTextContents())
    .toEqual(['白岩乡应急物资储备室 救生衣', '茶坪镇应急物资储备室 救生衣'])

  await leader.press('重新计算')
  await leader.sees('您填写的内容还在本页，没有丢')
  await leader.press('改看对方的')
  await leader.sees('茶坪镇应急物资储备室 救生衣')

  await duty.press('一次下达全部调用单')
  await duty.sees('将向 2 个单位发出 2 张调用单')
  await duty.press('下达', { inFront: true })
  await duty.sees('共 2 张调用单')
  const slips = page.getByRole('link', { name: '调用单', exact: true }).and(page.locator('.alloc-shares a'))
  expect(await slips.count()).toBe(2)
  await slips.last().click()
  await page.waitForURL(/\/call-ups\//)
  await duty.sees('茶坪镇')
  await duty.sees('45 件')
})
