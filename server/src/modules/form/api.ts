import { sql } from 'kysely'
import type { Work } from '../../kernel/work/work.ts'
import { piecesOfRounds } from './collections/matrix.ts'
import { shownOf } from './definitions/fields.ts'
import { definitionOf } from './definitions/version.ts'
import { statusOf } from './rules.ts'

/**
 * Forms that other capabilities have units fill in. Published facts: about one collection (`subjectId`) `form.collection-opened`, `form.round-opened`
 * (with `round`, `dueAt`), `form.units-joined`, `form.units-left`, `form.collection-closed`; about one piece `form.submitted` (with `collection`,
 * `round`, `unit`, `none`, `minutesLate`, `correction`), `form.returned`; about one form `form.drafted`, `form.edited`, `form.published`.
 */

export { listCollections } from './collections/list.ts'
export {
  closeCollection,
  collectionOfOrigin,
  joinCollection,
  leaveCollection,
  type Opening,
  openCollection,
  unitsOf,
} from './collections/open.ts'
/** How punctual each unit in reach was with its forms in a period of days. */
export { punctualityOf } from './collections/punctuality.ts'
export { totalsOfRounds } from './collections/totals.ts'

/** The form that came with the product under this code; undefined where the county has none, or none in force. */
export const formOfCode = (work: Work, code: string) =>
  work.tx
    .selectFrom('form')
    .select(['id', 'name', 'version'])
    .where('code', '=', code)
    .where('version', 'is not', null)
    .where('enabled', '=', true)
    .executeTakeFirst()

export const findRound = (work: Work, roundId: string) =>
  work.tx
    .selectFrom('form_round as r')
    .innerJoin('form_collection as c', 'c.id', 'r.collection_id')
    .selectAll('r')
    .select(['c.form_id', 'c.origin', 'c.title', 'c.unit_id', 'c.closed_at'])
    .where('r.id', '=', roundId)
    .executeTakeFirst()

/** The pieces of one round within reach: where each stands, when it was handed in, and in which words. */
export async function piecesOf(work: Work, roundId: string) {
  const round = await findRound(work, roundId)
  if (!round) return []
  const definition = await definitionOf(work, round.form_id, round.version)
  const pieces = await piecesOfRounds(work, [roundId])
  return pieces.map(piece => ({
    id: piece.id,
    unitId: piece.unit_id,
    unitName: piece.unit_name,
    status: statusOf(piece, work.now),
    late: piece.first_done_at !== null && piece.first_done_at > piece.due_at,
    doneAt: piece.first_done_at,
    words: piece.values && !piece.is_none ? shownOf(definition, piece.values) : [],
  }))
}

/** Whether a collection still has anybody in it. */
export async function hasUnits(work: Work, collectionId: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from form_collection_unit where collection_id = ${collectionId} and until is null limit 1`.execute(
      work.tx,
    )
  return rows.length > 0
}
