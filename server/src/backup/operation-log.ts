import { modules } from '../app.ts'
import { realClock, VirtualClock } from '../kernel/clock.ts'
import { connect } from '../kernel/database/database.ts'
import type { FileStore } from '../kernel/files/store.ts'
import { buildHouse, runSystemWork } from '../kernel/house.ts'
import { recordFact } from '../kernel/work/work.ts'
import '../kernel/tables.ts'

/** Records what was done to the store as a whole, as the maintenance log asks (使用、维护制度). */
export async function noteOperation(
  connectionString: string,
  files: FileStore,
  type: 'operation.backed-up' | 'operation.restored',
  subject: string,
  data: Record<string, unknown>,
): Promise<void> {
  const database = connect(connectionString, { max: 1 })
  try {
    const { rows } = await database.pool.query<{ virtual_now: Date | null }>('select virtual_now from installation')
    const moved = rows[0]?.virtual_now
    const house = buildHouse({
      database,
      clock: moved ? new VirtualClock(moved) : realClock,
      wallClock: realClock,
      files,
      log: { info() {}, warn() {}, error() {} },
      version: '',
      databaseKind: 'server',
      modules,
    })
    await runSystemWork(house, async work => void recordFact(work, type, subject, data))
  } finally {
    await database.pool.end()
  }
}
