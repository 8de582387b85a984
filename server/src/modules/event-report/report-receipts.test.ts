import type { EventView } from '@anlan/contract/emergency-event.ts'
import type { ReportView } from '@anlan/contract/event-report.ts'
import { expect } from 'vitest'
import type { z } from 'zod'
import { test, type World } from '../../../test/world.ts'

type Report = z.output<typeof ReportView>

/** A flood in 茶坪镇 that the county's duty officer heard of, with its first report at the city's desk. */
async function reportedFlood(world: World) {
  await world.at('2026-07-12T02:50:00+08:00')
  const duty = await world.as('duty1')
  const { id: eventId } = (
    await duty.post<EventView>('/api/emergency-events', {
      title: '茶坪镇山洪',
      eventTypeCode: '11A51',
      areaCode: '990321104000',
      knownAt: '2026-07-12T02:46:00+08:00',
      source: '茶坪镇值班室',
      summary: '河坝村进水，2 人失联。',
      losses: { missing: 2 },
    })
  ).body
  const { id } = (await duty.post<Report>(`/api/emergency-events/${eventId}/reports`, { kind: 'first' })).body
  const submission = { approval: { mode: 'urgent', reason: '情况紧急' } }
  expect((await duty.post(`/api/event-reports/${id}/submission`, submission)).status).toBe(200)
  return { duty, city: await world.as('city1'), eventId, id, submission }
}

test('what was returned is not received any more; the report that follows is', async ({ world }) => {
  const { duty, city, eventId, id, submission } = await reportedFlood(world)
  const at = `/api/event-reports/${id}`
  expect((await city.get<Report>(at)).body).toMatchObject({ mayReceive: true, mayAnswer: true })

  expect((await city.post(`${at}/return`, { reason: '失联人数与电话报告不符' })).status).toBe(200)
  expect((await city.get<Report>(at)).body).toMatchObject({ mayReceive: false, mayAnswer: true })
  expect((await city.post(`${at}/receipt`)).problem).toMatchObject({
    code: 'event-report/wrong-state',
    detail: '该报告已退回，请等待重新报送',
  })

  const followUp = { kind: 'followUp', elements: { nextStep: { text: '继续搜救' } } }
  const next = (await duty.post<Report>(`/api/emergency-events/${eventId}/reports`, followUp)).body
  expect((await duty.post(`/api/event-reports/${next.id}/submission`, submission)).status).toBe(200)
  expect((await city.get<Report>(`/api/event-reports/${next.id}`)).body.mayReceive).toBe(true)
  expect((await city.post<Report>(`/api/event-reports/${next.id}/receipt`)).body.mayReceive).toBe(false)
})

test('a follow-up does not verify its own next step: it is written before the paper leaves', async ({ world }) => {
  const { duty, eventId, submission } = await reportedFlood(world)
  const draft = (
    await duty.post<Report>(`/api/emergency-events/${eventId}/reports`, {
      kind: 'followUp',
      elements: { nextStep: { text: '', pending: true } },
    })
  ).body
  expect(draft.completeness.missing).toEqual(['nextStep'])
  expect(draft.paragraphs.map(one => one.heading)).not.toContainEqual(expect.stringContaining('下一步工作'))
  const at = `/api/event-reports/${draft.id}`
  expect((await duty.post(`${at}/submission`, submission)).problem.errors).toMatchObject([
    { pointer: '/elements/nextStep', field: '下一步工作' },
  ])
  const written = { revision: draft.revision, elements: { nextStep: { text: '继续搜救失联人员' } } }
  expect((await duty.put(at, written)).status).toBe(200)
  expect((await duty.post<Report>(`${at}/submission`, submission)).body.state).toBe('sent')
})
