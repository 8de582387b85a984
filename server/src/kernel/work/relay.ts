import { sql } from 'kysely'
import { type House, runSystemWork } from '../house.ts'
import type { RecordedFact } from '../module.ts'
import { afterFailure } from './retry.ts'

interface Claimed {
  fact: RecordedFact
  subscriber: string
}

/**
 * Hands one waiting fact to its subscriber, in one unit of work with the mark that it was done; returns false when nothing waits.
 * A failure is written down after the rollback; after the last attempt the delivery stays, dead, for an operator.
 */
export async function relayOne(house: House, matters: string[] | null = null): Promise<boolean> {
  let claimed: Claimed | null = null
  try {
    return await runSystemWork(house, async work => {
      claimed = await claim(work.tx, work.now, matters)
      if (!claimed) return false
      const subscriber = house.subscribers.get(claimed.subscriber)
      if (!subscriber) throw new Error(`no subscriber named ${claimed.subscriber}`)
      await subscriber.handle(work, claimed.fact)
      return true
    })
  } catch (error) {
    if (!claimed) throw error
    await noteFailure(house, claimed, error as Error)
    return true
  }
}

async function claim(
  tx: Parameters<Parameters<House['transaction']>[0]>[0],
  now: Date,
  matters: string[] | null,
): Promise<Claimed | null> {
  const only = matters
    ? sql`and fact_position in (select position from fact where matter_id = any(${matters}::uuid[]))`
    : sql``
  const { rows } = await sql<{
    subscriber: string
    position: number
    id: string
    type: string
    subject_id: string
    matter_id: string | null
    chain_id: string
    actor_id: string | null
    recorded_at: Date
    data: Record<string, unknown>
  }>`
    -- Materialized, or the planner may run the limited subquery once per row and take every waiting delivery at once.
    with next as materialized (
      select fact_position, subscriber from fact_delivery
      where dead_at is null and next_attempt_at <= ${now} ${only}
      order by fact_position limit 1 for update skip locked),
    taken as (
      delete from fact_delivery d using next n
      where d.fact_position = n.fact_position and d.subscriber = n.subscriber
      returning d.fact_position, d.subscriber)
    select t.subscriber, f.position, f.id, f.type, f.subject_id, f.matter_id, f.chain_id, f.actor_id, f.recorded_at, f.data
    from taken t join fact f on f.position = t.fact_position`.execute(tx)
  const row = rows[0]
  if (!row) return null
  return {
    subscriber: row.subscriber,
    fact: {
      id: row.id,
      position: row.position,
      type: row.type,
      subjectId: row.subject_id,
      matterId: row.matter_id,
      chainId: row.chain_id,
      actorId: row.actor_id,
      at: row.recorded_at,
      data: row.data,
    },
  }
}

async function noteFailure(house: House, { fact, subscriber }: Claimed, error: Error) {
  house.log.error(
    { subscriber, fact: fact.id, type: fact.type, error: error.message, stack: error.stack },
    'a subscriber failed',
  )
  await house.transaction(async tx => {
    const now = house.clock.now()
    const row = await tx
      .selectFrom('fact_delivery')
      .select('attempts')
      .where('fact_position', '=', fact.position)
      .where('subscriber', '=', subscriber)
      .forUpdate()
      .executeTakeFirst()
    if (!row) return
    const { mark, again } = afterFailure(row.attempts, error, now)
    await tx
      .updateTable('fact_delivery')
      .set({ ...mark, next_attempt_at: again })
      .where('fact_position', '=', fact.position)
      .where('subscriber', '=', subscriber)
      .execute()
  })
}

/** Hands on everything that waits now; with `matters`, what is about them alone. */
export async function drainRelay(house: House, matters: string[] | null = null): Promise<void> {
  while (await relayOne(house, matters)) {
    // one fact at a time, each in its own unit of work
  }
}

/** Starts the loop: woken by commits of this process, with a slow poll for those of others. Returns how to stop it. */
export function startRelay(house: House): () => Promise<void> {
  let stopped = false
  let busy: Promise<void> | null = null
  let again = false
  const run = () => {
    if (stopped) return
    if (busy) {
      again = true
      return
    }
    busy = (async () => {
      do {
        again = false
        await drainRelay(house)
      } while (again && !stopped)
    })()
      .catch(error => house.log.warn({ error: (error as Error).message }, 'the relay paused'))
      .finally(() => {
        busy = null
      })
  }
  const timer = setInterval(run, 1000)
  const wakeBefore = house.wake.facts
  house.wake.facts = deliveries => {
    wakeBefore(deliveries)
    if (deliveries) run()
  }
  return async () => {
    stopped = true
    clearInterval(timer)
    await busy
  }
}
