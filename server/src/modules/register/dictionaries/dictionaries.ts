import { randomUUID } from 'node:crypto'
import type {
  AddDictionaryEntry,
  DictionaryDetail,
  DictionaryEntryView,
  DictionaryView,
  EditDictionaryEntry,
} from '@anlan/contract/dictionary.ts'
import { type Selectable, sql } from 'kysely'
import type { z } from 'zod'
import type { Tables } from '../../../kernel/database/database.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { ledgers } from '../declaration/ledgers.ts'
import { askForReindexing } from '../reindex.ts'
import { refreshOffers } from './offers.ts'

type Row = Selectable<Tables['dictionary_entry']>
interface Change {
  label: string
  before: unknown
  after: unknown
}

/** All dictionaries, with the ledgers that choose from them. */
export async function listDictionaries(work: Work): Promise<z.output<typeof DictionaryView>[]> {
  const { rows } = await sql<{ name: string; label: string; entries: number; changed_at: Date | null }>`
    select d.name, d.label, (select count(*)::int from dictionary_entry e where e.dictionary = d.name) as entries,
      (select f.recorded_at from fact f where f.subject_id = d.name and f.type like 'register.dictionary-%'
        order by f.position desc limit 1) as changed_at
    from dictionary d order by d.label collate "zh-x-icu"`.execute(work.tx)
  return rows.map(row => ({
    name: row.name,
    label: row.label,
    entries: row.entries,
    changedAt: row.changed_at?.toISOString() ?? null,
    usedBy: usersOf(row.name),
  }))
}

/** A dictionary with all its entries, switched-off ones too, and what became of them, newest first. */
export async function readDictionary(work: Work, name: string): Promise<DictionaryDetail> {
  const dictionary = await work.tx.selectFrom('dictionary').selectAll().where('name', '=', name).executeTakeFirst()
  if (!dictionary) throw new Problem('not-found', { detail: '没有这部字典' })
  const facts = await work.tx
    .selectFrom('fact')
    .select(['recorded_at', 'actor_name', 'data'])
    .where('subject_id', '=', name)
    .where('type', 'like', 'register.dictionary-%')
    .orderBy('position', 'desc')
    .limit(500)
    .execute()
  return {
    name,
    label: dictionary.label,
    changedAt: facts[0]?.recorded_at.toISOString() ?? null,
    usedBy: usersOf(name),
    entries: (await entriesOf(work, name)).map(present),
    history: facts.map(fact => {
      const { code, changes } = fact.data as { code: string; changes: Change[] }
      return {
        at: fact.recorded_at.toISOString(),
        by: fact.actor_name,
        code,
        changes: changes.map(({ label, before, after }) => ({ label, before: inWords(before), after: inWords(after) })),
      }
    }),
  }
}

/** Adds a word at the end of a dictionary. Codes and names are never used twice, those of switched-off entries included. */
export async function addEntry(work: Work, name: string, input: z.output<typeof AddDictionaryEntry>) {
  const entries = await lockedEntries(work, name)
  requireOrder(input)
  refuseLabel(entries, input.label)
  const code = input.code ?? `x${(input.id ?? randomUUID()).replaceAll('-', '').slice(0, 12)}`
  if (entries.some(entry => entry.code === code))
    throw fieldProblem('register/entry-exists', '/code', '代码', `代码 ${code} 已使用`)
  await work.tx
    .insertInto('dictionary_entry')
    .values({
      dictionary: name,
      code,
      label: input.label,
      sort: entries.reduce((most, entry) => Math.max(most, entry.sort), 0) + 10,
      enabled: false,
      source: input.source || '本县增加',
      confidence: '设计',
      valid_from: input.validFrom,
      valid_to: input.validTo,
    })
    .execute()
  recordFact(work, 'register.dictionary-entry-added', name, {
    code,
    changes: differences(null, {
      label: input.label,
      valid_from: input.validFrom,
      valid_to: input.validTo,
      switched_off: false,
    }),
  })
  await refreshOffers(work, name)
  return oneEntry(work, name, code)
}

/** Renames, switches on or off, or gives other days to an entry. Records that hold its code show the new name; none is deleted. */
export async function changeEntry(
  work: Work,
  name: string,
  code: string,
  input: z.output<typeof EditDictionaryEntry>,
): Promise<DictionaryEntryView> {
  const entries = await lockedEntries(work, name)
  const before = entries.find(entry => entry.code === code)
  if (!before) throw new Problem('not-found')
  requireOrder(input)
  if (before.label !== input.label) refuseLabel(entries, input.label)
  const after = {
    label: input.label,
    sort: input.sort ?? before.sort,
    switched_off: !input.enabled,
    valid_from: input.validFrom,
    valid_to: input.validTo,
  }
  await work.tx
    .updateTable('dictionary_entry')
    .set(after)
    .where('dictionary', '=', name)
    .where('code', '=', code)
    .execute()
  const changes = differences(before, after)
  if (changes.length > 0) recordFact(work, 'register.dictionary-entry-changed', name, { code, changes })
  await refreshOffers(work, name)
  if (before.label !== after.label)
    for (const user of new Set(usersOf(name).map(one => one.ledger))) {
      const ledger = ledgers.get(user)
      if (ledger) askForReindexing(work, ledger)
    }
  return oneEntry(work, name, code)
}

const usersOf = (dictionary: string) =>
  [...ledgers.values()].flatMap(ledger =>
    Object.values(ledger.fields)
      .filter(field => field.dictionary === dictionary)
      .map(field => ({ ledger: ledger.name, label: ledger.label, field: field.label })),
  )

const entriesOf = (work: Work, name: string): Promise<Row[]> =>
  work.tx
    .selectFrom('dictionary_entry')
    .selectAll()
    .where('dictionary', '=', name)
    .orderBy('sort')
    .orderBy('code')
    .execute()

/** The entries of a dictionary, which nobody else changes until the unit of work ends. */
async function lockedEntries(work: Work, name: string): Promise<Row[]> {
  const found = await work.tx.selectFrom('dictionary').select('name').where('name', '=', name).forUpdate().execute()
  if (found.length === 0) throw new Problem('not-found', { detail: '没有这部字典' })
  return entriesOf(work, name)
}

async function oneEntry(work: Work, name: string, code: string): Promise<DictionaryEntryView> {
  const row = await work.tx
    .selectFrom('dictionary_entry')
    .selectAll()
    .where('dictionary', '=', name)
    .where('code', '=', code)
    .executeTakeFirstOrThrow()
  return present(row)
}

function requireOrder({ validFrom, validTo }: { validFrom: string | null; validTo: string | null }) {
  if (validFrom && validTo && validTo < validFrom)
    throw fieldProblem('invalid-input', '/validTo', '失效日期', '失效日期不能早于生效日期')
}

function refuseLabel(entries: Row[], label: string) {
  const twin = entries.find(entry => entry.label === label)
  if (twin)
    throw fieldProblem(
      'register/entry-exists',
      '/label',
      '名称',
      twin.switched_off ? `“${label}”已停用，启用即可` : `已有“${label}”`,
    )
}

const shownColumns = [
  ['label', '名称'],
  ['switched_off', '停用'],
  ['valid_from', '生效日期'],
  ['valid_to', '失效日期'],
  ['sort', '排序'],
] as const

/** What differs between an entry as it was (null: not there) and as it is. */
const differences = (before: Partial<Row> | null, after: Partial<Row>): Change[] =>
  shownColumns.flatMap(([column, label]) => {
    const [was, is] = [before?.[column] ?? null, after[column] ?? null]
    return was === is || (before === null && is === false) ? [] : [{ label, before: was, after: is }]
  })

const inWords = (value: unknown) =>
  value === null || value === undefined ? null : typeof value === 'boolean' ? (value ? '是' : '否') : String(value)

const present = (row: Row): DictionaryEntryView => ({
  code: row.code,
  label: row.label,
  sort: row.sort,
  enabled: !row.switched_off,
  offered: row.enabled,
  source: row.source,
  confidence: row.confidence as DictionaryEntryView['confidence'],
  validFrom: row.valid_from,
  validTo: row.valid_to,
})
