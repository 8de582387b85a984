import { randomUUID } from 'node:crypto'
import type { SubmitDailyReport } from '@anlan/contract/event-report.ts'
import type { z } from 'zod'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { recordFact, scheduleTask, type Work } from '../../../kernel/work/work.ts'
import { addDays, periodsOn, shanghaiDay, shanghaiInstant } from '../../calendar/api.ts'
import { findUnit, unitOfFunction, unitsByFunction } from '../../directory/api.ts'
import { dischargeObligations, openObligation } from '../../obligation/api.ts'
import { rulesInForce } from '../clocks/assess.ts'

/** 每日报告: on a day of a holiday or special period that asks for it, and the yearly reports; runs once for each Shanghai day. */
export async function openDaysReports(work: Work): Promise<void> {
  const today = shanghaiDay(work.now)
  scheduleTask(work, 'event-report.new-day', 'day', shanghaiInstant(addDays(today, 1), '00:00'))
  const functions = await unitsByFunction(work.tx)
  const periods = (await periodsOn(work.tx, work.now)).filter(period => period.daily_report)
  for (const rule of await rulesInForce(work)) {
    const isDue =
      (rule.trigger === 'specialDay' && periods.length > 0) || (rule.trigger === 'yearly' && today.endsWith('-10-01'))
    const owedBy = functions.get(rule.owed_by)
    if (!isDue || !owedBy) continue
    const startedAt = shanghaiInstant(today, '00:00')
    for (const name of rule.owed_to) {
      const owedTo = functions.get(name)
      if (!owedTo) continue
      await openObligation(work, {
        kind: rule.trigger,
        ruleCode: rule.code,
        title:
          rule.trigger === 'specialDay'
            ? `${periods[0]?.name ?? ''}每日报告（${today}）`
            : `${rule.title}（${today.slice(0, 4)} 年）`,
        matterId: null,
        matterTitle: null,
        owedBy: owedBy.id,
        owedTo: owedTo.id,
        medium: 'any',
        clock: 'daily',
        basis: today,
        startedAt,
        dueAt: new Date(startedAt.getTime() + (rule.limit_minutes ?? 0) * 60_000),
        limitMinutes: null,
        soft: false,
        source: { name: rule.source_name, article: rule.source_article, confidence: rule.confidence },
      })
    }
  }
}

/** Sends today's report (无事报平安). Once a day and receiver. */
export async function submitDailyReport(work: Work, input: z.output<typeof SubmitDailyReport>) {
  const county = await unitOfFunction(work.tx, 'generalDutyOffice')
  const isCountyRoom = work.actor.grants.some(grant => grant.role === 'duty_officer' || grant.role === 'duty_leader')
  const unitId = isCountyRoom && county ? county.id : work.actor.unitId
  const target = input.toUnitId
    ? await findUnit(work.tx, input.toUnitId)
    : await unitOfFunction(work.tx, unitId === county?.id ? 'cityDutyOffice' : 'generalDutyOffice')
  if (!target) throw fieldProblem('directory/unknown-unit', '/toUnitId', '报送对象', '单位不在机构名录中')
  const id = input.id ?? randomUUID()
  const onDay = shanghaiDay(work.now)
  const sent = await work.tx
    .insertInto('daily_report')
    .values({
      id,
      unit_id: unitId,
      to_unit_id: target.id,
      on_day: onDay,
      content: input.content,
      submitted_at: work.now,
      by_name: work.actor.name,
    })
    .onConflict(conflict => conflict.columns(['unit_id', 'to_unit_id', 'on_day']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!sent) throw new Problem('conflict', { detail: '今日报告已报送' })
  recordFact(work, 'event-report.daily-submitted', id, { to: target.id, on: onDay }, { chain: unitId })
  await dischargeObligations(work, {
    matterId: null,
    owedBy: unitId,
    owedTo: [target.id],
    kinds: ['specialDay'],
    at: work.now,
    by: `每日报告 ${onDay}`,
  })
  return {
    id,
    on: onDay,
    unitId,
    unitName: (await findUnit(work.tx, unitId))?.name ?? '',
    toUnitName: target.name,
    content: input.content,
    submittedAt: work.now.toISOString(),
    byName: work.actor.name,
  }
}

export async function listDailyReports(work: Work) {
  const rows = await work.tx
    .selectFrom('daily_report as d')
    .innerJoin('unit as u', 'u.id', 'd.to_unit_id')
    .innerJoin('unit as f', 'f.id', 'd.unit_id')
    .selectAll('d')
    .select(['u.name as to_name', 'f.name as from_name'])
    .where(eb => eb.or([eb('d.unit_id', 'in', unitsInReach(work)), eb('d.to_unit_id', 'in', unitsInReach(work))]))
    .orderBy('d.on_day', 'desc')
    .limit(60)
    .execute()
  return rows.map(row => ({
    id: row.id,
    on: row.on_day,
    unitId: row.unit_id,
    unitName: row.from_name,
    toUnitName: row.to_name,
    content: row.content,
    submittedAt: row.submitted_at.toISOString(),
    byName: row.by_name,
  }))
}
