import pg from 'pg'

/** A bare durable queue: the next due moment in a timer, rows taken with SKIP LOCKED, the effect in the same statement. */
const client = new pg.Client({ connectionString: process.env['DATABASE_URL'] ?? '' })
await client.connect()

const longestSleepMs = 400

async function run() {
  for (;;) {
    const { rowCount } = await client.query({
      name: 'take',
      text: `with taken as (
          delete from bench_due where id in (
            select id from bench_due where run_at <= $1 order by run_at limit 40 for update skip locked) returning id)
        insert into bench_effect (id) select id from taken`,
      values: [new Date()],
    })
    if (!rowCount) break
  }
  const { rows } = await client.query<{ at: Date | null }>({
    name: 'next',
    text: 'select min(run_at) as at from bench_due',
  })
  const wait = (rows[0]?.at?.getTime() ?? Number.POSITIVE_INFINITY) - Date.now()
  setTimeout(() => void run(), Math.max(0, Math.min(wait, longestSleepMs)))
}

await run()
process.stdout.write('ready floor\n')
