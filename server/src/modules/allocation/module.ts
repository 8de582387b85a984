import type { Module } from '../../kernel/module.ts'
import { allocationRoutes } from './routes.ts'
import { allocationSchema } from './schema.ts'
import { allocationSettings } from './settings.ts'

/**
 * 优化调配: who gives what to whom when several places need something at once, and which shelter takes in which village, by a solver that proves how good its
 * plan is. A person changes it and issues all slips in one step. Published facts: `allocation.planned`, `-planned-again`, `-changed`, `-issued`, `-given-up`.
 */
export const allocation: Module = {
  name: 'allocation',
  migrations: allocationSchema,
  routes: allocationRoutes,
  settings: allocationSettings,
}
