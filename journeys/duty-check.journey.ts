import { phone, test } from './src/person.ts'

test('a roll-call is answered from a phone, a spot check is recorded and signed, the bulletin is drafted', async ({
  people,
}) => {
  // A rescue team keeps no roster: its own account answers for it.
  const officer = await people.signIn('team1', { viewport: phone })
  const unitId = await officer.page.evaluate(async () => (await (await fetch('/api/session')).json()).unitId as string)
  const leader = await people.signIn('leader1')
  const callId = await leader.page.evaluate(async unit => {
    const reply = await fetch('/api/duty-calls/rolls', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ title: '夜间值班点名', unitIds: [unit] }),
    })
    return (await reply.json()).id as string
  }, unitId)
  const base = new URL(leader.page.url()).origin
  await leader.page.goto(`${base}/duty-check/calls/${callId}`)
  await leader.sees('等待应答')
  await officer.page.reload()
  await officer.press('在岗，应答')
  await leader.sees('按时应答')

  await leader.page.goto(`${base}/duty-check?tab=spot`)
  await leader.press('抽取单位')
  await leader.page.getByText('待拨打').first().click()
  await leader.press('开始拨打')
  await leader.press('有人接听')
  await leader.page.getByRole('combobox', { name: '接听人' }).fill('门卫')
  await leader.page.getByRole('combobox', { name: '接听人' }).blur()
  await leader.sees('不在值班表')
  await leader.page.getByText('在岗', { exact: true }).click()
  await leader.page.getByText('正常', { exact: true }).click()
  for (const right of await leader.page.getByText('答对', { exact: true }).all()) {
    await right.click()
    await leader.page.waitForLoadState('networkidle')
  }
  await leader.press('签认结果')
  await leader.sees('已签认')

  await leader.page.goto(`${base}/duty-check?tab=scores`)
  await leader.press('起草通报')
  await leader.page.waitForURL(/\/papers\//)
  await leader.sees('值班抽查情况的通报')
})
