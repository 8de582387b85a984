import { responseSentences } from '@anlan/contract/response-facts.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { type Course, courseOf } from '../../directory/api.ts'
import { visibleResponse } from '../reach.ts'

/** What happened in one response, oldest first: the only record of an exercise, and of a response without an event. */
export async function timelineOf(work: Work, id: string): Promise<Course> {
  await visibleResponse(work, id)
  return courseOf(work, id, responseSentences)
}
