import type { InstructionLine, InstructionTimelineEntry, InstructionView } from '@anlan/contract/instruction.ts'
import type { MyNotice, NoticeView } from '@anlan/contract/notice.ts'
import type { ObligationView } from '@anlan/contract/obligation.ts'
import { describe, expect } from 'vitest'
import type { z } from 'zod'
import { uploadPdf } from '../../../test/upload.ts'
import { test, type World } from '../../../test/world.ts'

type Items<T> = { items: T[] }
const fromCity = {
  leaderName: '钱某',
  leaderPost: '副市长',
  rank: 'city',
  verb: 'handleSoon',
  urgency: 'veryUrgent',
  subject: '河坝村山洪处置',
  text: '全力救治、防范次生灾害、妥善安置',
}

async function sentDown(world: World, more: object = {}): Promise<InstructionView> {
  const reply = await (await world.as('city1')).post<InstructionView>('/api/upper-instructions', {
    ...fromCity,
    ...more,
  })
  expect(reply.status).toBe(201)
  return reply.body
}

async function carriedOut(world: World, id: string) {
  const duty = await world.as('duty1')
  await duty.put(`/api/instructions/${id}/clean-copy`, { text: fromCity.text })
  const { body } = await duty.post<InstructionView>(`/api/instructions/${id}/assignments`, {
    leadUnitId: world.unit('water-bureau'),
  })
  const task = body.assignments[0]?.id
  const feedback = await (await world.as('water1')).post(`/api/instruction-assignments/${task}/feedbacks`, {
    text: '只给县里看的内部情况',
    fileIds: [await uploadPdf(world, 'water1')],
  })
  expect(feedback.status).toBe(200)
}

const answered = async (world: World, id: string, text = '已按批示落实，群众全部安置。') =>
  (await world.as('duty1')).post<InstructionView>(`/api/instructions/${id}/upward-answers`, {
    text,
    fileIds: [await uploadPdf(world, 'duty1')],
  })

describe('an instruction that comes down through the platform', () => {
  test('is signed for within 30 minutes, told to the main leaders at once and answered up the same line', async ({
    world,
  }) => {
    await world.at('2026-07-12T06:00:00+08:00')
    const { id } = await sentDown(world)
    const duty = await world.as('duty1')
    const at = `/api/instructions/${id}`
    const owed = (await duty.get<Items<ObligationView>>(`/api/obligations?matter=${id}&limit=50`)).body.items
    expect(owed.map(one => [one.title, one.owedByUnitName, one.owedToUnitName, one.limitDisplay])).toEqual(
      expect.arrayContaining([
        ['签收上级批示', '县总值班室', '沧宁市总值班室', '30 分钟内'],
        ['将上级批示报告县主要领导', '县总值班室', '县委县政府领导', '立即'],
        ['向上级反馈批示办理情况', '县总值班室', '沧宁市总值班室', '1 日内'],
      ]),
    )
    const notices = (await duty.get<Items<NoticeView>>('/api/notices?limit=200')).body.items
    const toLeaders = notices.find(one => one.title === '上级领导批示：河坝村山洪处置')
    expect(toLeaders?.deliveries.map(one => [one.unitName, one.channel])).toEqual(
      expect.arrayContaining([
        ['县委县政府领导', 'inApp'],
        ['县委县政府领导', 'phone'],
      ]),
    )
    expect((await duty.put(`${at}/clean-copy`, { text: fromCity.text })).problem.detail).toBe('请先签收上级批示')
    await world.at('2026-07-12T06:30:00+08:00')
    const received = await duty.post<InstructionView>(`${at}/receipt`)
    expect(received.body).toMatchObject({ receivedByName: '田晓岚', breaches: 0, receiveClock: { minutesLate: null } })
    await carriedOut(world, id)
    expect((await duty.post(`${at}/closure`, { answer: '办结' })).problem.code).toBe('instruction/leaders-not-told')
    const told = await duty.post<InstructionView>(`${at}/leaders-told`, { told: '县委书记、县长', how: '电话' })
    expect(told.body).toMatchObject({ leadersTold: { told: '县委书记、县长' }, tellClock: { overdue: false } })
    expect((await duty.post(`${at}/closure`, { answer: '办结' })).problem.code).toBe('instruction/not-answered-up')
    expect((await answered(world, id)).body.answerUpClock).toMatchObject({ overdue: false, minutesLate: null })

    const city = await world.as('city1')
    expect(
      (await city.get<Items<InstructionLine>>('/api/instructions?box=mine')).body.items.map(one => one.id),
    ).toEqual([id])
    const seen = (await city.get<InstructionView>(at)).body
    expect(seen).toMatchObject({
      assignments: [],
      receivedByName: '田晓岚',
      answers: [{ text: '已按批示落实，群众全部安置。' }],
      may: { judgeAnswer: true, close: false, assign: false },
    })
    expect((await city.get(`/api/files/${seen.answers[0]?.files[0]?.id}`)).status).toBe(200)
    const course = await city.get<Items<z.output<typeof InstructionTimelineEntry>>>(`${at}/timeline`)
    expect(course.body.items.map(one => one.sentence)).toEqual([
      '市总值班室下达市领导 钱某批示：河坝村山洪处置，请速处（特急）',
      '县总值班室签收上级批示：河坝村山洪处置',
      '已将上级批示报告县主要领导：县委书记、县长（电话）',
      '向市总值班室反馈批示办理情况',
    ])
    // What goes on between the county and its units stays there, by whatever way the city asks.
    const ledger = (await city.get<Items<ObligationView>>(`/api/obligations?matter=${id}&limit=50`)).body.items
    expect(ledger.map(one => one.title).sort()).toEqual(['向上级反馈批示办理情况', '签收上级批示'])
    for (const url of ['/api/notices?limit=200', '/api/notices/mine?state=all&limit=200', '/api/search?text=内部情况'])
      expect((await city.get(encodeURI(url))).raw.body).not.toContain('只给县里看')
    const inner = (await duty.get<InstructionView>(at)).body.assignments[0]?.feedbacks[0]?.files[0]?.id
    expect(inner).toBeDefined()
    expect((await city.get(`/api/files/${inner}`)).status).toBe(404)
    expect((await city.post<InstructionView>(`${at}/answer-acceptance`)).body.answers[0]?.acceptedAt).not.toBeNull()
    expect((await duty.post<InstructionView>(`${at}/closure`, { answer: '已向市里反馈' })).body.state).toBe('closed')
  })

  test('a second past 30 minutes is a breach of the county’s duty room, for good', async ({ world }) => {
    await world.at('2026-07-12T06:00:00+08:00')
    const { id } = await sentDown(world)
    await world.at('2026-07-12T06:30:01+08:00')
    const duty = await world.as('duty1')
    await duty.post(`/api/instructions/${id}/receipt`)
    expect((await duty.get<InstructionView>(`/api/instructions/${id}`)).body).toMatchObject({
      breaches: 1,
      receiveClock: { minutesLate: 1, overdue: false },
    })
    const titles = (await duty.get<Items<MyNotice>>('/api/notices/mine?state=all')).body.items.map(one => one.title)
    expect(titles).toContain('逾期通报：县总值班室签收上级批示')
  })

  test('an answer that says too little comes back with a new clock', async ({ world }) => {
    await world.at('2026-07-12T06:00:00+08:00')
    const { id } = await sentDown(world)
    const duty = await world.as('duty1')
    await duty.post(`/api/instructions/${id}/receipt`)
    await carriedOut(world, id)
    await answered(world, id)
    const city = await world.as('city1')
    await world.at('2026-07-12T07:00:00+08:00')
    const back = await city.post<InstructionView>(`/api/instructions/${id}/answer-return`, {
      reason: '请补充救治情况',
      deadline: '2026-07-12T12:00:00+08:00',
    })
    expect(back.body).toMatchObject({
      answers: [{ returnReason: '请补充救治情况' }],
      answerUpClock: { dueAt: '2026-07-12T04:00:00.000Z' },
    })
    await duty.post(`/api/instructions/${id}/leaders-told`, { told: '县长', how: '当面' })
    expect((await duty.post(`/api/instructions/${id}/closure`, { answer: '办结' })).problem.code).toBe(
      'instruction/not-answered-up',
    )
    expect((await city.post(`/api/instructions/${id}/answer-acceptance`)).problem.detail).toBe('没有待处理的反馈')
    expect((await answered(world, id, '2 人救治，生命体征平稳。')).status).toBe(200)
    expect((await duty.post(`/api/instructions/${id}/closure`, { answer: '办结' })).status).toBe(200)
  })

  test('the level above gives its own leaders’ instructions only, and the county none downward by this way', async ({
    world,
  }) => {
    await world.at('2026-07-12T06:00:00+08:00')
    const city = await world.as('city1')
    const wrong = await city.post('/api/upper-instructions', { ...fromCity, rank: 'countyHead' })
    expect(wrong.problem.errors).toMatchObject([{ pointer: '/rank', message: '下达的批示应为市级以上领导批示' }])
    expect((await (await world.as('duty1')).post('/api/upper-instructions', fromCity)).status).toBe(403)
    expect((await city.post('/api/instructions', { ...fromCity, channel: 'written' })).status).toBe(403)
  })
})

test('an instruction from above taken down by telephone starts the same duties; one by 微信 awaits the written original', async ({
  world,
}) => {
  await world.at('2026-07-12T06:02:00+08:00')
  const duty = await world.as('duty1')
  const { body } = await duty.post<InstructionView>('/api/instructions', {
    ...fromCity,
    channel: 'wechat',
    givenAt: '2026-07-12T06:00:00+08:00',
  })
  expect(body).toMatchObject({
    fromUnitName: '沧宁市总值班室',
    receiveClock: null,
    needsWritten: true,
    tellClock: { metAt: null },
    answerUpClock: { metAt: null },
    may: { addWritten: true },
  })
  await duty.put(`/api/instructions/${body.id}/clean-copy`, { text: fromCity.text })
  const written = await duty.post<InstructionView>(`/api/instructions/${body.id}/written-original`, {
    fileIds: [await uploadPdf(world, 'duty1')],
  })
  expect(written.body).toMatchObject({ needsWritten: false, files: [{ name: 'a.pdf' }] })
  await world.at('2026-07-12T06:17:01+08:00')
  const mine = (await duty.get<Items<MyNotice>>('/api/notices/mine')).body.items.map(one => one.title)
  expect(mine).toContain('应立即办理：将上级批示报告县主要领导')
  const early = await duty.post(`/api/instructions/${body.id}/leaders-told`, {
    told: '县长',
    how: '电话',
    at: '2026-07-12T05:59:00+08:00',
  })
  expect(early.problem.errors).toMatchObject([{ pointer: '/at', message: '报告时间应在批示时间与现在之间' }])
})

test('已阅 asks nobody for anything: it is told, copied and closed', async ({ world }) => {
  await world.at('2026-07-12T06:00:00+08:00')
  const duty = await world.as('duty1')
  const { body } = await duty.post<InstructionView>('/api/instructions', {
    ...fromCity,
    channel: 'phone',
    verb: 'read',
    text: '已阅。',
  })
  expect(body.answerUpClock).toBeNull()
  const at = `/api/instructions/${body.id}`
  await duty.put(`${at}/clean-copy`, { text: '已阅。' })
  expect((await duty.post(`${at}/assignments`, { leadUnitId: world.unit('water-bureau') })).problem.detail).toBe(
    '“已阅”不需要办理，可直接办结',
  )
  await duty.post(`${at}/leaders-told`, { told: '县长', how: '电话' })
  expect((await duty.post<InstructionView>(`${at}/closure`, { answer: '已阅存' })).body.state).toBe('closed')
})

test('what came by 微信 is not archived without its written original; a word taken down for a unit says so', async ({
  world,
}) => {
  await world.at('2026-07-12T06:00:00+08:00')
  const duty = await world.as('duty1')
  const { body } = await duty.post<InstructionView>('/api/instructions', {
    ...fromCity,
    rank: 'countyHead',
    channel: 'wechat',
  })
  const at = `/api/instructions/${body.id}`
  await duty.put(`${at}/clean-copy`, { text: fromCity.text })
  const assigned = await duty.post<InstructionView>(`${at}/assignments`, { leadUnitId: world.unit('water-bureau') })
  const task = `/api/instruction-assignments/${assigned.body.assignments[0]?.id}`
  const signed = await duty.post<InstructionView>(`${task}/receipt`)
  expect(signed.body.assignments[0]?.signedForByName).toBe('田晓岚（代登记）')
  await duty.post(`${task}/feedbacks`, { text: '电话反馈：已落实。', fileIds: [await uploadPdf(world, 'duty1')] })
  expect((await duty.post(`${at}/closure`, { answer: '办结' })).status).toBe(200)
  expect((await duty.post(`${at}/archive`)).problem.detail).toBe('微信转述的批示，补书面件后才能归档')
  await duty.post(`${at}/written-original`, { fileIds: [await uploadPdf(world, 'duty1')] })
  expect((await duty.post(`${at}/archive`)).status).toBe(200)
})
