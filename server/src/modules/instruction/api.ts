import type { Work } from '../../kernel/work/work.ts'
import { instructionsInReach, nameOf } from './reach.ts'

/** What other modules ask about instructions. */

/** Instructions in reach that are neither closed nor filed, oldest first. */
export async function openInstructions(work: Work) {
  const rows = await instructionsInReach(work)
    .select(['i.id', 'i.leader_name', 'i.subject', 'i.state', 'i.deadline'])
    .where('i.closed_at', 'is', null)
    .orderBy('i.given_at')
    .limit(200)
    .execute()
  return rows.map(row => ({ id: row.id, name: nameOf(row), state: row.state, deadline: row.deadline }))
}
