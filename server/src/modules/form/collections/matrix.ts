import type { CollectionMatrix, RoundQuery } from '@anlan/contract/form.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { addDays, shanghaiInstant } from '../../calendar/api.ts'
import { definitionOf } from '../definitions/version.ts'
import { leftOutOf, rowsWanted } from '../pieces/rows-of.ts'
import { lateBy, statusOf } from '../rules.ts'
import { presentCollection } from './list.ts'

/** So many rounds stand side by side at most. */
const mostRounds = 31

type Query = z.output<typeof RoundQuery>

/** The rounds of a collection that fell or fall due in these days, first to last; the latest ones where no days are named. */
export async function roundsIn(work: Work, collectionId: string, query: Query) {
  const rounds = await work.tx
    .selectFrom('form_round')
    .selectAll()
    .where('collection_id', '=', collectionId)
    .$if(query.from !== undefined, q => q.where('due_at', '>=', shanghaiInstant(query.from ?? '', '00:00')))
    .$if(query.to !== undefined, q => q.where('due_at', '<', shanghaiInstant(addDays(query.to ?? '', 1), '00:00')))
    .orderBy('due_at', 'desc')
    .limit(query.from ? 400 : mostRounds)
    .execute()
  return rounds.reverse()
}

/** Pieces of these rounds within reach, with what was last handed in. */
export const piecesOfRounds = (work: Work, roundIds: string[]) =>
  work.tx
    .selectFrom('form_piece as p')
    .innerJoin('unit as u', 'u.id', 'p.unit_id')
    .leftJoin('form_submission as s', 's.id', 'p.submission_id')
    .selectAll('p')
    .select(['u.name as unit_name', 's.values', 's.way', 's.written_by', 's.submitted_by_name'])
    .where(sql<boolean>`p.round_id = any(${roundIds}::uuid[])`)
    .where('p.unit_id', 'in', unitsInReach(work))
    .orderBy('u.sort')
    .orderBy('u.name')
    .execute()

/** Units × due times: who reported, said 无情况, was late or is missing. */
export async function matrixOf(work: Work, id: string, query: Query): Promise<CollectionMatrix> {
  const collection = await presentCollection(work, id)
  const rounds = (await roundsIn(work, id, query)).slice(-mostRounds)
  const pieces = await piecesOfRounds(
    work,
    rounds.map(round => round.id),
  )
  const units = await work.tx
    .selectFrom('form_collection_unit as m')
    .innerJoin('unit as u', 'u.id', 'm.unit_id')
    .select(['u.id', 'u.name', 'm.since', 'm.until'])
    .where('m.collection_id', '=', id)
    .where('m.unit_id', 'in', unitsInReach(work))
    .orderBy('u.sort')
    .orderBy('u.name')
    .execute()
  const left = await leftOutOfPieces(work, collection.formId, rounds, pieces)
  const shown = units.filter(unit => unit.until === null || pieces.some(piece => piece.unit_id === unit.id))
  return {
    collection,
    rounds: rounds.map(round => ({
      id: round.id,
      dueAt: round.due_at.toISOString(),
      opensAt: round.opens_at.toISOString(),
      version: round.version,
    })),
    units: shown.map(unit => ({
      unitId: unit.id,
      unitName: unit.name,
      since: unit.since.toISOString(),
      until: unit.until?.toISOString() ?? null,
    })),
    cells: pieces.map(piece => ({
      pieceId: piece.id,
      roundId: piece.round_id,
      unitId: piece.unit_id,
      status: statusOf(piece, work.now),
      late: piece.first_done_at !== null && piece.first_done_at > piece.due_at,
      minutesLate: lateBy(piece.due_at, piece.first_done_at),
      doneAt: piece.first_done_at?.toISOString() ?? null,
      way: piece.way,
      leftOut: left.get(piece.id) ?? [],
    })),
  }
}

type PieceOfRound = Awaited<ReturnType<typeof piecesOfRounds>>[number]

/** Of pieces handed in in part: which records of a ledger have no row. */
async function leftOutOfPieces(
  work: Work,
  formId: string,
  rounds: { id: string; version: number; due_at: Date }[],
  pieces: PieceOfRound[],
): Promise<Map<string, string[]>> {
  const left = new Map<string, string[]>()
  for (const round of rounds) {
    const partial = pieces.filter(piece => piece.round_id === round.id && statusOf(piece, work.now) === 'partial')
    if (partial.length === 0) continue
    const definition = await definitionOf(work, formId, round.version)
    const units = partial.map(piece => piece.unit_id)
    const wanted = await rowsWanted(work, definition, units, round.due_at)
    for (const piece of partial)
      left.set(piece.id, leftOutOf(definition, wanted.get(piece.unit_id) ?? [], piece.values ?? {}))
  }
  return left
}
