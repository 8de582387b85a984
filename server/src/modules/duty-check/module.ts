import type { Module } from '../../kernel/module.ts'
import { closeCall, noteMissed } from './calls/closing.ts'
import { askAtRandom, planDay, watchCheckIns } from './calls/random.ts'
import { callRoutes } from './calls/routes.ts'
import { dutyCheckSchema } from './schema.ts'
import { dutyCheckSettings } from './settings.ts'

/**
 * 查岗: whether those on duty are there. `calls` asks units and people with a limit (随机查岗, 点名, 通讯畅通抽测); what the record shows of
 * 漏岗, 脱岗 and 替岗 is a suspicion with its evidence until the county has decided. Until the county sets a unit to be checked, nothing
 * happens by itself.
 */
export const dutyCheck: Module = {
  name: 'duty-check',
  migrations: dutyCheckSchema,
  settings: dutyCheckSettings,
  routes: app => {
    callRoutes(app)
  },
  tasks: {
    'duty-check.call-due': noteMissed,
    'duty-check.call-close': closeCall,
    'duty-check.new-day': planDay,
    'duty-check.random': askAtRandom,
    'duty-check.watch': watchCheckIns,
  },
}
