import { modules } from './app.ts'
import { kernelSchema } from './kernel/database/kernel-schema.ts'
import { migrate } from './kernel/database/migrate.ts'

/** Brings a database to the present schema: the kernel's steps and those of every module. Returns the ids of the steps that ran. */
export const migrateAll = (connectionString: string): Promise<string[]> =>
  migrate(connectionString, [...kernelSchema, ...modules.flatMap(module => module.migrations ?? [])])
