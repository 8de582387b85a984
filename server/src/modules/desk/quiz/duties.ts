import { sql } from 'kysely'
import type { RecordedFact } from '../../../kernel/module.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { scheduleTask, type Work } from '../../../kernel/work/work.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '../../calendar/api.ts'
import { unitOfFunction } from '../../directory/api.ts'
import { cancelObligations, dischargeObligations, openObligation, openObligationsLike } from '../../obligation/api.ts'
import { quizRequired } from '../settings.ts'
import { standings } from './standing.ts'

export const quizTask = 'desk.quiz-watch'
const kind = 'duty-quiz'

/**
 * Each morning, and when shifts or settings changed: a unit owes the county that whoever it has rostered soon passes before his next shift, where the
 * county asks for it. What no longer applies (another took the shift, the county asks no more) is withdrawn.
 */
export async function watchShifts(work: Work): Promise<void> {
  scheduleTask(work, quizTask, 'day', shanghaiInstant(addDays(shanghaiDay(work.now), 1), '08:00'))
  const isRequired = await settingOf(work, quizRequired)
  const open = await openObligationsLike(work, { matterId: null, kinds: [kind] })
  if (!isRequired && open.length === 0) return
  const all = isRequired ? await standings(work, sql<boolean>`true`) : []
  const wanted = new Map(
    all.flatMap(one => (one.isFlagged && one.nextShiftAt ? [[basisOf(one.personId, one.nextShiftAt), one]] : [])),
  )
  // A shift that has begun leaves what was missed for it in the ledger.
  for (const one of open)
    if (!wanted.has(one.basis) && one.due_at > work.now)
      await cancelObligations(
        work,
        { matterId: null, id: one.id },
        isRequired ? '该人员已无这一班次' : '本县不再要求上岗测试',
      )
  const county = await unitOfFunction(work.tx, 'generalDutyOffice')
  for (const [basis, { personId, personName, unitId, nextShiftAt }] of wanted) {
    const dueAt = new Date(nextShiftAt as string)
    if (dueAt <= work.now) continue
    await openObligation(work, {
      kind,
      ruleCode: 'DQ-01',
      title: `${personName}上岗前通过值班上岗测试`,
      matterId: null,
      matterTitle: null,
      owedBy: unitId,
      owedTo: county && county.id !== unitId ? county.id : null,
      person: personId,
      medium: 'system',
      clock: 'daily',
      basis,
      startedAt: work.now,
      dueAt,
      limitMinutes: null,
      soft: false,
      source: quizRequired.source,
      link: '/duty/quiz',
    })
  }
}

const basisOf = (personId: string, shiftAt: string): string => `${personId}/${shiftAt}`

/** A person passed: what is owed for him is met. */
export async function dischargeFor(work: Work, personId: string, attemptId: string): Promise<void> {
  for (const one of await openObligationsLike(work, { matterId: null, kinds: [kind] }))
    if (one.owed_by_person_id === personId)
      await dischargeObligations(work, { matterId: null, id: one.id, at: work.now, by: `quiz/${attemptId}` })
}

/** Shifts or what the county asks for changed: looked at once when they settle. */
export async function lookAgain(work: Work, fact: RecordedFact): Promise<void> {
  if (fact.type === 'setting.changed' && !fact.subjectId.startsWith('desk.quiz-')) return
  if (fact.type === 'setting.changed' || (await settingOf(work, quizRequired)))
    scheduleTask(work, quizTask, 'day', work.now)
}

/** A reporting rule, or a duty procedure, is another one from now on: a new version of what the test asks. */
export async function noteRulesChange(work: Work, fact: RecordedFact): Promise<void> {
  const isProcedure = fact.type === 'desk.procedure-changed'
  const unit = isProcedure && typeof fact.data['unit'] === 'string' ? fact.data['unit'] : null
  const what = isProcedure ? (unit ? '本单位值班工作流程有修订' : '县值班工作流程有修订') : '信息报送时限规则有调整'
  await work.tx
    .insertInto('desk_quiz_rules')
    .values({ unit_id: unit, what, at: fact.at, fact_id: fact.id })
    .onConflict(conflict => conflict.column('fact_id').doNothing())
    .execute()
}
