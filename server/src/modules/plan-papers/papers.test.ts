import { PlanContent } from '@anlan/contract/plan.ts'
import type { PlanPapers } from '@anlan/contract/plan-papers.ts'
import { describe, expect } from 'vitest'
import { opened } from '../../../test/sheets.ts'
import { unzip } from '../../../test/unzip.ts'
import { test, type World } from '../../../test/world.ts'
import { chartSvg, layoutOf, lines, momentWords } from './chart.ts'

const content = {
  chapters: [{ key: 'c', title: '适用范围', part: 'scope', text: '本县行政区域内的山洪灾害。' }],
  command: { name: '县防汛抗旱指挥部', commander: { bearer: 'leader:县长' }, office: { bearer: 'office:water' } },
  groups: [
    { key: 'rescue', name: '抢险救援组', lead: { bearer: 'office:fireRescue' } },
    { key: 'settle', name: '群众安置组', lead: { bearer: 'office:civilAffairs' } },
  ],
  levels: [{ level: 4, conditions: '黄色暴雨预警 <2 个乡镇>', starters: ['office:water'] }],
  steps: [
    { key: 'a', title: '巡查水库 & 堤防', levels: [4], bearer: 'office:water', doneMinutes: 60 },
    { key: 'b', title: '报告险情', levels: [4], bearer: 'office:water', offsetMinutes: 5, doneMinutes: 10 },
    { key: 'c', title: '转移群众', levels: [4], group: 'rescue', after: 'a', doneMinutes: 120 },
    { key: 'd', title: '开放安置点', levels: [4], group: 'settle', after: 'c', offsetMinutes: 30 },
  ],
}

describe('一图', () => {
  const plan = PlanContent.parse(content)
  test('lanes by group, columns by moment; a step that waits stands after what it waits for', () => {
    const chart = layoutOf(plan, bearer => bearer)
    expect(chart.lanes.map(lane => lane.name)).toEqual(['抢险救援组', '群众安置组', '其他责任岗位'])
    expect(chart.moments).toEqual([0, 5, 60, 210])
    const column = (key: string) => chart.boxes.find(box => box.key === key)?.column ?? -1
    expect(column('c')).toBeGreaterThan(column('a'))
    expect(column('d')).toBeGreaterThan(column('c'))
    const places = chart.boxes.map(box => `${box.lane} ${box.column} ${box.row}`)
    expect(new Set(places).size).toBe(places.length)
  })
  test('the picture holds every step and arrow; text cannot break out of it', () => {
    const svg = chartSvg(plan, '山洪预案', () => '县水利局') ?? ''
    expect(svg.match(/<g>/g)).toHaveLength(4)
    expect(svg.match(/marker-end/g)).toHaveLength(2)
    expect(svg).toContain('巡查水库 &amp; 堤防')
    expect(chartSvg(PlanContent.parse({}), '空', () => '')).toBeNull()
  })
  test('long words end in …', () => {
    expect(lines('一二三四五六七', 3, 2)).toEqual(['一二三', '四五…'])
    expect([momentWords(0), momentWords(45), momentWords(90)]).toEqual(['启动', '45 分钟', '1 小时 30 分'])
  })
})

async function drafted(world: World, more: object = {}) {
  const reply = await (await world.as('water1')).post<{ id: string }>('/api/plans', {
    kind: 'special',
    title: '青峦县山洪灾害应急预案（试验）',
    topic: 'flood',
    eventTypes: ['11A5'],
    unitId: world.unit('water-bureau'),
    content: { ...content, ...more },
  })
  expect(reply.problem?.errors ?? []).toEqual([])
  return reply.body.id
}
const wordsIn = async (world: World, url: string, account = 'water1') => {
  const reply = await (await world.as(account)).get(url)
  expect(reply.status).toBe(200)
  const parts = unzip(reply.raw.rawPayload)
  return String(parts.get('word/document.xml')).replace(/<[^>]+>/g, '|')
}

test('三样齐全; the table follows who holds the posts', async ({ world }) => {
  await world.at('2026-06-01T09:00:00+08:00')
  const id = await drafted(world)
  const papers = async () => (await (await world.as('water1')).get<PlanPapers>(`/api/plans/${id}/papers`)).body
  const before = await papers()
  expect(before.has).toEqual({ booklet: true, chart: true, table: true })
  const head = before.table.find(row => row.bearer === 'office:water')
  expect([head?.unitName, head?.role.includes('指挥部办公室'), Boolean(head?.holder)]).toEqual(['县水利局', true, true])
  const posts = await (await world.as('bureau1')).get<{ items: { id: string; kind: string }[] }>(
    `/api/posts?unit=${world.unit('water-bureau')}`,
  )
  const post = posts.body.items.find(one => one.kind === 'head')
  await (await world.as('bureau1')).put(`/api/posts/${post?.id}/holders`, { personIds: [] })
  const after = (await papers()).table.find(row => row.bearer === 'office:water')
  expect([after?.holder, after?.defect]).toEqual([null, '岗位空缺'])
  const bare = await drafted(world, { steps: [], levels: [] })
  const lacking = (await (await world.as('water1')).get<PlanPapers>(`/api/plans/${bare}/papers`)).body
  expect(lacking.lacking.map(one => one.slice(0, 2))).toEqual(['一本', '一图'])
  expect((await (await world.as('forest1')).get(`/api/plans/${id}/papers`)).status).toBe(404)
})

test('处置卡: what first, whom to call, what not — of one post; booklet, chart and table open as Word and Excel', async ({
  world,
}) => {
  await world.at('2026-06-01T09:00:00+08:00')
  const id = await drafted(world)
  const card = await wordsIn(world, `/api/plans/${id}/papers/cards.docx?post=office:water`)
  const order = ['首先做什么', '巡查水库 &amp; 堤防', '前 10 分钟', '报告险情', '联系谁', '总指挥', '不应：']
  const places = order.map(words => card.indexOf(words))
  expect(places.every(place => place >= 0)).toBe(true)
  expect([...places].sort((a, b) => a - b)).toEqual(places)
  expect((await (await world.as('water1')).get(`/api/plans/${id}/papers/cards.docx?post=office:health`)).status).toBe(
    404,
  )
  expect(await wordsIn(world, `/api/plans/${id}/papers/booklet.docx`)).toContain('黄色暴雨预警')
  expect(await wordsIn(world, `/api/plans/${id}/papers/chart.docx`)).toContain('群众安置组')
  expect(await wordsIn(world, `/api/plans/${id}/papers/table.docx`)).toContain('县水利局')
  const sheet = await (await world.as('water1')).get(`/api/plans/${id}/papers/table.xlsx`)
  const book = await opened(sheet.raw.rawPayload)
  expect(JSON.stringify(book.worksheets[0]?.getSheetValues())).toContain('县水利局')
})
