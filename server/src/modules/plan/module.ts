import type { Module } from '../../kernel/module.ts'
import { seedKinds } from './kinds/seed.ts'
import { planSearch } from './paragraphs.ts'
import { planRoutes } from './routes.ts'
import { planSchema } from './schema.ts'

/**
 * 预案: plans as data. A plan is what it is about and whose; what it says is an edition. What follows from its kind — parts, approval, filing, intervals — are
 * rows with sources. An edition that was issued never changes; its paragraphs are found by everybody in the county.
 */
export const plan: Module = {
  name: 'plan',
  migrations: planSchema,
  seed: seedKinds,
  finds: planSearch,
  routes: planRoutes,
}
