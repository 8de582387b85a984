import { expect } from 'vitest'
import { type Person, test } from './src/person.ts'

test('a night call becomes a first report, is answered from above, and comes to its end', async ({ people }) => {
  const duty = await people.signIn('duty1')
  const { page } = duty

  // Somebody has called about the same accident before.
  await page.keyboard.press('F2')
  await duty.write('来电内容', '茶坪镇双龙社区两车相撞，伤亡不明')
  await duty.press(/茶坪镇双龙社区/)
  await duty.pick('事件类型', '翻车')
  await duty.press('生成事件')
  await page.waitForURL(/\/events\//)
  await duty.follow('首页')
  await duty.sees('今日值班日志')

  const startedAt = Date.now()
  await page.keyboard.press('F2')
  await typeTheCall(duty)
  await duty.sees('可能是同一事件')
  await duty.sees('有无人员死亡、受伤、失联')
  await page.locator('.intake-clock').first().waitFor()
  await page.keyboard.press('Control+Enter')
  await duty.sees('该报告尚未签发')
  await page.keyboard.press('Control+Enter')
  await duty.sees(/首报已报出/)
  console.log(`从 F2 到首报报出：${((Date.now() - startedAt) / 1000).toFixed(1)} 秒`)
  await page.waitForURL(/\/events\//)
  const event = page.url()

  // The desk counts down to the next limit of the event.
  await duty.follow('首页')
  const card = page.locator('.event-card', { hasText: '失联 2' })
  await card.getByText(/还剩|应立即办理/).waitFor()
  await card.click()
  await page.waitForURL(event)

  const leader = await people.signIn('leader1')
  await leader.follow('补签')
  await leader.press('补签确认')
  await leader.press(/补签确认$/, { inFront: true })
  await leader.sees('该报告已报出，内容和时间不再改变')

  const city = await people.signIn('city1')
  await city.page.getByRole('row', { name: /翻车事故.*首报/ }).click()
  await city.press('签收')
  await city.sees('已签收')
  await city.press('批注意见')
  await city.write('意见', '请继续搜救，一小时内续报失联人员情况')
  await city.page.keyboard.press('Control+Enter')
  await city.sees('请继续搜救')

  // Nothing was reloaded at the county's desk.
  await page.locator('.report-lines').getByText('已签收').waitFor()
  await duty.sees(/1 条通知待确认|对突发事件信息/)

  await correctMissing(duty)
  await sendFollowUp(duty, leader)
  await endEvent(duty, leader)

  await page.goto(event)
  await reportDirectly(duty)
  await duty.press('办结')
  await duty.press(/^办结$/, { inFront: true })
  await page.locator('.event-state', { hasText: '已办结' }).waitFor()
  await page.getByText('从头看').click()
  const told = await page.locator('.timeline').innerText()
  const places = whatHappened.map(words => told.indexOf(words))
  expect(places, told).not.toContain(-1)
  expect(places, told).toEqual([...places].sort((a, b) => a - b))

  await duty.unfold('统计')
  await duty.follow('事故直报')
  await page.getByRole('row', { name: /翻车事故.*ZB-2026-118/ }).waitFor()
})

const fiveMinutesAgo = new Date(Date.now() - 5 * 60_000)

/** 0210: hours and minutes in Shanghai. */
const clockAt = (at: Date, between = '') =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16).replace(':', between)

const whatHappened = [
  ...['接报：', '报出首报', '补签确认：', '市总值班室签收', '的意见：请继续搜救', '由 2 更正为 1'],
  ...['报出续报', '处置结束：', '报出终报', '办结'],
]

/** Five fields, in the order a caller speaks, with the keyboard alone. */
async function typeTheCall(duty: Person) {
  const { keyboard } = duty.page
  await duty.page.locator('#text:focus').waitFor()
  await keyboard.type('茶坪镇双龙社区客车翻下河岸，2人失联，3人受伤，道路中断')
  await keyboard.press('F2')
  await duty.tabTo('事件类型')
  await keyboard.type('翻车')
  await keyboard.press('Enter')
  await duty.tabTo('事发地点')
  await keyboard.type('双龙社区')
  await keyboard.press('Enter')
  await duty.tabTo('事发')
  await keyboard.type(clockAt(fiveMinutesAgo))
  await duty.tabTo('失联')
  await keyboard.type('2')
  await duty.tabTo('来电号码')
  await keyboard.type('13800138000')
  await duty.tabTo('报告人')
  await keyboard.type('向明远')
  expect(await duty.page.getByLabel('事发', { exact: true }).inputValue()).toMatch(
    new RegExp(` ${clockAt(fiveMinutesAgo, ':')}$`),
  )
}

async function correctMissing(duty: Person) {
  await duty.press('更正数据')
  await duty.pick('指标', '失联')
  await duty.sees('现为 2 人')
  await duty.write('数值', '1')
  await duty.write('更正理由', '1 人已找到，安全')
  await duty.write('数据来源', '茶坪镇电话报告')
  await duty.page.keyboard.press('Control+Enter')
  await duty.page.locator('.figure-cell', { hasText: '失联' }).getByText('1').waitFor()
}

async function sendFollowUp(duty: Person, leader: Person) {
  const { page } = duty
  await duty.press('拟写续报')
  await page.waitForURL(/\/reports\//)
  const changed = page.locator('.differences li', { hasText: '失联' })
  expect(await changed.innerText()).toMatch(/2.*→.*1/)
  await duty.write('下一步工作', '继续搜救失联人员')
  await askAndSign(duty, leader)
  await duty.press('报送续报')
  await duty.sees('续报已报出')
}

/** 送审 and 审核 and 签发: three people at most, never the writer alone. */
async function askAndSign(duty: Person, leader: Person) {
  await duty.press('送审')
  await duty.sees('等待审核')
  await leader.page.goto(duty.page.url())
  await leader.press('审核')
  await leader.press('提出审核意见')
  await leader.press('签发')
  await leader.press(/^签发/, { inFront: true })
  await duty.page.getByRole('button', { name: /^报送/ }).waitFor()
}

/** The final report may not leave while what it must say is missing. */
async function endEvent(duty: Person, leader: Person) {
  const { page } = duty
  await duty.follow(/翻车事故/)
  await duty.press('处置结束')
  await duty.write('结束说明', '失联人员全部找到，险情排除')
  await page.keyboard.press('Control+Enter')
  await duty.sees('终报')
  await duty.press('拟写终报')
  await page.waitForURL(/\/reports\//)
  await askAndSign(duty, leader)
  await duty.press('报送终报')
  const refusal = page.getByRole('alert').filter({ hasText: '必填要素不全' })
  for (const name of ['起因', '死亡人数', '处置结果']) await refusal.getByText(name).waitFor()

  for (const element of ['level', 'cause', 'deaths', 'injured', 'trapped', 'scope', 'loss', 'measures', 'outcome'])
    await page.locator(`#element-${element}`).fill(finalWords[element] ?? '无')
  await duty.sees(/已保存/)
  await askAndSign(duty, leader)
  await duty.press('报送终报')
  await duty.sees('终报已报出')
}

/** The bureau has typed the accident into the national system, and a week later that nobody else has died of it. */
async function reportDirectly(duty: Person) {
  for (const [purpose, receipt] of [
    ['情况报告', 'ZB-2026-118'],
    ['伤亡人数无变化', 'ZB-2026-118-1'],
  ] as const) {
    await duty.press('登记电话报送')
    await duty.page.getByText('其他系统', { exact: true }).click()
    await duty.page.getByText(purpose, { exact: true }).click()
    await duty.pick('报送单位', '县应急管理局')
    await duty.pick('报送对象', '沧宁市应急管理局')
    await duty.write('回执号', receipt)
    await duty.page.keyboard.press('Control+Enter')
    await duty.page.locator('.transmissions').getByText(`回执 ${receipt}`, { exact: true }).waitFor()
  }
}

const finalWords: Record<string, string> = {
  level: '一般',
  cause: '雨天路滑，车辆失控',
  injured: '轻伤 3 人',
  scope: '县道中断 2 小时',
  loss: '车辆 1 台，约 30 万元',
  measures: '搜救落水人员，封闭道路',
  outcome: '失联人员全部找到，道路恢复通行',
}
