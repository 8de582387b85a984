import { randomUUID } from 'node:crypto'
import type { ConfirmSafe, EnterZone, LeaveZone, LiftWithdrawal, OrderWithdrawal } from '@anlan/contract/command.ts'
import type { z } from 'zod'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { isAhead, keptAt } from '../../../kernel/work/instants.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { findUnit } from '../../directory/api.ts'
import { sendNotice } from '../../notice/api.ts'
import { dischargeObligations } from '../../obligation/api.ts'
import {
  assertActive,
  joinUnits,
  minutesAfter,
  nameOf,
  noticeOf,
  type Response,
  responseToCommand,
  visibleResponse,
} from '../../response/api.ts'
import { assertActsFor, recordInRoom, responseToReport } from '../ground.ts'
import type { Entry } from '../schema.ts'
import { parMinutes, ringMinutes } from '../settings.ts'
import { clocksOfEntry, openLimitClock, openParClock, parClock } from './safety-clocks.ts'

/** 进入危险区域: from now on they confirm that they are safe every so often, and are out by the limit. */
export async function enterZone(work: Work, responseId: string, input: z.output<typeof EnterZone>): Promise<string> {
  const response = await responseToReport(work, responseId)
  assertActive(response)
  if (await withdrawalInForce(work, responseId))
    throw new Problem('command/withdrawal', { detail: '撤离命令有效，解除前任何人不得进入危险区域' })
  if (input.unitId && !(await findUnit(work.tx, input.unitId)))
    throw fieldProblem('directory/unknown-unit', '/unitId', '所属单位', '单位不在机构名录中')
  await assertActsFor(work, response, [input.unitId ?? work.actor.unitId])
  const at = input.enteredAt ?? work.now
  if (isAhead(at, work.now) || at < response.started_at)
    throw fieldProblem('event/time-order', '/enteredAt', '进入时间', '进入时间应在响应启动与现在之间')
  const every = input.parMinutes ?? (await settingOf(work, parMinutes))
  const enteredAt = keptAt(at, work.now)
  const entry = await work.tx
    .insertInto('command_entry')
    .values({
      id: input.id ?? randomUUID(),
      response_id: responseId,
      name: input.name,
      unit_id: input.unitId,
      people: input.people,
      place: input.place,
      entered_at: enteredAt,
      limit_minutes: input.limitMinutes,
      par_minutes: every,
      next_par_at: minutesAfter(enteredAt, every),
      last_par_at: null,
      entered_by_unit_id: work.actor.unitId,
      out_at: null,
      out_people: null,
      out_note: '',
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  if (entry.unit_id) await joinUnits(work, response, [entry.unit_id], '现场作业单位')
  await openParClock(work, response, entry, enteredAt)
  await openLimitClock(work, response, entry)
  recordInRoom(work, response, 'command.entered', { ...told(entry), at: enteredAt, limitMinutes: entry.limit_minutes })
  return responseId
}

const told = (entry: Entry) => ({ name: entry.name, people: entry.people, place: entry.place, unit: entry.unit_id })

async function insideNow(work: Work, id: string): Promise<{ entry: Entry; response: Response }> {
  const entry = await work.tx
    .selectFrom('command_entry')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!entry) throw new Problem('not-found')
  const response = await visibleResponse(work, entry.response_id)
  await assertActsFor(work, response, [entry.unit_id, entry.entered_by_unit_id])
  if (entry.out_at) throw new Problem('command/state', { detail: `${entry.name}已登记撤出` })
  return { entry, response }
}

/** 安全确认 (PAR): all counted; fewer than went in is said to whoever commands at once. The clock starts anew. */
export async function confirmSafe(work: Work, id: string, input: z.output<typeof ConfirmSafe>): Promise<string> {
  const { entry, response } = await insideNow(work, id)
  if (input.people > entry.people)
    throw fieldProblem('invalid-input', '/people', '安全人数', `安全人数不能多于进入的 ${entry.people} 人`)
  if (input.people < entry.people && !input.note)
    throw fieldProblem(
      'invalid-input',
      '/note',
      '说明',
      `进入 ${entry.people} 人，只确认 ${input.people} 人，请说明其余人员情况`,
    )
  const next = await work.tx
    .updateTable('command_entry')
    .set({ last_par_at: work.now, next_par_at: minutesAfter(work.now, entry.par_minutes) })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  await dischargeObligations(work, {
    matterId: response.id,
    ids: await clocksOfEntry(work, entry, parClock),
    at: work.now,
    by: `${work.actor.name}安全确认`,
  })
  await openParClock(work, response, next, work.now)
  recordInRoom(work, response, 'command.confirmed-safe', { ...told(entry), people: input.people, note: input.note })
  if (input.people < entry.people)
    await alarm(
      work,
      response,
      `${entry.name}只确认 ${input.people}/${entry.people} 人安全（${entry.place}）`,
      input.note,
    )
  return response.id
}

/** 撤出: who is not out of those who went in is said at once. Possible after the end of the response, too. */
export async function leaveZone(work: Work, id: string, input: z.output<typeof LeaveZone>): Promise<string> {
  const { entry, response } = await insideNow(work, id)
  const missing = entry.people - input.people
  if (missing < 0)
    throw fieldProblem('invalid-input', '/people', '撤出人数', `撤出人数不能多于进入的 ${entry.people} 人`)
  if (missing > 0 && !input.note)
    throw fieldProblem(
      'invalid-input',
      '/note',
      '说明',
      `尚有 ${missing} 人未撤出，请说明情况；仍在作业的请另行登记进入`,
    )
  await work.tx
    .updateTable('command_entry')
    .set({ out_at: work.now, out_people: input.people, out_note: input.note })
    .where('id', '=', id)
    .execute()
  await dischargeObligations(work, {
    matterId: response.id,
    ids: await clocksOfEntry(work, entry),
    at: work.now,
    by: `${work.actor.name}登记撤出`,
  })
  recordInRoom(work, response, 'command.left', { ...told(entry), people: input.people, missing, note: input.note })
  if (missing > 0) await alarm(work, response, `${entry.name}尚有 ${missing} 人未撤出（${entry.place}）`, input.note)
  return response.id
}

const alarm = async (work: Work, response: Response, title: string, body: string) =>
  sendNotice(
    work,
    noticeOf(response, {
      kind: 'command-safety',
      title,
      body: `${nameOf(response)}\n${body}`,
      matterId: response.id,
      urgent: true,
      to: [...new Set([response.room_unit_id, response.lead_unit_id])],
      channels: ['inApp'],
      stepUpMinutes: await settingOf(work, ringMinutes),
    }),
  )

const withdrawalInForce = (work: Work, responseId: string) =>
  work.tx
    .selectFrom('command_withdrawal')
    .select('id')
    .where('response_id', '=', responseId)
    .where('lifted_at', 'is', null)
    .executeTakeFirst()

/** 撤离命令: life is in danger, all come out now (SAE708 22). Nobody goes in until it is lifted; the units of those inside confirm it. */
export async function orderWithdrawal(
  work: Work,
  responseId: string,
  input: z.output<typeof OrderWithdrawal>,
): Promise<string> {
  const response = await responseToCommand(work, responseId)
  assertActive(response)
  if (await withdrawalInForce(work, responseId)) throw new Problem('command/state', { detail: '撤离命令已下达' })
  await work.tx
    .insertInto('command_withdrawal')
    .values({
      id: input.id ?? randomUUID(),
      response_id: responseId,
      reason: input.reason,
      ordered_at: work.now,
      ordered_by_name: work.actor.name,
      lifted_at: null,
      lifted_by_name: null,
    })
    .execute()
  recordInRoom(work, response, 'command.withdrawal-ordered', { reason: input.reason })
  await tellInside(work, response, '撤离命令：立即撤出危险区域', input.reason)
  return responseId
}

export async function liftWithdrawal(work: Work, id: string, input: z.output<typeof LiftWithdrawal>): Promise<string> {
  const row = await work.tx.selectFrom('command_withdrawal').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('not-found')
  const response = await responseToCommand(work, row.response_id)
  const lifted = await work.tx
    .updateTable('command_withdrawal')
    .set({ lifted_at: work.now, lifted_by_name: work.actor.name })
    .where('id', '=', id)
    .where('lifted_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!lifted) throw new Problem('command/state', { detail: '撤离命令已解除' })
  recordInRoom(work, response, 'command.withdrawal-lifted', { note: input.note })
  await tellInside(work, response, '撤离命令已解除', input.note)
  return response.id
}

/** Units of those who are inside, those who sent them in, and whoever commands. */
async function tellInside(work: Work, response: Response, title: string, body: string) {
  const inside = await work.tx
    .selectFrom('command_entry')
    .select(['unit_id', 'entered_by_unit_id'])
    .where('response_id', '=', response.id)
    .where('out_at', 'is', null)
    .execute()
  const to = inside.flatMap(one => [one.unit_id, one.entered_by_unit_id].filter(id => id !== null))
  await sendNotice(
    work,
    noticeOf(response, {
      kind: 'command-withdrawal',
      title,
      body: `${nameOf(response)}\n${body}`,
      matterId: response.id,
      urgent: true,
      to: [...new Set([response.room_unit_id, response.lead_unit_id, ...to])],
      channels: ['inApp'],
      stepUpMinutes: await settingOf(work, ringMinutes),
    }),
  )
}
