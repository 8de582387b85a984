import { randomUUID } from 'node:crypto'
import type { StartResponse } from '@anlan/contract/response.ts'
import { type ResponseTopic, responseLevelNames, responseTopics } from '@anlan/contract/response-template.ts'
import type { z } from 'zod'
import { isUnitInReach } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { findArea, type Ground, type Unit, unitOfFunction, unitsByFunction } from '../../directory/api.ts'
import { eventInReach } from '../../event-report/api.ts'
import { matterOf, minutesAfter } from '../reach.ts'
import type { Response, Template } from '../schema.ts'
import { issueTemplateTasks } from '../tasks/issue.ts'
import { authorityFor, orderedFields } from './authority.ts'
import { joinUnits, setUpHeadquarters } from './headquarters.ts'
import { tellLeaders } from './tell-leaders.ts'

/**
 * 启动响应: states what, at which level, until when and by which measures (突发事件应对法 第七十二条), sets up the headquarters, gives out the tasks and tells the
 * leaders of the level. Nothing starts by itself: somebody with the authority does, or his order is taken down.
 */
export async function startResponse(work: Work, input: z.output<typeof StartResponse>): Promise<string> {
  if (input.planId) throw fieldProblem('not-found', '/planId', '预案', '没有这个预案；不指定预案的，按响应分级表启动')
  const event = input.eventId ? await eventMeant(work, input.eventId) : null
  const topic = input.topic ?? (event ? await topicOf(work, event.event_type_code) : null)
  if (!topic) throw fieldProblem('invalid-input', '/topic', '响应专项', '没有指定事件的，请选择响应专项')
  if (input.areaCode && !(await findArea(work.tx, input.areaCode)))
    throw fieldProblem('event/unknown-area', '/areaCode', '行政区划代码', '行政区划代码不在本县区划表中')
  const template = await templateFor(work, topic, input.responseLevel)
  const areaCode = input.areaCode ?? event?.area_code ?? null
  const ground = await groundFor(work, template, event?.event_type_code ?? null, areaCode)
  const room = (await unitOfFunction(work.tx, 'generalDutyOffice'))?.id ?? work.actor.unitId
  if (!ground.lead) throw new Problem('response/no-lead', { detail: '请先在机构名录中明确牵头部门' })
  if (!((await isUnitInReach(work, room)) || (await isUnitInReach(work, ground.lead.id))))
    throw new Problem('not-permitted')
  const authority = await authorityFor(work, topic, input.responseLevel, ground, input.ordered)
  if (event) await assertNotRunning(work, event.id, topic, input.mode)
  const subject = input.subject ?? event?.title
  if (!subject) throw fieldProblem('invalid-input', '/subject', '响应事项', '请填写响应事项')
  const response = await work.tx
    .insertInto('response')
    .values({
      id: input.id ?? randomUUID(),
      event_id: event?.id ?? null,
      template_id: template.id,
      plan_id: null,
      topic,
      level: input.responseLevel,
      mode: input.mode,
      state: 'active',
      subject,
      measures: input.measures ?? template.measures,
      area_code: areaCode,
      expected_until: minutesAfter(work.now, (input.expectedHours ?? template.expected_hours) * 60),
      headquarters_place: input.headquartersPlace,
      lead_unit_id: ground.lead.id,
      room_unit_id: room,
      started_at: work.now,
      started_by_name: work.actor.name,
      started_by_unit_id: work.actor.unitId,
      starter_post: authority.post,
      ordered_by_name: authority.ordered?.name ?? null,
      ordered_by_post: authority.ordered?.post ?? null,
      ordered_at: authority.ordered?.at ?? null,
      ordered_how: authority.ordered?.how ?? null,
      closing: JSON.stringify(template.closing),
      last_task: 0,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await noteLevel(work, response, null, '启动响应')
  await joinUnits(work, response, await standingParties(work, response), '响应指挥单位')
  recordFact(
    work,
    'response.started',
    response.id,
    {
      topic: responseTopics[topic],
      level: response.level,
      subject,
      expectedUntil: response.expected_until,
      exercise: response.mode === 'exercise',
      ...orderedFields(authority),
    },
    { matter: matterOf(response) },
  )
  await setUpHeadquarters(work, response, template, ground)
  await issueTemplateTasks(work, response, template, ground)
  await tellLeaders(
    work,
    response,
    template,
    ground,
    `启动${responseTopics[topic]}${responseLevelNames[response.level]}响应`,
  )
  return response.id
}

async function eventMeant(work: Work, id: string) {
  const seen = await eventInReach(work, id)
  if (!seen) throw fieldProblem('not-found', '/eventId', '事件', '事件不存在')
  if (seen.state !== 'open') throw new Problem('response/event-over')
  return work.tx
    .selectFrom('emergency_event')
    .select(['id', 'title', 'event_type_code', 'area_code'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

/** The topic whose types fit the event best: the longest prefix. */
export async function topicOf(work: Work, eventTypeCode: string): Promise<ResponseTopic | null> {
  const rows = await work.tx.selectFrom('response_template').select(['topic', 'type_prefixes']).distinct().execute()
  const fitting = rows
    .map(row => ({
      topic: row.topic,
      length: Math.max(0, ...row.type_prefixes.filter(one => eventTypeCode.startsWith(one)).map(one => one.length)),
    }))
    .filter(one => one.length > 0)
    .sort((a, b) => b.length - a.length)
  return fitting[0]?.topic ?? null
}

export async function templateFor(work: Work, topic: ResponseTopic, level: Response['level']): Promise<Template> {
  const row = await work.tx
    .selectFrom('response_template')
    .selectAll()
    .where('topic', '=', topic)
    .where('level', '=', level)
    .executeTakeFirst()
  if (!row?.enabled)
    throw new Problem('response/no-template', {
      detail: `${responseTopics[topic]}${responseLevelNames[level]}响应未启用`,
    })
  return row
}

/** What posts are resolved against. The general template is led by the department of the event's type. */
export async function groundFor(
  work: Work,
  template: Pick<Template, 'lead'>,
  eventTypeCode: string | null,
  areaCode: string | null,
): Promise<Ground> {
  const [where = ''] = template.lead.split('/')
  const functions = await unitsByFunction(work.tx)
  let lead: Unit | undefined
  if (where.startsWith('office:')) lead = functions.get(where.slice('office:'.length))
  else if (where.startsWith('unit:'))
    lead = await work.tx.selectFrom('unit').selectAll().where('id', '=', where.slice('unit:'.length)).executeTakeFirst()
  else lead = functions.get((eventTypeCode && (await leadFunctionOf(work, eventTypeCode))) || 'emergencyBureau')
  return { lead, areaCode }
}

/** Of the type, its sub-category or its category. */
async function leadFunctionOf(work: Work, code: string): Promise<string | null> {
  const rows = await work.tx
    .selectFrom('event_type')
    .select(['code', 'lead_function'])
    .where('code', 'in', [code, `${code.slice(0, 3)}00`, `${code.slice(0, 2)}000`])
    .where('lead_function', 'is not', null)
    .execute()
  const closeness = (one: string) => (one === code ? 0 : one.endsWith('000') ? 2 : 1)
  return rows.sort((a, b) => closeness(a.code) - closeness(b.code))[0]?.lead_function ?? null
}

/** The ground of a response that runs. */
export async function groundOf(work: Work, response: Response): Promise<Ground> {
  const lead = await work.tx.selectFrom('unit').selectAll().where('id', '=', response.lead_unit_id).executeTakeFirst()
  return { lead, areaCode: response.area_code }
}

async function assertNotRunning(work: Work, eventId: string, topic: ResponseTopic, mode: 'real' | 'exercise') {
  const running = await work.tx
    .selectFrom('response')
    .select('level')
    .where('event_id', '=', eventId)
    .where('topic', '=', topic)
    .where('mode', '=', mode)
    .where('state', '=', 'active')
    .executeTakeFirst()
  if (running)
    throw new Problem('response/already-active', {
      detail: `${responseTopics[topic]}${responseLevelNames[running.level]}响应正在进行，请调整级别`,
    })
}

export const noteLevel = (work: Work, response: Response, from: Response['level'] | null, reason: string) =>
  work.tx
    .insertInto('response_level')
    .values({
      id: randomUUID(),
      response_id: response.id,
      from_level: from,
      to_level: response.level,
      reason,
      at: work.now,
      by_name: work.actor.name,
    })
    .execute()

/** The duty room, the department that leads, the bureau, the county's leaders, and whoever started it. */
async function standingParties(work: Work, response: Response): Promise<string[]> {
  const leaders = await work.tx.selectFrom('unit').select('id').where('kind', '=', 'leadership').execute()
  const bureau = await unitOfFunction(work.tx, 'emergencyBureau')
  return [
    response.room_unit_id,
    response.lead_unit_id,
    response.started_by_unit_id,
    ...(bureau ? [bureau.id] : []),
    ...leaders.map(one => one.id),
  ]
}
