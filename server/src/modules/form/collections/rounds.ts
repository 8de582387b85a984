import { randomUUID } from 'node:crypto'
import { settingOf } from '../../../kernel/setting-rows.ts'
import { recordFact, scheduleTask, type Work } from '../../../kernel/work/work.ts'
import { definitionOf } from '../definitions/version.ts'
import { wantsRows } from '../pieces/rows-of.ts'
import { type Leads, nextDue, opensAt } from '../rules.ts'
import type { Collection, Round } from '../schema.ts'
import { dailyLeadHours, longLeadDays } from '../settings.ts'
import { owePiece } from './owed.ts'

export const roundTask = 'form.round'
/** At the end of a round whose tables follow a ledger: who was entered meanwhile is asked for. */
export const roundEndTask = 'form.round-ended'

/** Opens the rounds whose time has come, and asks to be run for the next. Runs as the due task `form.round`. */
export async function openRoundsWhenDue(work: Work, id: string): Promise<void> {
  const collection = await work.tx
    .selectFrom('form_collection')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (collection && !collection.closed_at) await openRounds(work, collection)
}

export async function openRounds(work: Work, collection: Collection): Promise<void> {
  const leads: Leads = {
    dailyMinutes: (await settingOf(work, dailyLeadHours)) * 60,
    longMinutes: (await settingOf(work, longLeadDays)) * 1440,
  }
  let last = collection.last_due_at
  for (;;) {
    // A round that fell due while the platform stood still is nobody's fault: it is not opened any more.
    const due = nextDue(collection.schedule, last && last > work.now ? last : work.now)
    if (!due || (collection.until_at && due > collection.until_at)) break
    const opens = opensAt(collection.schedule, due, last ?? collection.from_at, leads)
    if (opens > work.now) {
      scheduleTask(work, roundTask, collection.id, opens)
      break
    }
    await openRound(work, collection, due, opens)
    last = due
  }
  if (last?.getTime() !== collection.last_due_at?.getTime())
    await work.tx.updateTable('form_collection').set({ last_due_at: last }).where('id', '=', collection.id).execute()
}

/** One round, with the version of the form that is in force now. */
async function openRound(work: Work, collection: Collection, dueAt: Date, opens: Date) {
  const form = await work.tx
    .selectFrom('form')
    .select('version')
    .where('id', '=', collection.form_id)
    .executeTakeFirstOrThrow()
  const round = await work.tx
    .insertInto('form_round')
    .values({
      id: randomUUID(),
      collection_id: collection.id,
      due_at: dueAt,
      opens_at: opens,
      version: form.version ?? 1,
    })
    .onConflict(conflict => conflict.columns(['collection_id', 'due_at']).doNothing())
    .returningAll()
    .executeTakeFirst()
  if (!round) return
  const units = await work.tx
    .selectFrom('form_collection_unit')
    .select('unit_id')
    .where('collection_id', '=', collection.id)
    .where('until', 'is', null)
    .orderBy('unit_id')
    .execute()
  await addPieces(
    work,
    collection,
    round,
    units.map(row => row.unit_id),
  )
  if (wantsRows(await definitionOf(work, collection.form_id, round.version)))
    scheduleTask(work, roundEndTask, round.id, dueAt)
  recordFact(
    work,
    'form.round-opened',
    collection.id,
    { round: round.id, dueAt, version: round.version },
    { chain: collection.unit_id },
  )
}

/** Units that came later owe the rounds that are open. One that had left and came back owes what was withdrawn. */
export async function piecesForNewUnits(work: Work, collection: Collection, unitIds: string[]): Promise<void> {
  const rounds = await work.tx
    .selectFrom('form_round')
    .selectAll()
    .where('collection_id', '=', collection.id)
    .where('due_at', '>=', work.now)
    .orderBy('due_at')
    .execute()
  for (const round of rounds) await addPieces(work, collection, round, unitIds)
}

async function addPieces(work: Work, collection: Collection, round: Round, unitIds: string[]) {
  if (unitIds.length === 0) return
  const added = await work.tx
    .insertInto('form_piece')
    .values(
      unitIds.map(unit_id => ({
        id: randomUUID(),
        round_id: round.id,
        collection_id: collection.id,
        form_id: collection.form_id,
        version: round.version,
        unit_id,
        opens_at: round.opens_at,
        due_at: round.due_at,
        state: 'owed' as const,
        draft: null,
        saved_at: null,
        saved_by_name: null,
        submission_id: null,
        first_done_at: null,
        obligation_id: null,
      })),
    )
    .onConflict(conflict =>
      conflict
        .columns(['round_id', 'unit_id'])
        .doUpdateSet({ state: 'owed' })
        .where('form_piece.state', '=', 'cancelled'),
    )
    .returning(['id', 'unit_id', 'opens_at', 'due_at', 'revision'])
    .execute()
  for (const piece of added) await owePiece(work, collection, piece)
}
