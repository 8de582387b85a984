import type { Module } from '../../kernel/module.ts'
import { planImportRoutes } from './routes.ts'
import { planImportSchema } from './schema.ts'

/**
 * 预案导入: a plan as Word has it becomes proposals for a plan as data. `reading` turns a file into paragraphs and tables, in a capped worker; `outline`
 * finds headings; `response`, `organisation` and `lists` read what the text says by rules and dictionaries, offline, each proposal with its sentence and how sure
 * it is; `bearers` looks the named posts up in the directory; `imports` keeps them until a person has decided. Nothing is invented: what the
 * text does not say stays empty.
 */
export const planImport: Module = {
  name: 'plan-import',
  migrations: planImportSchema,
  routes: planImportRoutes,
}
