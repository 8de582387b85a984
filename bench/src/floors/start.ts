import Fastify from 'fastify'
import pg from 'pg'

/** The least server: one route, one query. */
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'] ?? '', max: 10 })
const app = Fastify({ forceCloseConnections: true })
app.get('/readyz', async () => {
  await pool.query('select id from installation')
  return { status: 'ready' }
})
process.stdout.write(`ready ${await app.listen({ host: '127.0.0.1', port: 0 })}\n`)
