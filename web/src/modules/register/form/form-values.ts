import type { FieldView } from '@anlan/contract/register.ts'

export type Values = Record<string, unknown>

/** What a form sends for a field: blank is null, words without blanks around them. */
export function sent(value: unknown): unknown {
  if (value === undefined || value === null) return null
  if (typeof value === 'string') return value.trim() || null
  return Array.isArray(value) && value.length === 0 ? null : value
}

const inOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) return [...value].sort()
  if (value && typeof value === 'object') return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return value
}

export const isSame = (left: unknown, right: unknown) =>
  JSON.stringify(inOrder(sent(left))) === JSON.stringify(inOrder(sent(right)))

/** The fields whose value differs from what the editor saw, as they are sent. */
export const changedValues = (fields: FieldView[], before: Values, now: Values): Values =>
  Object.fromEntries(
    fields
      .filter(({ name, readOnly }) => !readOnly && Object.hasOwn(now, name) && !isSame(before[name], now[name]))
      .map(({ name }) => [name, sent(now[name])]),
  )

/** Fields that both the editor and somebody else changed since the editor began, and those only the other changed. */
export interface Clash {
  both: FieldView[]
  theirsOnly: FieldView[]
}

/**
 * What a refused change must look at: `before` is what the editor saw, `theirs` what stands now, `mine` what is in the form. Where both came to the
 * same value there is nothing to decide. Sensitive fields are not compared: their values are not at hand.
 */
export function clashOf(fields: FieldView[], before: Values, theirs: Values, mine: Values): Clash {
  const moved = fields.filter(field => !field.sensitive && !isSame(before[field.name], theirs[field.name]))
  const isMine = ({ name }: FieldView) => Object.hasOwn(mine, name) && !isSame(before[name], mine[name])
  return {
    both: moved.filter(field => isMine(field) && !isSame(mine[field.name], theirs[field.name])),
    theirsOnly: moved.filter(field => !isMine(field)),
  }
}
