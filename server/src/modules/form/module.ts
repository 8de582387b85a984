import type { Module } from '../../kernel/module.ts'
import { openRoundsWhenDue, roundEndTask, roundTask } from './collections/rounds.ts'
import { collectionRoutes } from './collections/routes.ts'
import { definitionRoutes } from './definitions/routes.ts'
import { endRound } from './pieces/fill.ts'
import { pieceRoutes } from './pieces/routes.ts'
import { formSchema } from './schema.ts'
import { seedForms } from './seed/seed.ts'
import { formSettings } from './settings.ts'

/**
 * 统一表格与报送: the county's forms, one definition for screen, print and telephone. `definitions` are their versions, `collections` who owes which form
 * when, `pieces` what a unit fills in and hands in. A round keeps the version that was in force when it opened; a figure keeps its name from
 * version to version, so that sums go on.
 */
export const form: Module = {
  name: 'form',
  migrations: formSchema,
  routes: app => {
    definitionRoutes(app)
    collectionRoutes(app)
    pieceRoutes(app)
  },
  tasks: { [roundTask]: openRoundsWhenDue, [roundEndTask]: endRound },
  settings: formSettings,
  seed: seedForms,
}
