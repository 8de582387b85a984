import type { RuleSource } from '@anlan/contract/codec.ts'
import type { RecordedFact } from '../../kernel/module.ts'
import { ours, settingOf } from '../../kernel/setting-rows.ts'
import type { Work } from '../../kernel/work/work.ts'
import { shanghaiInstant } from '../calendar/api.ts'
import { findUnit, unitOfFunction } from '../directory/api.ts'
import { sendNotice } from '../notice/api.ts'
import {
  cancelObligations,
  dischargeObligations,
  findObligation,
  type NewObligation,
  type Obligation,
  openObligation,
} from '../obligation/api.ts'
import { nameOf, tell } from './reach.ts'
import type { Slip } from './schema.ts'
import { acknowledgeMinutes, confirmHours, countyMinutes, grassrootsMinutes } from './settings.ts'

export const clockKinds = {
  acknowledge: 'call-up-acknowledge',
  depart: 'call-up-depart',
  confirm: 'call-up-confirm',
  giveBack: 'call-up-return',
} as const
export type ClockKind = (typeof clockKinds)[keyof typeof clockKinds]

const source = (words: string): RuleSource => ({ ...ours, name: `资源调用时限：${words}` })
const after = (from: Date, minutes: number) => new Date(from.getTime() + minutes * 60_000)

type Wanted = Pick<NewObligation, 'kind' | 'ruleCode' | 'title' | 'owedBy' | 'dueAt' | 'source'> &
  Partial<Pick<NewObligation, 'person' | 'limitMinutes' | 'owedTo'>>

const open = (work: Work, slip: Slip, wanted: Wanted): Promise<Obligation | null> =>
  openObligation(work, {
    matterId: slip.id,
    matterTitle: nameOf(slip),
    link: `/call-ups/${slip.id}`,
    medium: 'any',
    clock: 'received',
    basis: slip.id,
    startedAt: work.now,
    limitMinutes: null,
    soft: false,
    owedTo: slip.requester_unit_id,
    ...wanted,
  })

/** Approved: the owner signs for the order, within minutes. */
export async function openAcknowledgeClock(work: Work, slip: Slip): Promise<Obligation | null> {
  const minutes = await settingOf(work, acknowledgeMinutes)
  return open(work, slip, {
    kind: clockKinds.acknowledge,
    ruleCode: 'CU-01',
    title: '签收调度令',
    owedBy: slip.from_unit_id,
    dueAt: after(work.now, minutes),
    limitMinutes: minutes,
    source: source(`签收 ${minutes} 分钟`),
  })
}

/** Signed for: it leaves within ten minutes at the grass roots, thirty at the county. */
export async function openDepartClock(work: Work, slip: Slip): Promise<void> {
  const unit = await findUnit(work.tx, slip.from_unit_id)
  const near = ['town', 'village', 'community', 'zone'].includes(unit?.kind ?? '')
  const minutes = await settingOf(work, near ? grassrootsMinutes : countyMinutes)
  await open(work, slip, {
    kind: clockKinds.depart,
    ruleCode: 'CU-02',
    title: '出动',
    owedBy: slip.from_unit_id,
    dueAt: after(work.now, minutes),
    limitMinutes: minutes,
    source: source(`${near ? '基层' : '县级'}出动 ${minutes} 分钟`),
  })
}

/** 口头批准: the leader signs afterwards. */
export async function openConfirmClock(work: Work, slip: Slip, leader: { id: string; unit_id: string }): Promise<void> {
  const hours = await settingOf(work, confirmHours)
  await open(work, slip, {
    kind: clockKinds.confirm,
    ruleCode: 'CU-03',
    title: '补签口头批准的调用单',
    owedBy: leader.unit_id,
    person: leader.id,
    dueAt: after(work.now, hours * 60),
    limitMinutes: hours * 60,
    source: source(`口头批准补签 ${hours} 小时`),
  })
}

/** What was lent comes back by the day the slip names, at its end. */
export async function openReturnClock(work: Work, slip: Slip): Promise<void> {
  if (!slip.return_by) return
  const dueAt = shanghaiInstant(slip.return_by, '23:59')
  if (dueAt <= work.now) return
  await open(work, slip, {
    kind: clockKinds.giveBack,
    ruleCode: 'CU-04',
    title: '归还调用的物资装备',
    owedBy: slip.to_unit_id,
    owedTo: slip.from_unit_id,
    dueAt,
    source: source('调用单约定的归还日期'),
  })
}

export const discharge = (work: Work, slip: Slip, kinds: ClockKind[], at: Date, by: string) =>
  dischargeObligations(work, { matterId: slip.id, kinds, at, by })

/** Nothing is owed for a slip that is refused or withdrawn, except a signature that is still missing. */
export const dropClocks = (work: Work, slip: Slip, reason: string) =>
  cancelObligations(work, { matterId: slip.id, kinds: Object.values(clockKinds) }, reason)

/** Told to a unit until it acts: the notice is named after the clock, so that it ends with it. */
export async function askToAct(
  work: Work,
  slip: Slip,
  to: string,
  title: string,
  lines: string[],
  clock: Obligation | null = null,
): Promise<void> {
  const unit = await findUnit(work.tx, to)
  await sendNotice(work, {
    kind: clock ? `obligation.calling/${clock.id}` : `call-up/${slip.id}`,
    title,
    body: lines.filter(Boolean).join('\n'),
    matterId: slip.id,
    urgent: slip.priority !== 'normal',
    to: [to],
    channels: unit?.kind === 'external' ? ['inApp', 'phone'] : ['inApp'],
    stepUpMinutes: clock ? Math.max(1, clock.limit_minutes ?? 5) : 0,
  })
}

/** A limit of a slip passed: on the timeline, and the county's duty room hears it, once. */
export async function noteOverdue(work: Work, fact: RecordedFact): Promise<void> {
  const clock = await findObligation(work, fact.subjectId)
  if (!clock || !(Object.values(clockKinds) as string[]).includes(clock.kind)) return
  const slip = await work.tx.selectFrom('call_up').selectAll().where('id', '=', clock.matter_id).executeTakeFirst()
  const kind = `call-up-overdue/${clock.id}`
  const already = await work.tx.selectFrom('notice').select('id').where('kind', '=', kind).executeTakeFirst()
  if (!slip || already) return
  tell(
    work,
    slip,
    'overdue',
    { unit: clock.owed_by_unit_id, title: clock.title, dueAt: clock.due_at },
    slip.requester_unit_id,
  )
  const room = await unitOfFunction(work.tx, 'generalDutyOffice')
  const unit = await findUnit(work.tx, clock.owed_by_unit_id)
  await sendNotice(work, {
    kind,
    title: `${unit?.name ?? ''}未按时${clock.title}`,
    body: `${nameOf(slip)}\n请督促，或改调其他资源。`,
    matterId: slip.id,
    urgent: true,
    to: [...new Set([slip.requester_unit_id, ...(room ? [room.id] : [])])],
    channels: ['inApp'],
    stepUpMinutes: 0,
  })
}
