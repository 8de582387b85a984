import { callUpSentences } from '@anlan/contract/call-up-facts.ts'
import type { InstructionTimelineEntry } from '@anlan/contract/instruction.ts'
import type { z } from 'zod'
import type { Work } from '../../../kernel/work/work.ts'
import { visibleSlip } from '../reach.ts'

/** What happened to one slip, oldest first. */
export async function timelineOf(
  work: Work,
  id: string,
): Promise<{ items: z.output<typeof InstructionTimelineEntry>[] }> {
  await visibleSlip(work, id)
  const rows = await work.tx
    .selectFrom('fact')
    .select(['id', 'recorded_at', 'type', 'actor_name', 'chain_id', 'data'])
    .where('subject_id', '=', id)
    .where('type', 'in', Object.keys(callUpSentences))
    .orderBy('position')
    .limit(500)
    .execute()
  const units = new Map(
    (await work.tx.selectFrom('unit').select(['id', 'short_name']).execute()).map(row => [row.id, row.short_name]),
  )
  const name = (unit: unknown) => units.get(String(unit ?? '')) ?? ''
  return {
    items: rows.map(row => ({
      id: row.id,
      at: row.recorded_at.toISOString(),
      byName: row.actor_name,
      unitName: units.get(row.chain_id) ?? null,
      sentence: callUpSentences[row.type]?.(row.data, name) ?? row.type,
    })),
  }
}
