import type { ParticularKind, ParticularValue } from '@anlan/contract/event-particulars.ts'

/** What reading and showing a value needs to know of its field. */
export interface FieldRule {
  label: string
  kind: ParticularKind
  unit: string
  words: string[]
}

const longestText = 100
const largestNumber = 999_999_999

/**
 * A value as it is kept, or what is wrong with it in Chinese. Blank is null. A word that the county no longer offers is taken only where it
 * stands already (`before`).
 */
export function readParticular(
  field: FieldRule,
  raw: ParticularValue,
  before: ParticularValue,
): { value: ParticularValue } | { error: string } {
  if (raw === null || raw === '' || (Array.isArray(raw) && raw.length === 0)) return { value: null }
  switch (field.kind) {
    case 'text': {
      if (typeof raw !== 'string') return { error: `${field.label}应为文字` }
      const text = raw.trim()
      if (Array.from(text).length > longestText) return { error: `${field.label}不能超过 ${longestText} 个字` }
      return { value: text || null }
    }
    case 'number':
      if (typeof raw !== 'number' || !Number.isFinite(raw)) return { error: `${field.label}应为数字` }
      if (raw < 0) return { error: `${field.label}不能为负数` }
      return raw > largestNumber ? { error: `${field.label}过大` } : { value: raw }
    case 'choice':
      return typeof raw === 'string' && (field.words.includes(raw) || raw === before)
        ? { value: raw }
        : { error: notOffered(field) }
    case 'choices': {
      const standing = Array.isArray(before) ? before : []
      return Array.isArray(raw) && raw.every(word => field.words.includes(word) || standing.includes(word))
        ? { value: [...new Set(raw)] }
        : { error: notOffered(field) }
    }
  }
}

const notOffered = ({ label, words }: FieldRule) =>
  `${label}应为：${words.slice(0, 8).join('、')}${words.length > 8 ? ' 等' : ''}`

export const showParticular = ({ unit }: Pick<FieldRule, 'unit'>, value: ParticularValue): string =>
  value === null ? '' : Array.isArray(value) ? value.join('、') : [value, unit].filter(part => part !== '').join(' ')

/** Words of a field that a text says in so many letters; 不明 is never read out of a text. */
export const wordsSaid = (words: string[], text: string): string[] =>
  words.filter(word => !word.includes('不明') && word.length > 1 && text.includes(word))

/** Whether a field belongs to an event under any of its types. */
export const isAsked = (field: { type_prefixes: string[] }, typeCodes: string[]): boolean =>
  typeCodes.some(code => field.type_prefixes.some(prefix => code.startsWith(prefix)))
