import {
  type RectificationView,
  type ReviewLine,
  type ReviewSectionCode,
  type ReviewView,
  reviewSections,
} from '@anlan/contract/review.ts'
import { sql } from 'kysely'
import { isMatterInReach, isUnitInReach } from '../../../kernel/access/reach.ts'
import { reachOf } from '../../../kernel/http/app.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { contentsOf } from '../content/contents.ts'
import { planProposals } from '../content/plan-use.ts'
import { readSubject } from '../content/subject.ts'
import { firstTimesOfResponse } from '../firsts/first-times.ts'
import { judgesReview, type ReviewInHand, reviewsInReach, visibleReview, writesReview } from '../reach.ts'

const most = 300

/** Reviews in reach, those still owed first, then the latest. Exercises apart. */
export async function listReviews(work: Work, mode: 'real' | 'exercise'): Promise<ReviewLine[]> {
  return linesOf(work, sql`r.mode = ${mode}`)
}

async function linesOf(work: Work, which: ReturnType<typeof sql>): Promise<ReviewLine[]> {
  const rows = await reviewsInReach(work)
    .innerJoin('unit as u', 'u.id', 'v.unit_id')
    .select(['v.id', 'v.response_id', 'v.state', 'v.due_at', 'v.judged_at', 'r.event_id', 'r.subject', 'r.mode'])
    .select(['r.ended_at', 'v.opened_at', 'u.name as unit_name'])
    .select([
      sql<number>`(select count(*)::int from review_rectification q where q.review_id = v.id and q.state <> 'withdrawn')`.as(
        'all',
      ),
      sql<number>`(select count(*)::int from review_rectification q where q.review_id = v.id and q.state = 'accepted')`.as(
        'closed',
      ),
    ])
    .where(sql<boolean>`${which}`)
    .orderBy(sql`v.state = 'issued'`)
    .orderBy('v.opened_at', 'desc')
    .orderBy('v.id')
    .limit(most)
    .execute()
  return rows.map(row => {
    const issuedAt = row.state === 'issued' ? row.judged_at : null
    return {
      id: row.id,
      responseId: row.response_id,
      eventId: row.mode === 'real' ? row.event_id : null,
      title: `${row.subject}${row.mode === 'exercise' ? '演练评估' : '复盘评估'}`,
      mode: row.mode,
      state: row.state,
      unitName: row.unit_name,
      endedAt: (row.ended_at ?? row.opened_at).toISOString(),
      dueAt: row.due_at.toISOString(),
      overdue: (issuedAt ?? work.now) > row.due_at,
      issuedAt: issuedAt?.toISOString() ?? null,
      closed: row.closed,
      rectifications: row.all,
    }
  })
}

/** One review: facts of now until it is issued, as they were from then on. */
export async function viewReview(work: Work, id: string): Promise<ReviewView> {
  const found = await visibleReview(work, id)
  const { review, response } = found
  const [line] = await linesOf(work, sql`v.id = ${id}`)
  if (!line) throw new Problem('not-found')
  const subject = review.frozen ? null : await readSubject(work, response.id)
  const contents = review.frozen?.contents ?? (subject ? contentsOf(subject) : [])
  const proposals = review.frozen?.proposals ?? (subject ? planProposals(subject) : [])
  const said = new Map(
    (await work.tx.selectFrom('review_section').selectAll().where('review_id', '=', id).execute()).map(row => [
      row.code,
      row,
    ]),
  )
  const decided = new Map(
    (await work.tx.selectFrom('review_proposal').selectAll().where('review_id', '=', id).execute()).map(row => [
      row.key,
      row,
    ]),
  )
  const writes = await writesReview(work, found)
  const plan = response.plan_id
    ? await work.tx.selectFrom('plan').select('title').where('id', '=', response.plan_id).executeTakeFirst()
    : undefined
  return {
    ...line,
    planId: response.plan_id,
    planTitle: plan?.title ?? null,
    eventVisible:
      line.eventId !== null &&
      (await isMatterInReach({ tx: work.tx, reach: reachOf(work.actor, 'event.read') }, line.eventId)),
    asOf: (review.frozen && review.judged_at ? review.judged_at : work.now).toISOString(),
    sections: contents.map(one => {
      const row = said.get(one.code)
      return {
        ...one,
        experience: row?.experience ?? '',
        problems: row?.problems ?? '',
        version: row?.version ?? 0,
        changedAt: row?.changed_at.toISOString() ?? null,
        changedByName: row?.changed_by_name ?? null,
      }
    }),
    firsts: await firstTimesOfResponse(work, response.id),
    proposals: proposals.map(one => {
      const row = decided.get(one.key)
      return { ...one, adopted: row?.adopted ?? null, reason: row?.reason ?? '', byName: row?.by_name ?? null }
    }),
    rectificationList: await rectificationsOf(work, found, writes),
    submittedAt: review.submitted_at?.toISOString() ?? null,
    submittedByName: review.submitted_by_name,
    judgedAt: review.judged_at?.toISOString() ?? null,
    judgedByName: review.judged_by_name,
    opinion: review.opinion,
    may: {
      write: writes && review.state === 'draft',
      submit: writes && review.state === 'draft',
      judge: review.state === 'submitted' && (await judgesReview(work, found)),
    },
  }
}

async function rectificationsOf(work: Work, { review }: ReviewInHand, writes: boolean): Promise<RectificationView[]> {
  const rows = await work.tx
    .selectFrom('review_rectification as q')
    .innerJoin('unit as u', 'u.id', 'q.unit_id')
    .selectAll('q')
    .select('u.name as unit_name')
    .where('q.review_id', '=', review.id)
    .orderBy('q.added_at')
    .orderBy('q.id')
    .execute()
  const order = Object.keys(reviewSections)
  const views: RectificationView[] = []
  for (const row of rows)
    views.push({
      id: row.id,
      reviewId: review.id,
      section: row.section as ReviewSectionCode,
      problem: row.problem,
      measure: row.measure,
      unitId: row.unit_id,
      unitName: row.unit_name,
      dueOn: row.due_on,
      state: row.state,
      overdue: row.state === 'open' && shanghaiDay(work.now) > row.due_on,
      answers: await answersOf(work, row.id),
      may: {
        withdraw: writes && review.state === 'draft' && row.state === 'planned',
        answer:
          row.state === 'open' &&
          (await isUnitInReach({ tx: work.tx, reach: reachOf(work.actor, 'review.rectify') }, row.unit_id)),
        judge: writes && row.state === 'answered',
      },
    })
  return views.sort((a, b) => order.indexOf(a.section) - order.indexOf(b.section))
}

async function answersOf(work: Work, rectificationId: string): Promise<RectificationView['answers']> {
  const rows = await work.tx
    .selectFrom('review_answer')
    .selectAll()
    .where('rectification_id', '=', rectificationId)
    .orderBy('at')
    .execute()
  if (rows.length === 0) return []
  const files = await work.tx
    .selectFrom('response_file as o')
    .innerJoin('file as f', 'f.id', 'o.file_id')
    .select(['o.owner_id', 'f.id', 'f.name', 'f.size'])
    .where(
      'o.owner_id',
      'in',
      rows.map(row => row.id),
    )
    .orderBy('o.sort')
    .execute()
  return rows.map(row => ({
    id: row.id,
    text: row.text,
    at: row.at.toISOString(),
    byName: row.by_name,
    verdict: row.verdict,
    note: row.note,
    judgedAt: row.judged_at?.toISOString() ?? null,
    judgedByName: row.judged_by_name,
    files: files
      .filter(file => file.owner_id === row.id)
      .map(({ id, name, size }) => ({ id, name, size: Number(size) })),
  }))
}
