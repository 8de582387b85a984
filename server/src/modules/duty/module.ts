import type { Module } from '../../kernel/module.ts'
import { leaveLockSchema } from './leave-lock.ts'
import { factsThatAreLogged, logByItself } from './log/automatic.ts'
import { logRoutes } from './log/routes.ts'
import { dutyLogSchema } from './log/schema.ts'
import { mentionsInRoster } from './mentions.ts'
import { presenceRoutes } from './presence/routes.ts'
import { dutyPresenceSchema } from './presence/schema.ts'
import { presenceSettings } from './presence/settings.ts'
import { draftRoutes } from './roster/drafts/routes.ts'
import { feedRoutes } from './roster/feed/routes.ts'
import { dutyFeedSchema } from './roster/feed/schema.ts'
import { roomRoutes } from './roster/rooms/routes.ts'
import { rosterSheetRoutes } from './roster/sheets/routes.ts'
import { dutySchema } from './schema.ts'
import { dutyRosterSchema } from './schema-roster.ts'
import { expireSwap } from './shifts/changes/swaps.ts'
import { bearsOnCover, settleAfter } from './shifts/gaps/effects.ts'
import { noteGapOver } from './shifts/gaps/settle.ts'
import { shiftRoutes } from './shifts/routes.ts'
import { dutyShiftSchema } from './shifts/schema.ts'
import { shiftSettings } from './shifts/settings.ts'

/**
 * 值班: rooms with their pools and patterns (`roster/rooms`), rosters that are generated, checked, changed and published (`roster/drafts`), the shifts
 * in force with swaps, covers and gaps (`shifts`), which is all that the rest of the product reads, and the duty log. A log line is never changed; a correction is a new line.
 */
export const duty: Module = {
  name: 'duty',
  migrations: [
    ...dutySchema,
    ...dutyLogSchema,
    ...dutyRosterSchema,
    ...dutyFeedSchema,
    ...dutyShiftSchema,
    ...dutyPresenceSchema,
    ...leaveLockSchema,
  ],
  routes: app => {
    shiftRoutes(app)
    presenceRoutes(app)
    roomRoutes(app)
    draftRoutes(app)
    rosterSheetRoutes(app)
    feedRoutes(app)
    logRoutes(app)
  },
  settings: [...shiftSettings, ...presenceSettings],
  mentions: mentionsInRoster,
  tasks: { 'duty.gap-over': noteGapOver, 'duty.swap-due': expireSwap },
  subscribers: {
    'gaps-of-shifts': { on: bearsOnCover, handle: settleAfter },
    'log-of-the-main-job': {
      on: factsThatAreLogged,
      handle: logByItself,
    },
  },
}
