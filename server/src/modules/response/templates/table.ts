import {
  type EditResponseTemplate,
  type ResponseTemplateView,
  responseTopics,
  type TemplateHistoryEntry,
} from '@anlan/contract/response-template.ts'
import type { z } from 'zod'
import { fieldProblem } from '../../../kernel/problem.ts'
import { lockAsSeen } from '../../../kernel/work/as-seen.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { bearerWords, defectWords, resolveBearer } from '../../directory/api.ts'
import { groundFor } from '../command/ground.ts'
import type { Template } from '../schema.ts'

/** The response table of the county, with how posts read and which of them nobody fills today (requirement P25). */
export async function listTemplates(work: Work): Promise<{ items: z.output<typeof ResponseTemplateView>[] }> {
  const rows = await work.tx.selectFrom('response_template').selectAll().orderBy('level', 'desc').execute()
  const order = Object.keys(responseTopics)
  rows.sort((a, b) => order.indexOf(a.topic) - order.indexOf(b.topic))
  const items = []
  for (const row of rows) items.push(await present(work, row))
  return { items }
}

async function present(work: Work, row: Template): Promise<z.output<typeof ResponseTemplateView>> {
  const named = [...new Set([row.lead, row.commander, ...row.starters, ...row.told, ...bearersOf(row)])]
  const ground = await groundFor(work, row, null, null)
  const defects: string[] = []
  for (const bearer of named) {
    // Where it will happen is not known beforehand: 属地 is looked at when a response starts.
    if (bearer.startsWith('place:')) continue
    const one = await resolveBearer(work.tx, bearer, ground)
    if (one.defect) defects.push(defectWords(one))
  }
  return {
    id: row.id,
    topic: row.topic,
    level: row.level,
    name: row.name,
    conditions: row.conditions,
    rules: row.rules,
    lead: row.lead,
    starters: row.starters,
    commander: row.commander,
    told: row.told,
    expectedHours: row.expected_hours,
    measures: row.measures,
    groups: row.groups,
    tasks: row.tasks,
    closing: row.closing,
    enabled: row.enabled,
    source: { name: row.source_name, article: row.source_article, confidence: row.confidence as '设计' },
    version: row.version,
    changedAt: row.changed_at?.toISOString() ?? null,
    changedByName: row.changed_by_name,
    words: Object.fromEntries(named.map(bearer => [bearer, bearerWords(bearer)])),
    defects: [...new Set(defects)],
  }
}

const bearersOf = (row: Pick<Template, 'groups' | 'tasks'>) => [
  ...row.groups.flatMap(group => [group.lead, ...group.members]),
  ...row.tasks.map(task => task.bearer),
]

/** Changes a row. What runs keeps what it started with; the change is a fact with its reason. */
export async function editTemplate(
  work: Work,
  id: string,
  input: z.output<typeof EditResponseTemplate>,
): Promise<z.output<typeof ResponseTemplateView>> {
  const before = await lockAsSeen(
    work.tx.selectFrom('response_template').selectAll().where('id', '=', id),
    input.version,
  )
  const { reason, version, expectedHours, ...content } = input
  assertUnique(
    content.tasks.map(task => task.code),
    '/tasks',
    '任务',
  )
  assertUnique(
    content.closing.map(one => one.code),
    '/closing',
    '终止条件',
  )
  assertUnique(
    content.groups.map(group => group.code),
    '/groups',
    '工作组',
  )
  const stray = content.tasks.findIndex(task => !content.groups.some(group => group.code === task.group))
  if (stray >= 0)
    throw fieldProblem(
      'invalid-input',
      `/tasks/${stray}/group`,
      '工作组',
      `任务“${content.tasks[stray]?.title}”的工作组不在编组中`,
    )
  const row = {
    ...content,
    expected_hours: expectedHours,
    rules: JSON.stringify(content.rules),
    groups: JSON.stringify(content.groups),
    tasks: JSON.stringify(content.tasks),
    closing: JSON.stringify(content.closing),
    version: version + 1,
    changed_at: work.now,
    changed_by_name: work.actor.name,
  }
  const after = await work.tx
    .updateTable('response_template')
    .set(row)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  recordFact(work, 'response.template-changed', id, {
    name: after.name,
    reason,
    changed: changedFields(before, after),
    version: after.version,
  })
  return present(work, after)
}

function assertUnique(codes: string[], pointer: string, field: string) {
  const twice = codes.findIndex((code, i) => codes.indexOf(code) !== i)
  if (twice >= 0) throw fieldProblem('invalid-input', `${pointer}/${twice}`, field, `${field}编码“${codes[twice]}”重复`)
}

const labels: Partial<Record<keyof Template, string>> = {
  name: '名称',
  conditions: '启动条件',
  rules: '自动匹配条件',
  lead: '牵头单位',
  starters: '启动岗位',
  commander: '现场指挥官',
  told: '应告知的领导',
  expected_hours: '预计期限',
  measures: '应急处置措施',
  groups: '工作组',
  tasks: '任务',
  closing: '终止条件',
  enabled: '启用',
}
const changedFields = (before: Template, after: Template): string[] =>
  (Object.keys(labels) as (keyof Template)[])
    .filter(key => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    .map(key => labels[key] ?? key)

export async function templateHistory(
  work: Work,
  id: string,
): Promise<{ items: z.output<typeof TemplateHistoryEntry>[] }> {
  const rows = await work.tx
    .selectFrom('fact')
    .select(['id', 'recorded_at', 'actor_name', 'data'])
    .where('subject_id', '=', id)
    .where('type', '=', 'response.template-changed')
    .orderBy('position', 'desc')
    .limit(100)
    .execute()
  return {
    items: rows.map(row => ({
      id: row.id,
      at: row.recorded_at.toISOString(),
      byName: row.actor_name,
      reason: String(row.data['reason'] ?? ''),
      changed: (row.data['changed'] as string[] | undefined) ?? [],
    })),
  }
}
