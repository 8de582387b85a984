import { randomUUID } from 'node:crypto'
import type { DeliverPaperByHand, ReplacePaper, WithdrawPaper } from '@anlan/contract/paper.ts'
import type { z } from 'zod'
import { addParties, unitsInReach } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { isAhead } from '../../../kernel/work/instants.ts'
import { cancelTasks, recordFact, scheduleTask, type Work } from '../../../kernel/work/work.ts'
import { sendNotice } from '../../notice/api.ts'
import { receiptHours } from '../settings.ts'
import { draftPaper, noteStep } from './draft.ts'
import { paperForChange, papersInReach } from './reach.ts'
import { recipientsOf } from './recipients.ts'
import type { Paper } from './schema.ts'

export const receiptTask = 'document.receipt-reminder'

/** What a paper is called in a notice: its number, or its title where it has none. */
export const callName = (paper: Pick<Paper, 'number' | 'title'>) => paper.number ?? paper.title

/** 分发: the signed paper goes to all its recipients; those with accounts here are told and sign for it. What it replaces is withdrawn. */
export async function distributePaper(work: Work, id: string): Promise<void> {
  const paper = await paperForChange(work, id)
  if (paper.state !== 'signed')
    throw new Problem('paper/wrong-state', { detail: paper.sent_at ? '公文已分发' : '公文尚未签发，不能分发' })
  await work.tx.updateTable('paper').set({ state: 'sent', sent_at: work.now }).where('id', '=', id).execute()
  const deliveries = await work.tx
    .updateTable('paper_delivery')
    .set({ sent_at: work.now })
    .where('paper_id', '=', id)
    .returning(['unit_id', 'copy', 'in_system'])
    .execute()
  // Its files are read by whoever is party to it.
  await addParties(work, id, [
    { unitId: paper.unit_id, capacity: '发文单位' },
    ...deliveries.map(one => ({ unitId: one.unit_id, capacity: one.copy ? '抄送单位' : '主送单位' })),
  ])
  await noteStep(work, id, 'sent')
  recordFact(
    work,
    'paper.sent',
    id,
    { number: paper.number, title: paper.title, units: deliveries.map(one => one.unit_id) },
    { chain: paper.unit_id },
  )
  const waiting = deliveries.filter(one => one.in_system).map(one => one.unit_id)
  await tell(work, paper, waiting, { title: `收到公文，请签收：${callName(paper)}`, body: paper.title })
  const hours = await settingOf(work, receiptHours)
  if (hours > 0 && waiting.length > 0)
    scheduleTask(work, receiptTask, id, new Date(work.now.getTime() + hours * 3_600_000))
  if (paper.replaces_id) await withdrawReplaced(work, paper)
}

/** 签收: the actor's unit has it. All its copies of this paper are received at once. */
export async function receivePaper(work: Work, id: string): Promise<void> {
  const visible = await papersInReach(work).select(['p.number', 'p.state']).where('p.id', '=', id).executeTakeFirst()
  if (!visible) throw new Problem('not-found')
  const copies = await work.tx
    .selectFrom('paper_delivery')
    .selectAll()
    .where('paper_id', '=', id)
    .where('sent_at', 'is not', null)
    .where('unit_id', 'in', unitsInReach(work))
    .forUpdate()
    .execute()
  if (copies.length === 0) throw new Problem('not-found')
  const waiting = copies.filter(copy => !copy.received_at)
  if (waiting.length === 0) throw new Problem('paper/already-received')
  if (visible.state === 'withdrawn') throw new Problem('paper/wrong-state', { detail: '公文已撤回，无需签收' })
  await work.tx
    .updateTable('paper_delivery')
    .set({ received_at: work.now, received_by_name: work.actor.name })
    .where(
      'id',
      'in',
      waiting.map(copy => copy.id),
    )
    .execute()
  recordFact(work, 'paper.received', id, { number: visible.number, units: waiting.map(copy => copy.unit_id) })
}

/** 催签收: tells once more those with accounts here that have not signed for it. Returns how many. */
export async function remindReceivers(work: Work, id: string): Promise<number> {
  const paper = await paperForChange(work, id)
  if (paper.state !== 'sent') throw new Problem('paper/wrong-state', { detail: '公文未在分发中' })
  const reminded = await remind(work, paper)
  if (reminded === 0) throw new Problem('paper/wrong-state', { detail: '各单位均已签收，无需提醒' })
  return reminded
}

/** Reminds by itself, once, some hours after the paper went out. Runs as the due task `document.receipt-reminder`. */
export async function remindWhenDue(work: Work, id: string): Promise<void> {
  const paper = await work.tx.selectFrom('paper').selectAll().where('id', '=', id).executeTakeFirst()
  if (paper?.state === 'sent') await remind(work, paper)
}

async function remind(work: Work, paper: Paper): Promise<number> {
  const waiting = await work.tx
    .updateTable('paper_delivery')
    .set(eb => ({ reminded_at: work.now, reminders: eb('reminders', '+', 1) }))
    .where('paper_id', '=', paper.id)
    .where('in_system', '=', true)
    .where('received_at', 'is', null)
    .returning('unit_id')
    .execute()
  if (waiting.length === 0) return 0
  const units = waiting.map(one => one.unit_id)
  await tell(work, paper, units, { title: `请尽快签收：${callName(paper)}`, body: paper.title })
  recordFact(work, 'paper.reminded', paper.id, { number: paper.number, units }, { chain: paper.unit_id })
  return waiting.length
}

/** A receiver without an account here got the paper by hand, fax or another system; somebody says when and how. */
export async function deliverByHand(work: Work, id: string, input: z.output<typeof DeliverPaperByHand>): Promise<void> {
  const paper = await paperForChange(work, id)
  if (!paper.sent_at) throw new Problem('paper/wrong-state', { detail: '公文尚未分发' })
  const at = input.deliveredAt ?? work.now
  if (isAhead(at, work.now) || at < paper.sent_at)
    throw fieldProblem('invalid-input', '/deliveredAt', '送达时间', '送达时间应在分发时间与现在之间')
  const delivered = await work.tx
    .updateTable('paper_delivery')
    .set({ delivered_manually_at: at, delivered_how: input.how })
    .where('id', '=', input.deliveryId)
    .where('paper_id', '=', id)
    .where('in_system', '=', false)
    .returning('unit_id')
    .executeTakeFirst()
  if (!delivered) throw fieldProblem('invalid-input', '/deliveryId', '接收单位', '该单位不在人工送达名单中')
  recordFact(
    work,
    'paper.delivered-by-hand',
    id,
    { unit: delivered.unit_id, at, how: input.how },
    { chain: paper.unit_id },
  )
}

/** 撤回: it stays where it is, marked; everyone who got it is told why. */
export async function withdrawPaper(work: Work, id: string, { reason }: z.output<typeof WithdrawPaper>): Promise<void> {
  await withdraw(work, await paperForChange(work, id), reason)
}

/** Starts the paper that replaces a sent one, with its words and recipients. Returns its id; there is at most one such draft. */
export async function draftReplacement(work: Work, id: string, input: z.output<typeof ReplacePaper>): Promise<string> {
  const paper = await paperForChange(work, id)
  if (paper.state !== 'sent' && paper.state !== 'withdrawn')
    throw new Problem('paper/wrong-state', { detail: '只有已分发的公文需要另发更正' })
  const other = await work.tx
    .selectFrom('paper')
    .select(['title', 'number'])
    .where('replaces_id', '=', id)
    .where('state', '!=', 'discarded')
    .executeTakeFirst()
  if (other) throw new Problem('conflict', { detail: `已有替代件：${callName(other)}` })
  const events = await work.tx
    .selectFrom('paper_event')
    .select(['event_id as id', 'title'])
    .where('paper_id', '=', id)
    .orderBy('sort')
    .execute()
  return draftPaper(work, {
    id: input.id ?? randomUUID(),
    kind: paper.kind,
    title: paper.title,
    urgency: paper.urgency,
    secrecy: paper.secrecy,
    sections: [
      {
        heading: '',
        text: `${paper.number ? `${paper.number}《${paper.title}》` : `《${paper.title}》`}有误，现予更正，原件同时作废。更正说明：${input.reason}`,
        table: null,
        references: [{ label: callName(paper), to: `/papers/${id}` }],
      },
      ...paper.sections,
    ],
    ...(await recipientsOf(work, id)),
    note: paper.note,
    contact: paper.contact,
    events,
    unitId: paper.unit_id,
    replacesId: id,
  })
}

async function withdrawReplaced(work: Work, paper: Paper) {
  const old = await work.tx
    .selectFrom('paper')
    .selectAll()
    .where('id', '=', paper.replaces_id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (old.state === 'sent') await withdraw(work, old, `由${callName(paper)}替代`)
}

async function withdraw(work: Work, paper: Paper, reason: string) {
  if (paper.state !== 'sent')
    throw new Problem('paper/wrong-state', {
      detail: paper.state === 'withdrawn' ? '公文已撤回' : '公文尚未分发，可直接作废或退回修改',
    })
  await work.tx
    .updateTable('paper')
    .set({ state: 'withdrawn', withdrawn_at: work.now, withdrawn_reason: reason })
    .where('id', '=', paper.id)
    .execute()
  await cancelTasks(work, [receiptTask], [paper.id])
  await noteStep(work, paper.id, 'withdrawn', reason)
  recordFact(work, 'paper.withdrawn', paper.id, { number: paper.number, reason }, { chain: paper.unit_id })
  const deliveries = await work.tx
    .selectFrom('paper_delivery')
    .select('unit_id')
    .where('paper_id', '=', paper.id)
    .where('in_system', '=', true)
    .execute()
  await tell(
    work,
    paper,
    deliveries.map(one => one.unit_id),
    { title: `公文撤回：${callName(paper)}`, body: `${paper.title}\n撤回原因：${reason}` },
  )
}

const tell = async (work: Work, paper: Paper, to: string[], words: { title: string; body: string }) => {
  if (to.length === 0) return
  await sendNotice(work, {
    kind: `paper/${paper.id}`,
    ...words,
    matterId: null,
    urgent: paper.urgency !== null,
    to,
    channels: ['inApp'],
    stepUpMinutes: 0,
  })
}
