import type { Module } from '../../kernel/module.ts'
import { escalate, noteOverdue } from './clocks.ts'
import { commandRoutes } from './routes/command-routes.ts'
import { sceneRoutes } from './routes/scene-routes.ts'
import { taskRoutes } from './routes/task-routes.ts'
import { templateRoutes } from './routes/template-routes.ts'
import { responseSchema } from './schema-response.ts'
import { sceneSchema } from './schema-scene.ts'
import { scriptSchema } from './script/schema.ts'
import { indexing, responseSearch } from './search.ts'
import { responseSettings } from './settings.ts'
import { startDueStep } from './tasks/steps.ts'
import { seedTemplates } from './templates/seed.ts'

/**
 * 指挥处置: the response to an event, from its start by whoever may, over the headquarters and its tasks, to the end and what follows. `script` is what
 * a response is run by, compiled from a plan's edition or from the county's response table (`templates`) and frozen, `command` starts, changes and ends, `tasks` are given, taken up, refused, done and verified,
 * `scene` who is there, `words` what the public hears, `reading` what is shown. Facts stand on the event's timeline; those of an exercise never do.
 * Published facts, each about one response (`subjectId`): `response.started`, `response.level-changed`, `response.arrived`, `response.ended`.
 */
export const response: Module = {
  name: 'response',
  migrations: [...responseSchema, ...sceneSchema, ...scriptSchema],
  routes: (app, house) => {
    templateRoutes(app)
    commandRoutes(app, house)
    taskRoutes(app)
    sceneRoutes(app)
  },
  settings: responseSettings,
  finds: responseSearch,
  seed: seedTemplates,
  tasks: { 'response.escalate': escalate, 'response.start-step': startDueStep },
  subscribers: {
    'note-overdue-tasks': { on: ['obligation.breached'], handle: noteOverdue },
    'index-responses': indexing,
  },
}
