import { createServer, type ServerResponse } from 'node:http'
import pg from 'pg'

/** The least broadcaster: told of a row by NOTIFY, it reads it and writes it to everybody who listens. */
const database = new pg.Client({ connectionString: process.env['DATABASE_URL'] ?? '' })
await database.connect()
const listeners = new Set<ServerResponse>()
database.on('notification', ({ payload }) => {
  void database.query('select id, text from bench_live where id = $1', [payload]).then(({ rows }) => {
    const [row] = rows
    const event = `id: ${row.id}\nevent: fact\ndata: ${row.text}\n\n`
    for (const listener of listeners) listener.write(event)
  })
})
await database.query('listen bench_live')
const server = createServer((_, reply) => {
  reply.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' })
  reply.write('retry: 2000\n\n: ok\n\n')
  listeners.add(reply)
  reply.on('close', () => listeners.delete(reply))
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`ready http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}\n`)
})
