import type { Work } from '../../../kernel/work/work.ts'
import { openObligation } from '../../obligation/api.ts'
import type { Collection, Piece } from '../schema.ts'

/** The unit owes its piece by its limit from now on, under this title. */
export async function owePiece(
  work: Work,
  collection: Collection,
  piece: Pick<Piece, 'id' | 'unit_id' | 'opens_at' | 'due_at' | 'revision'>,
  title = collection.title,
): Promise<void> {
  const owed = await openObligation(work, {
    kind: 'form.piece',
    ruleCode: collection.origin ? 'ZERO' : 'FORM',
    title,
    matterId: null,
    matterTitle: null,
    owedBy: piece.unit_id,
    owedTo: collection.unit_id,
    medium: 'system',
    clock: 'daily',
    // A piece that was withdrawn and is owed again is another duty, and so is what is left of one handed in in part.
    basis: `${piece.id}/${work.now.getTime()}/${piece.revision}`,
    startedAt: work.now > piece.opens_at ? work.now : piece.opens_at,
    dueAt: piece.due_at,
    limitMinutes: null,
    soft: false,
    source: collection.source,
    link: `/form-pieces/${piece.id}`,
  })
  if (owed) await work.tx.updateTable('form_piece').set({ obligation_id: owed.id }).where('id', '=', piece.id).execute()
}
