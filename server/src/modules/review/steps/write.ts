import type { DecideProposals, ReviewSectionCode, SaveReviewSection } from '@anlan/contract/review.ts'
import type { z } from 'zod'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { planProposals } from '../content/plan-use.ts'
import { readSubject } from '../content/subject.ts'
import { assertDraft, matterOfReview, reviewToWrite } from '../reach.ts'

/**
 * What people conclude from one section. Two may write different sections at the same time; of two who write the same one, the second is told and loses
 * nothing he has on his screen.
 */
export async function saveSection(
  work: Work,
  id: string,
  code: ReviewSectionCode,
  { version, ...said }: z.output<typeof SaveReviewSection>,
): Promise<void> {
  const found = await reviewToWrite(work, id)
  assertDraft(found)
  const by = { changed_at: work.now, changed_by_name: work.actor.name, changed_by_account_id: work.actor.accountId }
  const saved =
    version === 0
      ? await work.tx
          .insertInto('review_section')
          .values({ review_id: id, code, ...said, version: 1, ...by })
          .onConflict(conflict => conflict.doNothing())
          .returning('version')
          .executeTakeFirst()
      : await work.tx
          .updateTable('review_section')
          .set({ ...said, version: version + 1, ...by })
          .where('review_id', '=', id)
          .where('code', '=', code)
          .where('version', '=', version)
          .returning('version')
          .executeTakeFirst()
  if (!saved) throw new Problem('conflict', { detail: '这一节刚被他人修改，请核对新内容后再保存' })
  recordFact(work, 'review.section-saved', id, { section: code }, { matter: matterOfReview(found) })
}

/** Which of the proposals go to whoever keeps the plan; one that is left out says why. */
export async function decideProposals(
  work: Work,
  id: string,
  { decisions }: z.output<typeof DecideProposals>,
): Promise<void> {
  const found = await reviewToWrite(work, id)
  assertDraft(found)
  const known = new Set(planProposals(await readSubject(work, found.response.id)).map(one => one.key))
  for (const [at, one] of decisions.entries()) {
    if (!known.has(one.key)) throw fieldProblem('invalid-input', `/decisions/${at}/key`, '修订建议', '没有这条修订建议')
    if (!one.adopted && one.reason === '')
      throw fieldProblem('invalid-input', `/decisions/${at}/reason`, '理由', '不采纳的，请写明理由')
    const row = { adopted: one.adopted, reason: one.reason, at: work.now, by_name: work.actor.name }
    await work.tx
      .insertInto('review_proposal')
      .values({ review_id: id, key: one.key, ...row })
      .onConflict(conflict => conflict.columns(['review_id', 'key']).doUpdateSet(row))
      .execute()
  }
  recordFact(
    work,
    'review.proposals-decided',
    id,
    { adopted: decisions.filter(one => one.adopted).length, of: decisions.length },
    { matter: matterOfReview(found) },
  )
}
