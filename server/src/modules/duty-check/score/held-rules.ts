import type { ChangeEntry } from '@anlan/contract/change.ts'
import type { Selectable } from 'kysely'
import type { Tables } from '../../../kernel/database/database.ts'
import { Problem } from '../../../kernel/problem.ts'
import { changeHistory, withUnit, yesNo } from '../../../kernel/work/change-history.ts'
import type { Work } from '../../../kernel/work/work.ts'

export const ruleChanged = 'duty-check.rule-changed'
type Row = Selectable<Tables['duty_score_rule']>
export const stateOfRule = ({ points, cap, enabled }: Pick<Row, 'points' | 'cap' | 'enabled'>) => ({
  points,
  cap,
  enabled,
})

/**
 * The scoring rules as they stood just before `at`: the present rows with every later change taken back, from the facts that recorded them. A quarter
 * that is over keeps the rules of its last moment, whatever the county decides afterwards.
 */
export async function rulesHeldAt(work: Work, at: Date): Promise<Row[]> {
  const rows = await work.tx.selectFrom('duty_score_rule').selectAll().orderBy('sort').execute()
  if (at > work.now || rows.length === 0) return rows
  const later = await work.tx
    .selectFrom('fact')
    .select(['subject_id', 'data'])
    .where(
      'subject_id',
      'in',
      rows.map(row => row.code),
    )
    .where('type', '=', ruleChanged)
    .where('recorded_at', '>=', at)
    .orderBy('position', 'desc')
    .execute()
  // Walked from the latest back, the earliest change after `at` has the last word.
  const before = new Map(later.map(fact => [fact.subject_id, fact.data['before'] as ReturnType<typeof stateOfRule>]))
  return rows.map(row => ({ ...row, ...before.get(row.code) }))
}

/** What was changed in one scoring rule, newest first. */
export async function historyOfRule(work: Work, code: string): Promise<ChangeEntry[]> {
  const known = await work.tx.selectFrom('duty_score_rule').select('code').where('code', '=', code).executeTakeFirst()
  if (!known) throw new Problem('not-found')
  return changeHistory(work, ruleChanged, code, [
    { key: 'points', label: '每次分值', show: withUnit('分') },
    { key: 'cap', label: '季度上限', show: withUnit('分') },
    { key: 'enabled', label: '启用', show: yesNo },
  ])
}
