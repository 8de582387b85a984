import { randomUUID } from 'node:crypto'
import type { AnswerSurvey, CloseSurvey, StartSurvey } from '@anlan/contract/survey.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { isUnitInReach, reachFor, unitsInReach } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { ours } from '../../../kernel/setting-rows.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '../../calendar/api.ts'
import { cancelObligations, dischargeObligations, openObligation } from '../../obligation/api.ts'
import { permissionsOf } from '../declaration/ledger.ts'
import { ledgers } from '../declaration/ledgers.ts'
import { recordsOfUnit } from './counts.ts'

const obligationKind = 'register.survey'
const about = (surveyId: string, unitId: string) => ({
  matterId: null,
  owedBy: unitId,
  kinds: [obligationKind],
  ruleCodes: [ruleOf(surveyId)],
})
/** One rule per survey: what ends a survey then ends nothing of another. */
const ruleOf = (surveyId: string) => `SURVEY-${surveyId}`

/** Starts a survey: each unit owes it once, by the end of the day. Units outside reach and ledgers nobody may enter are refused. */
export async function startSurvey(work: Work, input: z.output<typeof StartSurvey>): Promise<string> {
  const today = shanghaiDay(work.now)
  if (input.dueOn < today) throw fieldProblem('invalid-input', '/dueOn', '截止日期', '截止日期不能早于今天')
  const names = [...new Set(input.ledgers)]
  for (const [at, name] of names.entries()) {
    const ledger = ledgers.get(name)
    if (!ledger || permissionsOf(ledger).edit === null)
      throw fieldProblem('invalid-input', `/ledgers/${at}`, '普查台账', '没有这本台账，或它不由各单位登记')
  }
  const wanted = [...new Set(input.unitIds)]
  const units = await work.tx
    .selectFrom('unit')
    .select('id')
    .where('id', 'in', wanted)
    .where('enabled', '=', true)
    .where('id', 'in', unitsInReach(work))
    .execute()
  if (units.length !== wanted.length)
    throw fieldProblem('directory/unknown-unit', '/unitIds', '参加单位', '有的单位不在您的管辖范围或已撤销')
  const id = input.id ?? randomUUID()
  await work.tx
    .insertInto('register_survey')
    .values({
      id,
      title: input.title,
      note: input.note,
      ledgers: names,
      unit_id: work.actor.unitId,
      due_on: input.dueOn,
      started_at: work.now,
      started_by: work.actor.name,
      closed_at: null,
      close_reason: null,
    })
    .execute()
  await work.tx
    .insertInto('register_survey_unit')
    .values(wanted.map(unit_id => ({ survey_id: id, unit_id, done_at: null })))
    .execute()
  recordFact(work, 'register.survey-started', id, { title: input.title, ledgers: names, units: wanted.length })
  for (const unitId of wanted)
    await openObligation(work, {
      kind: obligationKind,
      ruleCode: ruleOf(id),
      title: `资源普查：${input.title}`,
      matterId: null,
      matterTitle: null,
      owedBy: unitId,
      owedTo: work.actor.unitId,
      medium: 'system',
      clock: 'daily',
      basis: id,
      startedAt: work.now,
      dueAt: shanghaiInstant(addDays(input.dueOn, 1), '00:00'),
      limitMinutes: null,
      soft: false,
      source: { ...ours, name: '资源普查通知' },
      link: `/surveys/${id}`,
    })
  return id
}

/** A survey with a unit in reach, locked; a closed one takes no answers. */
async function openSurvey(work: Work, id: string) {
  const survey = await work.tx
    .selectFrom('register_survey')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!survey) throw new Problem('not-found')
  return survey
}

/**
 * A unit states for one ledger that its records are all entered, or that it has none (无). "None" with records and "all" without any are
 * refused. Its obligation is met with the last ledger; an answer may be changed until the survey is closed.
 */
export async function answerSurvey(
  work: Work,
  { id, unitId, ledger }: { id: string; unitId: string; ledger: string },
  { none }: z.output<typeof AnswerSurvey>,
): Promise<void> {
  const survey = await openSurvey(work, id)
  const asked = await work.tx
    .selectFrom('register_survey_unit')
    .selectAll()
    .where('survey_id', '=', id)
    .where('unit_id', '=', unitId)
    .forUpdate()
    .executeTakeFirst()
  if (!asked || !survey.ledgers.includes(ledger) || !(await isUnitInReach(work, unitId))) throw new Problem('not-found')
  if (survey.closed_at) throw new Problem('register/survey-closed')
  const records = await recordsOfUnit(work, ledger, unitId)
  if (none && records > 0)
    throw new Problem('register/survey-answer', { detail: `台账中已有 ${records} 条记录，不能申报“无”` })
  if (!none && records === 0)
    throw new Problem('register/survey-answer', { detail: '台账中还没有记录；确实没有的请申报“无”' })
  const answer = none ? 'none' : 'entered'
  const row = { answer, answered_at: work.now, answered_by: work.actor.name } as const
  await work.tx
    .insertInto('register_survey_answer')
    .values({ survey_id: id, unit_id: unitId, ledger, ...row })
    .onConflict(conflict => conflict.columns(['survey_id', 'unit_id', 'ledger']).doUpdateSet(row))
    .execute()
  recordFact(work, 'register.survey-answered', id, { unit: unitId, ledger, answer, records }, { chain: unitId })
  const { rows } = await sql<{ answered: number }>`
    select count(*)::int as answered from register_survey_answer where survey_id = ${id} and unit_id = ${unitId}`.execute(
    work.tx,
  )
  if (asked.done_at || (rows[0]?.answered ?? 0) < survey.ledgers.length) return
  await work.tx
    .updateTable('register_survey_unit')
    .set({ done_at: work.now })
    .where('survey_id', '=', id)
    .where('unit_id', '=', unitId)
    .execute()
  await dischargeObligations(work, { ...about(id, unitId), at: work.now, by: `普查“${survey.title}”完成` })
}

/** Ends a survey; what was not answered is no longer owed, what is overdue stays so. */
export async function closeSurvey(work: Work, id: string, { reason }: z.output<typeof CloseSurvey>): Promise<void> {
  const survey = await openSurvey(work, id)
  if (!(await isUnitInReach(work, survey.unit_id))) throw new Problem('not-found')
  if (survey.closed_at) throw new Problem('register/survey-closed')
  await work.tx
    .updateTable('register_survey')
    .set({ closed_at: work.now, close_reason: reason })
    .where('id', '=', id)
    .execute()
  await cancelObligations(work, { matterId: null, kinds: [obligationKind], ruleCodes: [ruleOf(id)] }, reason)
  recordFact(work, 'register.survey-closed', id, { title: survey.title, reason })
}

/** Whether the actor may enter records for a unit: then he may answer for it, too. */
export const answerReach = (work: Work) => reachFor(work.actor, 'register.edit')
