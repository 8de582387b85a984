import type { InstructionTimelineEntry } from '@anlan/contract/instruction.ts'
import { responseSentences } from '@anlan/contract/response-facts.ts'
import type { z } from 'zod'
import type { Work } from '../../../kernel/work/work.ts'
import { visibleResponse } from '../reach.ts'

/** What happened in one response, oldest first: the only record of an exercise, and of a response without an event. */
export async function timelineOf(
  work: Work,
  id: string,
): Promise<{ items: z.output<typeof InstructionTimelineEntry>[] }> {
  await visibleResponse(work, id)
  const rows = await work.tx
    .selectFrom('fact')
    .select(['id', 'recorded_at', 'type', 'actor_name', 'chain_id', 'data'])
    .where('subject_id', '=', id)
    .where('type', 'in', Object.keys(responseSentences))
    .orderBy('position')
    .limit(2000)
    .execute()
  const units = new Map(
    (await work.tx.selectFrom('unit').select(['id', 'short_name']).execute()).map(row => [row.id, row.short_name]),
  )
  return {
    items: rows.map(row => ({
      id: row.id,
      at: row.recorded_at.toISOString(),
      byName: row.actor_name,
      unitName: units.get(row.chain_id) ?? null,
      sentence: responseSentences[row.type]?.(row.data, unit => units.get(String(unit ?? '')) ?? '') ?? row.type,
    })),
  }
}
