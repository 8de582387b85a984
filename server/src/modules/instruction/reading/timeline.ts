import type { InstructionTimelineEntry } from '@anlan/contract/instruction.ts'
import { instructionSentences } from '@anlan/contract/instruction-facts.ts'
import type { z } from 'zod'
import { isUnitInReach } from '../../../kernel/access/reach.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { instructionsInReach } from '../reach.ts'

/** What the level above is told of the course: its own part. */
const forAbove = [
  'instruction.recorded',
  'instruction.sent-down',
  'instruction.received',
  'instruction.leaders-told',
  'instruction.answered-up',
  'instruction.answer-accepted',
  'instruction.answer-returned',
  'instruction.closed',
]

/** The facts of one instruction as sentences, oldest first. */
export async function timelineOf(
  work: Work,
  id: string,
): Promise<{ items: z.output<typeof InstructionTimelineEntry>[] }> {
  const instruction = await instructionsInReach(work)
    .select(['i.id', 'i.handling_unit_id'])
    .where('i.id', '=', id)
    .executeTakeFirst()
  if (!instruction) throw new Problem('not-found')
  const inside = (await isUnitInReach(work, instruction.handling_unit_id)) || (await hasTaskInReach(work, id))
  const rows = await work.tx
    .selectFrom('fact')
    .select(['id', 'type', 'recorded_at', 'actor_name', 'chain_id', 'data'])
    .where('subject_id', '=', id)
    .where('type', 'in', inside ? Object.keys(instructionSentences) : forAbove)
    .orderBy('position')
    .limit(1000)
    .execute()
  const units = new Map(
    (await work.tx.selectFrom('unit').select(['id', 'short_name']).execute()).map(row => [row.id, row.short_name]),
  )
  const name = (unitId: unknown) => units.get(String(unitId ?? '')) ?? ''
  return {
    items: rows.map(row => ({
      id: row.id,
      at: row.recorded_at.toISOString(),
      byName: row.actor_name,
      unitName: name(row.chain_id) || null,
      sentence: instructionSentences[row.type]?.(row.data, name) ?? row.type,
    })),
  }
}

async function hasTaskInReach(work: Work, id: string) {
  const tasks = await work.tx
    .selectFrom('instruction_assignment')
    .select('unit_id')
    .where('instruction_id', '=', id)
    .execute()
  for (const { unit_id } of tasks) if (await isUnitInReach(work, unit_id)) return true
  return false
}
