import type { Module } from '../../kernel/module.ts'
import { closeCall, noteMissed } from './calls/closing.ts'
import { askAtRandom, planDay, watchCheckIns } from './calls/occasions/random.ts'
import { callRoutes } from './calls/routes.ts'
import { dutyCheckSchema } from './schema.ts'
import { spotCheckSchema } from './schema-spot.ts'
import { scoreRoutes } from './score/routes.ts'
import { seedDutyCheck } from './seed.ts'
import { dutyCheckSettings } from './settings.ts'
import { questionRoutes, spotRoutes } from './spot/routes.ts'

/**
 * 查岗: whether those on duty are there. `calls` asks units and people with a limit (随机查岗, 点名, 通讯畅通抽测); what the record shows of
 * 漏岗, 脱岗 and 替岗 is a suspicion with its evidence until the county has decided. `spot` is 电话抽查 of drawn units; `score` counts what was
 * signed or confirmed per unit and quarter and drafts the bulletin. Until the county sets a unit to be checked, nothing
 * happens by itself.
 */
export const dutyCheck: Module = {
  name: 'duty-check',
  migrations: [...dutyCheckSchema, ...spotCheckSchema],
  seed: seedDutyCheck,
  settings: dutyCheckSettings,
  routes: app => {
    callRoutes(app)
    spotRoutes(app)
    questionRoutes(app)
    scoreRoutes(app)
  },
  tasks: {
    'duty-check.call-due': noteMissed,
    'duty-check.call-close': closeCall,
    'duty-check.new-day': planDay,
    'duty-check.random': askAtRandom,
    'duty-check.watch': watchCheckIns,
  },
}
