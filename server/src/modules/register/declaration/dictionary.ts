import type { Confidence } from '@anlan/contract/codec.ts'

/** A word of a dictionary as it comes with the product. Days are `YYYY-MM-DD`, both included. */
export interface DictionaryEntry {
  code: string
  label: string
  source: string
  confidence: Confidence
  validFrom: string | null
  validTo: string | null
}

/** A dictionary as a field of a ledger refers to it; the first entries are written at the start, the county goes on from there. */
export interface Dictionary {
  dictionary: string
  label: string
  entries: DictionaryEntry[]
}

/** What one entry may say otherwise than its dictionary. */
interface EntryOptions {
  label: string
  source?: string
  confidence?: Confidence
  validFrom?: string
  validTo?: string
}

/**
 * Declares a dictionary (数据字典): a list of words with their source that the county edits without code. Any ledger chooses from it by
 * `choice('…', thatDictionary)`, others by its name, `choice('…', { dictionary: 'its-name' })`. A word is `code: '名称'`, or with a source,
 * confidence or days of its own.
 */
export function dictionary(declared: {
  name: string
  label: string
  source: string
  confidence: Confidence
  entries: Record<string, string | EntryOptions>
}): Dictionary {
  if (!/^[a-z][a-z0-9-]{1,40}$/.test(declared.name))
    throw new Error(`字典“${declared.label}”的名称 ${declared.name} 应为小写英文与连字符`)
  const entries = Object.entries(declared.entries).map(([code, entry]): DictionaryEntry => {
    const own = typeof entry === 'string' ? { label: entry } : entry
    return {
      code,
      label: own.label,
      source: own.source ?? declared.source,
      confidence: own.confidence ?? declared.confidence,
      validFrom: own.validFrom ?? null,
      validTo: own.validTo ?? null,
    }
  })
  if (new Set(entries.map(entry => entry.label)).size !== entries.length)
    throw new Error(`字典“${declared.label}”有两个条目同名`)
  return { dictionary: declared.name, label: declared.label, entries }
}
