import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { ours, settingOf } from '../../../kernel/setting-rows.ts'
import { recordFact, scheduleTask, type Work } from '../../../kernel/work/work.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '../../calendar/api.ts'
import { cancelObligations, dischargeObligations, openObligation } from '../../obligation/api.ts'
import { gapDays } from '../settings.ts'
import { cellKey, type Ground, readGround } from './read.ts'
import { answers, stateOf } from './rules.ts'

export const gapRule = 'plan-check/gap'

/** Asks for the coverage to be looked at right after this unit of work; many changes at once are looked at once. */
export const assessSoon = async (work: Work): Promise<void> =>
  scheduleTask(work, 'plan-check.coverage', 'assess', work.now)

interface Missing {
  unitId: string
  column: string
  recordId: string | null
  text: string
}

/** What is missing: a plan of a unit for a column, once however many records ask for it, and plans of records of their own. */
export function missingIn(ground: Ground, today: string): Missing[] {
  const missing = new Map<string, Missing>()
  for (const reason of ground.reasons) {
    if (ground.exemptions.has(cellKey(reason.unitId, reason.column))) continue
    const state = stateOf(
      ground.plans.filter(plan => answers(plan, reason, ground.countyUnits)),
      today,
    )
    if (state === 'inForce') continue
    const recordId = reason.scope === 'own' ? reason.recordId : null
    const key = `${cellKey(reason.unitId, reason.column)} ${recordId ?? ''}`
    const what = state === 'expired' ? '预案已过评估期' : reason.scope === 'own' ? '没有自己的在用预案' : '没有在用预案'
    if (!missing.has(key))
      missing.set(key, {
        unitId: reason.unitId,
        column: reason.column,
        recordId,
        text:
          reason.scope === 'own'
            ? `${reason.column}：${reason.text}${what}`
            : `${reason.column}${what}（${reason.text}）`,
      })
  }
  return [...missing.values()]
}

/** Holds what is on record against the plans in force: opens gaps with their obligations, closes those that a plan in force has filled. */
export async function assessCoverage(work: Work): Promise<void> {
  const ground = await readGround(work)
  const today = shanghaiDay(work.now)
  const missing = missingIn(ground, today)
  const isFirst = !(await work.tx.selectFrom('plan_coverage').select('single').forUpdate().executeTakeFirst())
  const open = await work.tx.selectFrom('plan_gap').selectAll().where('closed_at', 'is', null).execute()
  const keyOf = (unitId: string, column: string, recordId: string | null) =>
    `${cellKey(unitId, column)} ${recordId ?? ''}`
  const stands = new Set(open.map(row => keyOf(row.unit_id, row.column, row.record_id)))
  const wanted = new Map(missing.map(one => [keyOf(one.unitId, one.column, one.recordId), one]))
  const fresh = missing.filter(one => !stands.has(keyOf(one.unitId, one.column, one.recordId)))
  const dueOn = addDays(today, await settingOf(work, gapDays))
  for (const one of fresh) await openGap(work, one, isFirst ? null : dueOn)
  for (const row of open.filter(one => !wanted.has(keyOf(one.unit_id, one.column, one.record_id))))
    await closeGap(work, row, ground, today)
  await sql`insert into plan_coverage (single, assessed_at) values (true, ${work.now}) on conflict (single) do update set assessed_at = excluded.assessed_at`.execute(
    work.tx,
  )
}

async function openGap(work: Work, gap: Missing, dueOn: string | null): Promise<void> {
  const id = randomUUID()
  const obligation = dueOn ? await oweGap(work, { id, ...gap }, dueOn) : null
  await work.tx
    .insertInto('plan_gap')
    .values({
      id,
      unit_id: gap.unitId,
      column: gap.column,
      record_id: gap.recordId,
      text: gap.text,
      since: work.now,
      due_on: dueOn,
      obligation_id: obligation,
      closed_at: null,
      closed_how: null,
    })
    .execute()
  recordFact(work, 'plan-check.gap-opened', id, { column: gap.column, text: gap.text, dueOn }, { chain: gap.unitId })
}

/** The owner's obligation with its day; only a plan in force discharges it. */
export async function oweGap(
  work: Work,
  gap: { id: string; unitId: string; column: string; text: string },
  dueOn: string,
): Promise<string | null> {
  const dueAt = shanghaiInstant(addDays(dueOn, 1), '00:00')
  const opened = await openObligation(work, {
    kind: 'planGap',
    ruleCode: gapRule,
    title: `编制印发预案：${gap.text}`,
    matterId: null,
    matterTitle: null,
    owedBy: gap.unitId,
    owedTo: null,
    medium: 'system',
    clock: 'known',
    basis: gap.id,
    startedAt: work.now,
    dueAt,
    limitMinutes: Math.round((dueAt.getTime() - work.now.getTime()) / 60_000),
    soft: false,
    source: ours,
    link: `/plans/coverage?unit=${gap.unitId}&column=${encodeURIComponent(gap.column)}`,
  })
  return opened?.id ?? null
}

async function closeGap(
  work: Work,
  row: {
    id: string
    unit_id: string
    column: string
    record_id: string | null
    obligation_id: string | null
    since: Date
  },
  ground: Ground,
  today: string,
): Promise<void> {
  const reasons = ground.reasons.filter(
    one =>
      one.unitId === row.unit_id &&
      one.column === row.column &&
      (row.record_id === null ? one.scope !== 'own' : one.scope === 'own' && one.recordId === row.record_id),
  )
  const isExempt = ground.exemptions.has(cellKey(row.unit_id, row.column))
  const plan = ground.plans.find(
    one => reasons.some(reason => answers(one, reason, ground.countyUnits)) && stateOf([one], today) === 'inForce',
  )
  const filled = reasons.length > 0 && !isExempt && plan
  const how = filled ? `《${plan.title}》已在用` : isExempt ? '已说明不适用' : '风险已注销或不再要求'
  await work.tx.updateTable('plan_gap').set({ closed_at: work.now, closed_how: how }).where('id', '=', row.id).execute()
  if (row.obligation_id) {
    const which = { matterId: null, id: row.obligation_id }
    if (filled) await dischargeObligations(work, { ...which, at: work.now, by: how })
    else await cancelObligations(work, which, how)
  }
  recordFact(work, 'plan-check.gap-closed', row.id, { column: row.column, how }, { chain: row.unit_id })
}
