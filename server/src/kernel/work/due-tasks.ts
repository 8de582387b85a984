import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import { type House, runSystemWork } from '../house.ts'
import { afterFailure } from './retry.ts'

const batchSize = 40

interface DueTask {
  kind: string
  key: string
}

/**
 * Runs tasks whose moment has come, up to a batch, in one unit of work with their removal: a task takes effect exactly once, and one
 * that a dying node held is free again at once. If the batch fails, its tasks are run one by one, so that one bad task holds up nobody.
 * Returns how many were taken.
 */
export async function runDueTasks(house: House): Promise<number> {
  try {
    return await runSystemWork(house, async work => {
      const tasks = await take(work.tx, work.now, batchSize)
      for (const task of tasks) await handlerOf(house, task)(work, task.key)
      return tasks.length
    })
  } catch (error) {
    house.log.warn({ error: (error as Error).message }, 'a batch of due tasks failed, running them one by one')
    return await runOneByOne(house)
  }
}

async function runOneByOne(house: House): Promise<number> {
  let ran = 0
  for (; ran < batchSize; ran++) {
    let taken: DueTask | undefined
    try {
      await runSystemWork(house, async work => {
        taken = (await take(work.tx, work.now, 1))[0]
        if (taken) await handlerOf(house, taken)(work, taken.key)
      })
      if (!taken) return ran
    } catch (error) {
      if (!taken) throw error
      await noteFailure(house, taken, error as Error)
    }
  }
  return ran
}

async function take(tx: Tx, now: Date, limit: number): Promise<DueTask[]> {
  const { rows } = await sql<DueTask & { run_at: Date }>`
    -- Materialized, or the planner may run the limited subquery once per row and take more than the limit.
    with next as materialized (
      select kind, key from due_task where dead_at is null and run_at <= ${now}
      order by run_at limit ${limit} for update skip locked)
    delete from due_task d using next n
    where d.kind = n.kind and d.key = n.key returning d.kind, d.key, d.run_at`.execute(tx)
  return rows.sort((a, b) => a.run_at.getTime() - b.run_at.getTime())
}

function handlerOf(house: House, task: DueTask) {
  const handler = house.tasks.get(task.kind)
  if (!handler) throw new Error(`no handler for task ${task.kind}`)
  return handler
}

async function noteFailure(house: House, task: DueTask, error: Error) {
  house.log.error({ task: task.kind, key: task.key, error: error.message, stack: error.stack }, 'a due task failed')
  await house.transaction(async tx => {
    const now = house.clock.now()
    const row = await tx
      .selectFrom('due_task')
      .select('attempts')
      .where('kind', '=', task.kind)
      .where('key', '=', task.key)
      .forUpdate()
      .executeTakeFirst()
    if (!row) return
    const { mark, again } = afterFailure(row.attempts, error, now)
    await tx
      .updateTable('due_task')
      .set({ ...mark, run_at: again })
      .where('kind', '=', task.kind)
      .where('key', '=', task.key)
      .execute()
  })
}

/** When the next task is due; null when none waits. */
export async function nextDueAt(house: House): Promise<Date | null> {
  const row = await house.reading(tx =>
    tx
      .selectFrom('due_task')
      .select(sql<Date | null>`min(run_at)`.as('at'))
      .where('dead_at', 'is', null)
      .executeTakeFirst(),
  )
  return row?.at ?? null
}

// Another node may die, or schedule something earlier: never sleep longer than this, so that a task is late by less than a second.
const longestSleepMs = 400

/** Starts the loop that runs tasks when they are due. Returns how to stop it. */
export function startDueTasks(house: House): () => Promise<void> {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let wakesAt = Number.POSITIVE_INFINITY
  let busy: Promise<void> | null = null
  const sleep = (ms: number) => {
    const at = performance.now() + Math.max(0, Math.min(ms, longestSleepMs))
    if (stopped || at >= wakesAt) return
    clearTimeout(timer)
    wakesAt = at
    timer = setTimeout(run, at - performance.now())
  }
  const run = () => {
    wakesAt = Number.POSITIVE_INFINITY
    if (busy || stopped) return
    busy = (async () => {
      while (!stopped && (await runDueTasks(house)) > 0) {
        // keep going while there is work
      }
      const next = await nextDueAt(house)
      sleep(next ? next.getTime() - house.clock.now().getTime() : longestSleepMs)
    })()
      .catch(error => {
        house.log.warn({ error: (error as Error).message }, 'due tasks paused')
        sleep(longestSleepMs)
      })
      .finally(() => {
        busy = null
      })
  }
  const wakeBefore = house.wake.tasks
  house.wake.tasks = soonest => {
    wakeBefore(soonest)
    const wait = soonest.getTime() - house.clock.now().getTime()
    if (wait < longestSleepMs && !house.clock.virtual) sleep(wait)
  }
  if (!house.clock.virtual) run()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await busy
  }
}
