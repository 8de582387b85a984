import { randomUUID } from 'node:crypto'
import type { AddChecklistItem, ChecklistItemView, EditChecklistItem } from '@anlan/contract/assistance.ts'
import type { z } from 'zod'
import { fieldProblem } from '../../../kernel/problem.ts'
import { lockAsSeen } from '../../../kernel/work/as-seen.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { bearerWords, defectWords, resolveBearers } from '../../directory/api.ts'
import { particularFields } from '../../event-report/api.ts'
import { capabilityWords } from '../../resource/api.ts'
import { groundFor } from '../../response/api.ts'
import type { Item } from '../schema.ts'

/** In use, by the time they are due. */
export const itemsInUse = (work: Work): Promise<Item[]> =>
  work.tx
    .selectFrom('assistance_item')
    .selectAll()
    .where('enabled', '=', true)
    .orderBy('minutes')
    .orderBy('text')
    .execute()

/** Every row of the checklists, with who holds each post now. Where it will happen is not known beforehand. */
export async function listItems(work: Work): Promise<{ items: ChecklistItemView[] }> {
  const rows = await work.tx.selectFrom('assistance_item').selectAll().orderBy('minutes').orderBy('text').execute()
  return { items: await present(work, rows) }
}

async function present(work: Work, rows: Item[]): Promise<ChecklistItemView[]> {
  const ground = await groundFor(work, { lead: 'lead' }, null, null)
  const resolved = await resolveBearers(work.tx, [...new Set(rows.map(row => row.bearer))], ground)
  return rows.map(row => {
    const held = resolved.get(row.bearer)
    const isKnownLater = row.bearer.startsWith('place:') || row.bearer.startsWith('lead')
    return {
      id: row.id,
      text: row.text,
      detail: row.detail,
      bearer: row.bearer,
      minutes: row.minutes,
      typePrefixes: row.type_prefixes,
      conditions: row.conditions,
      needs: row.needs,
      enabled: row.enabled,
      sourceName: row.source_name,
      sourceArticle: row.source_article,
      confidence: row.confidence,
      bearerWords: bearerWords(row.bearer),
      defect: held?.defect && !isKnownLater ? defectWords(held) : null,
      version: row.version,
      changedAt: row.changed_at?.toISOString() ?? null,
      changedByName: row.changed_by_name,
    }
  })
}

type Content = Omit<z.output<typeof AddChecklistItem>, 'id'>

/** What a condition or a need names must exist: a word that nothing knows would never hold, and nobody would notice. */
async function assertKnown(work: Work, { conditions, needs }: Content) {
  const fields = await particularFields(work)
  for (const [i, one] of conditions.entries()) {
    const field = fields.find(other => other.code === one.field)
    if (!field) throw fieldProblem('invalid-input', `/conditions/${i}/field`, '适用条件', '没有这项事件要素')
    // Further words are for the account of the event, as long as nobody has filled in the field.
    const holds = field.words.length === 0 || one.anyOf.some(word => field.words.some(other => other.includes(word)))
    if (!holds)
      throw fieldProblem(
        'invalid-input',
        `/conditions/${i}/anyOf`,
        '取值',
        `${field.label}的可选项中没有“${one.anyOf.join('、')}”`,
      )
  }
  const words = await capabilityWords(
    work,
    needs.map(need => need.capability),
  )
  const stray = needs.findIndex(need => !words.has(need.capability))
  if (stray >= 0)
    throw fieldProblem('resource/unknown-capability', `/needs/${stray}/capability`, '所需资源', '请从资源种类中选择')
}

const columnsOf = (input: Content) => ({
  text: input.text,
  detail: input.detail,
  bearer: input.bearer,
  minutes: input.minutes,
  type_prefixes: input.typePrefixes,
  conditions: JSON.stringify(input.conditions),
  needs: JSON.stringify(input.needs),
  enabled: input.enabled,
  source_name: input.sourceName,
  source_article: input.sourceArticle,
})

const labels: Partial<Record<keyof Item, string>> = {
  text: '事项',
  detail: '怎么做',
  bearer: '责任岗位',
  minutes: '完成时间',
  type_prefixes: '适用事件类型',
  conditions: '适用条件',
  needs: '所需资源',
  enabled: '启用',
  source_name: '依据',
  source_article: '条款',
}

/** An item of the county's own. */
export async function addItem(work: Work, input: z.output<typeof AddChecklistItem>): Promise<ChecklistItemView> {
  await assertKnown(work, input)
  const id = input.id ?? randomUUID()
  const row = await work.tx
    .insertInto('assistance_item')
    .values({
      ...columnsOf(input),
      id,
      confidence: '设计',
      version: 1,
      changed_at: work.now,
      changed_by_name: work.actor.name,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  recordFact(work, 'assistance.item-changed', id, { text: row.text, reason: '新增', changed: [], version: 1 })
  return one(await present(work, [row]))
}

/** Changes an item for all events from now on; what was ticked keeps the words it was ticked under. */
export async function editItem(
  work: Work,
  id: string,
  input: z.output<typeof EditChecklistItem>,
): Promise<ChecklistItemView> {
  const before = await lockAsSeen(work.tx.selectFrom('assistance_item').selectAll().where('id', '=', id), input.version)
  await assertKnown(work, input)
  const after = await work.tx
    .updateTable('assistance_item')
    .set({
      ...columnsOf(input),
      version: before.version + 1,
      changed_at: work.now,
      changed_by_name: work.actor.name,
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  const changed = (Object.keys(labels) as (keyof Item)[])
    .filter(key => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    .map(key => labels[key] ?? key)
  recordFact(work, 'assistance.item-changed', id, {
    text: after.text,
    reason: input.reason,
    changed,
    version: after.version,
  })
  return one(await present(work, [after]))
}

const one = (items: ChecklistItemView[]) => items[0] as ChecklistItemView

export async function itemHistory(work: Work, id: string) {
  const rows = await work.tx
    .selectFrom('fact')
    .select(['recorded_at', 'actor_name', 'data'])
    .where('subject_id', '=', id)
    .where('type', '=', 'assistance.item-changed')
    .orderBy('position', 'desc')
    .limit(100)
    .execute()
  return {
    items: rows.map(row => ({
      at: row.recorded_at.toISOString(),
      byName: row.actor_name,
      reason: String(row.data['reason'] ?? ''),
      changed: (row.data['changed'] as string[] | undefined) ?? [],
    })),
  }
}
