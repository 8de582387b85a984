import type { InstructionTimelineEntry } from '@anlan/contract/instruction.ts'
import type { z } from 'zod'
import type { Work } from '../../kernel/work/work.ts'

/** A fact as a sentence; `unit` names a unit by its id. */
export type Sentences = Record<string, (data: Record<string, unknown>, unit: (id: unknown) => string) => string>
export interface Course {
  items: z.output<typeof InstructionTimelineEntry>[]
}

const most = 2000

/** What happened to one thing as sentences, oldest first, at most 2,000; only facts of `types`, all that have a sentence unless given. Reach is the caller's to ask. */
export async function courseOf(
  work: Work,
  subjectId: string,
  sentences: Sentences,
  types: string[] = Object.keys(sentences),
): Promise<Course> {
  const facts = await work.tx
    .selectFrom('fact')
    .select(['id', 'recorded_at', 'type', 'actor_name', 'chain_id', 'data'])
    .where('subject_id', '=', subjectId)
    .where('type', 'in', types)
    .orderBy('position')
    .limit(most)
    .execute()
  const rows = await work.tx.selectFrom('unit').select(['id', 'short_name']).execute()
  const units = new Map(rows.map(row => [row.id, row.short_name]))
  return {
    items: facts.map(fact => ({
      id: fact.id,
      at: fact.recorded_at.toISOString(),
      byName: fact.actor_name,
      unitName: units.get(fact.chain_id) ?? null,
      sentence:
        sentences[fact.type]?.(fact.data as Record<string, unknown>, id => units.get(String(id ?? '')) ?? '') ??
        fact.type,
    })),
  }
}
