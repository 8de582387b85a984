import { expect } from 'vitest'
import { type Person, test } from './src/person.ts'

const menuOf = async ({ page }: Person) =>
  (await page.locator('.side .menu a').allInnerTexts()).map(name => name.trim())

/** From the home by the menu. */
const openPage = ({ page }: Person, to: string) => page.locator(`.side .menu a[href="${to}"]`).click()

test('three administrators with separate powers bring a new officer in', async ({ people }) => {
  const admin = await people.signIn('admin1')
  await admin.sees('运行状态')
  const business = ['突发事件', '信息报送', '来电登记', '值班日志', '时限台账', '通知']
  for (const entry of await menuOf(admin)) expect(business).not.toContain(entry)

  await admin.follow('账号')
  await admin.press('新增账号')
  await admin.write('账号', 'chen.yu')
  await admin.write('姓名或岗位名', '陈雨')
  await admin.pick('所属单位', '县总值班室')
  await admin.write('初始密码', 'Qingluan-0716')
  await admin.page.keyboard.press('Control+Enter')
  await admin.page.getByRole('row', { name: /chen\.yu.*未授权/ }).waitFor()

  const security = await people.signIn('security1')
  await security.page.locator('.side .menu').waitFor()
  for (const entry of await menuOf(security)) expect(business).not.toContain(entry)
  await openPage(security, '/accounts')
  await security.page
    .getByRole('row', { name: /chen\.yu/ })
    .getByRole('button', { name: '授权' })
    .click()
  await security.page.getByLabel('值班员', { exact: true }).check()
  await security.press('授权', { inFront: true })
  await security.page.getByRole('row', { name: /chen\.yu.*值班员/ }).waitFor()

  const newcomer = await people.signIn('chen.yu', { password: 'Qingluan-0716' })
  await newcomer.sees('首次登录请先修改密码')
  await newcomer.write('原密码', 'Qingluan-0716')
  await newcomer.write('新密码', 'Shuili-4471')
  await newcomer.write('再次输入新密码', 'Shuili-4471')
  await newcomer.page.keyboard.press('Enter')
  await newcomer.sees('今日值班日志')

  const auditor = await people.signIn('audit1')
  await auditor.page.locator('.side .menu').waitFor()
  for (const entry of await menuOf(auditor)) expect(business).not.toContain(entry)
  await openPage(auditor, '/facts')
  await auditor.page
    .getByRole('row', { name: /新增账号/ })
    .first()
    .waitFor()
})
