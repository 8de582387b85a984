import { randomUUID } from 'node:crypto'
import type {
  AddRectification,
  AnswerRectification,
  JudgeRectification,
  WithdrawRectification,
} from '@anlan/contract/review.ts'
import type { z } from 'zod'
import { addParty, isUnitInReach } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '../../calendar/api.ts'
import { findUnit } from '../../directory/api.ts'
import { dischargeObligations, openObligation } from '../../obligation/api.ts'
import { attachFiles } from '../../response/api.ts'
import { assertDraft, matterOfReview, type ReviewInHand, reviewToWrite, visibleReview, writesReview } from '../reach.ts'
import type { Rectification } from '../schema.ts'

export const rectificationClock = 'rectification'

/** A problem with who puts it right by when. It is owed from the issue of the review on. */
export async function addRectification(
  work: Work,
  reviewId: string,
  input: z.output<typeof AddRectification>,
): Promise<string> {
  const found = await reviewToWrite(work, reviewId)
  assertDraft(found)
  if (!(await findUnit(work.tx, input.unitId))?.enabled)
    throw fieldProblem('invalid-input', '/unitId', '责任单位', '没有这个单位')
  assertAhead(work, input.dueOn)
  const id = input.id ?? randomUUID()
  await work.tx
    .insertInto('review_rectification')
    .values({
      id,
      review_id: reviewId,
      section: input.section,
      problem: input.problem,
      measure: input.measure,
      unit_id: input.unitId,
      due_on: input.dueOn,
      state: 'planned',
      added_at: work.now,
      added_by_name: work.actor.name,
      added_by_account_id: work.actor.accountId,
      withdrawn_reason: '',
    })
    .execute()
  recordFact(
    work,
    'review.rectification-added',
    reviewId,
    { unit: input.unitId, problem: input.problem, dueOn: input.dueOn },
    { matter: matterOfReview(found) },
  )
  return id
}

const assertAhead = (work: Work, dueOn: string) => {
  if (dueOn < shanghaiDay(work.now)) throw fieldProblem('invalid-input', '/dueOn', '整改期限', '整改期限不能早于今天')
}

/** Before the issue only. */
export async function withdrawRectification(
  work: Work,
  id: string,
  { reason }: z.output<typeof WithdrawRectification>,
): Promise<string> {
  const row = await rectification(work, id)
  const found = await reviewToWrite(work, row.review_id)
  assertDraft(found)
  if (row.state !== 'planned') throw new Problem('review/state', { detail: '该整改事项已撤回' })
  await work.tx
    .updateTable('review_rectification')
    .set({ state: 'withdrawn', withdrawn_reason: reason })
    .where('id', '=', id)
    .execute()
  recordFact(work, 'review.rectification-withdrawn', row.review_id, { reason }, { matter: matterOfReview(found) })
  return row.review_id
}

async function rectification(work: Work, id: string): Promise<Rectification> {
  const row = await work.tx
    .selectFrom('review_rectification')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new Problem('not-found')
  return row
}

/** With the issue: the units owe them, and see the review. */
export async function openRectifications(work: Work, found: ReviewInHand): Promise<void> {
  const rows = await work.tx
    .updateTable('review_rectification')
    .set({ state: 'open' })
    .where('review_id', '=', found.review.id)
    .where('state', '=', 'planned')
    .returningAll()
    .execute()
  for (const row of rows) {
    await addParty(work, found.response.id, row.unit_id, '整改责任单位')
    await owe(work, found, row, row.due_on, 0)
  }
}

const owe = (work: Work, { review, response }: ReviewInHand, row: Rectification, dueOn: string, round: number) =>
  openObligation(work, {
    kind: rectificationClock,
    ruleCode: 'RV-03',
    title: `${response.mode === 'exercise' ? '【演练】' : ''}整改：${row.measure.slice(0, 60)}`,
    matterId: response.id,
    matterTitle: response.subject,
    owedBy: row.unit_id,
    owedTo: review.unit_id,
    medium: 'any',
    clock: 'received',
    basis: `${row.id}/${round}`,
    startedAt: work.now,
    // Until the end of that day; a review that was approved late gives one day at least.
    dueAt: shanghaiInstant(addDays(dueOn > shanghaiDay(work.now) ? dueOn : shanghaiDay(work.now), 1), '00:00'),
    limitMinutes: null,
    soft: false,
    source: { name: '复盘评估报告', article: row.problem.slice(0, 100), confidence: '确' },
    link: `/reviews/${review.id}`,
    exercise: response.mode === 'exercise',
  })

/** The unit says what it has put right, with what shows it. */
export async function answerRectification(
  work: Work,
  id: string,
  input: z.output<typeof AnswerRectification>,
): Promise<string> {
  const row = await rectification(work, id)
  const found = await visibleReview(work, row.review_id)
  if (!(await isUnitInReach(work, row.unit_id))) throw new Problem('not-found')
  if (row.state !== 'open') throw new Problem('review/state', { detail: '该整改事项不在整改中' })
  const answerId = input.id ?? randomUUID()
  await work.tx
    .insertInto('review_answer')
    .values({
      id: answerId,
      rectification_id: id,
      text: input.text,
      at: work.now,
      by_name: work.actor.name,
      verdict: null,
      note: '',
    })
    .execute()
  await attachFiles(work, found.response.id, answerId, input.fileIds)
  await work.tx.updateTable('review_rectification').set({ state: 'answered' }).where('id', '=', id).execute()
  const round = await rounds(work, id)
  const open = await work.tx
    .selectFrom('obligation')
    .select('id')
    .where('matter_id', '=', found.response.id)
    .where('kind', '=', rectificationClock)
    .where('basis', '=', `${id}/${round - 1}`)
    .executeTakeFirst()
  if (open)
    await dischargeObligations(work, { matterId: found.response.id, id: open.id, at: work.now, by: '已报告整改情况' })
  recordFact(
    work,
    'review.rectification-answered',
    row.review_id,
    { unit: row.unit_id, text: input.text },
    { matter: matterOfReview(found), chain: row.unit_id },
  )
  return row.review_id
}

const rounds = async (work: Work, id: string) =>
  (await work.tx.selectFrom('review_answer').select('id').where('rectification_id', '=', id).execute()).length

/** 验收: closed with its evidence, or back with a new limit. */
export async function judgeRectification(
  work: Work,
  id: string,
  { verdict, note, dueOn }: z.output<typeof JudgeRectification>,
): Promise<string> {
  const row = await rectification(work, id)
  const found = await visibleReview(work, row.review_id)
  if (!(await writesReview(work, found))) throw new Problem('not-found')
  if (row.state !== 'answered') throw new Problem('review/state', { detail: '该整改事项没有待验收的整改情况' })
  if (verdict === 'returned') {
    if (note === '') throw fieldProblem('invalid-input', '/note', '意见', '退回的，请写明意见')
    if (dueOn === null) throw fieldProblem('invalid-input', '/dueOn', '新的整改期限', '退回的，请填写新的整改期限')
    assertAhead(work, dueOn)
  }
  await work.tx
    .updateTable('review_answer')
    .set({ verdict, note, judged_at: work.now, judged_by_name: work.actor.name })
    .where('rectification_id', '=', id)
    .where('verdict', 'is', null)
    .execute()
  await work.tx
    .updateTable('review_rectification')
    .set(verdict === 'accepted' ? { state: 'accepted' } : { state: 'open', due_on: dueOn ?? row.due_on })
    .where('id', '=', id)
    .execute()
  if (verdict === 'returned') await owe(work, found, row, dueOn ?? row.due_on, await rounds(work, id))
  recordFact(
    work,
    'review.rectification-judged',
    row.review_id,
    { unit: row.unit_id, verdict, note },
    { matter: matterOfReview(found), chain: row.unit_id },
  )
  return row.review_id
}
