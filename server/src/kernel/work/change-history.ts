import type { ChangeEntry } from '@anlan/contract/change.ts'
import type { Work } from './work.ts'

/** A field of a changed row: how it is called and how a value of it reads. */
export interface FieldWords {
  key: string
  /** How facts of earlier releases called it. */
  formerKey?: string
  label: string
  show(value: unknown): string
}

/** What facts about changes of rows hold: both states by field, and why. */
interface ChangeData {
  before?: Record<string, unknown>
  after?: Record<string, unknown>
  reason?: string
  source?: string | null
}

const most = 200

/** The changes of a row that were recorded as facts of `type`, newest first, at most 200; fields that stayed the same are left out. */
export async function changeHistory(
  work: Work,
  type: string,
  subjectId: string,
  fields: FieldWords[],
): Promise<ChangeEntry[]> {
  const facts = await work.tx
    .selectFrom('fact')
    .select(['id', 'recorded_at', 'actor_name', 'data'])
    .where('subject_id', '=', subjectId)
    .where('type', '=', type)
    .orderBy('position', 'desc')
    .limit(most)
    .execute()
  return facts.map(fact => {
    const { before = {}, after = {}, reason, source } = fact.data as ChangeData
    const stateOf = (state: Record<string, unknown>, field: FieldWords) =>
      field.key in state ? state[field.key] : state[field.formerKey ?? field.key]
    return {
      id: fact.id,
      at: fact.recorded_at.toISOString(),
      byName: fact.actor_name,
      reason: reason ?? '',
      source: source || null,
      changes: fields.flatMap(field => {
        const [was, is] = [stateOf(before, field) ?? null, stateOf(after, field) ?? null]
        if (JSON.stringify(was) === JSON.stringify(is)) return []
        return [{ label: field.label, before: field.show(was), after: field.show(is) }]
      }),
    }
  })
}

/** How truth values, numbers and texts of a row read. */
export const yesNo = (value: unknown): string => (value ? '是' : '否')
export const plain = (value: unknown): string => (value === null || value === '' ? '（空）' : String(value))
export const withUnit =
  (unit: string) =>
  (value: unknown): string =>
    value === null ? '（空）' : `${value} ${unit}`
