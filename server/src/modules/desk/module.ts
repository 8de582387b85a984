import type { Module } from '../../kernel/module.ts'
import { remindUnread } from './bulletins/bulletins.ts'
import { bulletinRoutes } from './bulletins/routes.ts'
import { deskSchema } from './schema.ts'
import { bulletinReminderMinutes } from './settings.ts'

/**
 * 值班台上的知识: what those on duty must know. `bulletins` puts what the weather, water and geology services say before the townships it concerns
 * until each has read it.
 */
export const desk: Module = {
  name: 'desk',
  migrations: deskSchema,
  settings: [{ title: '值班台', items: [bulletinReminderMinutes] }],
  routes: app => {
    bulletinRoutes(app)
  },
  tasks: { 'desk.bulletin-unread': remindUnread },
}
