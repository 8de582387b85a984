import { type JudgeReview, type ReviewSectionCode, reviewSections } from '@anlan/contract/review.ts'
import type { z } from 'zod'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { refusalOfDecision } from '../../document/api.ts'
import { dischargeObligations } from '../../obligation/api.ts'
import { recordUse } from '../../plan-cycle/api.ts'
import { contentsOf } from '../content/contents.ts'
import { planProposals } from '../content/plan-use.ts'
import { readSubject, type Subject } from '../content/subject.ts'
import { assertDraft, judgesReview, matterOfReview, type ReviewInHand, reviewToWrite, visibleReview } from '../reach.ts'
import { reviewClock } from './open.ts'
import { openRectifications } from './rectify.ts'

/** To the leader. Something must have been concluded, and each proposal to revise the plan decided on. */
export async function submitReview(work: Work, id: string): Promise<void> {
  const found = await reviewToWrite(work, id)
  assertDraft(found)
  const sections = await sectionsOf(work, id)
  if (!sections.some(one => one.experience || one.problems))
    throw new Problem('review/incomplete', { detail: '还没有填写任何一节的经验做法或存在问题' })
  const decided = await decisionsOf(work, id)
  const open = planProposals(await readSubject(work, found.response.id)).filter(one => !decided.has(one.key))
  if (open.length > 0)
    throw new Problem('review/incomplete', { detail: `还有 ${open.length} 条预案修订建议没有决定是否采纳` })
  await work.tx
    .updateTable('review')
    .set({
      state: 'submitted',
      submitted_at: work.now,
      submitted_by_name: work.actor.name,
      submitted_by_account_id: work.actor.accountId,
      opinion: '',
    })
    .where('id', '=', id)
    .execute()
  recordFact(work, 'review.submitted', id, {}, { matter: matterOfReview(found), chain: found.review.unit_id })
}

const sectionsOf = (work: Work, id: string) =>
  work.tx.selectFrom('review_section').selectAll().where('review_id', '=', id).execute()
const decisionsOf = async (work: Work, id: string) =>
  new Map(
    (await work.tx.selectFrom('review_proposal').selectAll().where('review_id', '=', id).execute()).map(row => [
      row.key,
      row,
    ]),
  )

/** Approved it is issued and frozen, with all it shows; its rectifications are owed, and the plan has its record and, where something is to change, its revision. */
export async function judgeReview(
  work: Work,
  id: string,
  { verdict, opinion }: z.output<typeof JudgeReview>,
): Promise<void> {
  const found = await visibleReview(work, id, true)
  if (!(await judgesReview(work, found))) throw new Problem('not-found')
  if (found.review.state !== 'submitted') throw new Problem('review/state', { detail: '评估报告没有送审' })
  if (verdict === 'returned' && opinion === '')
    throw fieldProblem('invalid-input', '/opinion', '意见', '退回的，请写明意见')
  const sections = await sectionsOf(work, id)
  const writers = [found.review.submitted_by_account_id, ...sections.map(one => one.changed_by_account_id)]
  if (refusalOfDecision({ state: 'signing', writers }, 'signed', work.actor.accountId) === 'own-draft')
    throw new Problem('review/own-draft')
  const judged = { judged_at: work.now, judged_by_name: work.actor.name, opinion }
  if (verdict === 'returned')
    await work.tx
      .updateTable('review')
      .set({ state: 'draft', ...judged })
      .where('id', '=', id)
      .execute()
  else await issue(work, found, judged)
  recordFact(
    work,
    'review.judged',
    id,
    { verdict, opinion },
    { matter: matterOfReview(found), chain: found.review.unit_id },
  )
}

async function issue(
  work: Work,
  found: ReviewInHand,
  judged: { judged_at: Date; judged_by_name: string; opinion: string },
) {
  const { review, response } = found
  const subject = await readSubject(work, response.id)
  const proposals = planProposals(subject)
  await openRectifications(work, found)
  await dischargeObligations(work, {
    matterId: response.id,
    kinds: [reviewClock],
    at: work.now,
    by: '评估报告已审定印发',
  })
  await tellPlan(work, found, subject, proposals)
  await work.tx
    .updateTable('review')
    .set({ state: 'issued', ...judged, frozen: JSON.stringify({ contents: contentsOf(subject), proposals }) })
    .where('id', '=', review.id)
    .execute()
}

/** 实战启动 or 演练 in the life of the plan; what was adopted calls for its revision. */
async function tellPlan(
  work: Work,
  { review, response }: ReviewInHand,
  subject: Subject,
  proposals: { key: string; text: string }[],
) {
  if (!response.plan_id) return
  const decided = await decisionsOf(work, review.id)
  const adopted = proposals.filter(one => decided.get(one.key)?.adopted)
  const sections = await sectionsOf(work, review.id)
  const said = (what: 'experience' | 'problems') =>
    sections
      .filter(one => one[what])
      .map(one => `${reviewSections[one.code as ReviewSectionCode]}：${one[what]}`)
      .join('\n')
  const people = subject.response.arrivals.reduce((sum, one) => sum + (one.arrivedAt ? (one.people ?? 0) : 0), 0)
  await recordUse(work, response.plan_id, {
    kind: response.mode === 'exercise' ? 'drill' : 'activation',
    heldOn: shanghaiDay(response.ended_at ?? work.now),
    occasion: response.subject.slice(0, 100),
    participants: people || null,
    findings: (said('experience') || '评估报告已印发，见复盘评估。').slice(0, 4000),
    problems: [said('problems'), ...adopted.map(one => one.text)].filter(Boolean).join('\n').slice(0, 4000),
    marks: null,
    needsRevision: adopted.length > 0,
  })
}
