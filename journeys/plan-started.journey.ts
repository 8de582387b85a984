import { phone, test } from './src/person.ts'

test('a plan is started from an event in three clicks, its tasks are taken up and done on a phone with a photo, raised after a look at what that brings, and shown on the wall', async ({
  people,
}) => {
  const leader = await people.signIn('leader1')
  await leader.page.goto('/intake')
  await leader.write('来电内容', '松岭镇青松村坟山起火，火势向林区蔓延')
  await leader.pick('事件类型', '森林火灾')
  await leader.pick('事发地点', '青松村')
  await leader.press(/生成事件/)
  await leader.page.waitForURL(/\/events\//)

  const offer = leader.page.locator('.offer-row').filter({ hasText: '青峦县森林火灾应急预案' })
  await offer.getByRole('button', { name: '按此启动' }).click()
  await leader.press('启动响应', { inFront: true })
  await leader.page.waitForURL(/\/responses\//)
  await leader.sees('《青峦县森林火灾应急预案》')
  const response = leader.page.url()

  const town = await people.signIn('songling1', { viewport: phone })
  const task = town.page.locator('.my-task').filter({ hasText: '乡镇半专业队先期扑打' })
  await task.getByRole('button', { name: /^接 ?受$/ }).click()
  await task.getByRole('button', { name: /^完 ?成$/ }).click()
  await town.write('完成情况', '镇队 40 人到场，初起火点已扑打')
  await town.page.locator('.ant-drawer-open input[type=file]').setInputFiles({
    name: '现场.png',
    mimeType: 'image/png',
    buffer: Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    ),
  })
  await town.page.locator('.ant-drawer-open').getByText('现场.png').waitFor()
  await town.press('完成', { inFront: true })
  await task.waitFor({ state: 'detached' })

  await leader.page.goto(response)
  await leader.press('调整级别')
  await leader.page.locator('.ant-drawer-open').getByText('Ⅲ级', { exact: true }).click()
  await leader.sees(/任务保留 \d+ 项、新增 \d+ 项、撤销 0 项/)
  await leader.page
    .locator('.ant-drawer-open')
    .getByText(/转移受威胁群众/)
    .waitFor()
  await leader.write('调整理由', '风向转西南，威胁青松村三组')
  await leader.press('调整级别', { inFront: true })
  await leader.page.locator('.ant-drawer-open').waitFor({ state: 'detached' })
  await leader.page.getByText('按状态').click()
  const done = leader.page.getByRole('region', { name: '待核验' })
  await done.getByText('乡镇半专业队先期扑打').waitFor()
  await leader.sees('事实板')
  await leader.follow('指挥大屏')
  await leader.page.waitForURL(/\/walls\/command\//)
  await leader.sees('森林火灾Ⅲ级响应')
  // The most urgent first: what was not taken up since the start.
  await leader.sees('专业队扑救')
})
