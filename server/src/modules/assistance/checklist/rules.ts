import type { ItemCondition } from '@anlan/contract/assistance.ts'
import type { ParticularValue } from '@anlan/contract/event-particulars.ts'

/** What a checklist looks at of an event. */
export interface EventSeen {
  typeCodes: string[]
  text: string
  particulars: { code: string; label: string; value: ParticularValue }[]
}
/** What decides whether an item stands in the list. */
export interface ItemRule {
  typePrefixes: string[]
  conditions: ItemCondition[]
}

/**
 * Why an item belongs to an event, in words: its type and what each condition was met by. Null where it does not. A field that says something
 * decides alone; while nobody has filled it in, words of the account count, and the reason says so.
 */
export function whyItemHolds(
  item: ItemRule,
  seen: EventSeen,
  names: { type(prefix: string): string; field(code: string): string },
): string[] | null {
  const prefix = [...item.typePrefixes]
    .sort((a, b) => b.length - a.length)
    .find(one => seen.typeCodes.some(code => code.startsWith(one)))
  if (!prefix) return null
  const met = item.conditions.map(condition => whyConditionHolds(condition, seen, names.field))
  return met.every(one => one !== null) ? [`适用${names.type(prefix)}`, ...met] : null
}

function whyConditionHolds(
  condition: ItemCondition,
  { particulars, text }: EventSeen,
  fieldName: (code: string) => string,
): string | null {
  const known = particulars.find(one => one.code === condition.field)
  if (known) {
    const values = Array.isArray(known.value) ? known.value : [String(known.value ?? '')]
    const found = condition.anyOf.find(word => values.some(value => value.includes(word)))
    return found ? `${known.label}：${found}` : null
  }
  const said = condition.anyOf.find(word => text.includes(word))
  return said ? `情况中提到“${said}”（${fieldName(condition.field)}尚未登记）` : null
}

/** Fields that items of these types ask for and that nobody has filled in yet, by code. */
export const fieldsAskedFor = (items: ItemRule[], seen: EventSeen): string[] => [
  ...new Set(
    items
      .filter(item => item.typePrefixes.some(prefix => seen.typeCodes.some(code => code.startsWith(prefix))))
      .flatMap(item => item.conditions.map(one => one.field))
      .filter(code => !seen.particulars.some(one => one.code === code)),
  ),
]
