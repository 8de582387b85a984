import { connectionStringOf } from '../src/kernel/postgres/connection.ts'
import { startEmbeddedPostgres } from '../src/kernel/postgres/embedded.ts'

/** A stand-in for the platform's process, to be killed: runs the embedded server of the given data directory. */
const embedded = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? '' })
const { connection, postmasterPid } = embedded
const url = connectionStringOf(connection)
process.stdout.write(`${JSON.stringify({ postmasterPid, url, socketDirectory: connection.host })}\n`)
setInterval(() => {}, 60_000)
