import type { Module } from '../../kernel/module.ts'
import { askForRounds, offerOfDay, openMaintenanceRound } from './life/due.ts'
import { declareEquipmentNeeds } from './need.ts'
import { equipmentRoutes } from './routes.ts'
import { equipmentSchema } from './schema.ts'
import { equipmentSettings } from './settings.ts'

declareEquipmentNeeds()

/**
 * 车辆装备: what the county can send that has a number, an operator and a life of its own. The ledger says what a thing is; `states` where its call-up
 * slip has it, `life` what became of it: faults and repairs, checks, maintenance and who owes it.
 */
export const equipment: Module = {
  name: 'equipment',
  migrations: equipmentSchema,
  settings: equipmentSettings,
  routes: equipmentRoutes,
  seed: async work => askForRounds(work),
  tasks: { 'equipment.new-day': offerOfDay, 'equipment.maintenance-round': openMaintenanceRound },
}
