import type { Module } from '../../kernel/module.ts'
import { closeCallOut } from './call-out/call-outs.ts'
import { callOutRoutes } from './call-out/routes.ts'
import { expertRoutes } from './experts/routes.ts'
import { teamSchema } from './schema.ts'
import { teamSettings } from './settings.ts'
import { socialRoutes } from './social/routes.ts'
import { askForDay, openDay } from './standby/due.ts'
import { supportRoutes } from './support/routes.ts'
import { teamRoutes } from './teams/routes.ts'

/**
 * 应急队伍: who can be sent and how strong they really are. The ledgers say what a team is; here stands what it does (`teams/status`), who of its
 * seats is a person (`teams/people`), what it reports daily (`standby`), what an unannounced call-out showed (`call-out`), how social forces are
 * registered and trained (`social`), what experts were asked (`experts`), and what teams and their guests are given (`support`).
 */
export const team: Module = {
  name: 'team',
  migrations: teamSchema,
  settings: teamSettings,
  seed: async work => askForDay(work),
  routes: app => {
    teamRoutes(app)
    callOutRoutes(app)
    socialRoutes(app)
    expertRoutes(app)
    supportRoutes(app)
  },
  tasks: { 'team.new-day': openDay, 'team.call-out-close': closeCallOut },
}
