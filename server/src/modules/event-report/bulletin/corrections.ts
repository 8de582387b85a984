import { randomUUID } from 'node:crypto'
import type { RuleSource } from '@anlan/contract/codec.ts'
import { violationKinds } from '@anlan/contract/event-report.ts'
import type { AnswerCorrection, DecideCorrection } from '@anlan/contract/report-fault.ts'
import type { z } from 'zod'
import { addParties, unitsInReach } from '../../../kernel/access/reach.ts'
import { Problem } from '../../../kernel/problem.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { addDays, daysBetween, shanghaiDay, shanghaiInstant } from '../../calendar/api.ts'
import { unitOfFunction } from '../../directory/api.ts'
import { sendNotice } from '../../notice/api.ts'
import { dischargeObligations, openObligation } from '../../obligation/api.ts'
import type { Violation } from '../reports/schema.ts'
import { correctionDays } from '../settings.ts'
import { lastWorkingDay } from './rules.ts'

/** Kind of the obligation that a confirmed fault opens. */
export const correctionKind = 'correction'

/** 整改: a confirmed fault is owed a 整改报告 by its unit. One task per fault, whoever confirms it twice. */
export async function openCorrection(work: Work, fault: Violation): Promise<void> {
  const id = randomUUID()
  const due = await dueNow(work)
  const opened = await work.tx
    .insertInto('report_correction')
    .values({
      id,
      violation_id: fault.id,
      unit_id: fault.unit_id,
      opened_at: work.now,
      due_at: due.at,
      accepted_at: null,
    })
    .onConflict(conflict => conflict.column('violation_id').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!opened) return
  const office = await judgingOffice(work)
  await addParties(work, id, [
    { unitId: fault.unit_id, capacity: '整改单位' },
    ...(office ? [{ unitId: office, capacity: '审核单位' }] : []),
  ])
  await openClock(work, { id, unit_id: fault.unit_id }, fault, due, id)
  recordFact(
    work,
    'event-report.correction-opened',
    id,
    { fault: fault.id, kind: fault.kind, unit: fault.unit_id, dueAt: due.at },
    { matter: id, chain: fault.unit_id },
  )
  await tell(work, id, fault.unit_id, `请整改：${violationKinds[fault.kind]}`, fault.evidence)
}

interface Due {
  at: Date
  days: number
}

/** The end of the last of so many working days. */
async function dueNow(work: Work): Promise<Due> {
  const days = await settingOf(work, correctionDays)
  const first = addDays(shanghaiDay(work.now), 1)
  // No run of holidays is longer than a fortnight: twice the days and three weeks always reach.
  const last = lastWorkingDay(await daysBetween(work.tx, first, addDays(first, days * 2 + 21)), days)
  if (!last) throw new Error(`no ${days} working days after ${first}`)
  return { at: shanghaiInstant(addDays(last, 1), '00:00'), days }
}

const judgingOffice = async (work: Work) => (await unitOfFunction(work.tx, 'generalDutyOffice'))?.id ?? null

async function openClock(
  work: Work,
  one: { id: string; unit_id: string },
  fault: Pick<Violation, 'kind' | 'evidence'>,
  due: Due,
  basis: string,
) {
  const office = await judgingOffice(work)
  const source: RuleSource = { ...correctionDays.source, article: `${due.days} 个工作日` }
  await openObligation(work, {
    kind: correctionKind,
    ruleCode: 'CR-01',
    title: `报送整改报告：${violationKinds[fault.kind]}`,
    matterId: one.id,
    matterTitle: fault.evidence.slice(0, 100),
    link: `/corrections?id=${one.id}`,
    owedBy: one.unit_id,
    owedTo: office === one.unit_id ? null : office,
    medium: 'any',
    clock: 'received',
    basis,
    startedAt: work.now,
    dueAt: due.at,
    limitMinutes: null,
    soft: false,
    source,
  })
}

/** Corrections of units in reach. */
export const correctionsInReach = (work: Work) =>
  work.tx.selectFrom('report_correction as c').where('c.unit_id', 'in', unitsInReach(work))

async function correctionForChange(work: Work, id: string) {
  const visible = await correctionsInReach(work).select('c.id').where('c.id', '=', id).executeTakeFirst()
  if (!visible) throw new Problem('not-found')
  const row = await work.tx
    .selectFrom('report_correction')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const fault = await work.tx
    .selectFrom('report_violation')
    .selectAll()
    .where('id', '=', row.violation_id)
    .executeTakeFirstOrThrow()
  const waiting = await work.tx
    .selectFrom('report_correction_answer')
    .selectAll()
    .where('correction_id', '=', id)
    .where('decided_at', 'is', null)
    .executeTakeFirst()
  return { row, fault, waiting }
}

/** 整改报告: stops the clock; whether it will do is judged afterwards. */
export async function answerCorrection(
  work: Work,
  id: string,
  input: z.output<typeof AnswerCorrection>,
): Promise<void> {
  const { row, fault, waiting } = await correctionForChange(work, id)
  if (row.accepted_at) throw new Problem('event-report/correction-settled', { detail: '整改已通过审核' })
  if (waiting) throw new Problem('event-report/correction-settled', { detail: '整改报告正在审核，请等待审核意见' })
  await work.tx
    .insertInto('report_correction_answer')
    .values({
      id: input.id ?? randomUUID(),
      correction_id: id,
      text: input.text,
      at: work.now,
      by_account: work.actor.accountId,
      by_name: work.actor.name,
      decided_at: null,
      accepted: null,
      decided_by_name: null,
      note: '',
    })
    .execute()
  await dischargeObligations(work, { matterId: id, kinds: [correctionKind], at: work.now, by: '整改报告' })
  recordFact(work, 'event-report.correction-answered', id, { unit: row.unit_id }, { matter: id, chain: row.unit_id })
  const office = await judgingOffice(work)
  if (office) await tell(work, id, office, `收到整改报告：${violationKinds[fault.kind]}`, input.text.slice(0, 500))
}

/** Accepts what was answered, or returns it with a reason; a returned one is owed anew from now on. Nobody judges his own answer. */
export async function decideCorrection(
  work: Work,
  id: string,
  input: z.output<typeof DecideCorrection>,
): Promise<void> {
  const { row, fault, waiting } = await correctionForChange(work, id)
  if (!waiting) throw new Problem('event-report/correction-settled', { detail: '没有待审核的整改报告' })
  if (waiting.by_account === work.actor.accountId) throw new Problem('event-report/own-correction')
  await work.tx
    .updateTable('report_correction_answer')
    .set({ decided_at: work.now, accepted: input.accept, decided_by_name: work.actor.name, note: input.note })
    .where('id', '=', waiting.id)
    .execute()
  const due = input.accept ? null : await dueNow(work)
  await work.tx
    .updateTable('report_correction')
    .set(due ? { due_at: due.at } : { accepted_at: work.now })
    .where('id', '=', id)
    .execute()
  if (due) await openClock(work, row, fault, due, waiting.id)
  recordFact(
    work,
    input.accept ? 'event-report.correction-accepted' : 'event-report.correction-returned',
    id,
    { unit: row.unit_id, note: input.note, ...(due && { dueAt: due.at }) },
    { matter: id, chain: row.unit_id },
  )
  await tell(
    work,
    id,
    row.unit_id,
    input.accept ? `整改报告通过：${violationKinds[fault.kind]}` : `整改报告被退回：${violationKinds[fault.kind]}`,
    input.note || fault.evidence,
  )
}

const tell = (work: Work, id: string, to: string, title: string, body: string) =>
  sendNotice(work, {
    kind: `correction/${id}`,
    title,
    body,
    matterId: id,
    urgent: false,
    to: [to],
    channels: ['inApp'],
    stepUpMinutes: 0,
  })
