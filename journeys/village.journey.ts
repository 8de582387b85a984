import { phone, test } from './src/person.ts'

test('a township reports and sends from a phone; its leader confirms', async ({ people }) => {
  const officer = await people.signIn('chaping1', { viewport: phone })
  const { page } = officer
  await officer.press(/报告突发事件/)
  await officer.write('来电内容', '上坡院子后山滑坡，压住一间柴房，人已撤出')
  await officer.pick('事件类型', '滑坡')
  await officer.pick('事发地点', '双龙社区')
  await officer.press('生成事件')
  await page.waitForURL(/\/events\//)
  await officer.press('报送首报')
  await page.waitForURL(/\/reports\//)
  await officer.press(/紧急报送首报/)
  await page.getByText('先报后补', { exact: true }).click()
  await officer.press(/^报送首报/)
  await officer.sees('首报已报出')
  const report = page.url()

  const leader = await people.signIn('chaping2', { viewport: phone })
  await leader.page.goto(report)
  await leader.press('补签确认')
  await leader.press('补签确认', { inFront: true })
  await leader.sees('内容和时间不再改变')
})

test('a village reports in four fields', async ({ people }) => {
  const village = await people.signIn('sancha1', { viewport: phone })
  await village.write('发生了什么', '三组河沟涨水，两户院坝进水，人都转到村委会了')
  await village.pick('类型', '洪水')
  await village.press('立即报告')
  await village.page.waitForURL(/\/events\//)
  await village.sees('两户院坝进水')
})
