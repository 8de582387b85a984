import type { Module } from '../../kernel/module.ts'
import { readinessRoutes } from './routes.ts'
import { readinessSchema } from './schema.ts'
import { readinessSettings } from './settings.ts'

/**
 * 汛前五到位: before each flood season every township stands to five questions (works, supplies, teams, plans, training). Supplies and teams are
 * answered by their ledgers as they are now, the others by the township with its evidence; its leader signs by a day.
 */
export const floodReadiness: Module = {
  name: 'flood-readiness',
  migrations: readinessSchema,
  settings: readinessSettings,
  routes: readinessRoutes,
}
