import { randomUUID } from 'node:crypto'
import type { AnswerOpinion, AskOpinions, DecideOpinion } from '@anlan/contract/plan-cycle.ts'
import type { z } from 'zod'
import { addParties, isUnitInReach } from '../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../kernel/problem.ts'
import { ours } from '../../kernel/setting-rows.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { addDays, shanghaiInstant } from '../calendar/api.ts'
import { findUnit } from '../directory/api.ts'
import { cancelObligations, dischargeObligations, openObligation } from '../obligation/api.ts'
import { mayEditPlansOf, setPlanState } from '../plan/api.ts'
import { today } from './limits.ts'
import { obstacle, ownSubject, subjectOf } from './subject.ts'

const ruleOf = (opinionId: string) => `PLAN-OPINION-${opinionId}`

/** 征求意见: asks units, experts and front-line staff for their opinion on the draft by a day; may be repeated for more of them while the round runs (W145). */
export async function askOpinions(work: Work, planId: string, input: z.output<typeof AskOpinions>): Promise<void> {
  const { plan, edition } = await ownSubject(work, planId)
  if (input.dueOn < today(work)) throw fieldProblem('invalid-input', '/dueOn', '反馈期限', '反馈期限不能早于今天')
  for (const [at, one] of input.asked.entries()) {
    if (!(await findUnit(work.tx, one.unitId))?.enabled)
      throw fieldProblem('invalid-input', `/asked/${at}/unitId`, '征求对象单位', '没有这个单位')
    if (one.role !== 'unit' && one.role !== 'neighbour' && one.name === '')
      throw fieldProblem('invalid-input', `/asked/${at}/name`, '姓名', '请填写征求对象的姓名')
  }
  if (edition.state !== 'consulting') await setPlanState(work, planId, 'consulting')
  const rows = await work.tx
    .insertInto('plan_opinion')
    .values(
      input.asked.map(one => ({
        id: randomUUID(),
        plan_id: planId,
        edition_id: edition.id,
        unit_id: one.unitId,
        role: one.role,
        name: one.name,
        phone: one.phone,
        asked_at: work.now,
        due_on: input.dueOn,
        answer: null,
        answered_at: null,
        answered_by_name: null,
        adopted: null,
        reason: '',
      })),
    )
    .onConflict(conflict => conflict.columns(['edition_id', 'unit_id', 'role', 'name']).doNothing())
    .returning(['id', 'unit_id'])
    .execute()
  // Whoever is asked may read the draft.
  await addParties(
    work,
    planId,
    rows.map(row => ({ unitId: row.unit_id, capacity: '征求意见' })),
  )
  for (const row of rows)
    await openObligation(work, {
      kind: 'plan-opinion',
      ruleCode: ruleOf(row.id),
      title: `反馈意见：${plan.title}`,
      matterId: planId,
      matterTitle: plan.title,
      owedBy: row.unit_id,
      owedTo: plan.unit_id,
      medium: 'system',
      clock: 'received',
      basis: row.id,
      startedAt: work.now,
      dueAt: shanghaiInstant(addDays(input.dueOn, 1), '00:00'),
      limitMinutes: null,
      soft: false,
      source: { ...ours, name: '征求意见通知' },
      link: `/plans/${planId}`,
    })
  recordFact(
    work,
    'plan-cycle.opinions-asked',
    planId,
    { title: plan.title, edition: edition.edition, asked: rows.length, dueOn: input.dueOn },
    { matter: planId, chain: plan.unit_id },
  )
}

/** An answer of whoever was asked; for experts and front-line staff without an account the drafter writes it down. */
export async function answerOpinion(work: Work, id: string, input: z.output<typeof AnswerOpinion>): Promise<string> {
  const row = await work.tx.selectFrom('plan_opinion').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Problem('not-found')
  const { plan, edition } = await subjectOf(work, row.plan_id)
  const own = await isUnitInReach(work, row.unit_id)
  const forThem = row.role !== 'unit' && (await mayEditPlansOf(work, plan.unit_id))
  if (!own && !forThem) throw new Problem('not-found')
  if (edition.id !== row.edition_id || edition.state !== 'consulting') throw obstacle('征求意见已经结束')
  await work.tx
    .updateTable('plan_opinion')
    .set({ answer: input.text, answered_at: work.now, answered_by_name: work.actor.name, adopted: null, reason: '' })
    .where('id', '=', id)
    .execute()
  await dischargeObligations(work, { matterId: plan.id, ruleCodes: [ruleOf(id)], at: work.now, by: '反馈意见' })
  recordFact(
    work,
    'plan-cycle.opinion-answered',
    plan.id,
    { title: plan.title, unit: row.unit_id, name: row.name },
    { matter: plan.id, chain: row.unit_id },
  )
  return plan.id
}

/** What became of an answer: adopted or not, and why not. */
export async function decideOpinion(work: Work, id: string, input: z.output<typeof DecideOpinion>): Promise<string> {
  const row = await work.tx.selectFrom('plan_opinion').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Problem('not-found')
  const { plan } = await ownSubject(work, row.plan_id)
  if (row.answer === null) throw obstacle('该意见尚未反馈')
  if (input.adopted !== 'adopted' && input.reason === '')
    throw fieldProblem('invalid-input', '/reason', '理由', '未采纳或部分采纳的，请说明理由')
  await work.tx
    .updateTable('plan_opinion')
    .set({ ...input })
    .where('id', '=', id)
    .execute()
  recordFact(
    work,
    'plan-cycle.opinion-decided',
    plan.id,
    { title: plan.title, unit: row.unit_id, adopted: input.adopted, reason: input.reason },
    { matter: plan.id, chain: plan.unit_id },
  )
  return plan.id
}

/** Ends the round; the draft goes back to be amended. Every answer must have been decided. */
export async function closeConsultation(work: Work, planId: string): Promise<void> {
  const { plan, edition } = await ownSubject(work, planId)
  if (edition.state !== 'consulting') throw obstacle('没有正在进行的征求意见')
  const rows = await work.tx.selectFrom('plan_opinion').selectAll().where('edition_id', '=', edition.id).execute()
  const undecided = rows.filter(row => row.answer !== null && row.adopted === null).length
  if (undecided > 0) throw obstacle(`还有 ${undecided} 条意见没有说明是否采纳`)
  if (rows.every(row => row.answer === null)) throw obstacle('还没有收到任何意见')
  await work.tx
    .insertInto('plan_consultation')
    .values({ edition_id: edition.id, plan_id: planId, closed_at: work.now })
    .onConflict(conflict => conflict.column('edition_id').doUpdateSet({ closed_at: work.now }))
    .execute()
  await cancelObligations(work, { matterId: planId, kinds: ['plan-opinion'] }, '征求意见已结束')
  await setPlanState(work, planId, 'drafting', { reason: '征求意见结束' })
  recordFact(
    work,
    'plan-cycle.consultation-closed',
    planId,
    { title: plan.title, answered: rows.filter(row => row.answer !== null).length, asked: rows.length },
    { matter: planId, chain: plan.unit_id },
  )
}
