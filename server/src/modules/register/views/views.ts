import { randomUUID } from 'node:crypto'
import type { EditSavedView, SavedView, SavedViewView } from '@anlan/contract/register.ts'
import type { Selectable } from 'kysely'
import type { z } from 'zod'
import type { Tables } from '../../../kernel/database/database.ts'
import { fieldProblem, Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import type { Ledger } from '../declaration/ledger.ts'

type Row = Selectable<Tables['register_saved_view']>

// Ours (设计): tabs that nobody can read any more help nobody.
const mostViews = 50

/** The lists of a ledger that the asker sees as tabs: his own, and those shared in his unit. */
export async function listViews(work: Work, ledger: Ledger): Promise<z.output<typeof SavedViewView>[]> {
  const rows = await visible(work, ledger).orderBy('created_at').orderBy('id').execute()
  return rows.map(row => present(work, row))
}

/** Keeps a list under a name. Names are unique among one's own lists of a ledger. */
export async function createView(work: Work, ledger: Ledger, input: z.output<typeof SavedView>) {
  const accountId = work.actor.accountId
  if (!accountId) throw new Problem('not-permitted')
  const own = await visible(work, ledger).where('account_id', '=', accountId).execute()
  if (own.length >= mostViews) throw new Problem('register/too-many-views')
  await refuseTwin(work, ledger, accountId, input.name)
  const row = await work.tx
    .insertInto('register_saved_view')
    .values({
      id: input.id ?? randomUUID(),
      ledger: ledger.name,
      account_id: accountId,
      by_name: work.actor.name,
      unit_id: work.actor.unitId,
      created_at: work.now,
      ...columnsOf(input),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  recordFact(work, 'register.view-kept', row.id, { ledger: ledger.name, name: row.name, shared: row.shared })
  return present(work, row)
}

/**
 * Changes a list one sees. A shared one belongs to the unit, so colleagues may change it, too; only the one who made it takes it back
 * for himself.
 */
export async function changeView(work: Work, ledger: Ledger, id: string, input: z.output<typeof EditSavedView>) {
  const before = await findView(work, ledger, id)
  if (before.account_id !== work.actor.accountId && !input.shared)
    throw new Problem('not-permitted', { detail: '本单位共用的视图只能由建立人改为个人视图' })
  if (before.name !== input.name) await refuseTwin(work, ledger, before.account_id, input.name)
  const row = await work.tx
    .updateTable('register_saved_view')
    .set(columnsOf(input))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  recordFact(work, 'register.view-changed', id, { ledger: ledger.name, name: row.name, shared: row.shared })
  return present(work, row)
}

/** Takes a list away that one sees. */
export async function removeView(work: Work, ledger: Ledger, id: string): Promise<void> {
  const view = await findView(work, ledger, id)
  await work.tx.deleteFrom('register_saved_view').where('id', '=', id).execute()
  recordFact(work, 'register.view-removed', id, { ledger: ledger.name, name: view.name, shared: view.shared })
}

const visible = (work: Work, ledger: Ledger) =>
  work.tx
    .selectFrom('register_saved_view')
    .selectAll()
    .where('ledger', '=', ledger.name)
    .where(eb =>
      eb.or([
        eb('account_id', '=', work.actor.accountId),
        eb.and([eb('shared', '=', true), eb('unit_id', '=', work.actor.unitId)]),
      ]),
    )

async function findView(work: Work, ledger: Ledger, id: string): Promise<Row> {
  const row = await visible(work, ledger).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Problem('not-found')
  return row
}

async function refuseTwin(work: Work, ledger: Ledger, accountId: string, name: string) {
  const twin = await work.tx
    .selectFrom('register_saved_view')
    .select('id')
    .where('ledger', '=', ledger.name)
    .where('account_id', '=', accountId)
    .where('name', '=', name)
    .executeTakeFirst()
  if (twin) throw fieldProblem('register/view-exists', '/name', '视图名称', `已有名为“${name}”的视图`)
}

const columnsOf = ({ name, shared, query, columns }: z.output<typeof EditSavedView>) => ({
  name,
  shared,
  query: JSON.stringify(query),
  columns: JSON.stringify(columns),
})

const present = (work: Work, row: Row): z.output<typeof SavedViewView> => ({
  id: row.id,
  name: row.name,
  shared: row.shared,
  query: row.query,
  columns: row.columns,
  mine: row.account_id === work.actor.accountId,
  byName: row.by_name,
})
