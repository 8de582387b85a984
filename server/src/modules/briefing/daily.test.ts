import type { BriefingFigure, DailyBriefingView, PaperView } from '@anlan/contract/paper.ts'
import { describe, expect } from 'vitest'
import { test, type World } from '../../../test/world.ts'
import { seedReferenceRows } from '../../platform.ts'

type Items<T> = { items: T[] }

/** A platform that is started on the eve of the day, as it would be by any node. */
async function startedAt(world: World, instant: string) {
  await world.at(instant)
  await seedReferenceRows(world.house)
  await world.at(instant)
}
const today = async (world: World) =>
  (await (await world.as('duty1')).get<DailyBriefingView>('/api/briefings/daily')).body
async function dailyPaper(world: World): Promise<PaperView> {
  const { paperId } = await today(world)
  return (await (await world.as('duty1')).get<PaperView>(`/api/papers/${paperId}`)).body
}
const dailies = async (world: World) =>
  Number((await world.query(`select id from paper where kind = 'dutyDaily'`)).length)
const sectionOf = (paper: PaperView, heading: string) =>
  paper.sections.find(section => section.heading === heading)?.text ?? ''

async function flood(world: World) {
  const duty = await world.as('duty1')
  const { body } = await duty.post<{ id: string }>('/api/emergency-events', {
    title: '茶坪镇河坝村山洪灾害',
    eventTypeCode: '11A51',
    areaCode: '990321104202',
    knownAt: '2026-07-12T02:46:00+08:00',
    source: '茶坪镇值班室电话',
    summary: '山洪进村，房屋倒塌',
    losses: { missing: 2 },
  })
  return body.id
}

describe('每日值班日报', () => {
  test('is drafted at eight, once, whoever starts how often; a thrown-away one does not come again', async ({
    world,
  }) => {
    await startedAt(world, '2026-07-11T20:00:00+08:00')
    // The node that started at eight in the evening drafts what the morning missed.
    expect(await dailies(world)).toBe(1)
    await world.at('2026-07-12T07:59:59+08:00')
    expect((await today(world)).paperId).toBeNull()
    await world.at('2026-07-12T08:00:00+08:00')
    expect(await today(world)).toMatchObject({ day: '2026-07-12', state: 'draft', title: '值班日报（2026年7月12日）' })
    await startedAt(world, '2026-07-12T09:00:00+08:00')
    await startedAt(world, '2026-07-12T23:00:00+08:00')
    expect(await dailies(world)).toBe(2)
    const duty = await world.as('duty1')
    await duty.post(`/api/papers/${(await today(world)).paperId}/discard`)
    await startedAt(world, '2026-07-12T23:30:00+08:00')
    expect(await dailies(world)).toBe(2)
    // Asked for by hand it is drafted anew.
    expect((await duty.post<PaperView>('/api/briefings/daily')).body.state).toBe('draft')
    await world.at('2026-07-13T08:00:00+08:00')
    expect(await today(world)).toMatchObject({ day: '2026-07-13', state: 'draft' })
  })

  test('a platform that was set up in the afternoon begins the next morning', async ({ world }) => {
    await world.at('2026-07-11T15:00:00+08:00')
    await world.query(`update installation set created_at = '2026-07-11T14:00:00+08:00'`)
    await startedAt(world, '2026-07-11T15:00:00+08:00')
    expect(await dailies(world)).toBe(0)
    await world.at('2026-07-12T08:00:00+08:00')
    expect(await dailies(world)).toBe(1)
  })

  test('on a quiet holiday it says so in the official words', async ({ world }) => {
    await startedAt(world, '2026-09-30T23:00:00+08:00')
    await world.at('2026-10-01T08:00:00+08:00')
    const paper = await dailyPaper(world)
    expect(sectionOf(paper, '昨日要情')).toBe('9月30日8时至10月1日8时，全县未接报突发事件。')
    expect(sectionOf(paper, '信息报送')).toBe('24小时内未上报、未收到突发事件信息。')
    expect(sectionOf(paper, '来电情况')).toBe('24小时内县总值班室无登记来电。')
    expect(sectionOf(paper, '批示办理')).toBe('24小时内无新收批示，无在办批示。')
    expect(sectionOf(paper, '今日提示')).toContain('今日为法定节假日（国庆节）')
    expect(paper.sections.map(section => section.heading)).not.toContain('天气与水情')
    expect(paper.draftedByName).toBe('系统')
  })

  test('its figures are those of the period, each with what it counts', async ({ world }) => {
    await startedAt(world, '2026-07-11T23:00:00+08:00')
    await world.at('2026-07-12T03:00:00+08:00')
    const duty = await world.as('duty1')
    const event = await flood(world)
    await duty.post('/api/calls', { content: '群众反映道路积水', sourceKind: 'public' })
    const clue = await duty.post<{ id: string }>('/api/calls', {
      kind: 'clue',
      content: '网传河坝村房屋倒塌',
      sourceKind: 'media',
    })
    await duty.post(`/api/calls/${clue.body.id}/dismissal`, { reason: '已立案' })
    const draft = await duty.post<{ id: string }>(`/api/emergency-events/${event}/reports`, { kind: 'first' })
    await duty.post(`/api/event-reports/${draft.body.id}/submission`, {
      approval: { mode: 'urgent', reason: '情况紧急' },
    })
    await world.at('2026-07-12T08:00:00+08:00')
    const paper = await dailyPaper(world)
    const events = sectionOf(paper, '昨日要情')
    expect(events).toContain('7月11日8时至7月12日8时，全县接报突发事件1起')
    expect(events).toContain('1.茶坪镇河坝村山洪灾害')
    expect(events).toContain('山洪进村，房屋倒塌。截至7月12日8时，失踪2人（待核实）。处置工作正在进行。')
    expect(sectionOf(paper, '来电情况')).toBe('24小时内县总值班室登记来电2件，其中一般来电1件、线索1件；尚未办结1件。')
    expect(sectionOf(paper, '信息报送')).toContain('上报突发事件信息1期')
    const { body } = await duty.get<Items<BriefingFigure>>(`/api/briefings/${paper.id}/figures`)
    const figures = new Map(body.items.map(figure => [figure.name, figure]))
    expect(figures.get('newEvents')).toMatchObject({ value: 1, items: [{ to: `/events/${event}` }] })
    expect(figures.get('reportsSent')).toMatchObject({ value: 1, items: [{ to: `/reports/${draft.body.id}` }] })
    expect(figures.get('calls-clue')).toMatchObject({ value: 1, items: [{ to: `/calls?call=${clue.body.id}` }] })
    for (const figure of body.items) expect(figure.value).toBe(figure.items.length)
    await expect(world.query('update briefing_figure set value = 0')).rejects.toThrow()

    // The next day tells what changed.
    await world.at('2026-07-12T15:00:00+08:00')
    const changed = await duty.post(`/api/emergency-events/${event}/figures`, {
      indicator: 'missing',
      value: 1,
      status: 'verified',
      source: '搜救现场',
      reason: '一人获救',
    })
    expect(changed.raw.body).toContain('missing')
    await world.at('2026-07-13T08:00:00+08:00')
    const next = sectionOf(await dailyPaper(world), '昨日要情')
    expect(next).toContain('7月12日8时至7月13日8时，全县未接报突发事件。')
    expect(next).toContain('此前接报的突发事件有新进展的1起。')
    expect(next).toContain('失踪1人（较上期减少1人）')
  })

  test('who was on duty stands in a table, the county’s room first', async ({ world }) => {
    await startedAt(world, '2026-07-11T23:00:00+08:00')
    await world.at('2026-07-12T08:00:00+08:00')
    const table = (await dailyPaper(world)).sections.find(section => section.heading === '值班情况')?.table
    expect(table?.headers).toEqual(['单位', '带班领导', '值班人员'])
    expect(table?.rows[0]?.[0]).toContain('总值班室')
    expect(table?.rows.some(row => row[0] === '茶坪镇' && row[2] !== '未安排')).toBe(true)
  })

  test('the officer edits, the leader signs, leaders and units receive', async ({ world }) => {
    await startedAt(world, '2026-07-11T23:00:00+08:00')
    await world.at('2026-07-12T08:10:00+08:00')
    const [duty, leader, town] = [await world.as('duty1'), await world.as('leader1'), await world.as('chaping1')]
    const paper = await dailyPaper(world)
    expect((await town.get(`/api/papers/${paper.id}`)).status).toBe(404)
    expect((await town.get('/api/briefings/daily')).status).toBe(404)
    const at = (step: string) => `/api/papers/${paper.id}/${step}`
    await duty.put(`/api/papers/${paper.id}`, { revision: 1, note: '内部资料，注意保存' })
    expect((await duty.post<PaperView>(at('submission'))).body.state).toBe('signing')
    expect((await duty.post(at('signature'))).status).toBe(403)
    expect((await leader.get<Items<{ id: string }>>('/api/papers?box=toSign')).body.items).toMatchObject([
      { id: paper.id },
    ])
    expect((await leader.post<PaperView>(at('signature'))).body).toMatchObject({ state: 'signed', number: null })
    const sent = (await duty.post<PaperView>(at('distribution'))).body
    expect(sent.deliveries.find(one => !one.copy)?.name).toBe('县委县政府领导')
    expect(sent.deliveries.filter(one => one.copy).length).toBeGreaterThan(5)
    expect(sent.printed).toEqual({ main: ['县委县政府领导'], copies: ['县级各部门、各单位', '各乡镇（街道）'] })
    expect((await town.post(at('receipt'))).status).toBe(200)
    // The records behind the numbers stay in the county's room.
    expect((await town.get(`/api/briefings/${paper.id}/figures`)).status).toBe(404)
    expect((await town.get<PaperView>(`/api/papers/${paper.id}`)).body.sections.flatMap(one => one.references)).toEqual(
      [],
    )
  })

  test('the county moves the hour', async ({ world }) => {
    await startedAt(world, '2026-07-12T08:30:00+08:00')
    const bureau = await world.as('bureau1')
    const changed = await bureau.put('/api/settings/briefing.daily-hour', { value: 7, reason: '县政府办公室要求' })
    expect(changed.status).toBe(200)
    await world.at('2026-07-13T07:00:00+08:00')
    expect(await today(world)).toMatchObject({ day: '2026-07-13', state: 'draft' })
    expect(sectionOf(await dailyPaper(world), '昨日要情')).toContain('7月12日7时至7月13日7时')
  })
})
