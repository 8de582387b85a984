import { instructionSentences } from '@anlan/contract/instruction-facts.ts'
import { isUnitInReach } from '../../../kernel/access/reach.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { type Course, courseOf } from '../../directory/api.ts'
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
export async function timelineOf(work: Work, id: string): Promise<Course> {
  const instruction = await instructionsInReach(work)
    .select(['i.id', 'i.handling_unit_id'])
    .where('i.id', '=', id)
    .executeTakeFirst()
  if (!instruction) throw new Problem('not-found')
  const inside = (await isUnitInReach(work, instruction.handling_unit_id)) || (await hasTaskInReach(work, id))
  return courseOf(work, id, instructionSentences, inside ? undefined : forAbove)
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
