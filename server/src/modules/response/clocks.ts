import type { RuleSource } from '@anlan/contract/codec.ts'
import { sql } from 'kysely'
import type { RecordedFact } from '../../kernel/module.ts'
import { ours, settingOf } from '../../kernel/setting-rows.ts'
import { recordFact, scheduleTask, type Work } from '../../kernel/work/work.ts'
import { shanghaiMinute } from '../calendar/api.ts'
import { findUnit } from '../directory/api.ts'
import { sendNotice } from '../notice/api.ts'
import {
  dischargeObligations,
  findObligation,
  type NewObligation,
  type Obligation,
  openObligation,
  openObligations,
} from '../obligation/api.ts'
import { groupLead, markOf, matterOf, minutesAfter, nameOf, noticeOf } from './reach.ts'
import type { Response, Task } from './schema.ts'
import { escalateMinutes } from './settings.ts'

/** Kinds of obligation of this module. */
export const clockKinds = {
  accept: 'response-accept',
  done: 'response-done',
  /** A continuous task reports again. */
  report: 'response-report',
  assembly: 'response-assembly',
  nextWord: 'response-next-word',
  clue: 'response-clue',
  filing: 'response-filing',
  specialReport: 'response-special-report',
} as const

/** Clocks of a task. */
export const taskClocks: string[] = [clockKinds.accept, clockKinds.done, clockKinds.report]
const whatOf = (clock: Obligation) =>
  clock.kind === clockKinds.accept ? 'accept' : clock.kind === clockKinds.done ? 'done' : 'report'

const source = (words: string): RuleSource => ({ ...ours, name: `指挥处置时限：${words}` })

type Wanted = Pick<NewObligation, 'kind' | 'ruleCode' | 'title' | 'owedBy' | 'basis' | 'dueAt' | 'source'> &
  Partial<Pick<NewObligation, 'owedTo' | 'person' | 'limitMinutes' | 'clock' | 'startedAt' | 'ownReminder'>>

/** Starts a clock about a response; in an exercise its title says so. */
export const openClock = (work: Work, response: Response, wanted: Wanted) =>
  openObligation(work, clockAbout(work, response, wanted))

const clockAbout = (work: Work, response: Response, wanted: Wanted): NewObligation => ({
  matterId: response.id,
  matterTitle: nameOf(response),
  link: `/responses/${response.id}`,
  medium: 'any',
  clock: 'received',
  startedAt: work.now,
  limitMinutes: null,
  soft: false,
  owedTo: response.room_unit_id,
  ...wanted,
  exercise: response.mode === 'exercise',
  title: markOf(response) + wanted.title,
})

const basisOf = (task: Pick<Task, 'id' | 'rounds'>) => `${task.id}/${task.rounds}`

const acceptClock = (work: Work, task: Task): Wanted => ({
  kind: clockKinds.accept,
  ruleCode: 'RS-01',
  title: `签收任务：${task.number} ${task.title}`,
  owedBy: task.unit_id,
  person: task.person_id,
  basis: basisOf(task),
  dueAt: minutesAfter(work.now, task.accept_minutes),
  limitMinutes: task.accept_minutes,
  source: source(`任务签收 ${task.accept_minutes} 分钟`),
})

/** Until done; of a continuous task, until its next report. */
const doneClock = (work: Work, task: Task, dueAt: Date): Wanted => ({
  owedBy: task.unit_id,
  person: task.person_id,
  dueAt,
  limitMinutes: Math.round((dueAt.getTime() - work.now.getTime()) / 60_000),
  ...(task.continuous
    ? {
        kind: clockKinds.report,
        ruleCode: 'RS-10',
        title: `报告进展：${task.number} ${task.title}`,
        basis: `${basisOf(task)}/${work.now.toISOString()}`,
        source: source('持续任务定时报告'),
      }
    : {
        kind: clockKinds.done,
        ruleCode: 'RS-02',
        title: `完成任务：${task.number} ${task.title}`,
        basis: basisOf(task),
        source: source('任务完成'),
      }),
})

/** Starts the clocks of tasks; the answer says by task which one asks to take it up. Without `dueAt` only that one starts. */
export async function openTaskClocks(
  work: Work,
  response: Response,
  tasks: { task: Task; dueAt: Date | null }[],
): Promise<Map<string, string>> {
  const wanted = tasks.flatMap(({ task, dueAt }) => [
    acceptClock(work, task),
    ...(dueAt ? [doneClock(work, task, dueAt)] : []),
  ])
  const opened = await openObligations(
    work,
    wanted.map(one => clockAbout(work, response, one)),
  )
  return new Map(
    opened.flatMap(one => (one?.kind === clockKinds.accept ? [[one.basis.split('/')[0] ?? '', one.id]] : [])),
  )
}

export const openDoneClock = (work: Work, response: Response, task: Task, dueAt: Date) =>
  openClock(work, response, doneClock(work, task, dueAt))

/** The clocks of some tasks of a response, oldest first. */
export async function clocksOf(work: Work, responseId: string, tasks: { id: string }[]): Promise<Obligation[]> {
  const ids = tasks.map(task => task.id)
  return work.tx
    .selectFrom('obligation')
    .selectAll()
    .where('matter_id', '=', responseId)
    .where(sql<boolean>`split_part(basis, '/', 1) = any(${ids}::text[])`)
    .orderBy('opened_at')
    .execute()
}

export const runningClock = async (work: Work, task: Pick<Task, 'id' | 'response_id'>, kind: string) =>
  (await clocksOf(work, task.response_id, [task])).find(
    one => one.kind === kind && !one.satisfied_at && !one.cancelled_at,
  )

export async function discharge(work: Work, task: Task, kind: string, by: string): Promise<void> {
  const clock = await runningClock(work, task, kind)
  if (clock) await dischargeObligations(work, { matterId: task.response_id, id: clock.id, at: work.now, by })
}

/** A task was not taken up, or not finished, in time: on the timeline, and to the lead of its group; later to the commander. Once. */
export async function noteOverdue(work: Work, fact: RecordedFact): Promise<void> {
  const found = await overdueTask(work, fact.subjectId)
  if (!found) return
  const { clock, task, response } = found
  const kind = `response-overdue/${clock.id}`
  const already = await work.tx.selectFrom('notice').select('id').where('kind', '=', kind).executeTakeFirst()
  if (already) return
  const what = whatOf(clock)
  recordFact(
    work,
    'response.task-overdue',
    response.id,
    { task: task.id, number: task.number, title: task.title, unit: task.unit_id, what, dueAt: clock.due_at },
    { matter: matterOf(response), chain: response.room_unit_id },
  )
  const lead = await groupLead(work, task)
  await tellOverdue(work, found, kind, [lead && lead !== task.unit_id ? lead : response.room_unit_id])
  scheduleTask(work, 'response.escalate', clock.id, minutesAfter(work.now, await settingOf(work, escalateMinutes)))
}

/** Still not done: the commander hears. Runs as the due task `response.escalate`. */
export async function escalate(work: Work, clockId: string): Promise<void> {
  const found = await overdueTask(work, clockId)
  if (!found) return
  const { clock, task, response } = found
  const commanders = await work.tx
    .selectFrom('response_member')
    .selectAll()
    .where('response_id', '=', response.id)
    .where('role', '=', 'commander')
    .execute()
  recordFact(
    work,
    'response.task-escalated',
    response.id,
    {
      task: task.id,
      number: task.number,
      title: task.title,
      unit: task.unit_id,
      what: whatOf(clock),
      to: commanders.map(one => one.person_name),
    },
    { matter: matterOf(response), chain: response.room_unit_id },
  )
  const people = commanders.flatMap(one =>
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
  await tellOverdue(work, found, `response-escalated/${clock.id}`, [response.room_unit_id], people)
}

async function overdueTask(work: Work, clockId: string) {
  const clock = await findObligation(work, clockId)
  if (!clock || clock.satisfied_at || clock.cancelled_at) return null
  if (!taskClocks.includes(clock.kind)) return null
  const task = await work.tx
    .selectFrom('response_task')
    .selectAll()
    .where('id', '=', clock.basis.split('/')[0] ?? '')
    .executeTakeFirst()
  const response =
    task &&
    (await work.tx.selectFrom('response').selectAll().where('id', '=', task.response_id).executeTakeFirstOrThrow())
  return task && response ? { clock, task, response } : null
}

async function tellOverdue(
  work: Work,
  { clock, task, response }: { clock: Obligation; task: Task; response: Response },
  kind: string,
  to: string[],
  people: Parameters<typeof sendNotice>[1]['people'] = [],
) {
  const unit = await findUnit(work.tx, task.unit_id)
  const what = { accept: '未签收任务', done: '未完成任务', report: '未报告进展' }[whatOf(clock)]
  await sendNotice(
    work,
    noticeOf(response, {
      kind,
      title: `${unit?.name ?? ''}${what}：${task.number} ${task.title}`,
      body: `${nameOf(response)}\n应于 ${shanghaiMinute(clock.due_at)} 前办理，已超时。请督促或改派。`,
      matterId: response.id,
      urgent: true,
      to,
      people,
      channels: people.length > 0 ? ['inApp', 'phone'] : ['inApp'],
      stepUpMinutes: 0,
    }),
  )
}
