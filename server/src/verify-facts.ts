import { trustedPublicKeys } from './backup/keys.ts'
import { connect } from './kernel/database/database.ts'
import { connectionStringOf } from './kernel/postgres/connection.ts'
import { attachEmbeddedPostgres, startEmbeddedPostgres } from './kernel/postgres/embedded.ts'
import { readSettings } from './kernel/settings.ts'
import { verifyFacts } from './kernel/work/verify-facts.ts'

/** `npm run verify-facts`: checks the whole record and says so; a broken link is named and the exit code is 1. */
async function main(): Promise<number> {
  const settings = readSettings(process.env)
  const running = settings.databaseUrl ? null : attachEmbeddedPostgres(settings.dataDir)
  const started = settings.databaseUrl || running ? null : await startEmbeddedPostgres({ dataDir: settings.dataDir })
  const connection = running ?? started?.connection
  const { pool } = connect(settings.databaseUrl ?? (connection ? connectionStringOf(connection) : ''))
  try {
    const result = await verifyFacts(pool, trustedPublicKeys(settings.dataDir))
    if (result.broken) {
      process.stdout.write(`记录链已断：${result.broken}\n`)
      return 1
    }
    process.stdout.write(`记录完整：${result.chains} 条链，${result.facts} 条记录，${result.roots} 次签名\n`)
    return 0
  } finally {
    await pool.end()
    await started?.stop()
  }
}

main().then(
  code => process.exit(code),
  (error: Error) => {
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  },
)
