import type { Module } from '../../kernel/module.ts'
import { settleCorrected } from './care/dead-numbers.ts'
import { askForNeighbourRound, oweNeighbourRenewals } from './care/neighbour-agreements.ts'
import { directoryCareRoutes } from './care/routes.ts'
import { directoryCareSchema } from './care/schema.ts'
import { directorySettings } from './care/settings.ts'
import { directoryRoutes } from './routes.ts'
import { directorySchema } from './schema.ts'
import { areaCentreSchema } from './schema-area-centre.ts'
import { directoryHistorySchema } from './schema-history.ts'

/** 机构岗位人员通讯录: units as a tree, posts and who holds them, people, places. Rules and papers name posts; this answers who that is now. */
export const directory: Module = {
  name: 'directory',
  migrations: [...directorySchema, ...directoryHistorySchema, ...directoryCareSchema, ...areaCentreSchema],
  routes: (app, house) => {
    directoryRoutes(app)
    directoryCareRoutes(app, house)
  },
  settings: directorySettings,
  seed: async work => askForNeighbourRound(work),
  tasks: { 'directory.new-day': oweNeighbourRenewals },
  subscribers: {
    'settle-dead-numbers': {
      on: ['directory.changed', 'register.record-changed', 'register.record-removed'],
      handle: (work, fact) => settleCorrected(work, fact.subjectId),
    },
  },
}
