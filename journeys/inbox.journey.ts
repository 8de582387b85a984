import type { EventView } from '@anlan/contract/emergency-event.ts'
import type { ReportView } from '@anlan/contract/event-report.ts'
import { expect } from 'vitest'
import { type Person, test } from './src/person.ts'

test('the city returns a report with its reason, and the county sees it at once', async ({ people }) => {
  const duty = await people.signIn('duty1')
  const report = await sentReport(duty)
  await duty.page.goto(`/reports/${report.id}`)
  await duty.sees('尚未签收')

  const city = await people.signIn('city1')
  await city.page.getByRole('row', { name: /石鼓镇校车剐蹭/ }).click()
  await city.press('退回')
  await city.write('退回理由', '受伤学生人数与教育部门所报不一致，请核实后重报')
  await city.page.keyboard.press('Control+Enter')
  await city.sees(/退回：受伤学生人数/)

  await duty.sees(/退回：受伤学生人数/)
  await duty.follow('首页')
  await duty.sees(/退回/)
})

/** A first report on its way up; how it came about is another journey's matter. */
async function sentReport({ page }: Person): Promise<ReportView> {
  const post = async <T>(path: string, data: object): Promise<T> => {
    const reply = await page.request.post(`/api${path}`, { data })
    expect(reply.ok(), await reply.text()).toBe(true)
    return (await reply.json()) as T
  }
  const { items: areas } = (await (await page.request.get('/api/areas')).json()) as {
    items: { code: string; name: string }[]
  }
  const event = await post<EventView>('/emergency-events', {
    title: '石鼓镇校车剐蹭',
    eventTypeCode: '12H99',
    areaCode: areas.find(area => area.name === '石鼓镇')?.code,
    knownAt: new Date(Date.now() - 60_000).toISOString(),
    source: '石鼓镇 电话报告',
    summary: '校车与货车剐蹭，3 名学生受轻伤',
  })
  const draft = await post<ReportView>(`/emergency-events/${event.id}/reports`, { kind: 'first' })
  const pending = Object.fromEntries(draft.completeness.missing.map(one => [one, { text: '', pending: true }]))
  const saved = await page.request.put(`/api/event-reports/${draft.id}`, {
    data: { elements: pending, revision: draft.revision },
  })
  expect(saved.ok(), await saved.text()).toBe(true)
  return post<ReportView>(`/event-reports/${draft.id}/submission`, {
    approval: { mode: 'urgent', reason: '学生受伤，先报后补' },
  })
}
