import type { Module } from '../../kernel/module.ts'
import { seedChecklist } from './checklist/seed/seed.ts'
import { assistanceRoutes } from './routes.ts'
import { assistanceSchema } from './schema.ts'
import { assistanceSettings } from './settings.ts'
import { bringSubstances } from './substances/bring.ts'

/**
 * 辅助决策 (S23): for one event, what rules and records suggest. `checklist` is the first hour by type and extra fields, rows of the county;
 * `substances` the guide by UN number, a ledger; `cases` what was alike, scored part by part; `reading` puts them beside the plans that
 * `response` offers and the owners that `resource` finds. It suggests and decides nothing; its facts are ticks, and tasks made of items.
 */
export const assistance: Module = {
  name: 'assistance',
  migrations: assistanceSchema,
  routes: assistanceRoutes,
  settings: assistanceSettings,
  seed: async work => {
    await seedChecklist(work)
    await bringSubstances(work)
  },
  subscribers: {
    // A county that has just been set up has somebody to keep the guide.
    'bring-substances': {
      on: ['directory.changed'],
      concerns: data => data['what'] === '职能确定',
      handle: bringSubstances,
    },
  },
}
