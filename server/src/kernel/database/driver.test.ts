import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { workerDatabase } from '../../../test/worker-database.ts'
import { connect, type DatabaseConnection } from './database.ts'
import { lastStatement } from './driver.ts'

let database: DatabaseConnection
beforeAll(async () => {
  database = connect((await workerDatabase()).connectionString, { max: 3 })
  await database.pool.query('create table driver_trial (n int primary key)')
})
afterAll(async () => {
  await database.pool.query('drop table driver_trial')
  await database.pool.end()
})

const stored = async () =>
  (await database.pool.query<{ n: number }>('select n from driver_trial order by n')).rows.map(row => row.n)
const insert = (n: number) => sql`insert into driver_trial values (${n})`
const last = (n: number) => sql`${sql.raw(lastStatement)}insert into driver_trial values (${n})`

test('what only reads sees one moment, and may not write', async () => {
  const reading = database.db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only')
  const count = sql<{ n: number }>`select count(*) as n from driver_trial`
  const seen = await reading.execute(async tx => {
    const before = (await count.execute(tx)).rows[0]?.n
    await insert(1).execute(database.db)
    return [before, (await count.execute(tx)).rows[0]?.n]
  })
  expect(seen).toEqual([0, 0])
  await expect(reading.execute(tx => insert(2).execute(tx))).rejects.toMatchObject({ code: '25006' })
  expect(await stored()).toEqual([1])
})

test('the commit travels behind the last statement', async () => {
  await database.db.transaction().execute(async tx => {
    await insert(10).execute(tx)
    await last(11).execute(tx)
  })
  expect(await stored()).toEqual([1, 10, 11])
})

test('a last statement that fails undoes everything, and the connection goes on', async () => {
  for (let i = 0; i < 5; i++)
    await expect(
      database.db.transaction().execute(async tx => {
        await insert(20).execute(tx)
        await last(10).execute(tx)
      }),
    ).rejects.toMatchObject({ code: '23505' })
  expect(await stored()).toEqual([1, 10, 11])
})

test('within a savepoint the last statement is like any other', async () => {
  const outer = await database.db.startTransaction().execute()
  const inner = await outer.savepoint('work').execute()
  await last(30).execute(inner)
  await inner.releaseSavepoint('work').execute()
  await outer.rollback().execute()
  expect(await stored()).toEqual([1, 10, 11])
})
