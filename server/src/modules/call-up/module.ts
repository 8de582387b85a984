import type { Module } from '../../kernel/module.ts'
import { noteOverdue } from './clocks.ts'
import { callUpRoutes } from './routes.ts'
import { callUpSchema } from './schema.ts'
import { callUpSearch, indexing } from './search.ts'
import { seedCallUp } from './seed/seed.ts'
import { callUpSettings } from './settings.ts'

/**
 * 调用单: what one unit calls up from another, from the request to the return. `steps` are the acts, each of which moves stock, booking, team and map in one
 * unit of work; `providers` is where they do so; `costs` prices the slips of an event, `plans` keeps who would bring what. Published facts, each about one
 * slip (`subjectId`): `call-up.requested`, `call-up.approved`, `call-up.issued`, `call-up.received`, `call-up.returned`, `call-up.closed`.
 */
export const callUp: Module = {
  name: 'call-up',
  migrations: callUpSchema,
  seed: seedCallUp,
  settings: callUpSettings,
  routes: callUpRoutes,
  finds: callUpSearch,
  subscribers: {
    'note-overdue-call-ups': { on: ['obligation.breached'], handle: noteOverdue },
    'index-call-ups': indexing,
  },
}
