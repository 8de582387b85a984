import { sql } from 'kysely'
import { isUnitInReach, matterInReach } from '../../kernel/access/reach.ts'
import { reachOf } from '../../kernel/http/app.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Work } from '../../kernel/work/work.ts'
import { commands } from '../response/api.ts'
import type { Review } from './schema.ts'

/** Reviews of responses with a party in the actor's reach. Every read starts here. */
export const reviewsInReach = (work: Work) =>
  work.tx
    .selectFrom('review as v')
    .innerJoin('response as r', 'r.id', 'v.response_id')
    .where(matterInReach(work, sql.ref('r.id')))

export interface ReviewInHand {
  review: Review
  response: {
    id: string
    event_id: string | null
    mode: 'real' | 'exercise'
    plan_id: string | null
    subject: string
    room_unit_id: string
    lead_unit_id: string
    ended_at: Date | null
  }
}

/** A review the actor may see; locked where something is done to it. */
export async function visibleReview(work: Work, id: string, lock = false): Promise<ReviewInHand> {
  const query = reviewsInReach(work).selectAll('v').where('v.id', '=', id)
  const review = await (lock ? query.forUpdate('v') : query).executeTakeFirst()
  if (!review) throw new Problem('not-found')
  const response = await work.tx
    .selectFrom('response')
    .select(['id', 'event_id', 'mode', 'plan_id', 'subject', 'room_unit_id', 'lead_unit_id', 'ended_at'])
    .where('id', '=', review.response_id)
    .executeTakeFirstOrThrow()
  return { review, response }
}

/** For the unit that owes it, and whoever commanded. */
export async function writesReview(work: Work, { review, response }: ReviewInHand): Promise<boolean> {
  const own = { ...work, reach: work.reach.everything ? work.reach : reachOf(work.actor, 'review.write') }
  return (await isUnitInReach(own, review.unit_id)) || (await commands(own, response))
}

export async function reviewToWrite(work: Work, id: string): Promise<ReviewInHand> {
  const found = await visibleReview(work, id, true)
  if (!(await writesReview(work, found))) throw new Problem('not-found')
  return found
}

/** For a leader above the unit that owes it. */
export const judgesReview = (work: Work, { review }: ReviewInHand): Promise<boolean> =>
  isUnitInReach(
    { ...work, reach: work.reach.everything ? work.reach : reachOf(work.actor, 'review.approve') },
    review.unit_id,
  )

export const assertDraft = ({ review }: ReviewInHand) => {
  if (review.state !== 'draft')
    throw new Problem('review/state', {
      detail: review.state === 'issued' ? '评估报告已印发，不能更改' : '评估报告已送审，退回后才能修改',
    })
}

/** What is recorded about a review stands on the event's timeline; that of an exercise on the response's own. */
export const matterOfReview = ({ response }: ReviewInHand) =>
  response.mode === 'real' && response.event_id ? response.event_id : response.id
