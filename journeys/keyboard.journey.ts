import { expect } from 'vitest'
import { test } from './src/person.ts'

test('F2, / and Esc take an officer everywhere without losing a word', async ({ people }) => {
  const duty = await people.signIn('duty2')
  const { page } = duty
  await page.locator('.log-panel').waitFor()
  await page.keyboard.press('F2')
  await page.locator('#text:focus').waitFor()
  await page.keyboard.type('水磨乡停电')
  await page.keyboard.press('F2')
  await page.locator('#eventTypeCode:focus').waitFor({ state: 'attached' })
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await duty.sees('今日值班日志')
  await page.keyboard.press('F2')
  await page.locator('#text:focus').waitFor()
  expect(await page.locator('#text').inputValue()).toBe('水磨乡停电')

  await page.keyboard.press('Escape')
  await duty.sees('今日值班日志')
  await page.locator('body').click({ position: { x: 700, y: 890 } })
  await page.keyboard.press('/')
  await page.keyboard.type('停电')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/search\?text=/)
})

test('a tab opened before a new release loads itself anew, once', async ({ people }) => {
  const duty = await people.signIn('duty2')
  const { page } = duty
  let refused = 0
  await page.route('**/assets/directory-page-*.js', route => {
    refused += 1
    return refused === 1 ? route.fulfill({ status: 404, body: '' }) : route.continue()
  })
  await duty.unfold('应急保障')
  await duty.follow('通讯录')
  await page.getByRole('heading', { name: '通讯录' }).waitFor()
  expect(refused).toBeGreaterThan(1)
})
