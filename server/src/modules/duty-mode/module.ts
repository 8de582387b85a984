import type { Module } from '../../kernel/module.ts'
import { chaseMissing, heedNotices } from './call-in/clocks.ts'
import { seedChecks } from './key-periods/checks.ts'
import { askForNewDay, beginDay, followCalendar, followRosters } from './key-periods/follow.ts'
import { keyPeriodRoutes } from './key-periods/routes.ts'
import { callRollOfMode, rollCallTask } from './modes/roll-calls.ts'
import { noteArrivals, noteFirstReports } from './modes/scene.ts'
import { seedModes } from './modes/seed.ts'
import { followResponses } from './modes/triggers.ts'
import { dutyModeRoutes } from './routes.ts'
import { dutyModeSchema } from './schema.ts'
import { callInSchema } from './schema-call-in.ts'
import { keyPeriodSchema } from './schema-key-periods.ts'
import { sceneOrderSchema } from './schema-scene.ts'
import { dutyModeSettings } from './settings.ts'
import { startZeroReports, zeroReportSubscribers, zeroReportTasks } from './zero-reports/parts.ts'
import { zeroReportRoutes } from './zero-reports/routes.ts'
import { zeroReportSchema } from './zero-reports/schema.ts'
import { zeroReportSettings } from './zero-reports/settings.ts'

/**
 * 值班状态: 常态, 加强, 应急 and 战时 of each unit. `modes` switches, follows responses and special periods, and lets fall back only by a leader on duty; `roster` proposes
 * who reinforces the duty room; `call-in` calls people in and measures how long it took; `key-periods` prepares special periods;
 * `zero-reports` has units report at set hours, and drafts the county's 情况综合.
 */
export const dutyMode: Module = {
  name: 'duty-mode',
  migrations: [...dutyModeSchema, ...callInSchema, ...keyPeriodSchema, ...sceneOrderSchema, ...zeroReportSchema],
  routes: app => {
    dutyModeRoutes(app)
    keyPeriodRoutes(app)
    zeroReportRoutes(app)
  },
  settings: [...dutyModeSettings, zeroReportSettings],
  subscribers: {
    'mode-by-response': followResponses,
    'mode-and-preparation-by-calendar': followCalendar,
    'preparation-by-roster': followRosters,
    'scene-first-reports': noteFirstReports,
    'scene-arrivals': noteArrivals,
    'call-in-missing': chaseMissing,
    'call-in-by-notice': heedNotices,
    ...zeroReportSubscribers,
  },
  tasks: { 'duty-mode.new-day': beginDay, [rollCallTask]: callRollOfMode, ...zeroReportTasks },
  seed: async work => {
    await seedModes(work)
    await seedChecks(work)
    askForNewDay(work)
    startZeroReports(work)
  },
}
