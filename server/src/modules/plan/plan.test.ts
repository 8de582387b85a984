import { randomUUID } from 'node:crypto'
import { PlanContent } from '@anlan/contract/plan.ts'
import type { ParagraphFound, PlanComparison, PlanKindView, PlanLine, PlanView } from '@anlan/contract/plan-view.ts'
import type { Findings } from '@anlan/contract/search.ts'
import { expect } from 'vitest'
import type { z } from 'zod'
import { test, type World } from '../../../test/world.ts'
import { runSystemWork } from '../../kernel/house.ts'
import { setPlanState } from './states.ts'

const text = {
  chapters: [
    {
      key: 'c1',
      number: '一、',
      title: '监测预警',
      part: 'warning',
      text: '水磨沟雨量站每小时观测一次。\n水位超过石桥墩红线立即敲锣。',
    },
  ],
  levels: [{ level: 4, conditions: '黄色暴雨预警' }],
  steps: [{ key: 'a', title: '巡查水库', levels: [4], bearer: 'office:water', doneMinutes: 60 }],
}
const about = (world: World, more: object = {}) => ({
  kind: 'special',
  title: '青峦县山洪灾害应急预案（试验）',
  topic: 'flood',
  eventTypes: ['11A5'],
  unitId: world.unit('water-bureau'),
  ...more,
})
const drafted = async (world: World, more: object = {}) => {
  const reply = await (await world.as('water1')).post<{ id: string }>('/api/plans', {
    ...about(world, more),
    content: text,
  })
  expect(reply.status).toBe(201)
  return reply.body.id
}
/** Issued as the life cycle does it. */
async function issued(world: World, id: string, number: string, day = '2026-05-01') {
  await runSystemWork(world.house, async work => {
    await setPlanState(work, id, 'approving')
    await setPlanState(work, id, 'inForce', { documentNumber: number, issuingBody: '青峦县人民政府', issuedOn: day })
  })
}
const view = async (world: World, id: string, account = 'water1') =>
  (await (await world.as(account)).get<PlanView>(`/api/plans/${id}`)).body

test('two who edit the same draft: the second is told, and loses nothing silently', async ({ world }) => {
  await world.at('2026-04-20T09:00:00+08:00')
  const id = await drafted(world)
  const water = await world.as('water1')
  const { plan, content } = await view(world, id)
  expect(plan).toMatchObject({ edition: 1, state: 'drafting', version: 1, unitName: '县水利局' })
  const mine = { version: plan.version, content: { ...content, closing: [{ code: 'over', name: '雨情回落' }] } }
  expect((await water.put(`/api/plans/${id}/content`, mine)).body).toEqual({ version: 2 })
  const late = await (await world.as('bureau1')).put(`/api/plans/${id}/content`, { ...mine, content: text })
  expect(late.problem).toMatchObject({ status: 409, code: 'conflict' })
  expect((await view(world, id)).content.closing).toHaveLength(1)
  const own = (await world.facts(id)).filter(type => type.startsWith('plan.'))
  expect(own).toEqual(['plan.created', 'plan.content-saved'])
})

test('a content that contradicts itself is refused where it is wrong', async ({ world }) => {
  await world.at('2026-04-20T09:00:00+08:00')
  const water = await world.as('water1')
  const steps = [
    { key: 'a', title: '会商', levels: [4], after: 'b', group: 'nobody' },
    { key: 'b', title: '转移', levels: [4], after: 'a' },
  ]
  const reply = await water.post('/api/plans', { ...about(world), content: { ...text, steps } })
  expect(reply.status).toBe(422)
  expect(reply.problem.errors?.map(one => one.pointer)).toEqual([
    '/content/steps/0/group',
    '/content/steps/0/after',
    '/content/steps/1/after',
  ])
  const elsewhere = await water.post('/api/plans', about(world, { unitId: world.unit('forestry-bureau') }))
  expect(elsewhere.problem.errors).toMatchObject([{ pointer: '/unitId' }])
  const orphan = await water.post('/api/plans', about(world, { kind: 'scheme' }))
  expect(orphan.problem.errors).toMatchObject([{ pointer: '/parentId' }])
  const unknown = await water.post('/api/plans', about(world, { parentId: randomUUID() }))
  expect(unknown.problem.errors).toMatchObject([{ pointer: '/parentId' }])
})

test('what was issued stands still, also for somebody with the database password', async ({ world }) => {
  await world.at('2026-04-20T09:00:00+08:00')
  const id = await drafted(world)
  await issued(world, id, '青峦府办发〔2026〕21号')
  const water = await world.as('water1')
  expect((await water.put(`/api/plans/${id}/content`, { version: 1, content: text })).problem.code).toBe(
    'plan/not-drafting',
  )
  for (const change of [
    `update plan_edition set content = '{}' where plan_id = '${id}'`,
    `update plan_edition set issued_on = '2020-01-01' where plan_id = '${id}'`,
    `update plan_edition set state = 'drafting' where plan_id = '${id}'`,
    `delete from plan_edition where plan_id = '${id}'`,
    `delete from plan where id = '${id}'`,
    'truncate plan_edition cascade',
  ])
    await expect(world.query(change)).rejects.toThrow(/不可|只增不改/)
})

test('the next edition is drafted while the old one stays in force, and the two are compared', async ({ world }) => {
  await world.at('2026-04-20T09:00:00+08:00')
  const id = await drafted(world)
  await issued(world, id, '青峦府办发〔2026〕21号')
  const water = await world.as('water1')
  const opened = await water.post<{ editionId: string }>(`/api/plans/${id}/editions`, { reason: '演练发现时限过长' })
  expect(opened.status).toBe(201)
  expect((await water.post(`/api/plans/${id}/editions`, { reason: '再来一次' })).problem.code).toBe('plan/preparing')
  const [, step] = [text.levels, text.steps[0]]
  await water.put(`/api/plans/${id}/content`, {
    version: 1,
    content: { ...text, steps: [{ ...step, doneMinutes: 30 }] },
  })
  const before = await view(world, id)
  expect(before.plan).toMatchObject({ edition: 1, state: 'inForce' })
  expect(before.may).toMatchObject({ editContent: false, openEdition: false })
  await issued(world, id, '青峦府办发〔2026〕40号', '2026-06-01')
  const after = await view(world, id)
  expect(after.plan).toMatchObject({ edition: 2, state: 'inForce', documentNumber: '青峦府办发〔2026〕40号' })
  expect(after.editions.map(one => one.state)).toEqual(['inForce', 'superseded'])
  const [second, first] = after.editions
  const compared = await water.get<z.output<typeof PlanComparison>>(
    `/api/plans/${id}/editions/${first?.id}/compare/${second?.id}`,
  )
  expect(compared.body.items).toMatchObject([
    { piece: 'steps', difference: 'changed', fields: [{ label: '完成时限', before: '60 分钟', after: '30 分钟' }] },
  ])
})

test('a draft is the unit’s own; once in force everybody in the county reads it and finds its paragraphs, in 繁體 too (S52)', async ({
  world,
}) => {
  await world.at('2026-04-20T09:00:00+08:00')
  const id = await drafted(world)
  const town = await world.as('songling1')
  expect((await town.get(`/api/plans/${id}`)).status).toBe(404)
  const listed = async () =>
    (await town.get<{ items: PlanLine[] }>('/api/plans?q=山洪灾害应急预案（试验）')).body.items.map(one => one.id)
  expect(await listed()).toEqual([])
  const found = async (words: string) =>
    (await town.get<{ items: ParagraphFound[] }>(`/api/plan-paragraphs?q=${encodeURIComponent(words)}`)).body.items
  expect(await found('石橋墩紅線')).toEqual([])
  await issued(world, id, '青峦府办发〔2026〕21号')
  expect(await listed()).toEqual([id])
  expect((await town.get(`/api/plans/${id}`)).status).toBe(200)
  const [paragraph] = await found('石橋墩紅線')
  expect(paragraph).toMatchObject({ planId: id, chapter: '一、 监测预警', text: '水位超过石桥墩红线立即敲锣。' })
  const everywhere = await town.get<z.output<typeof Findings>>(`/api/search?text=${encodeURIComponent('石橋墩')}`)
  expect(everywhere.body.items).toMatchObject([{ kind: 'plan-paragraph', link: `/plans/paragraphs/${paragraph?.id}` }])
  const at = await town.get<ParagraphFound>(`/api/plan-paragraphs/${paragraph?.id}`)
  expect(at.body).toMatchObject({ planId: id, chapterKey: 'c1' })
})

test('who needs help is named to the unit, those above it and the county; everybody else reads how many there are', async ({
  world,
}) => {
  const person = { name: '欧阳秀英', need: '卧床', helper: '李帮扶', helperPhone: '19900000001' }
  const evacuation = [{ key: 'e', name: '河边组', responsiblePhone: '13812345678', vulnerable: [person] }]
  const made = await (await world.as('chaping1')).post<{ id: string }>('/api/plans', {
    ...about(world, { kind: 'town', unitId: world.unit('chaping') }),
    content: { ...text, evacuation },
  })
  expect(made.status).toBe(201)
  await issued(world, made.body.id, '茶政发〔2026〕3号')
  for (const account of ['chaping1', 'bureau1', 'duty1'])
    expect((await view(world, made.body.id, account)).content.evacuation[0]?.vulnerable[0], account).toMatchObject(
      person,
    )
  const [open] = (await view(world, made.body.id, 'forest1')).content.evacuation
  expect(open).toMatchObject({ responsiblePhone: '138****5678' })
  expect(open?.vulnerable).toEqual([expect.objectContaining({ name: '欧阳**', need: '', helperPhone: '199****0001' })])
})

test('a village begins from its template: two pages, parts with help, steps with minutes (W133, W134)', async ({
  world,
}) => {
  await world.at('2026-04-20T09:00:00+08:00')
  const village = await world.as('liangshui1')
  const { items } = (await village.get<{ items: PlanKindView[] }>('/api/plan-kinds')).body
  const kind = items.find(one => one.kind === 'village')
  expect(kind).toMatchObject({ maxPages: 2, filingWorkdays: 20, source: { confidence: '较确' } })
  expect(Object.keys(kind?.help ?? {}).sort()).toEqual([...(kind?.requiredParts ?? [])].sort())
  const unitId = await ofPerson(world, 'liangshui1')
  const { body } = await village.post<{ id: string }>('/api/plans', {
    kind: 'village',
    title: '凉水村应急预案（新）',
    unitId,
    fromTemplate: true,
  })
  const plan = (await village.get<PlanView>(`/api/plans/${body.id}`)).body
  expect(plan.content.chapters.map(one => one.part)).toEqual(kind?.requiredParts)
  expect(plan.missingParts).toEqual(kind?.requiredParts)
  expect(plan.content.steps.length).toBeGreaterThan(4)
  expect(plan.content.steps.every(step => step.bearer !== null && step.doneMinutes !== null)).toBe(true)
  expect(PlanContent.parse(plan.content)).toEqual(plan.content)
})

const ofPerson = async (world: World, account: string) => {
  const [row] = (await world.query(
    `select p.unit_id from account a join person p on p.id = a.person_id where a.id = '${world.account(account)}'`,
  )) as { unit_id: string }[]
  return row?.unit_id ?? ''
}

test('the bureau changes what follows from a kind, with a reason; others do not', async ({ world }) => {
  await world.at('2026-04-20T09:00:00+08:00')
  const bureau = await world.as('bureau1')
  const { items } = (await bureau.get<{ items: PlanKindView[] }>('/api/plan-kinds')).body
  const town = items.find(one => one.kind === 'town')
  const { maker, requiredParts, help, approval, approvers, filedWith, reviewYears, checkMonths } = town ?? {}
  const { maxPages, consulted, expertReview, version } = town ?? {}
  const input = {
    ...{ maker, requiredParts, help, approval, approvers, filedWith, reviewYears, checkMonths, maxPages },
    ...{ consulted, expertReview, version, filingWorkdays: 15, drillMonths: 12, reason: '县里要求提前备案' },
  }
  expect((await (await world.as('water1')).put('/api/plan-kinds/town', input)).status).toBe(403)
  expect((await bureau.put<PlanKindView>('/api/plan-kinds/town', input)).body).toMatchObject({ filingWorkdays: 15 })
  expect((await bureau.put('/api/plan-kinds/town', input)).problem.code).toBe('conflict')
})
