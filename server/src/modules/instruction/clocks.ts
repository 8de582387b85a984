import { randomUUID } from 'node:crypto'
import type { RuleSource } from '@anlan/contract/codec.ts'
import type { RecordedFact } from '../../kernel/module.ts'
import { fieldProblem } from '../../kernel/problem.ts'
import { ours, settingOf } from '../../kernel/setting-rows.ts'
import { recordFact, scheduleTask, type Work } from '../../kernel/work/work.ts'
import { addDays, daysBetween, shanghaiDay, shanghaiInstant, shanghaiMinute } from '../calendar/api.ts'
import { sendNotice } from '../notice/api.ts'
import { findObligation, type NewObligation, type Obligation, openObligation } from '../obligation/api.ts'
import { matterOf, nameOf } from './reach.ts'
import { defaultLimit, lastWorkday, urgeAt } from './rules.ts'
import type { Assignment, Instruction } from './schema.ts'
import {
  fairlyUrgentDays,
  inEventMinutes,
  officeClosesAt,
  otherDays,
  signMinutes,
  urgentHours,
  urgeSharePercent,
  urgeStepUpMinutes,
} from './settings.ts'

/** Kinds of obligation of this module. */
export const clockKinds = {
  receive: 'instruction-receive',
  tell: 'instruction-tell',
  sign: 'instruction-sign',
  feedback: 'instruction-feedback',
  answerUp: 'instruction-answer-up',
} as const

/** A limit as an instant, with the rule it follows. */
export interface Due {
  dueAt: Date
  minutes: number | null
  rule: string
  source: RuleSource
}

/** The leader's own deadline, or the limit that follows from event and urgency, from now on. A deadline that has passed is refused. */
export async function dueOf(
  work: Work,
  instruction: Pick<Instruction, 'event_id' | 'urgency' | 'deadline'>,
  given: Date | null,
): Promise<Due> {
  if (given && given <= work.now) throw fieldProblem('event/time-order', '/deadline', '反馈期限', '反馈期限应晚于现在')
  // What the leader set and has passed meanwhile cannot start a clock any more.
  const deadline = given ?? (instruction.deadline && instruction.deadline > work.now ? instruction.deadline : null)
  if (deadline)
    return {
      dueAt: deadline,
      minutes: Math.round((deadline.getTime() - work.now.getTime()) / 60_000),
      rule: 'IN-06',
      source: { name: '批示要求的期限', article: '', confidence: '确' },
    }
  const limit = defaultLimit(await isInEvent(work, instruction.event_id), instruction.urgency, {
    inEventMinutes: await settingOf(work, inEventMinutes),
    urgentHours: await settingOf(work, urgentHours),
    fairlyUrgentDays: await settingOf(work, fairlyUrgentDays),
    otherDays: await settingOf(work, otherDays),
  })
  const source: RuleSource = { name: `批示办理时限：${limit.words}`, article: '', confidence: '设计' }
  if ('minutes' in limit)
    return { dueAt: later(work.now, limit.minutes), minutes: limit.minutes, rule: limit.rule, source }
  return { dueAt: await endOfWorkday(work, limit.workdays), minutes: null, rule: limit.rule, source }
}

const later = (from: Date, minutes: number) => new Date(from.getTime() + minutes * 60_000)

async function isInEvent(work: Work, eventId: string | null): Promise<boolean> {
  if (!eventId) return false
  const event = await work.tx.selectFrom('emergency_event').select('state').where('id', '=', eventId).executeTakeFirst()
  return event?.state === 'open'
}

async function endOfWorkday(work: Work, workdays: number): Promise<Date> {
  const first = addDays(shanghaiDay(work.now), 1)
  // No run of holidays is longer than a fortnight: twice the days and three weeks always reach.
  const days = await daysBetween(work.tx, first, addDays(first, workdays * 2 + 21))
  const last = lastWorkday(days, workdays)
  if (!last) throw new Error(`no ${workdays} working days after ${first}`)
  return shanghaiInstant(last, `${String(await settingOf(work, officeClosesAt)).padStart(2, '0')}:00`)
}

type Wanted = Pick<NewObligation, 'kind' | 'ruleCode' | 'title' | 'owedBy' | 'owedTo' | 'basis' | 'dueAt' | 'source'> &
  Partial<Pick<NewObligation, 'person' | 'limitMinutes' | 'soft'>>

const open = (work: Work, instruction: Instruction, wanted: Wanted) =>
  openObligation(work, {
    matterId: instruction.id,
    matterTitle: nameOf(instruction),
    link: `/instructions/${instruction.id}`,
    medium: 'any',
    clock: 'received',
    startedAt: work.now,
    limitMinutes: null,
    soft: false,
    ...wanted,
  })

const handlingSource = (words: string): RuleSource => ({ ...ours, name: `批示办理时限：${words}` })

export async function openReceiveClock(work: Work, instruction: Instruction): Promise<void> {
  const minutes = await settingOf(work, signMinutes)
  await open(work, instruction, {
    kind: clockKinds.receive,
    ruleCode: 'IN-01',
    title: '签收上级批示',
    owedBy: instruction.handling_unit_id,
    owedTo: instruction.from_unit_id,
    basis: instruction.id,
    dueAt: later(work.now, minutes),
    limitMinutes: minutes,
    source: handlingSource(`签收 ${minutes} 分钟`),
  })
}

/** 上级领导批示 is told to the county's main leaders at once. */
export async function openTellClock(work: Work, instruction: Instruction, leadersId: string | null): Promise<void> {
  await open(work, instruction, {
    kind: clockKinds.tell,
    ruleCode: 'IN-08',
    title: '将上级批示报告县主要领导',
    owedBy: instruction.handling_unit_id,
    owedTo: leadersId,
    basis: instruction.id,
    dueAt: work.now,
    limitMinutes: 0,
    soft: true,
    source: handlingSource('上级批示立即报告县主要领导'),
  })
}

export async function openAnswerUpClock(work: Work, instruction: Instruction, due: Due, basis: string): Promise<void> {
  await open(work, instruction, {
    kind: clockKinds.answerUp,
    ruleCode: due.rule,
    title: '向上级反馈批示办理情况',
    owedBy: instruction.handling_unit_id,
    owedTo: instruction.from_unit_id,
    basis,
    dueAt: due.dueAt,
    limitMinutes: due.minutes,
    source: due.source,
  })
}

export async function openSignClock(work: Work, instruction: Instruction, task: Assignment, giver: string) {
  const minutes = await settingOf(work, signMinutes)
  await open(work, instruction, {
    kind: clockKinds.sign,
    ruleCode: 'IN-01',
    title: '签收批示',
    owedBy: task.unit_id,
    owedTo: giver,
    person: task.person_id,
    basis: task.id,
    dueAt: later(work.now, minutes),
    limitMinutes: minutes,
    source: handlingSource(`签收 ${minutes} 分钟`),
  })
}

/** Starts the clock for an answer, and asks for the urging half-way. */
export async function openFeedbackClock(
  work: Work,
  instruction: Instruction,
  task: Assignment,
  giver: string,
  due: Due,
): Promise<void> {
  const earlier = await feedbackClocksOf(work, instruction.id, task.id)
  const opened = await open(work, instruction, {
    kind: clockKinds.feedback,
    ruleCode: due.rule,
    title: '反馈批示办理情况',
    owedBy: task.unit_id,
    owedTo: giver,
    person: task.person_id,
    basis: `${task.id}/${earlier.length}`,
    dueAt: due.dueAt,
    limitMinutes: due.minutes,
    source: due.source,
  })
  if (opened)
    scheduleTask(
      work,
      'instruction.urge',
      opened.id,
      urgeAt(work.now, due.dueAt, await settingOf(work, urgeSharePercent)),
    )
}

/** All clocks for an answer of one task, oldest first. */
export const feedbackClocksOf = (work: Work, instructionId: string, taskId: string): Promise<Obligation[]> =>
  work.tx
    .selectFrom('obligation')
    .selectAll()
    .where('matter_id', '=', instructionId)
    .where('kind', '=', clockKinds.feedback)
    .where('basis', 'like', `${taskId}/%`)
    .orderBy('opened_at')
    .orderBy('basis')
    .execute()

/** The clock that a task still has to answer by. */
export const runningClockOf = async (work: Work, instructionId: string, taskId: string) =>
  (await feedbackClocksOf(work, instructionId, taskId)).findLast(one => !one.satisfied_at && !one.cancelled_at)

/** Half the time is left and nobody has answered: 催办 by itself. Runs as the due task `instruction.urge`. */
export async function urgeByItself(work: Work, obligationId: string): Promise<void> {
  const clock = await findObligation(work, obligationId)
  if (!clock || clock.satisfied_at || clock.cancelled_at) return
  const task = await work.tx
    .selectFrom('instruction_assignment')
    .selectAll()
    .where('id', '=', clock.basis.split('/')[0] ?? '')
    .executeTakeFirst()
  const instruction = await work.tx
    .selectFrom('instruction')
    .selectAll()
    .where('id', '=', clock.matter_id)
    .executeTakeFirst()
  if (task && instruction && !instruction.closed_at) await urge(work, instruction, task, clock, true, '')
}

/** 催办: written down, and told to the unit until somebody there confirms or the answer is in. */
export async function urge(
  work: Work,
  instruction: Instruction,
  task: Assignment,
  clock: Obligation,
  automatic: boolean,
  note: string,
): Promise<void> {
  const byName = automatic ? '系统' : work.actor.name
  await work.tx
    .insertInto('instruction_urge')
    .values({
      id: randomUUID(),
      assignment_id: task.id,
      instruction_id: instruction.id,
      at: work.now,
      by_name: byName,
      automatic,
      note,
    })
    .execute()
  recordFact(
    work,
    'instruction.urged',
    instruction.id,
    { unit: task.unit_id, automatic, note },
    { matter: matterOf(instruction), chain: instruction.handling_unit_id },
  )
  await sendNotice(work, {
    // Named after the clock: once that is settled nobody further is asked.
    kind: `obligation.urged/${clock.id}`,
    title: `催办：${nameOf(instruction)}`,
    body: [note, `应于 ${shanghaiMinute(clock.due_at)} 前反馈办理情况。`].filter(Boolean).join('\n'),
    matterId: instruction.id,
    urgent: true,
    to: [task.unit_id],
    channels: ['inApp'],
    stepUpMinutes: await settingOf(work, urgeStepUpMinutes),
  })
}

/** An instruction's limit has passed unmet: told on its timeline, and the county's duty room and leaders hear which unit it was (逾期通报), once. */
export async function noteOverdue(work: Work, fact: RecordedFact): Promise<void> {
  const clock = await findObligation(work, fact.subjectId)
  if (!clock?.kind.startsWith('instruction-')) return
  const kind = `instruction-overdue/${clock.id}`
  const already = await work.tx.selectFrom('notice').select('id').where('kind', '=', kind).executeTakeFirst()
  const instruction = await work.tx
    .selectFrom('instruction')
    .selectAll()
    .where('id', '=', clock.matter_id)
    .executeTakeFirst()
  if (already || !instruction) return
  const unit = await work.tx
    .selectFrom('unit')
    .select('name')
    .where('id', '=', clock.owed_by_unit_id)
    .executeTakeFirst()
  recordFact(
    work,
    'instruction.overdue',
    instruction.id,
    { unit: clock.owed_by_unit_id, title: clock.title, dueAt: clock.due_at },
    { matter: matterOf(instruction), chain: instruction.handling_unit_id },
  )
  const leaders = await work.tx.selectFrom('unit').select('id').where('kind', '=', 'leadership').execute()
  const hearsOf = clock.kind === clockKinds.sign ? [] : leaders.map(one => one.id)
  await sendNotice(work, {
    kind,
    title: `逾期通报：${unit?.name ?? ''}${clock.title}`,
    body: `${nameOf(instruction)}\n应于 ${shanghaiMinute(clock.due_at)} 前完成，至今未办。`,
    matterId: instruction.id,
    urgent: false,
    to: [...new Set([instruction.handling_unit_id, ...hearsOf])],
    channels: ['inApp'],
    stepUpMinutes: 0,
  })
}
