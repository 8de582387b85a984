import { callUpSentences } from '@anlan/contract/call-up-facts.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { type Course, courseOf } from '../../directory/api.ts'
import { visibleSlip } from '../reach.ts'

/** What happened to one slip, oldest first. */
export async function timelineOf(work: Work, id: string): Promise<Course> {
  await visibleSlip(work, id)
  return courseOf(work, id, callUpSentences)
}
