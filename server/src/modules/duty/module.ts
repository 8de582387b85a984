import type { Module } from '../../kernel/module.ts'
import { logByItself, logRoutes } from './log.ts'
import { mentionsInRoster } from './mentions.ts'
import { rosterRoutes } from './roster.ts'
import { dutySchema } from './schema.ts'

/** 值班: who is on duty where, from a simple roster table, and the duty log. A log line is never changed; a correction is a new line. */
export const duty: Module = {
  name: 'duty',
  migrations: dutySchema,
  routes: app => {
    rosterRoutes(app)
    logRoutes(app)
  },
  mentions: mentionsInRoster,
  subscribers: {
    'log-of-the-main-job': {
      on: [
        'emergency-event.reported',
        'event-report.submitted',
        'switchboard.call-logged',
        'event-report.received',
        'instruction.recorded',
        'instruction.sent-down',
        'instruction.closed',
      ],
      handle: logByItself,
    },
  },
}
