import type { Module } from '../../kernel/module.ts'
import { seedCatalogue } from './catalogue.ts'
import { stockRoutes } from './routes.ts'
import { stockSchema } from './schema.ts'

/**
 * 应急物资: what lies where, and how it came and went. `stores` are a ledger, each with a keeper; `moves` is the only way a quantity changes, line by line,
 * first expiry first, and the database keeps balance = opening + in − out.
 */
export const stock: Module = {
  name: 'stock',
  migrations: stockSchema,
  seed: seedCatalogue,
  routes: stockRoutes,
}
