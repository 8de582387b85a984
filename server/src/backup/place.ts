import { connectionStringOf } from '../kernel/postgres/connection.ts'
import { attachEmbeddedPostgres, startEmbeddedPostgres } from '../kernel/postgres/embedded.ts'
import type { Settings } from '../kernel/settings.ts'
import { BackupError } from './error.ts'

/** The database that the settings name, for the time of one command. */
export interface Place {
  connectionString: string
  leave(): Promise<void>
}

/**
 * Opens the database: the server's, the embedded one beside the running platform, or the embedded one started for this command. With `alone`
 * a running platform is a refusal.
 */
export async function openPlace(settings: Settings, { alone }: { alone: boolean }): Promise<Place> {
  if (settings.databaseUrl) return { connectionString: settings.databaseUrl, leave: async () => {} }
  const running = attachEmbeddedPostgres(settings.dataDir)
  if (running && alone) throw new BackupError(`平台正在 ${settings.dataDir} 上运行，请先停止，未作任何改动`)
  if (running) return { connectionString: connectionStringOf(running), leave: async () => {} }
  const started = await startEmbeddedPostgres({ dataDir: settings.dataDir })
  return { connectionString: connectionStringOf(started.connection), leave: () => started.stop() }
}
