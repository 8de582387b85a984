import type { Module } from '../../kernel/module.ts'
import type { Work } from '../../kernel/work/work.ts'
import { declareCapabilities } from '../resource/api.ts'
import { listItems, seedCatalogue } from './catalogue.ts'
import { askForMorning, newDay, settleExpiry } from './reserve/expiry.ts'
import { reserveRoutes } from './reserve/routes.ts'
import { seedStandards } from './reserve/standards.ts'
import { stockRoutes } from './routes.ts'
import { stockSchema } from './schema.ts'
import { stockReserveSchema } from './schema-reserve.ts'
import { stockSettings } from './settings.ts'
import { takeRoutes } from './takes/routes.ts'

/** Reference rows; every kind of goods can be asked for by its own code. */
export async function seedStock(work: Work): Promise<void> {
  await seedCatalogue(work)
  await seedStandards(work)
  await declareCapabilities(
    work,
    (await listItems(work)).map(({ code, name, unit, source }) => ({ code, name, unit, source })),
  )
}

/**
 * 应急物资: what lies where, and how it came and went. `stores` are a ledger, each with a keeper; `moves` is the only way a quantity changes, line by line,
 * first expiry first, and the database keeps balance = opening + in − out. `takes` counts every lot of every store; `reserve` holds agreements with
 * firms, standards and what expires; `need` says what closing the gaps costs.
 */
export const stock: Module = {
  name: 'stock',
  migrations: [...stockSchema, ...stockReserveSchema],
  settings: stockSettings,
  seed: async work => {
    await seedStock(work)
    askForMorning(work)
  },
  routes: app => {
    stockRoutes(app)
    takeRoutes(app)
    reserveRoutes(app)
  },
  tasks: { 'stock.new-day': newDay },
  subscribers: { 'stock.expiry-settled': { on: ['stock.moved', 'stock.corrected'], handle: settleExpiry } },
}
