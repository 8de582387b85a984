import { randomUUID } from 'node:crypto'
import { dutyPosts } from '@anlan/contract/duty.ts'
import { type AnswerSwap, type AskSwap, type DecideSwap, type SwapView, swapStatuses } from '@anlan/contract/shift.ts'
import type { Selectable } from 'kysely'
import type { z } from 'zod'
import { unitsInReach } from '../../../../kernel/access/reach.ts'
import type { Tables } from '../../../../kernel/database/database.ts'
import { fieldProblem, Problem } from '../../../../kernel/problem.ts'
import { ours, settingOf } from '../../../../kernel/setting-rows.ts'
import { cancelTasks, recordFact, scheduleTask, type Work } from '../../../../kernel/work/work.ts'
import { cancelObligations, dischargeObligations, openObligation } from '../../../obligation/api.ts'
import { shiftInReach } from '../by-hand.ts'
import { changingShifts, lockShifts } from '../during.ts'
import { spanInWords } from '../gaps/shortfall.ts'
import { swapLeadHours } from '../settings.ts'
import { chiefsOf, contactsOf, mayFor, tell } from '../tell.ts'
import { swapDue, swapEnded } from './stale.ts'
import { brokenBySwap, presentSwaps, refusedByRules } from './swap-view.ts'

export type SwapRow = Selectable<Tables['duty_swap']>
const hour = 3_600_000

/** 申请换班: one's own shift for another's, or given away. Who keeps the roster may write it down for somebody. */
export async function askSwap(work: Work, input: z.output<typeof AskSwap>): Promise<SwapView> {
  await lockShifts(work)
  const shift = await shiftInReach(work, input.shiftId)
  if (shift.person_id !== work.actor.personId && !(await mayFor(work, 'duty.edit-roster', shift.unit_id)))
    throw fieldProblem('not-permitted', '/shiftId', '本人班次', '只能申请调换自己的班次')
  if (input.otherPersonId === shift.person_id)
    throw fieldProblem('invalid-input', '/otherPersonId', '换班对象', '不能与本人换班')
  const other = input.otherShiftId ? await shiftInReach(work, input.otherShiftId) : null
  if (other && (other.unit_id !== shift.unit_id || other.person_id !== input.otherPersonId))
    throw fieldProblem('invalid-input', '/otherShiftId', '对方班次', '该班次不是换班对象在本单位的班次')
  const first = Math.min(shift.starts_at.getTime(), other?.starts_at.getTime() ?? Number.POSITIVE_INFINITY)
  const leadHours = await settingOf(work, swapLeadHours)
  const expiresAt = new Date(first - leadHours * hour)
  if (expiresAt <= work.now)
    throw new Problem('duty/swap-too-late', { detail: `换班应在上岗 ${leadHours} 小时前批准，临近上岗请办理紧急替班` })
  await refuseOpenSwap(work, [shift.id, ...(other ? [other.id] : [])])
  const id = input.id ?? randomUUID()
  const row: SwapRow = {
    id,
    version: 1,
    unit_id: shift.unit_id,
    room_id: shift.room_id,
    status: 'asked',
    reason: input.reason,
    shift_id: shift.id,
    post: shift.post as SwapRow['post'],
    person_id: shift.person_id,
    starts_at: shift.starts_at,
    ends_at: shift.ends_at,
    other_person_id: input.otherPersonId,
    other_shift_id: other?.id ?? null,
    other_post: (other?.post as SwapRow['post'] | undefined) ?? null,
    other_starts_at: other?.starts_at ?? null,
    other_ends_at: other?.ends_at ?? null,
    asked_at: work.now,
    asked_by: work.actor.name,
    asked_by_account: work.actor.accountId,
    answered_at: null,
    answered_by: null,
    answer_note: '',
    decided_at: null,
    decided_by: null,
    decision_note: '',
    expires_at: expiresAt,
    obligation_id: null,
  }
  refusedByRules(await brokenBySwap(work, row))
  await work.tx.insertInto('duty_swap').values(row).execute()
  scheduleTask(work, swapDue, id, expiresAt)
  recordFact(
    work,
    'duty.swap-asked',
    id,
    {
      unit: row.unit_id,
      person: row.person_id,
      shift: row.shift_id,
      other: row.other_person_id,
      otherShift: row.other_shift_id,
      reason: row.reason,
    },
    { chain: row.unit_id },
  )
  await tellAbout(work, row, '请您答复换班申请', [row.other_person_id], '请在“我的班次”中同意或不同意')
  return viewOf(work, id)
}

/** A shift is in one open swap at a time, whichever side it is on. */
async function refuseOpenSwap(work: Work, shiftIds: string[]) {
  const open = await work.tx
    .selectFrom('duty_swap')
    .select('id')
    .where('status', 'in', ['asked', 'agreed'])
    .where(eb => eb.or([eb('shift_id', 'in', shiftIds), eb('other_shift_id', 'in', shiftIds)]))
    .executeTakeFirst()
  if (open) throw new Problem('duty/swap-open')
}

/** The unit owes a word on a swap that both want, before it expires. */
export const oweDecision = (work: Work, row: SwapRow, startedAt: Date) =>
  openObligation(work, {
    kind: 'dutySwap',
    ruleCode: 'duty.swap',
    title: `审批换班：${spanInWords(spanOfSwap(row))} ${dutyPosts[row.post]}`,
    matterId: null,
    matterTitle: null,
    owedBy: row.unit_id,
    owedTo: null,
    medium: 'system',
    clock: 'received',
    basis: row.id,
    startedAt,
    dueAt: row.expires_at,
    limitMinutes: null,
    soft: true,
    source: { ...ours, name: '换班应在上岗前批准' },
    link: '/duty/swaps',
  })

/** The other's word; written down by whoever keeps the roster it says how it was given (电话征得同意). */
export async function answerSwap(work: Work, id: string, input: z.output<typeof AnswerSwap>): Promise<SwapView> {
  const row = await swapInReach(work, id, input.version, ['asked'])
  if (row.other_person_id !== work.actor.personId) {
    if (!(await mayFor(work, 'duty.edit-roster', row.unit_id)) || row.person_id === work.actor.personId)
      throw new Problem('not-permitted', { detail: '应由换班对象本人答复' })
    if (!input.note) throw fieldProblem('invalid-input', '/note', '说明', '代为登记答复的，请写明如何征得本人意见')
  }
  const status = input.agrees ? 'agreed' : 'refused'
  const owed = input.agrees ? await oweDecision(work, row, work.now) : null
  await step(work, row, {
    status,
    answered_at: work.now,
    answered_by: work.actor.name,
    answer_note: input.note,
    obligation_id: owed?.id ?? null,
  })
  if (!input.agrees) await cancelTasks(work, [swapDue], [id])
  recordFact(work, 'duty.swap-answered', id, { unit: row.unit_id, agrees: input.agrees }, { chain: row.unit_id })
  await tellAbout(work, row, input.agrees ? '对方同意换班，待审批' : '对方不同意换班', [row.person_id])
  if (input.agrees)
    await tell(work, {
      kind: `duty.swap-agreed/${id}`,
      title: `换班待审批：${spanInWords(spanOfSwap(row))} ${dutyPosts[row.post]}`,
      body: row.reason,
      people: await chiefsOf(work, row.unit_id),
    })
  return viewOf(work, id)
}

/** 审批换班. Approved, the shifts change in this very unit of work, after every rule has been asked again. */
export async function decideSwap(work: Work, id: string, input: z.output<typeof DecideSwap>): Promise<SwapView> {
  await lockShifts(work)
  const row = await swapInReach(work, id, input.version, ['agreed'])
  const { personId, accountId } = work.actor
  if (personId === row.person_id || personId === row.other_person_id || accountId === row.asked_by_account)
    throw new Problem('duty/own-swap')
  if (!input.approves && !input.note) throw fieldProblem('invalid-input', '/note', '审批意见', '不批准的，请说明理由')
  if (input.approves) {
    if (row.expires_at <= work.now) throw new Problem('duty/swap-too-late', { detail: '已过审批时限，请办理紧急替班' })
    refusedByRules(await brokenBySwap(work, row))
  }
  const status = input.approves ? 'approved' : 'refused'
  await step(work, row, { status, decided_at: work.now, decided_by: work.actor.name, decision_note: input.note })
  await cancelTasks(work, [swapDue], [id])
  if (row.obligation_id)
    await dischargeObligations(work, { id: row.obligation_id, matterId: null, at: work.now, by: `duty.swap-${status}` })
  if (input.approves) await exchange(work, row)
  recordFact(
    work,
    `duty.swap-${status}`,
    id,
    {
      unit: row.unit_id,
      shift: row.shift_id,
      person: row.person_id,
      other: row.other_person_id,
      otherShift: row.other_shift_id,
    },
    { chain: row.unit_id },
  )
  const words = input.approves ? '换班已批准，请按调整后的班次上岗' : `换班未获批准：${input.note}`
  await tellAbout(work, row, words, [row.person_id, row.other_person_id])
  return viewOf(work, id)
}

async function exchange(work: Work, row: SwapRow) {
  const changes = [
    { id: row.shift_id, from: row.person_id, to: row.other_person_id, span: spanOfSwap(row) },
    ...(row.other_shift_id && row.other_starts_at && row.other_ends_at
      ? [
          {
            id: row.other_shift_id,
            from: row.other_person_id,
            to: row.person_id,
            span: { from: row.other_starts_at.getTime(), to: row.other_ends_at.getTime() },
          },
        ]
      : []),
  ]
  const span = {
    from: Math.min(...changes.map(one => one.span.from)),
    to: Math.max(...changes.map(one => one.span.to)),
  }
  await changingShifts(work, row.unit_id, span, '换班', async () => {
    for (const one of changes) {
      await work.tx
        .updateTable('duty_shift')
        .set(eb => ({ person_id: one.to, version: eb('version', '+', 1) }))
        .where('id', '=', one.id)
        .execute()
      recordFact(
        work,
        'duty.shift-changed',
        one.id,
        { unit: row.unit_id, swap: row.id, before: { person: one.from }, after: { person: one.to } },
        { chain: row.unit_id },
      )
    }
  })
}

/** Taken back by whoever asked, as long as it is not decided. */
export async function withdrawSwap(work: Work, id: string, version: number): Promise<SwapView> {
  const row = await swapInReach(work, id, version, ['asked', 'agreed'])
  if (row.person_id !== work.actor.personId && row.asked_by_account !== work.actor.accountId)
    throw new Problem('not-permitted', { detail: '应由申请人撤回' })
  await step(work, row, { status: 'withdrawn', decided_at: work.now })
  await cancelTasks(work, [swapDue], [id])
  if (row.obligation_id) await cancelObligations(work, { id: row.obligation_id, matterId: null }, '换班申请已撤回')
  recordFact(work, 'duty.swap-withdrawn', id, { unit: row.unit_id }, { chain: row.unit_id })
  await tellAbout(work, row, '换班申请已撤回', [row.other_person_id])
  return viewOf(work, id)
}

/** Nobody approved it in time. Runs as the due task `duty.swap-due`. */
export async function expireSwap(work: Work, id: string): Promise<void> {
  const row = await work.tx
    .selectFrom('duty_swap')
    .selectAll()
    .where('id', '=', id)
    .where('status', 'in', ['asked', 'agreed'])
    .forUpdate()
    .executeTakeFirst()
  if (!row || row.expires_at > work.now) return
  await step(work, row, { status: 'expired', decided_at: work.now, decision_note: '上岗前未获批准' })
  await swapEnded(work, row, '上岗前未获批准')
}

async function swapInReach(work: Work, id: string, version: number, wanted: SwapRow['status'][]): Promise<SwapRow> {
  const row = await work.tx
    .selectFrom('duty_swap')
    .selectAll()
    .where('id', '=', id)
    .where('unit_id', 'in', unitsInReach(work))
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new Problem('not-found')
  if (!wanted.includes(row.status))
    throw new Problem('duty/swap-settled', { detail: `该换班申请${swapStatuses[row.status]}` })
  if (row.version !== version) throw new Problem('conflict', { detail: '该换班申请刚刚有变，请刷新后再办' })
  return row
}

const step = (work: Work, row: SwapRow, more: Partial<SwapRow>) =>
  work.tx
    .updateTable('duty_swap')
    .set({ ...more, version: row.version + 1 })
    .where('id', '=', row.id)
    .execute()

export const spanOfSwap = (row: Pick<SwapRow, 'starts_at' | 'ends_at'>) => ({
  from: row.starts_at.getTime(),
  to: row.ends_at.getTime(),
})

const tellAbout = async (work: Work, row: SwapRow, words: string, people: string[], body = row.reason) =>
  tell(work, {
    kind: `duty.swap/${row.id}`,
    title: `${words}：${spanInWords(spanOfSwap(row))} ${dutyPosts[row.post]}`,
    body,
    people: await contactsOf(
      work,
      people.filter(one => one !== work.actor.personId),
    ),
  })

const viewOf = async (work: Work, id: string): Promise<SwapView> => {
  const row = await work.tx.selectFrom('duty_swap').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const [view] = await presentSwaps(work, [row])
  if (!view) throw new Problem('not-found')
  return view
}
