import { afterAll, beforeAll, inject } from 'vitest'
import { test } from './src/person.ts'
import { type Platform, startPlatform } from './src/platform.ts'

let platform: Platform
beforeAll(async () => {
  platform = await startPlatform(inject('sampleStore'))
})
afterAll(() => platform.stop())

test('a half-typed intake survives a reload, a killed server and its return', async ({ people }) => {
  const duty = await people.signIn('duty1', { at: platform.url })
  const { page } = duty
  await page.keyboard.press('F2')
  await duty.write('来电内容', '龙滩镇街上积水，水还在涨')
  await duty.write('来电号码', '13700137000')
  await duty.sees(/草稿已保存/)

  await page.reload()
  await page.getByText('龙滩镇街上积水，水还在涨').waitFor()

  await duty.sees(/^实时/)
  await platform.kill()
  await duty.sees('已断开，正在重连')
  await duty.write('来电内容', '龙滩镇街上积水，水还在涨，两家进水')
  await platform.restart()
  await duty.sees(/^实时/)
  await page.reload()
  await page.getByText('龙滩镇街上积水，水还在涨，两家进水').waitFor()
  await duty.sees(/已恢复.*未完成的草稿/)

  // Another machine finds it as well.
  await page.keyboard.type('，请求增援')
  await duty.sees(/草稿已保存/)
  const elsewhere = await people.signIn('duty1', { at: platform.url })
  await elsewhere.page.keyboard.press('F2')
  await elsewhere.page.getByText('两家进水').waitFor()
})

test('a report being written survives a reload before it was saved', async ({ people }) => {
  const duty = await people.signIn('duty1', { at: platform.url })
  const { page } = duty
  await page.goto('/intake')
  await page.getByRole('button', { name: '清空，登记新的来电' }).click()
  await duty.write('来电内容', '白岩乡集镇停水')
  await duty.pick('事件类型', '供水')
  await duty.pick('事发地点', '白岩乡')
  await duty.press('生成事件')
  await page.waitForURL(/\/events\//)
  await duty.press('报送首报')
  await page.waitForURL(/\/reports\//)
  await page.route('**/api/event-reports/*', (route, request) =>
    request.method() === 'PUT' ? route.abort() : route.continue(),
  )
  await page.locator('#element-scope').fill('集镇 300 户')
  await duty.sees('连不上服务器')
  await page.unroute('**/api/event-reports/*')
  await page.reload()
  await page.getByText('集镇 300 户').waitFor()
  await duty.sees(/已保存/)
})
