import type { Work } from '../../kernel/work/work.ts'

/** What other modules ask about incoming calls. */

/** Calls of a unit that are neither closed nor dismissed: taken by it or handed to it, oldest first. */
export const unsettledCalls = (work: Work, unitId: string) =>
  work.tx
    .selectFrom('incoming_call')
    .select(['id', 'content', 'state', 'received_at', 'handed_to_unit_id'])
    .where('state', 'in', ['open', 'handed'])
    .where(eb => eb.or([eb('unit_id', '=', unitId), eb('handed_to_unit_id', '=', unitId)]))
    .orderBy('received_at')
    .limit(200)
    .execute()
