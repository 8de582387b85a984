import type { Work } from '../../../kernel/work/work.ts'
import type { Values } from '../../register/api.ts'

/** Writes a team as its ledger says; what it is doing stays as it is. */
export async function saveTeam(
  work: Work,
  { id, unitId, values }: { id: string; unitId: string; values: Values },
): Promise<void> {
  const row = { unit_id: unitId, name: String(values['name']), values: JSON.stringify(values) }
  await work.tx
    .insertInto('team')
    .values({ id, ...row, removed_at: null, status_since: null, status_event_id: null, status_slip_id: null })
    .onConflict(conflict => conflict.column('id').doUpdateSet(row))
    .execute()
}

export const removeTeam = async (work: Work, id: string): Promise<void> =>
  void (await work.tx.updateTable('team').set({ removed_at: work.now }).where('id', '=', id).execute())

export const restoreTeam = async (work: Work, id: string): Promise<void> =>
  void (await work.tx.updateTable('team').set({ removed_at: null }).where('id', '=', id).execute())
