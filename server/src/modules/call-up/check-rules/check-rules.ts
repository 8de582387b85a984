import { randomUUID } from 'node:crypto'
import { type CheckRuleView, checkedProviders, type SaveCheckRule } from '@anlan/contract/call-up-checks.ts'
import type { ChangeEntry } from '@anlan/contract/change.ts'
import type { RuleSource } from '@anlan/contract/codec.ts'
import type { z } from 'zod'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { changeHistory, plain, yesNo } from '../../../kernel/work/change-history.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import type { CheckRule } from '../schema.ts'

const changed = 'call-up.check-rule-changed'

/** The departure checks of the county, those that no longer apply among them, in the order in which they are asked. */
export async function listCheckRules(work: Work): Promise<CheckRuleView[]> {
  const rows = await work.tx.selectFrom('call_up_check_rule').selectAll().orderBy('sort').orderBy('code').execute()
  const names = await capabilityNames(work, [...new Set(rows.flatMap(row => row.capabilities))])
  return rows.map(row => present(row, names))
}

/** Adds a check, or changes one as of its version with a reason. */
export async function saveCheckRule(
  work: Work,
  input: z.output<typeof SaveCheckRule>,
  code: string | null,
): Promise<CheckRuleView> {
  const names = await capabilityNames(work, input.capabilities)
  const unknown = input.capabilities.find(one => !names.has(one))
  if (unknown) throw fieldProblem('resource/unknown-capability', '/capabilities', '限于', `能力目录中没有“${unknown}”`)
  const values = {
    label: input.label,
    providers: input.providers,
    capabilities: [...new Set(input.capabilities)],
    enabled: input.enabled,
    source: JSON.stringify({ name: input.basis, article: '', confidence: '确' } satisfies RuleSource),
  }
  if (code === null) {
    const last = await work.tx
      .selectFrom('call_up_check_rule')
      .select(eb => eb.fn.max('sort').as('sort'))
      .executeTakeFirst()
    const added = await work.tx
      .insertInto('call_up_check_rule')
      .values({ code: input.id ?? randomUUID(), sort: Number(last?.sort ?? 0) + 1, ...values })
      .returningAll()
      .executeTakeFirstOrThrow()
    recordFact(work, 'call-up.check-rule-added', added.code, stateOf(present(added, names)))
    return present(added, names)
  }
  const before = await work.tx
    .selectFrom('call_up_check_rule')
    .selectAll()
    .where('code', '=', code)
    .forUpdate()
    .executeTakeFirst()
  if (!before) throw new Problem('not-found')
  if (before.version !== input.version) throw new Problem('conflict')
  if (!input.reason) throw fieldProblem('invalid-input', '/reason', '修改原因', '请填写修改原因')
  const saved = await work.tx
    .updateTable('call_up_check_rule')
    .set({ ...values, version: before.version + 1 })
    .where('code', '=', code)
    .returningAll()
    .executeTakeFirstOrThrow()
  const was = present(before, await capabilityNames(work, before.capabilities))
  recordFact(work, changed, code, {
    before: stateOf(was),
    after: stateOf(present(saved, names)),
    reason: input.reason,
    source: input.basis,
  })
  return present(saved, names)
}

/** What was changed of one check, newest first. */
export async function historyOfCheckRule(work: Work, code: string): Promise<ChangeEntry[]> {
  const known = await work.tx
    .selectFrom('call_up_check_rule')
    .select('code')
    .where('code', '=', code)
    .executeTakeFirst()
  if (!known) throw new Problem('not-found')
  return changeHistory(work, changed, code, [
    { key: 'label', label: '检查内容', show: plain },
    { key: 'providers', label: '检查对象', show: plain },
    { key: 'capabilities', label: '限于', show: value => (value ? String(value) : '全部') },
    { key: 'enabled', label: '启用', show: yesNo },
  ])
}

const stateOf = ({ label, providers, capabilities, enabled }: CheckRuleView) => ({
  label,
  providers: providers.map(one => checkedProviders[one]).join('、'),
  capabilities: capabilities.map(one => one.name).join('、'),
  enabled,
})

async function capabilityNames(work: Work, codes: string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map()
  const rows = await work.tx
    .selectFrom('resource_capability')
    .select(['code', 'name'])
    .where('code', 'in', codes)
    .execute()
  return new Map(rows.map(row => [row.code, row.name]))
}

const present = (row: CheckRule, names: Map<string, string>): CheckRuleView => ({
  code: row.code,
  label: row.label,
  providers: row.providers.filter(one => one in checkedProviders) as CheckRuleView['providers'],
  capabilities: row.capabilities.map(code => ({ code, name: names.get(code) ?? code })),
  enabled: row.enabled,
  source: row.source,
  version: row.version,
})
