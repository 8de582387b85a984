import { sql } from 'kysely'
import type { RecordedFact } from '../../../kernel/module.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { shanghaiMinute } from '../../calendar/api.ts'
import { sendNotice } from '../../notice/api.ts'
import { findObligation } from '../../obligation/api.ts'
import { minutesAfter, nameOf, noticeOf, openClock, type Response } from '../../response/api.ts'
import { recordInRoom } from '../ground.ts'
import type { Entry } from '../schema.ts'
import { clockSource, ringMinutes } from '../settings.ts'

export const parClock = 'command-par'
export const limitClock = 'command-limit'

/** Until the next confirmation; owed by the unit of those inside, or by the duty room for people of no unit. */
export const openParClock = (work: Work, response: Response, entry: Entry, from: Date) =>
  openClock(work, response, {
    kind: parClock,
    ruleCode: 'CR-02',
    title: `安全确认：${entry.name}（${entry.place}，${entry.people} 人）`,
    owedBy: entry.unit_id ?? response.room_unit_id,
    basis: `${entry.id}/${from.toISOString()}`,
    startedAt: from,
    dueAt: minutesAfter(from, entry.par_minutes),
    limitMinutes: entry.par_minutes,
    ownReminder: true,
    source: clockSource(`安全确认每 ${entry.par_minutes} 分钟`),
  })

export const openLimitClock = (work: Work, response: Response, entry: Entry) =>
  openClock(work, response, {
    kind: limitClock,
    ruleCode: 'CR-03',
    title: `撤出危险区域：${entry.name}（${entry.place}，${entry.people} 人）`,
    owedBy: entry.unit_id ?? response.room_unit_id,
    basis: entry.id,
    startedAt: entry.entered_at,
    dueAt: minutesAfter(entry.entered_at, entry.limit_minutes),
    limitMinutes: entry.limit_minutes,
    ownReminder: true,
    source: clockSource(`最长停留 ${entry.limit_minutes} 分钟`),
  })

/** Ids of the open clocks of those inside. */
export const clocksOfEntry = async (work: Work, entry: Entry, kind?: string): Promise<string[]> =>
  (
    await work.tx
      .selectFrom('obligation')
      .select('id')
      .where('matter_id', '=', entry.response_id)
      .where('kind', 'in', kind ? [kind] : [parClock, limitClock])
      .where(sql<boolean>`split_part(basis, '/', 1) = ${entry.id}`)
      .where('satisfied_at', 'is', null)
      .execute()
  ).map(one => one.id)

/** A confirmation did not come, or somebody stays too long: it rings with whoever commands, and the commander on scene is called. Once. */
export async function ringOverdue(work: Work, fact: RecordedFact): Promise<void> {
  const clock = await findObligation(work, fact.subjectId)
  if (!clock || clock.satisfied_at || clock.cancelled_at || ![parClock, limitClock].includes(clock.kind)) return
  const entry = await work.tx
    .selectFrom('command_entry')
    .selectAll()
    .where('id', '=', clock.basis.split('/')[0] ?? '')
    .executeTakeFirst()
  const kind = `command-ring/${clock.id}`
  const rung = await work.tx.selectFrom('notice').select('id').where('kind', '=', kind).executeTakeFirst()
  if (!entry || entry.out_at || rung) return
  const response = await work.tx
    .selectFrom('response')
    .selectAll()
    .where('id', '=', entry.response_id)
    .executeTakeFirstOrThrow()
  const what = clock.kind === limitClock ? 'limit' : 'par'
  recordInRoom(
    work,
    response,
    'command.safety-overdue',
    { what, name: entry.name, people: entry.people, place: entry.place, dueAt: clock.due_at },
    response.room_unit_id,
  )
  await sendNotice(
    work,
    noticeOf(response, {
      kind,
      title: `${what === 'limit' ? '超时未撤出' : '未按时安全确认'}：${entry.name} ${entry.people} 人（${entry.place}）`,
      body: `${nameOf(response)}\n${shanghaiMinute(entry.entered_at)} 进入，应于 ${shanghaiMinute(clock.due_at)} 前${what === 'limit' ? '撤出' : '确认安全'}。请立即联系，联系不上的按人员遇险处置。`,
      matterId: response.id,
      urgent: true,
      to: [...new Set([response.room_unit_id, response.lead_unit_id])],
      people: await commandersOf(work, response.id),
      channels: ['inApp', 'phone'],
      stepUpMinutes: await settingOf(work, ringMinutes),
    }),
  )
}

async function commandersOf(work: Work, responseId: string) {
  const rows = await work.tx
    .selectFrom('response_member')
    .selectAll()
    .where('response_id', '=', responseId)
    .where('role', '=', 'commander')
    .execute()
  return rows.flatMap(one =>
    one.unit_id && one.person_id
      ? [
          {
            unitId: one.unit_id,
            unitName: one.unit_name,
            personId: one.person_id,
            personName: one.person_name,
            postName: one.post_name,
            phone: one.phone,
          },
        ]
      : [],
  )
}

/** The response has ended and its clocks with it; those still inside go on being counted. In an exercise nobody is in danger. */
export async function goOnCounting(work: Work, fact: RecordedFact): Promise<void> {
  const inside = await work.tx
    .selectFrom('command_entry')
    .selectAll()
    .where('response_id', '=', fact.subjectId)
    .where('out_at', 'is', null)
    .execute()
  if (inside.length === 0) return
  const response = await work.tx
    .selectFrom('response')
    .selectAll()
    .where('id', '=', fact.subjectId)
    .executeTakeFirstOrThrow()
  if (response.mode === 'exercise') return
  for (const entry of inside)
    if ((await runningOf(work, entry)).length === 0) await openParClock(work, response, entry, fact.at)
}

const runningOf = async (work: Work, entry: Entry) =>
  work.tx
    .selectFrom('obligation')
    .select('id')
    .where('matter_id', '=', entry.response_id)
    .where('kind', '=', parClock)
    .where(sql<boolean>`split_part(basis, '/', 1) = ${entry.id}`)
    .where('satisfied_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .execute()
