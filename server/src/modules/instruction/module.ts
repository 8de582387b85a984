import type { Module } from '../../kernel/module.ts'
import { noteOverdue, urgeByItself } from './clocks.ts'
import { instructionRoutes } from './routes.ts'
import { instructionSchema } from './schema.ts'
import { indexing, instructionSearch } from './search.ts'
import { instructionSettings } from './settings.ts'

/**
 * 批示督办: a leader's instruction from the words as they came, over the clean copy, to the units that carry it out and the answer. `steps` are the acts,
 * `reading` what is shown, `clocks` the limits for signing and answering, the urging half-way and what was missed. Facts of an instruction about an
 * event stand on the event's timeline, without the leader's words. Published facts, each about one instruction (`subjectId`): `instruction.recorded`,
 * `instruction.sent-down`, `instruction.assigned`, `instruction.fed-back`, `instruction.overdue`, `instruction.answered-up`, `instruction.closed`.
 */
export const instruction: Module = {
  name: 'instruction',
  migrations: instructionSchema,
  routes: instructionRoutes,
  settings: instructionSettings,
  finds: instructionSearch,
  tasks: { 'instruction.urge': urgeByItself },
  subscribers: {
    'note-overdue-instructions': { on: ['obligation.breached'], handle: noteOverdue },
    'index-instructions': indexing,
  },
}
