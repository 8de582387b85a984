import { phone, test } from './src/person.ts'

test('from an event to the response, a township’s task on a phone, and the end', async ({ people }) => {
  const leader = await people.signIn('leader1')
  await leader.page.goto('/intake')
  await leader.write('来电内容', '茶坪镇三岔村山体滑坡，压住两间房，人员被困')
  await leader.pick('事件类型', '滑坡')
  await leader.pick('事发地点', '三岔村')
  await leader.press(/生成事件/)
  await leader.page.waitForURL(/\/events\//)

  await leader.press('启动响应')
  await leader.page.locator('.ant-drawer-open').waitFor()
  await leader.pick('响应专项', '地质灾害')
  await leader.page.getByText('Ⅲ级', { exact: true }).click()
  await leader.press('启动响应', { inFront: true })
  await leader.page.waitForURL(/\/responses\//)
  await leader.sees('现场指挥部编组')
  const response = leader.page.url()

  const town = await people.signIn('chaping1', { viewport: phone })
  await town.sees('我的任务')
  await town.sees('撤离危险区群众')
  await town.press('接受')
  await town.press('完成')
  await town.write('完成情况', '三岔村 31 户 104 人全部撤离')
  await town.press('完成', { inFront: true })

  await leader.page.goto(response)
  await leader.press('核验')
  await leader.press('核验', { inFront: true })
  for (let i = 0; i < 4; i++) {
    await leader.page.getByRole('button', { name: '核实', exact: true }).first().click()
    await leader.write('核实情况', '现场核实')
    await leader.press('确认满足', { inFront: true })
    await leader.page.locator('.ant-drawer-open').waitFor({ state: 'detached' })
  }
  await leader.press('终止响应')
  await leader.write('终止说明', '险情排除，终止响应')
  await leader.write('未完成的', '险情解除，不再需要')
  await leader.press('终止响应', { inFront: true })
  await leader.sees('已终止')
})
