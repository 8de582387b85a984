import { phone, test } from './src/person.ts'

test('the duty officer puts all into 应急, one called in taps on a phone, and only the leader lets it fall back', async ({
  people,
}) => {
  const officer = await people.signIn('duty1')
  await officer.page.goto('/duty/modes')
  await officer.press('全部转应急')
  await officer.write('理由', '今夜有大暴雨，会商研判')
  await officer.press('切换', { inFront: true })
  await officer.page.locator('.ant-drawer-open').waitFor({ state: 'detached' })
  await officer.sees(/^(\d+)\/\1$/)

  const called = await people.signIn('water1', { viewport: phone })
  await called.sees('县总值班室召回您到岗（联合值守）')
  await called.press('收到')
  await called.press('20 分钟到')
  await called.sees(/^预计 .* 到达$/)
  await called.press('已到岗')
  await called.page.getByText('县总值班室召回您到岗').waitFor({ state: 'detached' })

  await officer.page.goto('/duty/modes')
  const room = officer.page.getByRole('row').filter({ hasText: '县总值班室' })
  await room.getByRole('button', { name: /确认，1 到岗/ }).click()
  await officer.page.locator('.ant-drawer-open').getByText('县水利局').first().waitFor()
  await officer.page.keyboard.press('Escape')
  await room.getByRole('button', { name: /^切 ?换$/ }).click()
  await officer.write('理由', '雨势减弱，险情解除')
  await officer.press('切换', { inFront: true })
  await officer.sees('待带班领导批准')
  await room.getByText('应急', { exact: true }).waitFor()

  const leader = await people.signIn('leader1')
  await leader.page.goto('/duty/modes')
  await leader.sees('请示转回')
  // Other proposals may be waiting beside it.
  const asked = leader.page.locator('.called-in', { hasText: '雨势减弱' })
  await asked.getByRole('button', { name: /^同 ?意$/ }).click()
  const same = leader.page.getByRole('row').filter({ hasText: '县总值班室' })
  await same.getByText('常态', { exact: true }).waitFor()
})
