import { PostView } from '@anlan/contract/directory.ts'
import { PlanLine } from '@anlan/contract/plan-view.ts'
import { EventHandling } from '@anlan/contract/response.ts'
import { type ResponseTaskView, ResponseView } from '@anlan/contract/response-view.ts'
import { items } from './acts.ts'
import type { Of } from './client.ts'
import { bureau } from './offices.ts'
import { expectEqual, expectOne, expectThat, type Scenario } from './scenario.ts'

/** What is done in a response, in the words of the scripts. */

export type Response = Of<typeof ResponseView>
type Task = Of<typeof ResponseTaskView>

const at = (id: string) => `/api/responses/${id}`

export const readResponse = async (s: Scenario, id: string, account = 'duty1'): Promise<Response> =>
  (await s.as(account)).get(at(id), ResponseView)

/** An order that is taken down: of the one who holds a post now. */
async function orderOf(s: Scenario, { unit, post, how }: { unit: string; post: string; how: string }) {
  const { items: posts } = await (await s.as('duty1')).get(`/api/posts?unit=${s.unit(unit)}`, items(PostView))
  const exact = posts.filter(one => one.name === post)
  const held = expectOne(exact.length > 0 ? exact : posts.filter(one => one.name.includes(post)), `${unit}的${post}`)
  const [holder] = held.holders
  expectThat(holder !== undefined, `${post}空缺`)
  return { personId: holder.personId, at: s.now, how }
}

/** A plan in force, by its title. */
export async function planCalled(s: Scenario, title: string) {
  const { items: plans } = await (await s.as('duty1')).get(
    `/api/plans?limit=100&q=${encodeURIComponent(title)}`,
    items(PlanLine),
  )
  return expectOne(
    plans.filter(one => one.title === title),
    title,
  )
}

interface Start {
  by: string
  /** The plan that says what is done. */
  plan?: string
  ordered?: { unit: string; post: string; how: string }
  body: Record<string, unknown>
}

export async function start(s: Scenario, { by, plan: title, ordered, body }: Start): Promise<Response> {
  const order = ordered ? { ordered: await orderOf(s, ordered) } : {}
  const plan = title ? { planId: (await planCalled(s, title)).id } : {}
  const response = await (await s.as(by)).post('/api/responses', { ...body, ...plan, ...order }, ResponseView)
  expectEqual(response.plan?.title, title, '依据的预案')
  expectEqual(response.state, 'active', '响应状态')
  expectEqual(Date.parse(response.startedAt), Date.parse(s.now), '启动时间')
  for (const [what, value] of [
    ['响应事项', response.subject],
    ['应急处置措施', response.measures],
    ['预计期限', response.expectedUntil],
  ])
    expectThat(Boolean(value), `启动没有写明${what}`)
  expectEqual(response.defects, [], '编组和任务缺岗')
  expectThat(response.told.length > 0, '没有告知领导')
  return response
}

export async function changeLevel(s: Scenario, id: string, { by, ordered, body }: Start): Promise<Response> {
  const order = ordered ? { ordered: await orderOf(s, ordered) } : {}
  const response = await (await s.as(by)).post(`${at(id)}/level-changes`, { ...body, ...order }, ResponseView)
  expectEqual(response.responseLevel, body['responseLevel'], '响应级别')
  return response
}

/** Tasks that wait to be taken up are, by their own desks where they have an account, or by telephone and the duty desk. */
export async function acceptAll(s: Scenario, id: string, desks: Record<string, string> = {}): Promise<string> {
  const waiting = (await readResponse(s, id)).taskList.filter(task => task.state === 'issued')
  for (const task of waiting)
    await (await s.as(desks[task.unitName] ?? 'duty1')).post(
      `/api/response-tasks/${task.id}/acceptance`,
      desks[task.unitName] ? {} : { note: '电话签收' },
      ResponseView,
    )
  const late = (await readResponse(s, id)).taskList.filter(
    task => waiting.some(one => one.id === task.id) && task.acceptClock?.minutesLate,
  )
  expectEqual(
    late.map(task => task.title),
    [],
    '超时签收的任务',
  )
  return `${waiting.length} 项`
}

/** At each of these times whoever has a task that goes on says how it stands, by telephone. */
export function reportsGoOn(s: Scenario, code: string, id: string, times: string[]): void {
  for (const time of times)
    s.routine(code, time, '持续任务定时报告进展', async () => {
      const going = (await readResponse(s, id)).taskList.filter(task => task.continuous && task.state === 'inProgress')
      for (const task of going)
        await (await s.as('duty1')).post(`/api/response-tasks/${task.id}/progress`, { text: '正常' }, ResponseView)
      const late = (await readResponse(s, id)).taskList.filter(task => task.continuous && task.doneClock?.minutesLate)
      expectEqual(
        late.map(task => task.title),
        [],
        '超时未报告进展的任务',
      )
      expectThat(going.length > 0, '没有持续进行的任务')
      return `${going.length} 项`
    })
}

/** Done in time by one, verified by another. */
export async function finish(
  s: Scenario,
  id: string,
  titles: string[],
  result: string,
  { by = 'duty1', verifiedBy = 'duty2' }: { by?: string; verifiedBy?: string } = {},
): Promise<void> {
  const { taskList } = await readResponse(s, id)
  for (const title of titles) {
    const task = taskCalled(taskList, title)
    await (await s.as(by)).post(`/api/response-tasks/${task.id}/completion`, { result }, ResponseView)
    const path = `/api/response-tasks/${task.id}/verification`
    const verified = await (await s.as(verifiedBy)).post(path, { note: '已核实' }, ResponseView)
    const now = taskCalled(verified.taskList, title)
    expectEqual([now.state, now.doneClock?.minutesLate ?? null], ['verified', null], `任务“${title}”状态与超时`)
    expectThat(now.doneByName !== now.verifiedByName, `任务“${title}”由同一人报告和核验`)
  }
}

export const taskCalled = (tasks: Task[], title: string): Task =>
  expectOne(
    tasks.filter(task => task.title.startsWith(title)),
    `任务“${title}”`,
  )

/** A task beyond the template, taken up at once. */
export async function order(
  s: Scenario,
  id: string,
  body: { title: string; unit: string; doneMinutes: number; group?: string; priority?: string },
): Promise<void> {
  const { unit, ...rest } = body
  const duty = await s.as('duty1')
  const response = await duty.post(`${at(id)}/tasks`, { ...rest, unitId: s.unit(unit) }, ResponseView)
  const task = taskCalled(response.taskList, body.title)
  await duty.post(`/api/response-tasks/${task.id}/acceptance`, { note: '电话签收' }, ResponseView)
}

/** Who is expected on scene and who has come. */
export async function arrive(s: Scenario, id: string, units: [unit: string, people: number][]): Promise<Response> {
  let response = await readResponse(s, id)
  for (const [unit, people] of units) {
    const body = { kind: 'department', unitId: s.unit(unit), people, arrivedAt: s.now }
    response = await (await s.as('duty1')).post(`${at(id)}/arrivals`, body, ResponseView)
  }
  return response
}

/** The six steps on scene, each with its owner. */
export async function sceneSteps(s: Scenario, id: string, owner: string, notes: Record<string, string>): Promise<void> {
  for (const [step, note] of Object.entries(notes))
    await (await s.as('duty1')).post(`${at(id)}/scene-steps`, { step, ownerName: owner, note }, ResponseView)
  const { steps } = await readResponse(s, id)
  expectEqual(
    steps.filter(one => one.at === null).map(one => one.step),
    [],
    '未登记的现场处置步骤',
  )
}

/** A bulletin: drafted, approved by another, published by hand. */
export async function tellPublic(s: Scenario, id: string, title: string, text: string, nextBy?: string) {
  const duty = await s.as('duty1')
  const drafted = await duty.post(`${at(id)}/bulletins`, { title, text }, ResponseView)
  const bulletin = expectOne(
    drafted.bulletins.filter(one => one.title === title),
    title,
  )
  const path = `/api/response-bulletins/${bulletin.id}`
  await (await s.as('leader1')).post(`${path}/judgement`, { verdict: 'approved' }, ResponseView)
  const published = await duty.post(
    `${path}/publication`,
    { channels: ['县政府网站', '县融媒体中心'], ...(nextBy && { nextBy: s.at(nextBy) }) },
    ResponseView,
  )
  expectEqual(published.bulletins.find(one => one.id === bulletin.id)?.state, 'published', `${title}状态`)
}

/** 终止: every condition looked into, the county's taking part on record, then by the one who may; the units are told. */
export async function end(
  s: Scenario,
  id: string,
  { people, note }: { people: string; note: string },
): Promise<string> {
  const duty = await s.as('duty1')
  const before = await readResponse(s, id)
  expectEqual(
    before.taskList.filter(task => task.state !== 'verified').map(task => `${task.number} ${task.title}`),
    [],
    '未核验的任务',
  )
  if (before.eventId)
    await duty.post(
      '/api/response-participations',
      {
        eventId: before.eventId,
        unitId: s.unit(bureau),
        how: 'onScene',
        people,
        from: before.startedAt,
        until: s.now,
        note: '到场协调处置',
      },
      EventHandling,
    )
  for (const condition of before.closing)
    await duty.post(`${at(id)}/closing-conditions/${condition.code}`, { note: '现场核实' }, ResponseView)
  const ended = await (await s.as('leader1')).post(`${at(id)}/ending`, { note }, ResponseView)
  expectEqual(ended.state, 'ended', '响应状态')
  expectEqual(ended.followUps.length, before.mode === 'real' ? 2 : 0, '终止后的备案和报告事项')
  return `${ended.taskList.length} 项任务全部核验，条件 ${ended.closing.length} 项逐一核实`
}

/** What is filed with the county's people's congress after a response (突发事件应对法 第二十五条). */
export async function fileWithCongress(s: Scenario, id: string): Promise<string> {
  const { followUps } = await readResponse(s, id)
  for (const one of followUps)
    await (await s.as('duty1')).post(`${at(id)}/follow-ups/${one.kind}`, { note: '已报县人大常委会' }, ResponseView)
  const open = (await readResponse(s, id)).followUps.filter(one => one.metAt === null || one.overdue)
  expectEqual(open, [], '未办的备案和报告事项')
  return `${followUps.length} 项`
}
