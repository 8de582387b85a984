import { randomUUID } from 'node:crypto'
import { type DutyCallKind, dutyCallKinds } from '@anlan/contract/duty-check.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { recordFact, scheduleTask, type Work } from '../../../kernel/work/work.ts'
import { shanghaiTime } from '../../calendar/api.ts'
import type { Contact } from '../../directory/api.ts'
import { sendNotice } from '../../notice/api.ts'
import { lateAnswerMinutes } from '../settings.ts'

/** Who is on duty at these units now, leaders last. */
export async function onDutyAt(work: Work, unitIds: string[]) {
  if (unitIds.length === 0) return []
  return work.tx
    .selectFrom('duty_shift as s')
    .innerJoin('person as p', 'p.id', 's.person_id')
    .innerJoin('unit as home', 'home.id', 'p.unit_id')
    .select([
      's.unit_id',
      's.post',
      's.person_id',
      'p.name',
      'p.mobile',
      'p.unit_id as home_id',
      'home.name as home_name',
    ])
    .where('s.unit_id', 'in', unitIds)
    .where('s.starts_at', '<=', work.now)
    .where('s.ends_at', '>', work.now)
    .orderBy('s.post')
    .execute()
}

/** The notice by which a call asks; it is answered with the call and closes with it. */
export const noticeKindOf = (callId: string) => `duty-check.call/${callId}`

interface Asked {
  unitId: string
  personId: string | null
  name: string
  phone: string | null
}
export interface NewCall {
  id?: string | undefined
  kind: DutyCallKind
  title: string
  text: string
  answerMinutes: number
  targets: Asked[]
  /** Asked in the system, besides being on the list. */
  notify: { units: string[]; people: (Contact & { personId: string })[] }
  /** How much longer than the limit it stays open; a setting unless given. */
  openMinutes?: number
  /** Units join a video meeting instead of answering. */
  byVideo?: boolean | undefined
}

/** Asks, and lets time do the rest: what is late counts as late, what has not come is missed, and it closes by itself. */
export async function ask(work: Work, wanted: NewCall): Promise<string> {
  const id = wanted.id ?? randomUUID()
  const answerBy = new Date(work.now.getTime() + wanted.answerMinutes * 60_000)
  const open = wanted.openMinutes ?? (await settingOf(work, lateAnswerMinutes))
  const closesAt = new Date(answerBy.getTime() + open * 60_000)
  await work.tx
    .insertInto('duty_call')
    .values({
      id,
      kind: wanted.kind,
      title: wanted.title,
      text: wanted.text,
      started_at: work.now,
      answer_by: answerBy,
      closes_at: closesAt,
      closed_at: null,
      started_by_name: work.actor.name,
      started_by_unit: work.actor.unitId,
      by_video: wanted.byVideo ?? false,
    })
    .execute()
  const rows = wanted.targets.map(target => ({
    id: randomUUID(),
    call_id: id,
    unit_id: target.unitId,
    person_id: target.personId,
    name: target.name,
    phone: target.phone,
    answered_at: null,
    answered_by: null,
    manner: null,
    rostered: null,
    result: null,
  }))
  for (let i = 0; i < rows.length; i += 1000)
    await work.tx
      .insertInto('duty_call_target')
      .values(rows.slice(i, i + 1000))
      .execute()
  if (wanted.notify.units.length + wanted.notify.people.length > 0)
    await sendNotice(work, {
      kind: noticeKindOf(id),
      title: `${wanted.byVideo ? '视频' : ''}${dutyCallKinds[wanted.kind]}：${wanted.title}`,
      body: [
        wanted.text,
        wanted.byVideo
          ? `请在 ${wanted.answerMinutes} 分钟内进入视频会议；设备有故障的，立即电话报告县总值班室。`
          : `请在 ${wanted.answerMinutes} 分钟内（${shanghaiTime(answerBy)} 前）打开本通知应答，由当班人员应答。`,
      ]
        .filter(Boolean)
        .join('\n'),
      matterId: null,
      urgent: wanted.kind !== 'reach',
      to: wanted.notify.units,
      people: wanted.notify.people,
      channels: ['inApp'],
      stepUpMinutes: 0,
    })
  // In time means up to and including the limit, so what is missed shows a millisecond later.
  if (wanted.kind === 'random') scheduleTask(work, 'duty-check.call-due', id, new Date(answerBy.getTime() + 1))
  scheduleTask(work, 'duty-check.call-close', id, new Date(closesAt.getTime() + 1))
  recordFact(work, 'duty-check.asked', id, {
    kind: wanted.kind,
    title: wanted.title,
    asked: rows.length,
    answerBy,
  })
  return id
}

/** Asks the desks of units: whoever is on duty there, also leaders who sit elsewhere. */
export async function askUnits(work: Work, wanted: Omit<NewCall, 'targets' | 'notify'> & { unitIds: string[] }) {
  const units = await work.tx
    .selectFrom('unit')
    .select(['id', 'name', 'duty_phone'])
    .where('id', 'in', wanted.unitIds)
    .orderBy('sort')
    .execute()
  const onDuty = await onDutyAt(work, wanted.unitIds)
  return ask(work, {
    ...wanted,
    targets: units.map(unit => {
      const here = onDuty.filter(one => one.unit_id === unit.id)
      return {
        unitId: unit.id,
        personId: null,
        name: here.map(one => one.name).join('、') || '未排班',
        phone: unit.duty_phone ?? here.find(one => one.post === 'primary')?.mobile ?? null,
      }
    }),
    notify: {
      units: units.map(unit => unit.id),
      people: onDuty
        .filter(one => one.home_id !== one.unit_id)
        .map(one => ({
          unitId: one.home_id,
          unitName: one.home_name,
          personId: one.person_id,
          personName: one.name,
          postName: null,
          phone: one.mobile,
        })),
    },
  })
}
