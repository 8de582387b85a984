import { modules } from './app.ts'
import { totpSchema } from './kernel/access/totp-schema.ts'
import { kernelSchema } from './kernel/database/kernel-schema.ts'
import { type Migration, migrate } from './kernel/database/migrate.ts'
import { searchSchema } from './kernel/search/schema.ts'
import { spatialSchema } from './kernel/spatial/schema.ts'

/** Every step of the schema: the kernel's and those of every module. */
export const allMigrations: Migration[] = [
  ...kernelSchema,
  ...searchSchema,
  ...totpSchema,
  ...spatialSchema,
  ...modules.flatMap(module => module.migrations ?? []),
]

/** Brings a database to the present schema. Returns the ids of the steps that ran. */
export const migrateAll = (connectionString: string): Promise<string[]> => migrate(connectionString, allMigrations)
