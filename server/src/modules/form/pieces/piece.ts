import type { FormDefinition } from '@anlan/contract/form.ts'
import { type Actor, isUnitInReach, unitsInReach } from '../../../kernel/access/reach.ts'
import { reachOf } from '../../../kernel/http/app.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { definitionOf } from '../definitions/version.ts'
import type { Collection, Piece } from '../schema.ts'

/** Pieces of units in reach. Every read of pieces starts here: a township sees only its own. */
export const piecesInReach = (work: Work) =>
  work.tx.selectFrom('form_piece as p').where('p.unit_id', 'in', unitsInReach(work))

export interface LockedPiece {
  piece: Piece
  collection: Collection
  definition: FormDefinition
}

/** One piece in reach, locked until the unit of work ends. Outside reach it does not exist. */
export async function lockedPiece(work: Work, id: string): Promise<LockedPiece> {
  const piece = await piecesInReach(work).selectAll('p').where('p.id', '=', id).forUpdate('p').executeTakeFirst()
  if (!piece) throw new Problem('not-found')
  const collection = await work.tx
    .selectFrom('form_collection')
    .selectAll()
    .where('id', '=', piece.collection_id)
    .executeTakeFirstOrThrow()
  return { piece, collection, definition: await definitionOf(work, piece.form_id, piece.version) }
}

/** What the actor is to a piece: the unit itself, or the side that collects it. */
export async function partIn(
  work: { tx: Work['tx']; actor: Actor },
  piece: Pick<Piece, 'unit_id'>,
  collection: Pick<Collection, 'unit_id'>,
): Promise<{ fills: boolean; collects: boolean }> {
  const holds = (unitId: string) => work.actor.grants.some(grant => grant.unitId === unitId)
  const isOwn = work.actor.unitId === piece.unit_id || holds(piece.unit_id)
  const collecting = { tx: work.tx, reach: reachOf(work.actor, 'form.collect') }
  const collects =
    !isOwn && (await isUnitInReach(collecting, collection.unit_id)) && (await isUnitInReach(collecting, piece.unit_id))
  const fills = await isUnitInReach({ tx: work.tx, reach: reachOf(work.actor, 'form.fill') }, piece.unit_id)
  return { fills: fills && !collects, collects }
}

/** Somebody saved first: who and when, so that nothing is lost silently. */
export function refuseStale(piece: Piece, revision: number): void {
  if (piece.revision === revision) return
  const by = piece.saved_by_name ? `${piece.saved_by_name}已先保存了这张表` : '这张表的状态已经改变'
  throw new Problem('form/piece-changed', { detail: `${by}，请核对后再报` })
}
