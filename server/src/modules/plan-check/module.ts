import type { Module } from '../../kernel/module.ts'
import { settingOf } from '../../kernel/setting-rows.ts'
import { scheduleTask, type Work } from '../../kernel/work/work.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '../calendar/api.ts'
import { checkNextChunk, recheckAll } from './checkup/check.ts'
import { checkupSubscribers } from './checkup/touched.ts'
import { assessCoverage, assessSoon } from './coverage/assess.ts'
import { coverageRoutes } from './coverage/routes.ts'
import { planCoverageSchema } from './coverage/schema.ts'
import { coveredLedgers, seedNeedRules } from './coverage/seed.ts'
import { checkupRoutes } from './routes.ts'
import { planCheckSchema } from './schema.ts'
import { seedDefectRules } from './seed.ts'
import { planCheckSettings, roundHour } from './settings.ts'

async function everyMorning(work: Work): Promise<void> {
  const at = `${String(await settingOf(work, roundHour)).padStart(2, '0')}:00`
  const today = shanghaiInstant(shanghaiDay(work.now), at)
  const next = today > work.now ? today : shanghaiInstant(addDays(shanghaiDay(work.now), 1), at)
  scheduleTask(work, 'plan-check.daily', 'round', next)
  await recheckAll(work)
  await assessCoverage(work)
}

/**
 * 预案体检: every edition in force or being prepared is held against the county as it is — who holds the posts, what lies in the stores, which teams and
 * shelters there are — on each change that touches it and every morning. A defect names the record and who mends it, and closes by itself. `coverage/` holds what is on record against the
 * plans in force: a gap is owed by its unit and closes only by a plan in force.
 */
export const planCheck: Module = {
  name: 'plan-check',
  migrations: [...planCheckSchema, ...planCoverageSchema],
  settings: planCheckSettings,
  routes: app => {
    checkupRoutes(app)
    coverageRoutes(app)
  },
  tasks: {
    'plan-check.chunk': checkNextChunk,
    'plan-check.daily': everyMorning,
    'plan-check.coverage': assessCoverage,
  },
  subscribers: {
    ...checkupSubscribers,
    coverage: {
      on: [
        'plan.issued',
        'plan.abolished',
        'plan.about-changed',
        'plan-cycle.reviewed',
        'register.record-created',
        'register.record-changed',
        'register.record-removed',
        'register.record-restored',
      ],
      // Of a plan there is no ledger.
      concerns: data => !('ledger' in data) || coveredLedgers.has(String(data['ledger'])),
      handle: assessSoon,
    },
  },
  seed: async work => {
    await seedDefectRules(work)
    await seedNeedRules(work)
    // The first round comes at once: at a start nobody knows what was missed.
    scheduleTask(work, 'plan-check.daily', 'round', work.now)
  },
}
