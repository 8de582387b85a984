import type { Confidence, RuleSource } from '@anlan/contract/codec.ts'
import type { EditPlanRule, PlanRuleView } from '@anlan/contract/plan-cycle.ts'
import type { Selectable } from 'kysely'
import type { z } from 'zod'
import type { Tables } from '../../kernel/database/database.ts'
import { lockAsSeen } from '../../kernel/work/as-seen.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { addDays, daysBetween, shanghaiDay } from '../calendar/api.ts'

/** How many days are given for what; rows with a source that the county may change (domain 7.3). */
export type LimitCode =
  | 'FILING-REMINDER'
  | 'UPPER'
  | 'PROBLEM'
  | 'EVALUATION-AHEAD'
  | 'CHECK-AHEAD'
  | 'LEAST'
  | 'SCHEME'
  | 'CHANGE'

const measure = '《突发事件应急预案管理办法》'
const rows: [LimitCode, name: string, days: number, source: string, article: string, Confidence][] = [
  [
    'FILING-REMINDER',
    '备案到期前提醒（工作日）',
    5,
    measure,
    '备案期限为印发后 20 个工作日，提醒提前量为产品默认',
    '设计',
  ],
  ['UPPER', '上位预案修订后下级预案修订期限', 60, measure, '及时修订；天数为产品默认', '设计'],
  ['PROBLEM', '演练、应对发现问题后的修订期限', 30, measure, '及时修订；天数为产品默认', '设计'],
  ['EVALUATION-AHEAD', '三年评估到期前提醒', 90, measure, '定期评估；提前量为产品默认', '设计'],
  ['CHECK-AHEAD', '年度审查到期前提醒', 30, '县应急预案工作要求（每年度全面审查）', '提前量为产品默认', '设计'],
  ['LEAST', '到期事项最少办理期限', 30, '产品默认', '', '设计'],
  ['SCHEME', '实施方案制定期限', 30, '县应急预案工作要求（专项、部门预案须制定实施方案）', '天数为产品默认', '设计'],
  ['CHANGE', '机构、风险、资源变化后核对预案期限', 30, measure, '及时修订；天数为产品默认', '设计'],
]

/** Brings the limits of the product; a row that is there stays as the county has it. */
export async function seedLimits(work: Work): Promise<void> {
  await work.tx
    .insertInto('plan_rule')
    .values(
      rows.map(([code, name, days, source_name, source_article, confidence]) => ({
        code,
        name,
        days,
        source_name,
        source_article,
        confidence,
        version: 1,
        changed_at: null,
        changed_by_name: null,
      })),
    )
    .onConflict(conflict => conflict.column('code').doNothing())
    .execute()
}

/** Days given, and the rule they come from. */
export async function limitOf(work: Work, code: LimitCode): Promise<{ days: number; source: RuleSource }> {
  const row = await work.tx.selectFrom('plan_rule').selectAll().where('code', '=', code).executeTakeFirstOrThrow()
  return { days: row.days, source: present(row).source }
}

const present = (row: Selectable<Tables['plan_rule']>): z.output<typeof PlanRuleView> => ({
  code: row.code,
  name: row.name,
  days: row.days,
  source: { name: row.source_name, article: row.source_article, confidence: row.confidence as Confidence },
  version: row.version,
  changedAt: row.changed_at?.toISOString() ?? null,
  changedByName: row.changed_by_name,
})

export const listLimits = async (work: Work) => ({
  items: (await work.tx.selectFrom('plan_rule').selectAll().orderBy('code').execute()).map(present),
})

export async function editLimit(work: Work, code: string, input: z.output<typeof EditPlanRule>) {
  const before = await lockAsSeen(work.tx.selectFrom('plan_rule').selectAll().where('code', '=', code), input.version)
  const row = await work.tx
    .updateTable('plan_rule')
    .set({ days: input.days, version: before.version + 1, changed_at: work.now, changed_by_name: work.actor.name })
    .where('code', '=', code)
    .returningAll()
    .executeTakeFirstOrThrow()
  recordFact(work, 'plan-cycle.rule-changed', code, {
    before: { days: before.days },
    after: { days: row.days },
    reason: input.reason,
  })
  return present(row)
}

/** The nth working day after a day, by the calendar of the county. */
export async function workdayAfter(work: Work, day: string, count: number): Promise<string> {
  const days = await daysBetween(work.tx, addDays(day, 1), addDays(day, count * 2 + 40))
  const workdays = days.filter(one => one.dayClass === 'workday')
  return workdays[count - 1]?.date ?? addDays(day, count * 2)
}

export const today = (work: Work) => shanghaiDay(work.now)
