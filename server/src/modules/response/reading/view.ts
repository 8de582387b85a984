import { type SceneStep, sceneSteps } from '@anlan/contract/response.ts'
import { groupNames } from '@anlan/contract/response-template.ts'
import type { ResponseView } from '@anlan/contract/response-view.ts'
import type { z } from 'zod'
import { isMatterInReach } from '../../../kernel/access/reach.ts'
import { reachOf } from '../../../kernel/http/app.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { areaFullName, bearerWords, findUnit } from '../../directory/api.ts'
import { followUpTitles } from '../command/end.ts'
import { satisfiesUpper } from '../rules.ts'
import type { Member, Response } from '../schema.ts'
import { scriptOf } from '../script/load.ts'
import { levelOf } from '../script/script.ts'
import { type Abilities, abilities } from './abilities.ts'
import { type LineRow, linesInReach, presentLine } from './lines.ts'
import { presentArrivals, presentBulletins, presentClues, presentTold } from './parts.ts'
import { tasksOf } from './tasks.ts'
import { noTimes, timesOf } from './times.ts'

/** One response with everything about it. */
export async function presentResponse(work: Work, id: string): Promise<z.output<typeof ResponseView>> {
  const row = await linesInReach(work).where('r.id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('not-found')
  const response: Response = row
  const able = abilities(work)
  const commands =
    (await able('response.command', row.room_unit_id)) || (await able('response.command', row.lead_unit_id))
  const script = await scriptOf(work, id)
  const members = await membersOf(work, id)
  const taskList = await tasksOf(work, response)
  const arrivals = await presentArrivals(work, able, response, commands)
  const followUps = await followUpsOf(work, id)
  const active = row.state === 'active'
  return {
    ...presentLine(row),
    templateName: levelOf(script, row.level)?.name ?? script.source.title,
    planId: row.plan_id,
    plan: row.plan_id
      ? {
          id: row.plan_id,
          title: row.plan_title ?? script.source.title,
          edition: row.plan_edition ?? 1,
          documentNumber: row.plan_number,
        }
      : null,
    ownerUnitName: (await findUnit(work.tx, row.owner_unit_id))?.name ?? '',
    levelChoices: script.levels
      .map(one => ({
        level: one.level,
        conditions: one.conditions,
        starters: one.starters.map(bearerWords),
        startersSaid: one.startersSaid,
      }))
      .sort((a, b) => b.level - a.level),
    headquartersName: script.command.name,
    areaName: row.area_code ? await areaFullName(work.tx, row.area_code) : '本县',
    measures: row.measures,
    expectedUntil: row.expected_until.toISOString(),
    headquartersPlace: row.headquarters_place,
    startedByName: row.started_by_name,
    starterPost: row.starter_post,
    starterRight: row.starter_right,
    ordered:
      row.ordered_by_name && row.ordered_at
        ? {
            name: row.ordered_by_name,
            post: row.ordered_by_post ?? '',
            at: row.ordered_at.toISOString(),
            how: row.ordered_how ?? '',
          }
        : null,
    endedByName: row.ended_by_name,
    endNote: row.end_note,
    eventVisible:
      row.event_id !== null &&
      (await isMatterInReach({ tx: work.tx, reach: reachOf(work.actor, 'event.read') }, row.event_id)),
    upper: upperOf(row),
    belowUpper: !satisfiesUpper(row.level, row.upper_county_at_least),
    levels: await levelsOf(work, id),
    command: members.filter(one => one.code === null && one.role !== 'commander').map(presentMember),
    commanders: members.filter(one => one.role === 'commander').map(presentMember),
    groups: await groupsOf(work, id, members),
    defects: [
      ...new Set([
        ...members.filter(one => one.defect).map(one => `${one.unit_name} ${one.post_name}：${one.defect}`.trim()),
        ...taskList
          .filter(one => one.defect && one.state !== 'cancelled')
          .map(one => `${one.number} ${one.title}：${one.defect}`),
      ]),
    ],
    taskList,
    arrivals,
    steps: await stepsOf(work, id),
    told: await presentTold(work, id),
    bulletins: await presentBulletins(work, response, commands),
    clues: await presentClues(work, id),
    closing: await closingOf(work, response),
    followUps,
    times: (await timesOf(work, [response.id])).get(response.id) ?? noTimes,
    may: {
      command: active && commands,
      end: active && commands,
      breakOff: active && commands && row.mode === 'exercise',
      checkIn: active && (await able('response.handle', work.actor.unitId)),
      followUp: await mayFollowUp(able, followUps, commands),
    },
  }
}

const upperOf = (row: LineRow) =>
  row.upper_unit_name && row.upper_level && row.upper_county_at_least && row.upper_noted_at
    ? {
        unitName: row.upper_unit_name,
        level: row.upper_level,
        countyAtLeast: row.upper_county_at_least,
        notedAt: row.upper_noted_at.toISOString(),
        note: row.upper_note ?? '',
      }
    : null

async function levelsOf(work: Work, id: string) {
  const rows = await work.tx
    .selectFrom('response_level')
    .selectAll()
    .where('response_id', '=', id)
    .orderBy('at')
    .execute()
  return rows.map(one => ({
    from: one.from_level,
    to: one.to_level,
    reason: one.reason,
    at: one.at.toISOString(),
    byName: one.by_name,
  }))
}

const membersOf = (work: Work, id: string): Promise<Member[]> =>
  work.tx.selectFrom('response_member').selectAll().where('response_id', '=', id).orderBy('sort').execute()

const presentMember = (one: Member) => ({
  role: one.role,
  unitId: one.unit_id,
  unitName: one.unit_name,
  personName: one.person_name,
  postName: one.post_name,
  phone: one.phone,
  defect: one.defect,
})

async function groupsOf(work: Work, id: string, members: Member[]) {
  const groups = await work.tx
    .selectFrom('response_group')
    .selectAll()
    .where('response_id', '=', id)
    .orderBy('sort')
    .execute()
  // The usual groups in their usual order, those of a plan as the plan has them.
  const order = Object.keys(groupNames)
  const rank = (code: string) => (order.includes(code) ? order.indexOf(code) : order.length)
  return groups
    .sort((a, b) => rank(a.code) - rank(b.code) || a.sort - b.sort)
    .map(group => ({
      code: group.code,
      name: group.name || groupNames[group.code as keyof typeof groupNames] || group.code,
      duties: group.duties,
      stoodDownAt: group.stood_down_at?.toISOString() ?? null,
      members: members
        .filter(one => one.code === group.code)
        .sort((a, b) => Number(a.role !== 'lead') - Number(b.role !== 'lead'))
        .map(presentMember),
    }))
}

async function stepsOf(work: Work, id: string) {
  const rows = await work.tx.selectFrom('response_scene_step').selectAll().where('response_id', '=', id).execute()
  return (Object.keys(sceneSteps) as SceneStep[]).map(step => {
    const row = rows.find(one => one.step === step)
    return {
      step,
      ownerName: row?.owner_name ?? null,
      at: row?.at.toISOString() ?? null,
      note: row?.note ?? null,
      byName: row?.by_name ?? null,
    }
  })
}

async function closingOf(work: Work, response: Response) {
  const rows = await work.tx.selectFrom('response_closing').selectAll().where('response_id', '=', response.id).execute()
  return response.closing.map(condition => {
    const row = rows.find(one => one.code === condition.code)
    return {
      ...condition,
      metAt: row?.met_at.toISOString() ?? null,
      note: row?.note ?? null,
      byName: row?.by_name ?? null,
    }
  })
}

async function followUpsOf(work: Work, id: string) {
  const rows = await work.tx
    .selectFrom('obligation as o')
    .innerJoin('unit as u', 'u.id', 'o.owed_by_unit_id')
    .selectAll('o')
    .select('u.name as unit_name')
    .where('o.matter_id', '=', id)
    .where('o.kind', 'in', Object.keys(followUpTitles))
    .orderBy('o.due_at')
    .execute()
  return rows.map(one => ({
    kind: one.kind,
    title: one.title,
    dueAt: one.due_at.toISOString(),
    metAt: one.satisfied_at?.toISOString() ?? null,
    unitName: one.unit_name,
    unitId: one.owed_by_unit_id,
    overdue: !one.satisfied_at && !one.cancelled_at && one.due_at < work.now,
  }))
}

async function mayFollowUp(able: Abilities, open: { unitId: string; metAt: string | null }[], commands: boolean) {
  const left = open.filter(one => !one.metAt)
  if (left.length === 0) return false
  if (commands) return true
  for (const one of left) if (await able('response.handle', one.unitId)) return true
  return false
}
