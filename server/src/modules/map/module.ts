import type { Module } from '../../kernel/module.ts'
import { mapRoutes } from './routes.ts'
import { mapSchema } from './schema.ts'

/**
 * 一张图: everything that has a place, read across all modules; keeps nothing of its own but shared views and the base maps. What is on it comes
 * from `layers` of each module (ledgers with a place are layers by themselves) and from events, responses and duty rooms as they are now.
 */
export const map: Module = {
  name: 'map',
  migrations: mapSchema,
  routes: mapRoutes,
}
