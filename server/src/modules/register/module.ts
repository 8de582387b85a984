import { sql } from 'kysely'
import type { Module } from '../../kernel/module.ts'
import type { Work } from '../../kernel/work/work.ts'
import { completenessRoutes } from './completeness/routes.ts'
import { askForConfirmationRound, openConfirmationRound } from './confirmation/due.ts'
import { registerSettings } from './confirmation/settings.ts'
import { extraFieldRoutes } from './declaration/extra-field-routes.ts'
import { fieldsOf, isSortable } from './declaration/fields.ts'
import { type Ledger, permissionsOf } from './declaration/ledger.ts'
import { ledgers } from './declaration/ledgers.ts'
import { beginAndEndEntries, seedDictionaries } from './dictionaries/offers.ts'
import { dictionaryRoutes } from './dictionaries/routes.ts'
import { mentionsInRecords } from './mentions.ts'
import { sortTerm } from './records/conditions.ts'
import { adoptRecords } from './records/keep.ts'
import { ledgerLayer, placeUnplaced } from './records/place.ts'
import { reindexNext } from './reindex.ts'
import { recordRoutes } from './routes.ts'
import { registerSchema } from './schema.ts'
import { registerOwnLists } from './schema-own-lists.ts'
import { sheetRoutes } from './sheets/routes.ts'
import { sheetsSchema } from './sheets/schema.ts'
import { surveyRoutes } from './surveys/routes.ts'
import { surveySchema } from './surveys/schema.ts'
import { viewRoutes } from './views/routes.ts'

/**
 * 台账: ledgers of base data, each declared in one file under some module's `ledgers/` and served everywhere: list, form, history, sheets,
 * confirmation. Published facts: `register.record-created`, `-changed`, `-verified`, `-removed`, `-restored`, `-disclosed`, each with `ledger`.
 */
export const register: Module = {
  name: 'register',
  migrations: [...registerSchema, ...registerOwnLists, ...sheetsSchema, ...surveySchema],
  routes: app => {
    recordRoutes(app)
    sheetRoutes(app)
    viewRoutes(app)
    extraFieldRoutes(app)
    dictionaryRoutes(app)
    completenessRoutes(app)
    surveyRoutes(app)
  },
  settings: registerSettings,
  tasks: {
    'register.reindex': reindexNext,
    'register.dictionary.new-day': beginAndEndEntries,
    'register.new-day': openConfirmationRound,
  },
  mentions: mentionsInRecords,
  finds: [...ledgers.values()].map(ledger => ({
    kind: `register:${ledger.name}`,
    label: ledger.label,
    permission: permissionsOf(ledger).read,
    wholeCounty: ledger.readableBy === 'county',
    link: id => `/registers/${ledger.name}?record=${id}`,
  })),
  layers: [...ledgers.values()].map(ledgerLayer),
  seed: async work => {
    await seedDictionaries(work)
    askForConfirmationRound(work)
    for (const ledger of ledgers.values()) {
      await indexForSorting(work, ledger)
      await adoptRecords(work, ledger)
      await placeUnplaced(work, ledger)
    }
  },
}

/** Lists sort by what is indexed: one index per sortable column of the list, made when the ledger first appears. */
async function indexForSorting(work: Work, ledger: Ledger) {
  if (ledger.storage) return
  const columns = (await fieldsOf(work.tx, ledger)).filter(field => field.inList && isSortable(field))
  for (const field of columns) {
    const name = `register_sort_${ledger.name.replaceAll('-', '_')}_${field.name}`.slice(0, 63)
    await sql`create index if not exists ${sql.id(name)} on register_record
      ((${sortTerm(field, sql`values`).expression}), id) where ledger = ${sql.lit(ledger.name)}`
      .execute(work.tx)
      .catch(error => {
        throw new Error(`台账 ${ledger.name} 的索引 ${name} 无法建立：${(error as Error).message}`, { cause: error })
      })
  }
}
