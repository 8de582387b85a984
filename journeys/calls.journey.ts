import { expect } from 'vitest'
import { test } from './src/person.ts'

test('an ordinary call is handed on and closed, a clue is dismissed with its reason', async ({ people }) => {
  const duty = await people.signIn('duty1')
  const { page } = duty
  await page.keyboard.press('F2')
  await duty.write('来电内容', '云顶乡路边一棵大树倾斜，怕倒下来')
  await duty.write('来电号码', '13900139000')
  await duty.press('记为一般来电')
  await page.waitForURL('**/calls')
  await page.getByRole('row', { name: /大树倾斜.*待处理/ }).click()
  await duty.press('转办')
  await duty.pick('转办单位', '云顶乡')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('row', { name: /大树倾斜.*已转办/ }).waitFor()
  await duty.press('办结', { inFront: true })
  await duty.write('办理结果', '云顶乡已清除，道路畅通')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('row', { name: /大树倾斜.*已办结/ }).waitFor()

  // The drawer of the act is still closing for a moment and takes the first Esc for itself.
  await expect
    .poll(async () => {
      await page.keyboard.press('Escape')
      return page.locator('.ant-drawer-open').count()
    })
    .toBe(0)
  await page.keyboard.press('F2')
  await duty.write('来电内容', '有人说水库要垮坝')
  await duty.press('立为线索')
  await page.getByRole('row', { name: /水库要垮坝.*待处理/ }).click()
  await duty.press('排除')
  await duty.write('排除理由', '经水库管理所核实，水位正常，系误传')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('row', { name: /水库要垮坝.*已排除/ }).waitFor()
  await duty.sees('经水库管理所核实，水位正常，系误传')
})
