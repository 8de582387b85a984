import type { Module } from '../../kernel/module.ts'
import { escalate, noteOverdue } from './clocks.ts'
import { commandRoutes } from './routes/command-routes.ts'
import { sceneRoutes } from './routes/scene-routes.ts'
import { taskRoutes } from './routes/task-routes.ts'
import { templateRoutes } from './routes/template-routes.ts'
import { responseSchema } from './schema-response.ts'
import { sceneSchema } from './schema-scene.ts'
import { indexing, responseSearch } from './search.ts'
import { responseSettings } from './settings.ts'
import { seedTemplates } from './templates/seed.ts'

/**
 * 指挥处置: the response to an event, from its start by whoever may, over the headquarters and its tasks, to the end and what follows. `templates` is the
 * county's response table (a plan may take a row's place), `command` starts, changes and ends, `tasks` are given, taken up, refused, done and verified,
 * `scene` who is there, `words` what the public hears, `reading` what is shown. Facts stand on the event's timeline; those of an exercise never do.
 * Published facts, each about one response (`subjectId`): `response.started`, `response.level-changed`, `response.arrived`, `response.ended`.
 */
export const response: Module = {
  name: 'response',
  migrations: [...responseSchema, ...sceneSchema],
  routes: app => {
    templateRoutes(app)
    commandRoutes(app)
    taskRoutes(app)
    sceneRoutes(app)
  },
  settings: responseSettings,
  finds: responseSearch,
  seed: seedTemplates,
  tasks: { 'response.escalate': escalate },
  subscribers: {
    'note-overdue-tasks': { on: ['obligation.breached'], handle: noteOverdue },
    'index-responses': indexing,
  },
}
