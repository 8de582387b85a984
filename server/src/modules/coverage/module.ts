import type { Module } from '../../kernel/module.ts'
import { scheduleTask } from '../../kernel/work/work.ts'
import { followShifts, lookAtToday, morningTask } from './morning.ts'
import { coverageRoutes } from './routes.ts'
import { coverageSettings } from './settings.ts'

/** 值守覆盖: who must be watched, who is there now, and what each month was; computed from shifts in force and check-ins, stores nothing of its own. */
export const coverage: Module = {
  name: 'coverage',
  routes: coverageRoutes,
  tasks: { [morningTask]: lookAtToday },
  subscribers: {
    'roster-of-today': {
      on: ['duty.shift-added', 'duty.shift-changed', 'duty.roster-published'],
      handle: followShifts,
    },
  },
  settings: coverageSettings,
  // Looked at at every start; from then on the task asks for the next day itself.
  seed: async work => scheduleTask(work, morningTask, 'day', work.now),
}
