import { connectionStringOf } from '@anlan/server/kernel/postgres/connection.ts'
import { startEmbeddedPostgres } from '@anlan/server/kernel/postgres/embedded.ts'
import Fastify from 'fastify'
import pg from 'pg'

/** The least server that brings its own database: the same launcher, one route, one query. */
const embedded = await startEmbeddedPostgres({ dataDir: process.env['DATA_DIR'] ?? '' })
const pool = new pg.Pool({ connectionString: connectionStringOf(embedded.connection), max: 10 })
const app = Fastify({ forceCloseConnections: true })
app.get('/readyz', async () => {
  await pool.query('select id from installation')
  return { status: 'ready' }
})
process.on('SIGTERM', async () => {
  await app.close()
  await pool.end()
  await embedded.stop()
  process.exit(0)
})
process.stdout.write(`ready ${await app.listen({ host: '127.0.0.1', port: 0 })}\n`)
