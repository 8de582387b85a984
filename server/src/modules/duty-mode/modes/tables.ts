import { dutyPosts } from '@anlan/contract/duty.ts'
import {
  type DutyMode,
  dutyModes,
  type EditModeRule,
  type EditModeTrigger,
  type ModeRuleView,
  type ModeScope,
  type ModeTables,
  type ModeTriggerView,
  modeScopes,
  triggerReaches,
} from '@anlan/contract/duty-mode.ts'
import type { z } from 'zod'
import { fieldProblem } from '../../../kernel/problem.ts'
import { lockAsSeen } from '../../../kernel/work/as-seen.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { unitFunctions, unitsByFunction } from '../../directory/api.ts'
import type { ModeRuleTable, ModeTriggerTable } from '../schema.ts'

const modeOrder = Object.keys(dutyModes)
const scopeOrder = Object.keys(modeScopes)

/** What each mode asks of each kind of unit, what triggers it, and who may be a member of the joint duty list. */
export async function readTables(work: Work): Promise<ModeTables> {
  const rules = await work.tx.selectFrom('duty_mode_rule').selectAll().execute()
  const triggers = await work.tx.selectFrom('duty_mode_trigger').selectAll().orderBy('sort').execute()
  const place = (row: { scope: string; mode: string }) =>
    scopeOrder.indexOf(row.scope) * 10 + modeOrder.indexOf(row.mode)
  return {
    rules: rules.sort((a, b) => place(a) - place(b)).map(presentRule),
    triggers: triggers.map(presentTrigger),
    offices: await officesOfCounty(work),
  }
}

/** Offices of the county other than its leaders and the duty room itself, by the unit that fills them; upper offices are not the county's to call. */
async function officesOfCounty(work: Work): Promise<ModeTables['offices']> {
  const units = await unitsByFunction(work.tx)
  return Object.entries(unitFunctions)
    .filter(([name]) => !/^(county|generalDutyOffice|city.*|province.*)$/.test(name))
    .map(([value, office]) => ({ value, label: units.get(value)?.name ?? `${office}（机构名录中未明确）` }))
}

const sourced = (row: {
  source_name: string
  source_article: string
  confidence: ModeRuleView['source']['confidence']
  version: number
  changed_at: Date | null
  changed_by_name: string | null
}) => ({
  source: { name: row.source_name, article: row.source_article, confidence: row.confidence },
  version: row.version,
  changedAt: row.changed_at?.toISOString() ?? null,
  changedByName: row.changed_by_name,
})

type RuleRow = Omit<ModeRuleTable, 'posts'> & { posts: ModeRuleView['posts'] }
const presentRule = (row: RuleRow): ModeRuleView => ({
  scope: row.scope,
  mode: row.mode,
  posts: row.posts,
  joint: row.joint,
  reachMinutes: row.reach_minutes,
  reportEveryMinutes: row.report_every_minutes,
  reportHours: row.report_hours,
  rollCallMinutes: row.roll_call_minutes,
  leaveLocked: row.leave_locked,
  ...sourced(row),
})

const presentTrigger = (row: ModeTriggerTable): ModeTriggerView => ({
  id: row.id,
  kind: row.kind,
  condition: row.condition,
  words: row.words,
  mode: row.mode,
  byItself: row.by_itself,
  reach: row.reach,
  enabled: row.enabled,
  ...sourced(row),
})

/** Changes what a mode asks for from the next switch on; what runs keeps what it was opened with. */
export async function editRule(
  work: Work,
  scope: ModeScope,
  mode: DutyMode,
  input: z.output<typeof EditModeRule>,
): Promise<ModeRuleView> {
  const before = await lockAsSeen(
    work.tx.selectFrom('duty_mode_rule').selectAll().where('scope', '=', scope).where('mode', '=', mode),
    input.version,
  )
  const strange = input.joint.findIndex(name => !(name in unitFunctions))
  if (strange >= 0) throw fieldProblem('invalid-input', `/joint/${strange}`, '联合值守成员单位', '没有这样的部门')
  if (scope !== 'county' && input.joint.length)
    throw fieldProblem('invalid-input', '/joint', '联合值守成员单位', '只有县总值班室设联合值守成员单位')
  const after = await work.tx
    .updateTable('duty_mode_rule')
    .set({
      posts: JSON.stringify(input.posts),
      joint: input.joint,
      reach_minutes: input.reachMinutes,
      report_every_minutes: input.reportEveryMinutes,
      report_hours: input.reportHours,
      roll_call_minutes: input.rollCallMinutes,
      leave_locked: input.leaveLocked,
      source_name: input.sourceName,
      source_article: input.sourceArticle,
      confidence: input.confidence,
      version: before.version + 1,
      changed_at: work.now,
      changed_by_name: work.actor.name,
    })
    .where('scope', '=', scope)
    .where('mode', '=', mode)
    .returningAll()
    .executeTakeFirstOrThrow()
  recordFact(work, 'duty-mode.rule-changed', `${scope}/${mode}`, {
    title: `${modeScopes[scope]}${dutyModes[mode]}`,
    before: inWords(presentRule(before)),
    after: inWords(presentRule(after)),
  })
  return presentRule(after)
}

export async function editTrigger(
  work: Work,
  id: string,
  input: z.output<typeof EditModeTrigger>,
): Promise<ModeTriggerView> {
  const before = await lockAsSeen(
    work.tx.selectFrom('duty_mode_trigger').selectAll().where('id', '=', id),
    input.version,
  )
  if (input.mode === 'normal') throw fieldProblem('invalid-input', '/mode', '切换为', '触发条件只能提高值班状态')
  const after = await work.tx
    .updateTable('duty_mode_trigger')
    .set({
      mode: input.mode,
      by_itself: input.byItself,
      reach: input.reach,
      enabled: input.enabled,
      source_name: input.sourceName,
      confidence: input.confidence,
      version: before.version + 1,
      changed_at: work.now,
      changed_by_name: work.actor.name,
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  recordFact(work, 'duty-mode.rule-changed', id, {
    title: before.words,
    before: triggerInWords(presentTrigger(before)),
    after: triggerInWords(presentTrigger(after)),
  })
  return presentTrigger(after)
}

/** Who changed a row when, and from what to what; newest first. */
export async function ruleHistory(work: Work, key: string) {
  const rows = await work.tx
    .selectFrom('fact')
    .select(['recorded_at', 'actor_name', 'data'])
    .where('type', '=', 'duty-mode.rule-changed')
    .where('subject_id', '=', key)
    .orderBy('position', 'desc')
    .limit(100)
    .execute()
  return rows.map(row => {
    const data = row.data as { before: string; after: string }
    return { at: row.recorded_at.toISOString(), byName: row.actor_name, what: `${data.before} → ${data.after}` }
  })
}

const officeName = (name: string) => unitFunctions[name as keyof typeof unitFunctions] ?? name

function inWords(rule: ModeRuleView): string {
  const posts = (Object.keys(dutyPosts) as (keyof typeof dutyPosts)[])
    .filter(post => rule.posts[post])
    .map(post => `${dutyPosts[post]} ${rule.posts[post]}`)
  return [
    posts.join('、') || '不要求岗位',
    `${rule.reachMinutes} 分钟到岗`,
    rule.reportEveryMinutes ? `每 ${rule.reportEveryMinutes} 分钟报送` : '',
    rule.reportHours?.length ? `${rule.reportHours.join('、')} 报送` : '',
    rule.rollCallMinutes ? `每 ${rule.rollCallMinutes} 分钟点名` : '',
    rule.leaveLocked ? '停止请假' : '',
    rule.joint.length ? `联合值守：${rule.joint.map(officeName).join('、')}` : '',
  ]
    .filter(Boolean)
    .join('，')
}

const triggerInWords = (one: ModeTriggerView) =>
  [
    one.enabled ? '启用' : '停用',
    `${one.byItself ? '自动切换' : '建议切换'}为${dutyModes[one.mode]}`,
    one.reach.map(reach => triggerReaches[reach]).join('、'),
  ].join('，')
