import { randomUUID } from 'node:crypto'
import type { StartResponse } from '@anlan/contract/response.ts'
import { responseLevelNames, responseTopics } from '@anlan/contract/response-template.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { isUnitInReach } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { findArea, findUnit, type Unit, unitOfFunction } from '../../directory/api.ts'
import { eventInReach } from '../../event-report/api.ts'
import { matterOf, minutesAfter } from '../reach.ts'
import type { Response } from '../schema.ts'
import { levelFor, scriptFromPlan, scriptFromTemplates } from '../script/load.ts'
import { type Script, type ScriptLevel, stepsAt } from '../script/script.ts'
import { giveSteps } from '../tasks/steps.ts'
import { type Authority, authorityFor, orderedFields } from './authority.ts'
import { groundFor, isBelowCounty, roomFor, topicOf } from './ground.ts'
import { joinUnits, setUpHeadquarters } from './headquarters.ts'
import { outrankExercises } from './outrank.ts'
import { tellLeaders } from './tell-leaders.ts'

type Input = z.output<typeof StartResponse>

/**
 * 启动响应: states what, at which level, until when and by which measures (突发事件应对法 第七十二条), sets up the headquarters, gives out the tasks and tells the
 * leaders of the level. Nothing starts by itself: somebody with the authority does, or his order is taken down. A second click starts nothing: it is
 * answered with what runs.
 */
export async function startResponse(work: Work, input: Input): Promise<string> {
  const event = input.eventId ? await eventMeant(work, input.eventId) : null
  if (input.areaCode && !(await findArea(work.tx, input.areaCode)))
    throw fieldProblem('event/unknown-area', '/areaCode', '行政区划代码', '行政区划代码不在本县区划表中')
  const { script, owner } = await scriptMeant(work, input, event?.event_type_code ?? null)
  const level = levelFor(script, input.responseLevel)
  const areaCode = input.areaCode ?? event?.area_code ?? (owner && isBelowCounty(owner) ? owner.area_code : null)
  const ground = await groundFor(work, script, event?.event_type_code ?? null, areaCode)
  const room = await roomFor(work, owner)
  if (!ground.lead) throw new Problem('response/no-lead', { detail: '请先在机构名录中明确牵头部门' })
  if (!((await isUnitInReach(work, room)) || (await isUnitInReach(work, ground.lead.id))))
    throw new Problem('not-permitted')
  const authority = await authorityFor(work, script, input.responseLevel, ground, input.ordered)
  const subject = input.subject ?? event?.title
  if (!subject) throw fieldProblem('invalid-input', '/subject', '响应事项', '请填写响应事项')
  const running = await alreadyRunning(work, script, { eventId: event?.id ?? null, areaCode, room, input })
  if (running) return running
  const response = await work.tx
    .insertInto('response')
    .values({
      ...frameOf(work, { script, level, input, authority, subject, areaCode }),
      event_id: event?.id ?? null,
      template_id: script.source.planId ? null : await templateId(work, script, level),
      owner_unit_id: owner?.id ?? room,
      lead_unit_id: ground.lead.id,
      room_unit_id: room,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await work.tx
    .insertInto('response_script')
    .values({ response_id: response.id, script: JSON.stringify(script) })
    .execute()
  await noteLevel(work, response, null, '启动响应')
  await joinUnits(work, response, await standingParties(work, response), '响应指挥单位')
  noteStart(work, response, authority)
  await setUpHeadquarters(work, response, script, ground)
  await giveSteps(work, response, script, stepsAt(script, response.level), ground)
  await tellLeaders(work, response, level, ground, `启动${level.name}`)
  if (response.mode === 'real') await outrankExercises(work, response)
  return response.id
}

function noteStart(work: Work, response: Response, authority: Authority): void {
  recordFact(
    work,
    'response.started',
    response.id,
    {
      topic: responseTopics[response.topic],
      level: response.level,
      subject: response.subject,
      expectedUntil: response.expected_until,
      exercise: response.mode === 'exercise',
      plan: response.plan_title,
      planId: response.plan_id,
      edition: response.plan_edition,
      by: authority.post,
      right: authority.right,
      ...orderedFields(authority),
    },
    { matter: matterOf(response) },
  )
}

/** What the start says of the response itself. */
function frameOf(
  work: Work,
  of: {
    script: Script
    level: ScriptLevel
    input: Input
    authority: Authority
    subject: string
    areaCode: string | null
  },
) {
  const { script, level, input, authority } = of
  return {
    id: input.id ?? randomUUID(),
    plan_id: script.source.planId,
    plan_edition: script.source.edition,
    plan_title: script.source.planId ? script.source.title : null,
    plan_number: script.source.documentNumber,
    topic: script.topic,
    level: input.responseLevel,
    mode: input.mode,
    state: 'active' as const,
    subject: of.subject,
    measures: input.measures ?? level.measures,
    area_code: of.areaCode,
    expected_until: minutesAfter(work.now, (input.expectedHours ?? level.expectedHours) * 60),
    headquarters_place: input.headquartersPlace,
    started_at: work.now,
    started_by_name: work.actor.name,
    started_by_unit_id: work.actor.unitId,
    starter_post: authority.post,
    starter_right: authority.right,
    ordered_by_name: authority.ordered?.name ?? null,
    ordered_by_post: authority.ordered?.post ?? null,
    ordered_at: authority.ordered?.at ?? null,
    ordered_how: authority.ordered?.how ?? null,
    closing: JSON.stringify(level.closing),
    last_task: 0,
  }
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

/** The plan that was chosen, with whose it is; without one the county's response table. */
async function scriptMeant(
  work: Work,
  input: Input,
  eventTypeCode: string | null,
): Promise<{ script: Script; owner: Unit | null }> {
  if (input.planId) {
    const { script, unitId } = await scriptFromPlan(work, input.planId, input.mode)
    return { script, owner: (await findUnit(work.tx, unitId)) ?? null }
  }
  const topic = input.topic ?? (eventTypeCode ? await topicOf(work, eventTypeCode) : null)
  if (!topic) throw fieldProblem('invalid-input', '/topic', '响应专项', '没有指定事件的，请选择响应专项')
  return { script: await scriptFromTemplates(work, topic), owner: null }
}

const templateId = async (work: Work, script: Script, level: ScriptLevel): Promise<string> =>
  (
    await work.tx
      .selectFrom('response_template')
      .select('id')
      .where('topic', '=', script.topic)
      .where('level', '=', level.level)
      .executeTakeFirstOrThrow()
  ).id

/**
 * The response that runs by the same plan for the same event, at this level: a second click. At another level it is to be raised or lowered. One room
 * does not run a topic by a plan and by the table at once. Starts for one event come one after the other.
 */
async function alreadyRunning(
  work: Work,
  script: Script,
  at: { eventId: string | null; areaCode: string | null; room: string; input: Input },
): Promise<string | null> {
  const { mode, responseLevel } = at.input
  const planId = script.source.planId
  await sql`select pg_advisory_xact_lock(hashtextextended(${`response ${at.eventId ?? planId ?? script.topic} ${mode}`}, 0))`.execute(
    work.tx,
  )
  const rows = await work.tx
    .selectFrom('response')
    .select(['id', 'level', 'plan_id', 'topic', 'room_unit_id', 'area_code'])
    .where('mode', '=', mode)
    .where('state', '=', 'active')
    .where('event_id', at.eventId ? '=' : 'is', at.eventId)
    .execute()
  const same = rows.find(row =>
    planId
      ? row.plan_id === planId && (at.eventId !== null || row.area_code === at.areaCode)
      : row.plan_id === null && row.topic === script.topic && at.eventId !== null,
  )
  if (same?.level === responseLevel) return same.id
  const inTheWay =
    same ??
    (at.eventId === null
      ? undefined
      : rows.find(
          row =>
            row.topic === script.topic && row.room_unit_id === at.room && (row.plan_id === null) !== (planId === null),
        ))
  if (inTheWay)
    throw new Problem('response/already-active', {
      detail: `${responseTopics[inTheWay.topic]}${responseLevelNames[inTheWay.level]}响应正在进行，请调整级别`,
    })
  return null
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

/** The duty room, the department that leads, the bureau, the county's leaders and duty office, and whoever started it. */
async function standingParties(work: Work, response: Response): Promise<string[]> {
  const leaders = await work.tx.selectFrom('unit').select('id').where('kind', '=', 'leadership').execute()
  const bureau = await unitOfFunction(work.tx, 'emergencyBureau')
  const office = await unitOfFunction(work.tx, 'generalDutyOffice')
  return [
    response.room_unit_id,
    response.lead_unit_id,
    response.owner_unit_id,
    response.started_by_unit_id,
    ...(bureau ? [bureau.id] : []),
    ...(office ? [office.id] : []),
    ...leaders.map(one => one.id),
  ]
}
