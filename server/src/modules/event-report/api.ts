import type { Work } from '../../kernel/work/work.ts'
import { eventsInReach } from './events/read.ts'

/** What other modules ask about emergency events. */

/** An event that the actor may see; undefined when it does not exist for him. */
export const eventInReach = (work: Work, id: string) =>
  eventsInReach(work).clearSelect().select(['id', 'title', 'number', 'state']).where('id', '=', id).executeTakeFirst()
