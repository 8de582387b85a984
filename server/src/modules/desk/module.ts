import type { Module } from '../../kernel/module.ts'
import { remindUnread } from './bulletins/bulletins.ts'
import { bulletinRoutes } from './bulletins/routes.ts'
import { procedureRoutes } from './procedures/routes.ts'
import { seedStandard } from './procedures/standard.ts'
import { deskSchema } from './schema.ts'
import { bulletinReminderMinutes } from './settings.ts'

/**
 * 值班台上的知识: what those on duty must know. `bulletins` puts what the weather, water and geology services say before the townships it concerns
 * until each has read it; `procedures` is what to do step by step, the county standard with what each unit added, and what was ticked.
 */
export const desk: Module = {
  name: 'desk',
  migrations: deskSchema,
  seed: seedStandard,
  settings: [{ title: '值班台', items: [bulletinReminderMinutes] }],
  routes: app => {
    bulletinRoutes(app)
    procedureRoutes(app)
  },
  tasks: { 'desk.bulletin-unread': remindUnread },
}
