import type { OperationView } from '@anlan/contract/administration.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { readDurability } from '../../kernel/database/durability.ts'
import type { House } from '../../kernel/house.ts'
import { Problem } from '../../kernel/problem.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'

const startedAt = new Date()

/** How the installation is doing: what waits, what gave up, what the database promises. */
export async function readOperation(work: Work, house: House): Promise<z.output<typeof OperationView>> {
  const durability = await readDurability(query => sql.raw(query).execute(work.tx))
  const deliveries = await work.tx
    .selectFrom('fact_delivery')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('dead_at', 'is', null)
    .executeTakeFirstOrThrow()
  const tasks = await work.tx
    .selectFrom('due_task')
    .select([sql<number>`count(*)::int`.as('n'), sql<Date | null>`min(run_at)`.as('next')])
    .where('dead_at', 'is', null)
    .executeTakeFirstOrThrow()
  const root = await work.tx.selectFrom('fact_root').select('made_at').orderBy('id', 'desc').limit(1).executeTakeFirst()
  return {
    version: house.version,
    startedAt: startedAt.toISOString(),
    database: { kind: house.databaseKind, version: durability.version, durability: durability.statement },
    clock: house.clock.virtual ? 'virtual' : 'real',
    now: work.now.toISOString(),
    pendingDeliveries: deliveries.n,
    pendingTasks: tasks.n,
    nextTaskAt: tasks.next?.toISOString() ?? null,
    lastRootAt: root?.made_at.toISOString() ?? null,
    deadLetters: await deadLetters(work),
  }
}

async function deadLetters(work: Work): Promise<z.output<typeof OperationView>['deadLetters']> {
  const deliveries = await work.tx
    .selectFrom('fact_delivery as d')
    .innerJoin('fact as f', 'f.position', 'd.fact_position')
    .selectAll('d')
    .select(['f.type', 'f.subject_id'])
    .where('d.dead_at', 'is not', null)
    .orderBy('d.dead_at', 'desc')
    .limit(100)
    .execute()
  const tasks = await work.tx
    .selectFrom('due_task')
    .selectAll()
    .where('dead_at', 'is not', null)
    .orderBy('dead_at', 'desc')
    .limit(100)
    .execute()
  return [
    ...deliveries.map(row => ({
      id: `${row.fact_position}/${row.subscriber}`,
      kind: 'delivery' as const,
      name: `${row.subscriber}（${row.type}）`,
      subject: row.subject_id,
      attempts: row.attempts,
      lastError: row.last_error ?? '',
      since: (row.dead_at ?? work.now).toISOString(),
    })),
    ...tasks.map(row => ({
      id: `${row.kind}/${row.key}`,
      kind: 'task' as const,
      name: row.kind,
      subject: row.key,
      attempts: row.attempts,
      lastError: row.last_error ?? '',
      since: (row.dead_at ?? work.now).toISOString(),
    })),
  ]
}

/** Gives a dead letter another chance. */
export async function retryDeadLetter(work: Work, kind: 'delivery' | 'task', id: string): Promise<void> {
  const cut = id.indexOf('/')
  const [head, tail] = [id.slice(0, cut), id.slice(cut + 1)]
  const changed =
    kind === 'delivery'
      ? /^\d{1,15}$/.test(head) &&
        (await work.tx
          .updateTable('fact_delivery')
          .set({ dead_at: null, attempts: 0, next_attempt_at: work.now })
          .where('fact_position', '=', Number(head))
          .where('subscriber', '=', tail)
          .where('dead_at', 'is not', null)
          .returning('subscriber')
          .executeTakeFirst())
      : await work.tx
          .updateTable('due_task')
          .set({ dead_at: null, attempts: 0, run_at: work.now })
          .where('kind', '=', head)
          .where('key', '=', tail)
          .where('dead_at', 'is not', null)
          .returning('kind')
          .executeTakeFirst()
  if (!changed) throw new Problem('not-found')
  recordFact(work, 'operation.dead-letter-retried', id, { kind })
}
