import type { Module } from '../../kernel/module.ts'
import { declarePlanHistory } from '../plan-check/api.ts'
import { followChanges } from './changes.ts'
import { filingReminder, remindOfFiling } from './filing.ts'
import { askForMorning, followIssue, lookAhead, morning } from './follow.ts'
import { seedLimits } from './limits.ts'
import { recordedHistory } from './records.ts'
import { planCycleRoutes } from './routes.ts'
import { planCycleSchema } from './schema.ts'

declarePlanHistory(recordedHistory)

/**
 * 预案全周期: asked, reviewed, approved, issued, filed, drilled, evaluated, revised. Stands above `plan`, whose states it leads, and `plan-check`, whose blocking
 * defects refuse an approval. An issue opens the schemes of the units it names and, as a new edition, the revision of all plans below; so does, for the plans that hang on it, what
 * changes in the county.
 */
export const planCycle: Module = {
  name: 'plan-cycle',
  migrations: planCycleSchema,
  seed: async work => {
    await seedLimits(work)
    askForMorning(work)
  },
  routes: planCycleRoutes,
  tasks: { [filingReminder]: remindOfFiling, [morning]: lookAhead },
  subscribers: { 'plan-cycle.issued': followIssue, ...followChanges },
}
