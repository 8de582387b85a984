import type { PieceLine, PieceQuery, PieceView } from '@anlan/contract/form.ts'
import type { z } from 'zod'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import { reachOf } from '../../../kernel/http/app.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { lateBy, statusOf } from '../rules.ts'
import type { Submission } from '../schema.ts'
import { partIn, piecesInReach } from './piece.ts'
import { leftOutOf, rowsWanted } from './rows-of.ts'

const lines = (work: Work) =>
  piecesInReach(work)
    .innerJoin('form_collection as c', 'c.id', 'p.collection_id')
    .innerJoin('form as f', 'f.id', 'p.form_id')
    .innerJoin('form_version as v', join =>
      join.onRef('v.form_id', '=', 'p.form_id').onRef('v.version', '=', 'p.version'),
    )
    .innerJoin('unit as u', 'u.id', 'p.unit_id')
    .innerJoin('unit as k', 'k.id', 'c.unit_id')
    .leftJoin('form_submission as s', 's.id', 'p.submission_id')
    .selectAll('p')
    .select([
      'c.title',
      'c.unit_id as keeper_id',
      'k.name as keeper_name',
      'f.name as form_name',
      'u.name as unit_name',
      'v.definition',
      's.returned_reason',
      's.values',
    ])

type Line = Awaited<ReturnType<ReturnType<typeof lines>['execute']>>[number]

/** What is to be filled in (soonest first), or was handed in (latest first), by the actor's own units. */
export async function listPieces(work: Work, query: z.output<typeof PieceQuery>): Promise<{ items: PieceLine[] }> {
  const filling = { reach: reachOf(work.actor, 'form.fill') }
  const own = work.actor.grants.map(grant => grant.unitId)
  const rows = await lines(work)
    .where('p.unit_id', 'in', unitsInReach(filling))
    .where('p.unit_id', 'in', query.unitId ? [query.unitId] : [...new Set([work.actor.unitId, ...own])])
    .$if(query.state === 'owed', q =>
      q.where('p.state', 'in', ['owed', 'returned']).orderBy('p.due_at').orderBy('p.id').limit(100),
    )
    .$if(query.state === 'done', q =>
      q.where('p.state', '=', 'submitted').orderBy('p.due_at', 'desc').orderBy('p.id').limit(60),
    )
    .execute()
  return { items: await Promise.all(rows.map(row => presentLine(work, row))) }
}

/** One piece with what was handed in. */
export async function presentPiece(work: Work, id: string): Promise<PieceView> {
  const row = await lines(work).where('p.id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('not-found')
  const submissions = await work.tx
    .selectFrom('form_submission')
    .selectAll()
    .where('piece_id', '=', id)
    .orderBy('ordinal', 'desc')
    .execute()
  const part = await partIn(work, row, { unit_id: row.keeper_id })
  const isOpen = row.state !== 'cancelled'
  return {
    ...(await presentLine(work, row)),
    rowsWanted: await wantedOf(work, row),
    version: row.version,
    definition: row.definition,
    opensAt: row.opens_at.toISOString(),
    toUnitName: row.keeper_name,
    minutesLate: lateBy(row.due_at, row.first_done_at),
    draft: row.draft,
    savedByName: row.saved_by_name,
    savedAt: row.saved_at?.toISOString() ?? null,
    submissions: submissions.map(presentSubmission),
    mayFill: isOpen && part.fills,
    mayRecord: isOpen && part.collects,
    mayReturn: row.state === 'submitted' && part.collects,
  }
}

const wantedOf = async (work: Work, { definition, unit_id, due_at }: Line) =>
  (await rowsWanted(work, definition, [unit_id], due_at)).get(unit_id) ?? []

async function presentLine(work: Work, row: Line): Promise<PieceLine> {
  const status = statusOf(row, work.now)
  return {
    id: row.id,
    collectionId: row.collection_id,
    collectionTitle: row.title,
    formName: row.form_name,
    unitId: row.unit_id,
    unitName: row.unit_name,
    dueAt: row.due_at.toISOString(),
    status,
    late: row.first_done_at !== null && row.first_done_at > row.due_at,
    hasDraft: row.draft !== null,
    allowsNone: row.definition.allowsNone,
    noneWords: row.definition.noneWords || '无情况',
    revision: row.revision,
    returnedReason: row.state === 'returned' ? row.returned_reason : null,
    doneAt: row.first_done_at?.toISOString() ?? null,
    leftOut: status === 'partial' ? leftOutOf(row.definition, await wantedOf(work, row), row.values ?? {}) : [],
  }
}

const presentSubmission = (row: Submission) => ({
  id: row.id,
  ordinal: row.ordinal,
  isNone: row.is_none,
  values: row.values,
  way: row.way,
  writtenAt: row.written_at?.toISOString() ?? null,
  writtenBy: row.written_by,
  submittedAt: row.submitted_at.toISOString(),
  submittedByName: row.submitted_by_name,
  doneAt: row.done_at.toISOString(),
  returnedAt: row.returned_at?.toISOString() ?? null,
  returnedByName: row.returned_by_name,
  returnedReason: row.returned_reason,
})
