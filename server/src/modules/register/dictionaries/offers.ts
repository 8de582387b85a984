import { sql } from 'kysely'
import { recordFact, scheduleTask, type Work } from '../../../kernel/work/work.ts'
import { shanghaiDay, shanghaiInstant } from '../../calendar/api.ts'
import { dictionaries } from '../declaration/ledgers.ts'

/** Dictionaries that ledgers brought and the store does not have yet, and new entries of those it has. What the county changed stays. */
export async function seedDictionaries(work: Work): Promise<void> {
  for (const { dictionary, label, entries } of dictionaries.values()) {
    await work.tx
      .insertInto('dictionary')
      .values({ name: dictionary, label })
      .onConflict(conflict => conflict.column('name').doUpdateSet({ label }))
      .execute()
    if (entries.length === 0) continue
    await work.tx
      .insertInto('dictionary_entry')
      .values(
        entries.map((entry, i) => ({
          dictionary,
          code: entry.code,
          label: entry.label,
          sort: (i + 1) * 10,
          source: entry.source,
          confidence: entry.confidence,
          valid_from: entry.validFrom,
          valid_to: entry.validTo,
        })),
      )
      .onConflict(conflict => conflict.doNothing())
      .execute()
    await beginAndEndEntries(work, dictionary)
  }
}

/** The day of an entry has come, or has passed: that it is offered now, or no longer, is a fact like any other. */
export async function beginAndEndEntries(work: Work, dictionary: string): Promise<void> {
  for (const { code, enabled } of await refreshOffers(work, dictionary))
    recordFact(work, 'register.dictionary-offered', dictionary, {
      code,
      changes: [{ label: '可选', before: !enabled, after: enabled }],
    })
}

/**
 * Entries begin and end with their days: at 00:00 of the first, and of the day after the last. Asks to be called again at the next such
 * moment. Returns the entries for which something changed.
 */
export async function refreshOffers(work: Work, dictionary: string): Promise<{ code: string; enabled: boolean }[]> {
  const today = shanghaiDay(work.now)
  const { rows } = await sql<{ code: string; enabled: boolean }>`
    update dictionary_entry e set enabled = o.offered
    from (select code, not switched_off and coalesce(valid_from <= ${today}::date, true) and coalesce(valid_to >= ${today}::date, true)
        as offered from dictionary_entry where dictionary = ${dictionary}) o
    where e.dictionary = ${dictionary} and e.code = o.code and e.enabled <> o.offered
    returning e.code, e.enabled`.execute(work.tx)
  const next = await sql<{ day: string | null }>`
    select to_char(min(d), 'YYYY-MM-DD') as day from dictionary_entry, unnest(array[valid_from, valid_to + 1]) d
    where dictionary = ${dictionary} and d > ${today}::date`.execute(work.tx)
  const day = next.rows[0]?.day
  if (day) scheduleTask(work, 'register.dictionary.new-day', dictionary, shanghaiInstant(day, '00:00'))
  return rows
}
