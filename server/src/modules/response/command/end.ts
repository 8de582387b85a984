import type { EndResponse, FinishFollowUp, TickClosing } from '@anlan/contract/response.ts'
import { responseTopics } from '@anlan/contract/response-template.ts'
import type { z } from 'zod'
import { isUnitInReach } from '../../../kernel/access/reach.ts'
import { Problem } from '../../../kernel/problem.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { unitOfFunction } from '../../directory/api.ts'
import { cancelObligations, dischargeObligations } from '../../obligation/api.ts'
import { clockKinds, openClock } from '../clocks.ts'
import { attachFiles } from '../files.ts'
import { assertActive, matterOf, minutesAfter, responseToCommand, visibleResponse } from '../reach.ts'
import { readEventState } from '../reading/event-so-far.ts'
import { isOpenTask, participationBecause } from '../rules.ts'
import type { Response } from '../schema.ts'
import { scriptOf } from '../script/load.ts'
import { filingDays, specialReportDays } from '../settings.ts'
import { cancelTasks } from '../tasks/judge.ts'
import { authorityFor, orderedFields } from './authority.ts'
import { groundOf } from './ground.ts'
import { tellUnits } from './tell-leaders.ts'

/** One of the conditions for ending was looked into and holds. */
export async function tickClosing(
  work: Work,
  id: string,
  code: string,
  input: z.output<typeof TickClosing>,
): Promise<void> {
  const response = await responseToCommand(work, id)
  assertActive(response)
  const condition = response.closing.find(one => one.code === code)
  if (!condition) throw new Problem('not-found')
  const written = await work.tx
    .insertInto('response_closing')
    .values({ response_id: id, code, met_at: work.now, note: input.note, by_name: work.actor.name })
    .onConflict(conflict => conflict.doNothing())
    .returning('code')
    .executeTakeFirst()
  if (!written) throw new Problem('conflict', { detail: '该条件已核实' })
  recordFact(
    work,
    'response.closing-met',
    id,
    { name: condition.name, note: input.note },
    { matter: matterOf(response) },
  )
}

/**
 * 终止响应, by the authority that may start this level (突发事件应对法 第八十六条): every condition looked into, the county's taking part on record where it is
 * owed, open tasks withdrawn with a reason. Follow-ups open with it.
 */
export async function endResponse(work: Work, id: string, input: z.output<typeof EndResponse>): Promise<void> {
  const response = await responseToCommand(work, id)
  assertActive(response)
  const authority = await authorityFor(
    work,
    await scriptOf(work, id),
    response.level,
    await groundOf(work, response),
    input.ordered,
  )
  await assertConditions(work, response)
  if (response.upper_county_at_least !== null)
    throw new Problem('response/below-upper', { detail: `${response.upper_unit_name}的响应尚未终止` })
  await assertParticipated(work, response)
  const tasks = await work.tx.selectFrom('response_task').selectAll().where('response_id', '=', id).execute()
  const open = tasks.filter(task => isOpenTask(task.state))
  if (open.length > 0 && !input.openTasksReason)
    throw new Problem('response/tasks-open', { detail: open.map(task => `${task.number} ${task.title}`).join('；') })
  await cancelTasks(work, response, open, `响应终止：${input.openTasksReason}`)
  await cancelObligations(work, { matterId: id }, '响应终止')
  const ended = await work.tx
    .updateTable('response')
    .set({ state: 'ended', ended_at: work.now, ended_by_name: work.actor.name, end_note: input.note })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  recordFact(
    work,
    'response.ended',
    id,
    { note: input.note, exercise: response.mode === 'exercise', ...orderedFields(authority) },
    { matter: matterOf(response) },
  )
  await tellUnits(work, ended, `终止${responseTopics[response.topic]}响应`, input.note)
  if (ended.mode === 'real') await openFollowUps(work, ended)
}

async function assertConditions(work: Work, response: Response) {
  const met = await work.tx
    .selectFrom('response_closing')
    .select('code')
    .where('response_id', '=', response.id)
    .execute()
  const missing = response.closing.filter(one => !met.some(row => row.code === one.code))
  if (missing.length > 0)
    throw new Problem('response/conditions-open', { detail: missing.map(one => one.name).join('；') })
}

/** 一般以上或敏感 events: how the county took part is written down before the response ends (W184). */
async function assertParticipated(work: Work, response: Response) {
  if (!response.event_id || response.mode === 'exercise') return
  const event = await readEventState(work, response.event_id)
  const because = participationBecause(event.level, event.sensitive)
  if (!because) return
  const written = await work.tx
    .selectFrom('response_participation')
    .select('id')
    .where('event_id', '=', response.event_id)
    .executeTakeFirst()
  if (!written)
    throw new Problem('response/participation-missing', { detail: `${because}应有县级参与处置记录，请先在事件页登记` })
}

export const followUpTitles: Record<string, string> = {
  [clockKinds.filing]: '县政府应急处置决定、命令报县人大常委会备案',
  [clockKinds.specialReport]: '应急处置工作结束后向县人大常委会作专项报告',
}

/** 突发事件应对法 第二十五条: decisions and orders are filed, and the special report is made after the event. */
async function openFollowUps(work: Work, response: Response) {
  const office = (await unitOfFunction(work.tx, 'governmentOffice'))?.id ?? response.room_unit_id
  for (const [kind, rule, days] of [
    [clockKinds.filing, 'RS-04', await settingOf(work, filingDays)],
    [clockKinds.specialReport, 'RS-05', await settingOf(work, specialReportDays)],
  ] as const)
    await openClock(work, response, {
      kind,
      ruleCode: rule,
      title: followUpTitles[kind] ?? '',
      owedBy: office,
      owedTo: null,
      clock: 'ended',
      basis: response.id,
      dueAt: minutesAfter(work.now, days * 1440),
      limitMinutes: days * 1440,
      source: {
        name: '《中华人民共和国突发事件应对法》',
        article: `第二十五条；${days} 日为产品默认`,
        confidence: '设计',
      },
    })
}

/** A follow-up is done, with its paper. For the unit that owes it and whoever commanded. */
export async function finishFollowUp(
  work: Work,
  id: string,
  kind: string,
  input: z.output<typeof FinishFollowUp>,
): Promise<void> {
  const response = await visibleResponse(work, id)
  const title = followUpTitles[kind]
  const owed = await work.tx
    .selectFrom('obligation')
    .select('owed_by_unit_id')
    .where('matter_id', '=', id)
    .where('kind', '=', kind)
    .executeTakeFirst()
  if (!title || !owed) throw new Problem('not-found')
  const may = (await isUnitInReach(work, owed.owed_by_unit_id)) || (await isUnitInReach(work, response.room_unit_id))
  if (!may) throw new Problem('not-found')
  const done = await dischargeObligations(work, {
    matterId: id,
    kinds: [kind],
    at: work.now,
    by: input.note.slice(0, 100),
  })
  if (done.length === 0) throw new Problem('obligation/already-settled')
  const fact = recordFact(
    work,
    'response.followed-up',
    id,
    { title, kind, note: input.note },
    { matter: matterOf(response) },
  )
  await attachFiles(work, id, input.id ?? fact, input.fileIds)
}
