import { Assistance } from '@anlan/contract/assistance.ts'
import { EventParticulars, type ParticularValue } from '@anlan/contract/event-particulars.ts'
import { expectEqual, expectOne, expectThat, type Scenario } from './scenario.ts'

/** 事件要素: what decides which method and which plan. */
export async function fillParticulars(
  s: Scenario,
  eventId: string,
  values: Record<string, ParticularValue>,
  source: string,
): Promise<void> {
  const path = `/api/emergency-events/${eventId}/particulars`
  const duty = await s.as('duty1')
  const { version } = await duty.get(path, EventParticulars)
  const after = await duty.put(path, { version, values, source }, EventParticulars)
  for (const [code, value] of Object.entries(values))
    expectEqual(
      JSON.stringify(after.fields.find(field => field.code === code)?.value),
      JSON.stringify(value),
      `事件要素 ${code}`,
    )
}

/** The guide that the event's page shows for the substance that was filled in. */
export async function expectGuide(s: Scenario, eventId: string, unNumber: string): Promise<string> {
  const { substances } = await readAssistance(s, eventId)
  const found = expectOne(
    substances.filter(one => one.guide.unNumber === unNumber),
    `UN ${unNumber} 处置指南`,
  )
  expectThat(found.guide.isolation !== null && found.guide.source !== '', '处置指南没有隔离距离或来源')
  return `${found.guide.name} ${found.because}，立即隔离 ${found.guide.isolation} 米（${found.guide.distanceMark}）`
}

/** The first hour holds these items, each with its reason and source; the first of them is ticked. */
export async function firstHour(s: Scenario, eventId: string, wanted: string[]): Promise<string> {
  const { checklist } = await readAssistance(s, eventId)
  const items = wanted.map(words =>
    expectOne(
      checklist.items.filter(item => item.text.includes(words)),
      `首小时清单“${words}”`,
    ),
  )
  expectThat(
    items.every(item => item.because.length > 0 && item.source.name !== ''),
    '清单事项没有理由或依据',
  )
  const [first] = items
  const body = { itemId: first?.id, done: true }
  const after = await (await s.as('duty1')).put(`/api/emergency-events/${eventId}/assistance/ticks`, body, Assistance)
  expectThat(
    after.checklist.items.some(item => item.id === first?.id && item.doneAt !== null),
    '清单事项没有勾选',
  )
  return `清单 ${checklist.items.length} 项，${items.map(item => item.because.at(-1)).join('；')}`
}

const readAssistance = async (s: Scenario, eventId: string) =>
  (await s.as('duty1')).get(`/api/emergency-events/${eventId}/assistance`, Assistance)
