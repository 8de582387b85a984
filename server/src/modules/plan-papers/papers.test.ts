import { PlanContent } from '@anlan/contract/plan.ts'
import type { PlanPapers } from '@anlan/contract/plan-papers.ts'
import { villagePlans } from '@anlan/demo/county/plans/villages.ts'
import { describe, expect } from 'vitest'
import { opened } from '../../../test/sheets.ts'
import { unzip } from '../../../test/unzip.ts'
import { test, type World } from '../../../test/world.ts'
import { sampleId } from '../../sample-county.ts'
import { layoutOf, momentWords, narrowed, sheetsOf } from './chart.ts'
import { chartSvg, lines } from './chart-svg.ts'
import { helperLists } from './helper-lists.ts'
import type { Printed } from './reading.ts'
import { short, shortParts } from './short.ts'
import { sheetHeight, sheetRows } from './village.ts'
import { pageHeight } from './word.ts'

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
    expect(svg.match(/class="arrow"/g)).toHaveLength(2)
    expect(svg).toContain('巡查水库 &amp; 堤防')
    expect(chartSvg(PlanContent.parse({}), '空', () => '')).toBeNull()
  })
  test('on paper: fewer columns hold the same steps in order; sheets hold each step once', () => {
    const chart = layoutOf(plan, bearer => bearer)
    const narrow = narrowed(chart, 3)
    expect(narrow.heads).toEqual(['启动', '5 分钟—1 小时', '3 小时 30 分'])
    expect(narrow.boxes.map(box => box.key).sort()).toEqual(['a', 'b', 'c', 'd'])
    const spots = narrow.boxes.map(box => `${box.lane} ${box.column} ${box.row}`)
    expect(new Set(spots).size).toBe(spots.length)
    const sheets = sheetsOf(chart, { columns: 2, rows: 1 })
    expect(sheets.flatMap(sheet => sheet.boxes.map(box => box.key)).sort()).toEqual(['a', 'b', 'c', 'd'])
    expect(sheets.length).toBeGreaterThan(1)
    expect(sheets.every(sheet => sheet.moments.length <= 2)).toBe(true)
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
  for (const name of ['chart', 'booklet']) {
    const reply = await (await world.as('water1')).get(`/api/plans/${id}/papers/${name}.docx`)
    const parts = unzip(reply.raw.rawPayload)
    const ending = (end: string) =>
      [...parts.keys()].filter(part => part.startsWith('word/media/') && part.endsWith(end))
    const [svg, png] = [ending('.svg'), ending('.png')]
    expect([svg.length, png.length]).toEqual([1, 1])
    expect(String(parts.get(svg[0] ?? ''))).toContain('群众安置组')
    expect(String(parts.get(png[0] ?? '')).slice(1, 4)).toBe('PNG')
  }
  expect(await wordsIn(world, `/api/plans/${id}/papers/table.docx`)).toContain('县水利局')
  const sheet = await (await world.as('water1')).get(`/api/plans/${id}/papers/table.xlsx`)
  const book = await opened(sheet.raw.rawPayload)
  expect(JSON.stringify(book.worksheets[0]?.getSheetValues())).toContain('县水利局')
})

/** Reckoned as the layout does it; what is reckoned was held against pages as LibreOffice breaks them. */
describe('short versions stay short', () => {
  const plan = {
    ...{ id: '', editionId: '', kind: 'special', title: '青峦县防汛抗旱应急预案', unitName: '县水利局', unitId: '' },
    ...{ documentNumber: null, issuedOn: null },
  } as unknown as Printed['plan']
  const printed = (steps: number, contacts: number): Printed => ({
    plan,
    content: PlanContent.parse({
      ...content,
      levels: [4, 3, 2, 1].map(level => ({
        level,
        conditions: '24 小时降雨量达到 100 毫米以上的乡镇超过两个；'.repeat(2),
      })),
      steps: Array.from({ length: steps }, (_, i) => ({
        ...{
          key: `s${i}`,
          title: '巡查水库、河道，调度下泄',
          levels: [4, 3, 2, 1],
          bearer: 'office:water',
          doneMinutes: 60,
        },
      })),
    }),
    words: () => '县水利局',
    held: new Map(),
    table: Array.from({ length: contacts }, (_, i) => ({
      ...{
        bearer: `b${i}`,
        role: '综合协调组成员、抢险救援组成员、群众安置组成员',
        unitName: '县人力资源和社会保障局',
      },
      ...{ postName: '主要负责人', holder: `某${i}`, phone: `1990000${i}`, defect: null },
    })),
    shelters: new Map(),
    personal: true,
  })
  const heightOf = (one: Printed) => shortParts(one).reduce((sum, part) => sum + part.height, 0)
  test('two pages beside cover and chart; telephones that find no room are counted, never the steps', () => {
    expect(heightOf(printed(20, 12))).toBeGreaterThan(pageHeight / 2)
    for (const [steps, contacts] of [
      [22, 40],
      [30, 120],
      [10, 200],
    ] as const)
      expect(heightOf(printed(steps, contacts))).toBeLessThanOrEqual(2 * pageHeight * 0.87)
    const people = (one: Printed) => shortParts(one).at(-1)?.rows.length
    expect(people(printed(20, 12))).toBe(12)
    expect(people(printed(30, 120))).toBeGreaterThan(8)
    expect(JSON.stringify(short(printed(30, 120)))).toContain('人见职责和联络表')
  })
  test('one person is one line however many duties he has', () => {
    const twice = printed(3, 2)
    const table = twice.table.map(row => ({ ...row, holder: '某人', phone: '199' }))
    expect(shortParts({ ...twice, table }).at(-1)?.rows).toHaveLength(1)
  })
  test('a village sheet: names as far as the page holds them, then their number', () => {
    const vulnerable = Array.from({ length: 30 }, (_, i) => ({
      name: `老人${i}`,
      helper: '李帮扶',
      helperPhone: '199',
    }))
    const unit = { name: '后山组', routes: ['沿村道向东至村小学'], vulnerable }
    const of = (units: number) =>
      sheetRows({
        ...printed(3, 3),
        content: PlanContent.parse({
          evacuation: Array.from({ length: units }, (_, i) => ({ ...unit, key: `e${i}` })),
        }),
      })
    expect(of(1).join()).toContain('老人29')
    expect(of(4).join()).not.toContain('老人29')
    expect(of(4).join()).toContain('人，见帮扶人清单')
    expect(sheetHeight(of(4))).toBeLessThan(pageHeight)
    const others = {
      ...printed(3, 3),
      personal: false,
      content: PlanContent.parse({ evacuation: [{ ...unit, key: 'e' }] }),
    }
    expect(sheetRows(others).join()).toContain('共 30 人')
    expect(sheetRows(others).join()).not.toContain('老人')
  })
})

describe('W136 帮扶人清单', () => {
  const person = { need: '行动不便', backup: '陈替补' }
  const evacuation = [
    {
      key: 'e1',
      name: '后山组',
      routes: ['沿村道向东至村小学'],
      assembly: '晒谷场',
      shelterSaid: '村小学',
      responsibleName: '韦组长',
      responsiblePhone: '19900000009',
      vulnerable: [
        { ...person, name: '老人甲', helper: '李帮扶', helperPhone: '19900000001' },
        { ...person, name: '老人乙', helper: '王帮扶', helperPhone: '19900000002' },
        { ...person, name: '孤儿丙' },
      ],
    },
    {
      key: 'e2',
      name: '河边组',
      vulnerable: [{ ...person, name: '老人丁', helper: '李帮扶', helperPhone: '19900000001' }],
    },
  ]
  test('a helper of two groups has one list; whoever has none stands last', () => {
    const lists = helperLists(PlanContent.parse({ evacuation }))
    expect(lists.map(list => [list.name, list.people.map(one => one.name)])).toEqual([
      ['李帮扶', ['老人甲', '老人丁']],
      ['王帮扶', ['老人乙']],
      ['', ['孤儿丙']],
    ])
  })
  test('a page for each helper with route, shelter, backup and telephone, for the unit and those above it only', async ({
    world,
  }) => {
    await world.at('2026-06-01T09:00:00+08:00')
    const id = await drafted(world, { evacuation })
    const path = `/api/plans/${id}/papers/helpers.docx`
    const said = await wordsIn(world, path)
    for (const words of [
      '帮扶人：李帮扶',
      '19900000001',
      '沿村道向东至村小学',
      '村小学',
      '陈替补',
      '韦组长',
      '尚无帮扶人',
    ])
      expect(said).toContain(words)
    const document = String(unzip((await (await world.as('water1')).get(path)).raw.rawPayload).get('word/document.xml'))
    expect(document.match(/<w:sectPr/g)).toHaveLength(3)
    expect(
      (await (await world.as('water1')).get(`/api/plans/${await drafted(world)}/papers/helpers.docx`)).status,
    ).toBe(404)
    // A village's plan in force is open to the county; the names of those who need help are not.
    const village = sampleId('plan', villagePlans()[0]?.key ?? '')
    expect((await (await world.as('forest1')).get(`/api/plans/${village}/papers/booklet.docx`)).status).toBe(200)
    expect((await (await world.as('forest1')).get(`/api/plans/${village}/papers/helpers.docx`)).status).toBe(404)
    expect((await (await world.as('bureau1')).get(`/api/plans/${village}/papers/helpers.docx`)).status).toBe(200)
  })
})
