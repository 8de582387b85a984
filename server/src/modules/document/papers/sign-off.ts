import type { PaperDecision } from '@anlan/contract/paper.ts'
import type { Role } from '@anlan/contract/permissions.ts'
import type { FieldError } from '@anlan/contract/problems.ts'
import type { z } from 'zod'
import { Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { shanghaiDay } from '../../calendar/api.ts'
import { findUnit, unitOfFunction } from '../../directory/api.ts'
import { sendNotice } from '../../notice/api.ts'
import { numberByPattern } from '../issue-number.ts'
import { isSeriesName, nextIssue } from '../series.ts'
import { refusalOfDecision, type SignOff } from '../sign-off.ts'
import { assertUnsigned, noteStep } from './draft.ts'
import { paperForChange } from './reach.ts'
import { recipientsOf } from './recipients.ts'
import type { Paper, PaperKind } from './schema.ts'

/** 送审: a finished draft goes to review where its kind asks for that, else straight to the signer. */
export async function submitPaper(work: Work, id: string): Promise<void> {
  const paper = await paperForChange(work, id)
  assertUnsigned(paper)
  if (paper.state !== 'draft') throw new Problem('paper/wrong-state', { detail: '只有拟稿可以送审' })
  await assertComplete(work, paper)
  const kind = await kindOf(work, paper)
  const state = (await isReviewed(work, paper, kind)) ? 'review' : 'signing'
  await work.tx.updateTable('paper').set({ state }).where('id', '=', id).execute()
  await noteStep(work, id, 'submitted')
  recordFact(work, 'paper.submitted', id, { to: state }, { chain: paper.unit_id })
}

/** 审核: passes the draft on to the signer, or back to the drafter with what is to be changed. */
export async function reviewPaper(work: Work, id: string, decision: z.output<typeof PaperDecision>): Promise<void> {
  const paper = await paperForChange(work, id)
  assertUnsigned(paper)
  refuse(await refusalFor(work, paper, 'reviewed'), '公文不在待审核状态')
  if (!decision.agree) return sendBack(work, paper, decision.opinion)
  await work.tx.updateTable('paper').set({ state: 'signing' }).where('id', '=', id).execute()
  await noteStep(work, id, 'reviewed', decision.opinion)
  recordFact(work, 'paper.reviewed', id, { opinion: decision.opinion }, { chain: paper.unit_id })
}

/** 签发: another person than wrote or reviewed it. The paper takes its number now and never changes again. */
export async function signPaper(work: Work, id: string, decision: z.output<typeof PaperDecision>): Promise<void> {
  const paper = await paperForChange(work, id)
  assertUnsigned(paper)
  const kind = await kindOf(work, paper)
  if (!maySignKind(work, kind)) throw new Problem('paper/not-signer', { detail: `${kind.name}由规定的签发人签发` })
  if (paper.state !== 'signing')
    throw new Problem('paper/wrong-state', {
      detail: paper.state === 'review' ? '公文尚未审核' : '公文尚未送审',
    })
  refuse(await refusalFor(work, paper, 'signed'), '公文不在待签发状态')
  if (!decision.agree) return sendBack(work, paper, decision.opinion)
  await assertComplete(work, paper)
  const number = await takeNumber(work, paper, kind)
  await work.tx
    .updateTable('paper')
    .set({ ...number, state: 'signed', signed_at: work.now, signed_by_name: work.actor.name })
    .where('id', '=', id)
    .execute()
  await noteStep(work, id, 'signed', decision.opinion)
  recordFact(work, 'paper.signed', id, { ...number, opinion: decision.opinion }, { chain: paper.unit_id })
}

/** Whether one of the actor's posts is among those that sign papers of this kind. */
export const maySignKind = (work: Work, kind: Pick<PaperKind, 'signers'>): boolean =>
  work.actor.grants.some(({ role }) => kind.signers.includes(role as Role))

/** What stands against the actor deciding on the paper. */
export async function refusalFor(work: Work, paper: Paper, step: 'reviewed' | 'signed') {
  return refusalOfDecision(await signOffOf(work, paper), step, work.actor.accountId)
}

/** Reviews count since the last change: before it another text was reviewed. */
export async function signOffOf(work: Work, paper: Paper): Promise<SignOff> {
  const steps = await work.tx
    .selectFrom('paper_signature')
    .select(['step', 'account_id'])
    .where('paper_id', '=', paper.id)
    .orderBy('sort')
    .execute()
  const wrote = ['drafted', 'edited', 'submitted']
  // The system drafts the daily paper; whoever hands that in answers for its words.
  const writers = steps.filter(one => wrote.includes(one.step) && one.account_id).map(one => one.account_id)
  const lastSubmitted = steps.findLastIndex(one => one.step === 'submitted')
  const reviewers = steps.slice(lastSubmitted + 1).filter(one => one.step === 'reviewed')
  return { state: paper.state, writers, reviewers: reviewers.map(one => one.account_id) }
}

export const kindOf = (work: Work, paper: Pick<Paper, 'kind'>): Promise<PaperKind> =>
  work.tx.selectFrom('paper_kind').selectAll().where('code', '=', paper.kind).executeTakeFirstOrThrow()

/** In towns and departments two people sign off a paper; in the county's rooms three, where the kind says so. */
async function isReviewed(work: Work, paper: Paper, kind: PaperKind): Promise<boolean> {
  if (!kind.needs_review) return false
  const rooms = [await unitOfFunction(work.tx, 'generalDutyOffice'), await unitOfFunction(work.tx, 'emergencyBureau')]
  return rooms.some(room => room?.id === paper.unit_id)
}

function refuse(refusal: ReturnType<typeof refusalOfDecision>, wrongState: string) {
  if (refusal === 'wrong-state') throw new Problem('paper/wrong-state', { detail: wrongState })
  if (refusal) throw new Problem(`paper/${refusal}`)
}

async function sendBack(work: Work, paper: Paper, opinion: string) {
  await work.tx.updateTable('paper').set({ state: 'draft' }).where('id', '=', paper.id).execute()
  await noteStep(work, paper.id, 'returned', opinion)
  recordFact(work, 'paper.returned', paper.id, { opinion }, { chain: paper.unit_id })
  await sendNotice(work, {
    kind: `paper-returned/${paper.id}`,
    title: `公文被退回修改：${paper.title}`,
    body: opinion,
    matterId: null,
    urgent: false,
    to: [paper.unit_id],
    channels: ['inApp'],
    stepUpMinutes: 0,
  })
}

/** A paper that goes out says something and goes to somebody. */
async function assertComplete(work: Work, paper: Paper) {
  const errors: FieldError[] = []
  if (!paper.sections.some(section => section.text.trim() || section.table?.rows.length))
    errors.push({ pointer: '/sections', field: '正文', message: '请填写正文' })
  const { main } = await recipientsOf(work, paper.id)
  if (main.length === 0) errors.push({ pointer: '/main', field: '主送', message: '请选择主送单位' })
  if (errors.length)
    throw new Problem('paper/incomplete', { detail: errors.map(one => one.message).join('；'), errors })
}

/**
 * The next number of the kind's series. A unit other than the county's duty room counts in a series of its own, under its own short name. Papers
 * without a series have none.
 */
async function takeNumber(work: Work, paper: Paper, kind: PaperKind) {
  if (!kind.series || !kind.pattern || !isSeriesName(kind.series)) return {}
  const year = Number(shanghaiDay(work.now).slice(0, 4))
  const county = await unitOfFunction(work.tx, 'generalDutyOffice')
  const isCounty = county?.id === paper.unit_id
  const unit = isCounty ? undefined : await findUnit(work.tx, paper.unit_id)
  const issue = await nextIssue(work, kind.series, year, unit?.id)
  return {
    series: unit ? `${kind.series}:${unit.id}` : kind.series,
    year,
    issue,
    number: `${unit?.short_name ?? ''}${numberByPattern(kind.pattern, { year, issue })}`,
  }
}
