import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, inject, vi } from 'vitest'
import { allOf, click, newClick, nothing, startedFor } from './src/one-start.ts'
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

/** When the power fails, as a share of the time that a start takes undisturbed: early, and late in the writing. */
const moments = [0.3, 0.8]

test('the power fails in the middle of a start: all of the response is there or nothing of it, and the same click once more makes exactly one', async () => {
  const began = performance.now()
  const whole = await click(platform, await newClick(platform))
  const seconds = (performance.now() - began) / 1000
  expect(whole.status, whole.text).toBe(201)
  const like = await allOf(platform, JSON.parse(whole.text).id)
  expect(like).toMatchObject({ responses: 1, started: 1, tasks: expect.any(Array), told: expect.any(Array) })
  for (const what of [like.tasks, like.clocks, like.told, like.people, like.due])
    expect(what.length, JSON.stringify(what)).toBeGreaterThan(2)

  for (const moment of moments) {
    const once = await newClick(platform)
    const answer = click(platform, once).catch(() => null)
    await sleep(seconds * 1000 * moment)
    await platform.kill()
    const heard = await answer
    await platform.restart()
    const after = await allOf(platform, once.id)
    // Whoever was told that it has started finds it.
    if (heard?.status === 201 || after.responses > 0) expect(after, `killed at ${moment}`).toEqual(like)
    else expect(after, `killed at ${moment}`).toEqual(nothing)

    const again = await click(platform, once)
    expect(again.status, again.text).toBe(201)
    expect(JSON.parse(again.text)).toMatchObject({ id: once.id })
    await vi.waitFor(async () => expect(await allOf(platform, once.id)).toEqual(like), { timeout: 5000 })
    expect(await startedFor(platform, once)).toEqual([once.id])
  }
})
