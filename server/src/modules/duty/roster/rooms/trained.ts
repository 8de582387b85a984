import { recordFact, type Work } from '../../../../kernel/work/work.ts'

/**
 * A person passed what his duty rooms ask for: in the pools where he stood as untrained he is trained from now on. A room that somebody has open
 * for editing is a new version, so that the older form does not take it back. Returns the rooms.
 */
export async function markTrained(work: Work, personId: string): Promise<string[]> {
  const rooms = await work.tx
    .updateTable('duty_room')
    .set(eb => ({ version: eb('version', '+', 1) }))
    .where('id', 'in', eb =>
      eb.selectFrom('duty_pool').select('room_id').where('person_id', '=', personId).where('trained', '=', false),
    )
    .returning(['id', 'unit_id'])
    .execute()
  if (rooms.length === 0) return []
  const ids = rooms.map(room => room.id)
  await work.tx
    .updateTable('duty_pool')
    .set({ trained: true })
    .where('person_id', '=', personId)
    .where('room_id', 'in', ids)
    .execute()
  for (const room of rooms)
    recordFact(work, 'duty.person-trained', room.id, { person: personId }, { chain: room.unit_id })
  return ids
}
