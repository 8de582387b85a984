import type { ChangeScoreRule, QuarterScores, ScoreRuleView, UnitScoreView } from '@anlan/contract/duty-check.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import { Problem } from '../../../kernel/problem.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { lockAsSeen } from '../../../kernel/work/as-seen.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { shanghaiInstant } from '../../calendar/api.ts'
import { paperOfOrigin } from '../../document/api.ts'
import { excellentFrom, goodFrom, passFrom } from '../settings.ts'
import { casesBetween, type UnitCase } from './cases.ts'
import { ruleChanged, rulesHeldAt, stateOfRule } from './held-rules.ts'
import { type GradeLines, quarterDays, scoreOf } from './rules.ts'

export const bulletinOrigin = (quarter: string) => `duty-check.bulletin/${quarter}`

const spanOf = (quarter: string) => {
  const { from, to } = quarterDays(quarter)
  return { from: shanghaiInstant(from, '00:00'), to: shanghaiInstant(to, '00:00') }
}

/** Units above the villages that kept a roster in the quarter, ranked among all of the county; shown are those in reach. */
export async function quarterScores(work: Work, quarter: string): Promise<z.input<typeof QuarterScores>> {
  const units = await scoredUnits(work, quarter)
  const { rows } = await sql<{ id: string }>`select id from unit where id in ${unitsInReach(work)}`.execute(work.tx)
  const mine = new Set(rows.map(row => row.id))
  return {
    quarter,
    grades: await gradeLines(work),
    units: units.filter(unit => mine.has(unit.unitId)),
    paperId: (await paperOfOrigin(work, bulletinOrigin(quarter)))?.id ?? null,
  }
}

export const gradeLines = async (work: Work): Promise<GradeLines> => ({
  excellent: await settingOf(work, excellentFrom),
  good: await settingOf(work, goodFrom),
  pass: await settingOf(work, passFrom),
})

/** Scores by the rules of the quarter's end; the quarter that runs goes by those of now. */
export async function scoredUnits(work: Work, quarter: string): Promise<z.input<typeof UnitScoreView>[]> {
  const { from, to } = spanOf(quarter)
  const rules = await rulesHeldAt(work, to)
  const grades = await gradeLines(work)
  const cases = await casesBetween(work, from, to)
  const { rows } = await sql<{ id: string; name: string; checked: number; asked: number; in_time: number }>`
    select u.id, u.name,
      (select count(*) from duty_spot_check c where c.unit_id = u.id and c.signed_at >= ${from} and c.signed_at < ${to})::int as checked,
      x.asked, x.in_time
    from unit u cross join lateral (select count(*)::int as asked, (count(*) filter (where t.answered_at <= c.answer_by))::int as in_time
      from duty_call_target t join duty_call c on c.id = t.call_id where t.unit_id = u.id and c.kind in ('roll', 'random')
      and c.started_at >= ${from} and c.started_at < ${to} and c.answer_by < ${work.now}) x
    where u.enabled and u.kind not in ('village', 'community') and (x.asked > 0 or exists (select 1 from duty_shift s where s.unit_id = u.id
      and s.starts_at >= ${from} and s.starts_at < ${to} and s.starts_at <= ${work.now})) order by u.sort, u.name`.execute(
    work.tx,
  )
  const scored = rows.map(unit => ({
    unitId: unit.id,
    unitName: unit.name,
    ...scoreOf(
      cases.filter(one => one.unitId === unit.id),
      rules,
      grades,
    ),
    checked: unit.checked,
    answeredInTime: unit.asked ? Math.round((unit.in_time / unit.asked) * 100) : null,
  }))
  return scored
    .map(unit => ({ ...unit, rank: 1 + scored.filter(other => other.score > unit.score).length }))
    .sort((a, b) => a.rank - b.rank || b.checked - a.checked)
}

/** The cases of one unit in a quarter, in the order of time. */
export async function casesOfUnit(work: Work, quarter: string, unitId: string): Promise<UnitCase[]> {
  const seen = await work.tx
    .selectFrom('unit')
    .select('id')
    .where('id', '=', unitId)
    .where('id', 'in', unitsInReach(work))
    .executeTakeFirst()
  if (!seen) throw new Problem('not-found')
  const { from, to } = spanOf(quarter)
  return (await casesBetween(work, from, to)).filter(one => one.unitId === unitId)
}

export async function allCases(work: Work, quarter: string): Promise<UnitCase[]> {
  const { from, to } = spanOf(quarter)
  return casesBetween(work, from, to)
}

/** The rules of now, or those by which a quarter is scored. */
export async function listScoreRules(work: Work, quarter?: string): Promise<z.input<typeof ScoreRuleView>[]> {
  const rows = quarter
    ? await rulesHeldAt(work, spanOf(quarter).to)
    : await work.tx.selectFrom('duty_score_rule').selectAll().orderBy('sort').execute()
  return rows.map(({ sort: _, source, confidence, ...row }) => ({
    ...row,
    source: { name: source, article: '', confidence },
  }))
}

/** Changes what a case costs in the quarter that runs and those to come; quarters that are over, and bulletins, stay. */
export async function changeScoreRule(
  work: Work,
  code: string,
  input: z.output<typeof ChangeScoreRule>,
): Promise<void> {
  const before = await lockAsSeen(
    work.tx.selectFrom('duty_score_rule').selectAll().where('code', '=', code),
    input.version,
  )
  const after = { points: input.points, cap: input.cap, enabled: input.enabled }
  await work.tx
    .updateTable('duty_score_rule')
    .set({ ...after, version: before.version + 1 })
    .where('code', '=', code)
    .execute()
  recordFact(work, ruleChanged, code, {
    before: stateOfRule(before),
    after,
    reason: input.reason,
  })
}
