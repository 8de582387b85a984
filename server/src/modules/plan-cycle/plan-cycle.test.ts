import type { ObligationView } from '@anlan/contract/obligation.ts'
import { PlanContent } from '@anlan/contract/plan.ts'
import type {
  MissingSchemes,
  PlanCampaignPage,
  PlanCycleView,
  PlanFilingView,
  PlanTaskView,
} from '@anlan/contract/plan-cycle.ts'
import type { PlanLine, PlanView } from '@anlan/contract/plan-view.ts'
import { expect } from 'vitest'
import type { z } from 'zod'
import { test, type World } from '../../../test/world.ts'
import { sampleId } from '../../sample-county.ts'

const parts = [
  'purpose',
  'basis',
  'scope',
  'principles',
  'classification',
  'organisation',
  'risk',
  'warning',
  'reporting',
  'response',
  'ending',
  'support',
  'aftermath',
  'management',
]
const step = (key: string, bearer: string, more: object = {}) => ({
  key,
  title: `行动 ${key}`,
  bearer,
  levels: [4],
  acceptMinutes: 10,
  doneMinutes: 60,
  ...more,
})
/** A special plan of the water bureau that names five other units. */
const content = (more: object = {}) =>
  PlanContent.parse({
    chapters: parts.map((part, at) => ({
      key: `c${at + 1}`,
      title: `第 ${at + 1} 章`,
      part,
      text: '按照本县实际制定。',
    })),
    levels: [
      { level: 4, conditions: '凌汛险情', starters: ['lead/headquartersOffice'], commander: 'lead/headquartersOffice' },
    ],
    steps: [
      step('consult', 'lead/head'),
      step('weather', 'office:weather'),
      step('geology', 'office:naturalResources', { after: 'weather' }),
      step('stores', 'office:emergencyBureau'),
      step('teams', 'office:emergencyBureau', { after: 'stores' }),
      step('rescue', 'office:fireRescue'),
      step('schools', 'office:education'),
      step('town', 'place:town'),
    ],
    closing: [{ code: 'over', name: '险情排除' }],
    ...more,
  })

const draft = async (world: World, of = content(), more: object = {}) => {
  const reply = await (await world.as('water1')).post<{ id: string }>('/api/plans', {
    kind: 'special',
    title: '青峦县冰凌灾害应急预案',
    unitId: world.unit('water-bureau'),
    parentId: sampleId('plan', 'general'),
    content: of,
    ...more,
  })
  expect(reply.status).toBe(201)
  return reply.body.id
}
const cycle = async (world: World, id: string, account = 'water1') =>
  (await (await world.as(account)).get<PlanCycleView>(`/api/plans/${id}/cycle`)).body

/** Asked, answered, decided, reviewed: before the leader. */
async function beforeTheLeader(world: World, id: string) {
  const water = await world.as('water1')
  const asked = await water.post<PlanCycleView>(`/api/plans/${id}/consultations`, {
    dueOn: '2026-03-20',
    asked: [
      { unitId: world.unit('chaping') },
      { unitId: world.unit('water-bureau'), role: 'frontLine', name: '冉启航' },
    ],
  })
  expect(asked.status).toBe(200)
  const town = asked.body.opinions.find(one => one.role === 'unit')
  const answer = await (await world.as('chaping1')).put(`/api/plan-opinions/${town?.id}/answer`, {
    text: '茶坪溪上游没有监测设备，建议增加。',
  })
  expect(answer.status).toBe(200)
  expect((await water.put(`/api/plans/${id}/consultation-end`)).problem.code).toBe('plan/state')
  await water.put(`/api/plan-opinions/${town?.id}/decision`, { adopted: 'adopted' })
  expect((await water.put(`/api/plans/${id}/consultation-end`)).status).toBe(200)
  expect((await water.put<PlanCycleView>(`/api/plans/${id}/submission`)).body.state).toBe('reviewing')
  const bare = { heldOn: '2026-03-10', conclusion: 'pass', opinion: '同意' }
  expect((await water.post(`/api/plans/${id}/reviews`, bare)).problem.errors).toMatchObject([{ pointer: '/experts' }])
  const reviewed = await water.post(`/api/plans/${id}/reviews`, {
    ...bare,
    experts: [{ name: '彭教授', organisation: '岚江水利学院', opinion: '步骤清楚，可操作。' }],
    cases: [{ title: '2024 年雾江冰凌壅水', lesson: '爆破前必须清空下游' }],
  })
  expect(reviewed.status).toBe(201)
}
const issue = { documentNumber: '青峦府办发〔2026〕15号', issuingBody: '青峦县人民政府办公室', issuedOn: '2026-03-10' }
async function issued(world: World, id: string) {
  await beforeTheLeader(world, id)
  const decided = await (await world.as('leader1')).put<PlanCycleView>(`/api/plans/${id}/decision`, {
    decision: 'approved',
    opinion: '同意印发',
  })
  expect(decided.problem.errors ?? decided.status).toBe(200)
  const reply = await (await world.as('water1')).put<PlanCycleView>(`/api/plans/${id}/issue`, issue)
  expect(reply.status).toBe(200)
  return reply.body
}

test('a special plan that names five support units: five drafts of schemes, each with its own steps only (P3)', async ({
  world,
}) => {
  await world.at('2026-03-10T09:00:00+08:00')
  const id = await draft(world)
  await issued(world, id)
  const bureau = await world.as('bureau1')
  const { items } = (await bureau.get<{ items: PlanLine[] }>(`/api/plans?parent=${id}`)).body
  const keysOf = async (planId: string) =>
    (await bureau.get<PlanView>(`/api/plans/${planId}`)).body.content.steps.map(one => one.key)
  const drafts = Object.fromEntries(await Promise.all(items.map(async one => [one.unitName, await keysOf(one.id)])))
  expect(drafts).toEqual({
    县气象局: ['weather'],
    县自然资源局: ['geology'],
    县应急管理局: ['stores', 'teams'],
    县消防救援大队: ['rescue'],
    县教育委员会: ['schools'],
  })
  expect(items.every(one => one.kind === 'scheme' && one.state === 'drafting')).toBe(true)
  // What waits for another unit's step says so, and does not wait inside the scheme.
  const geology = items.find(one => one.unitName === '县自然资源局')
  const { steps } = (await bureau.get<PlanView>(`/api/plans/${geology?.id}`)).body.content
  expect(steps[0]).toMatchObject({ after: null, detail: expect.stringContaining('行动 weather') })
  const tasks = (await bureau.get<{ items: PlanTaskView[] }>('/api/plan-tasks')).body.items
  expect(tasks.filter(one => one.reason === 'scheme' && items.some(({ id: own }) => own === one.planId))).toHaveLength(
    5,
  )
  const missing = (await bureau.get<z.output<typeof MissingSchemes>>('/api/missing-schemes')).body.items
  expect(missing.filter(one => one.planId === id)).toHaveLength(5)
})

test('a blocking defect refuses the approval and names itself; whoever drafted does not approve', async ({ world }) => {
  await world.at('2026-03-10T09:00:00+08:00')
  const [first, ...rest] = content().steps
  const id = await draft(world, content({ steps: [{ ...first, bearer: null, said: '有关部门' }, ...rest] }))
  await beforeTheLeader(world, id)
  const leader = await world.as('leader1')
  expect((await leader.get<PlanCycleView>(`/api/plans/${id}/cycle`)).body.obstacles).not.toEqual([])
  const refused = await leader.put(`/api/plans/${id}/decision`, { decision: 'approved' })
  expect(refused.problem).toMatchObject({ status: 409, code: 'plan/blocked' })
  expect(refused.problem.errors?.length).toBeGreaterThan(0)
  expect((await (await world.as('water1')).put(`/api/plans/${id}/issue`, issue)).problem.code).toBe('plan/state')
  expect(
    (await (await world.as('chaping2')).put(`/api/plans/${id}/decision`, { decision: 'approved' })).problem.code,
  ).toBe('plan/not-approver')
  const back = await leader.put<PlanCycleView>(`/api/plans/${id}/decision`, {
    decision: 'returned',
    opinion: '第一步没有责任岗位',
  })
  expect(back.body).toMatchObject({ state: 'drafting', approvals: [{ decision: 'returned' }] })
})

test('the head of a department approves what his officer has drafted, never what he drafted himself', async ({
  world,
}) => {
  await world.at('2026-03-10T09:00:00+08:00')
  const decide = async (id: string, account: string) =>
    (await world.as(account)).put<PlanCycleView>(`/api/plans/${id}/decision`, { decision: 'approved' })
  const draftedBy = async (account: string, title: string) => {
    const more = { kind: 'department', title, unitId: world.unit('water-bureau'), content: content() }
    const { body } = await (await world.as(account)).post<{ id: string }>('/api/plans', more)
    await beforeTheLeader(world, body.id)
    return body.id
  }
  const own = await draftedBy('water2', '县水利局水旱灾害防御工作预案')
  expect((await decide(own, 'water2')).problem).toMatchObject({
    status: 409,
    code: 'plan/own-draft',
    title: '编制人不能审批本人编制的预案',
  })
  expect((await decide(own, 'water1')).problem.code).toBe('plan/not-approver')
  const officers = await draftedBy('water1', '县水利局山洪防御工作预案')
  expect((await decide(officers, 'water1')).problem.code).toBe('plan/not-approver')
  expect((await decide(officers, 'water2')).body.approvals).toMatchObject([{ decision: 'approved' }])
})

test('filing: twenty working days from the issue, reminded five before, a receipt with number by the upper unit', async ({
  world,
}) => {
  await world.at('2026-03-10T09:00:00+08:00')
  const id = await draft(world)
  const { filings } = await issued(world, id)
  // Twenty working days after 10 March; 清明 4 to 6 April is free.
  expect(filings).toMatchObject([{ dueOn: '2026-04-08', number: null, overdue: false }])
  const clock = async () =>
    (
      await (await world.as('water1')).get<{ items: ObligationView[] }>(`/api/obligations?matter=${id}`)
    ).body.items.find(one => one.kind === 'plan-filing')
  expect(await clock()).toMatchObject({ dueAt: '2026-04-08T16:00:00.000Z', state: 'open' })
  await world.at('2026-04-09T09:00:00+08:00')
  const open = (await (await world.as('water1')).get<{ items: PlanFilingView[] }>('/api/plan-filings')).body.items
  expect(open.find(one => one.planId === id)).toMatchObject({ overdue: true, days: 30 })
  const notices = (await world.query(`select title from notice where kind = 'plan.filing-near'`)) as { title: string }[]
  expect(notices.map(one => one.title)).toEqual(['预案备案临近期限：青峦县冰凌灾害应急预案'])
  const city = await world.as('city1')
  const receipt = await city.put<PlanFilingView>(`/api/plan-filings/${filings[0]?.id}/receipt`, {
    number: '沧水预备〔2026〕9号',
  })
  expect(receipt.body).toMatchObject({ number: '沧水预备〔2026〕9号', days: 30, overdue: true })
  expect((await clock())?.state).toBe('met')
})

test('an upper plan revised calls for the revision of all below it; a new edition or a stated reason ends the task (W125)', async ({
  world,
}) => {
  await world.at('2026-03-10T09:00:00+08:00')
  const water = await world.as('water1')
  const flood = sampleId('plan', 'flood')
  const opened = await water.post(`/api/plans/${flood}/editions`, { reason: '市级预案修订' })
  expect(opened.status).toBe(201)
  await world.query(`update plan_edition set content = (select content from plan_edition where plan_id = '${await draft(world)}')
    where plan_id = '${flood}' and state = 'drafting'`)
  await issued(world, flood)
  const bureau = await world.as('bureau1')
  const { items } = (await bureau.get<{ items: { id: string; title: string }[] }>('/api/plan-campaigns')).body
  const page = (await bureau.get<z.output<typeof PlanCampaignPage>>(`/api/plan-campaigns/${items[0]?.id}`)).body
  // Two townships and the four villages below them.
  expect(page).toMatchObject({ reason: 'upper', total: 6, done: 0, percent: 0 })
  const task = page.items.find(one => one.unitName === '茶坪镇')
  const town = await world.as('chaping1')
  expect((await water.put(`/api/plan-tasks/${task?.id}/result`, { result: '代办' })).status).toBe(404)
  // A township sees what is asked of it and of its villages; one of which nothing is asked sees no campaign.
  const asked = (await town.get<z.output<typeof PlanCampaignPage>>(`/api/plan-campaigns/${page.id}`)).body
  expect(asked.items.map(one => one.unitName)).toContain('茶坪镇')
  expect(asked.items.map(one => one.unitName)).not.toContain('龙滩镇')
  const apart = await world.as('songling1')
  expect((await apart.get(`/api/plan-campaigns/${page.id}`)).status).toBe(404)
  expect(
    (await apart.get<{ items: { id: string }[] }>('/api/plan-campaigns')).body.items.map(one => one.id),
  ).not.toContain(page.id)
  await town.put(`/api/plan-tasks/${task?.id}/result`, { result: '已对照审查，无需修订' })
  const after = (await bureau.get<z.output<typeof PlanCampaignPage>>(`/api/plan-campaigns/${page.id}`)).body
  expect(after).toMatchObject({ done: 1, percent: 16 })
})

test('a drill with a problem opens the task to revise; each problem has its day', async ({ world }) => {
  await world.at('2026-03-10T09:00:00+08:00')
  const town = await world.as('chaping1')
  const plan = sampleId('plan', 'chaping-flood')
  const record = { kind: 'drill', heldOn: '2026-03-08', findings: '转移用时 95 分钟', needsRevision: true }
  expect((await town.post(`/api/plans/${plan}/records`, record)).problem.errors).toMatchObject([
    { pointer: '/problems' },
  ])
  const made = await town.post(`/api/plans/${plan}/records`, { ...record, problems: '三岔村 A 岗无应答' })
  expect(made.status).toBe(201)
  const { tasks, records } = await cycle(world, plan, 'chaping1')
  expect(records[0]).toMatchObject({ kind: 'drill', edition: 1, needsRevision: true })
  expect(tasks).toMatchObject([{ reason: 'drill', dueOn: '2026-04-09', doneAt: null }])
  await expect(world.query(`delete from plan_record where plan_id = '${plan}'`)).rejects.toThrow(/只增不改/)
})
