import type { Module } from '../../kernel/module.ts'
import { declarePlaces } from './offer.ts'
import { shelterRoutes } from './routes.ts'
import { shelterSchema } from './schema.ts'
import { seedStandards } from './standards.ts'

/**
 * 应急避难场所: the ledger of shelters with what follows from it: places by area and stay, who is in them at any minute, which villages have none.
 * What is in the record is the register's; openings and the people in them are kept here.
 */
export const shelter: Module = {
  name: 'shelter',
  migrations: shelterSchema,
  routes: shelterRoutes,
  seed: async work => {
    await seedStandards(work)
    await declarePlaces(work)
  },
}
