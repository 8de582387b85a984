import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor, Reach } from '../access/reach.ts'
import type { Tx } from '../database/database.ts'
import { lastStatement } from '../database/driver.ts'
import type { House } from '../house.ts'
import type { SettingValues } from '../setting-rows.ts'
import type { PlaceChange } from '../spatial/spatial-index.ts'
import { canonical } from './canonical.ts'

/** One unit of work: one transaction, one instant, one actor, one reach. */
export interface Work {
  tx: Tx
  now: Date
  actor: Actor
  reach: Reach
  /** Read with `settingOf`. */
  settings: Pick<SettingValues, 'of'>
  /** Written in one round trip when the work ends; `settings` says that one was changed, `places` what was put on the map or taken off. */
  pending: {
    facts: PendingFact[]
    tasks: PendingTask[]
    receipt: Receipt | null
    settings?: boolean
    places?: PlaceChange[]
  }
}

interface PendingFact {
  id: string
  chain: string
  type: string
  subject: string
  matter: string | null
  data: Record<string, unknown>
}
interface PendingTask {
  kind: string
  key: string
  runAt: Date
}
/** The reply to a create, kept so that a repeat with the same id is answered as the first time. */
export interface Receipt {
  id: string
  account: string | null
  route: string
  hash: string
  reply: unknown
}

/** The chain of facts that belong to no unit: the installation's own. */
export const installationChain = '00000000-0000-0000-0000-000000000000'

/**
 * Records that something happened: the audit trail, the timeline and the outbox are this one row. `chain` is the unit whose chain it
 * extends (the actor's own unless given); `matter` is the event it belongs to. Returns the fact's id.
 */
export function recordFact(
  work: Work,
  type: string,
  subject: string,
  data: Record<string, unknown> = {},
  more: { matter?: string | null; chain?: string } = {},
): string {
  const id = randomUUID()
  work.pending.facts.push({
    id,
    chain: more.chain ?? work.actor.unitId,
    type,
    subject,
    matter: more.matter ?? null,
    data,
  })
  return id
}

/** Adds to what a fact of this unit of work says; it is written only when the work ends. */
export function completeFact(work: Work, type: string, subject: string, more: Record<string, unknown>): void {
  const fact = work.pending.facts.find(one => one.type === type && one.subject === subject)
  if (!fact) throw new Error(`no fact ${type} about ${subject} in this unit of work`)
  Object.assign(fact.data, more)
}

/** Asks for something to be done at `runAt`, once. Asking again for the same kind and key moves the moment. */
export function scheduleTask(work: Work, kind: string, key: string, runAt: Date): void {
  work.pending.tasks.push({ kind, key, runAt })
}

/** Withdraws tasks that have not run: those of any of these kinds about any of these keys. */
export async function cancelTasks(work: Work, kinds: string[], keys: string[]): Promise<void> {
  if (keys.length === 0) return
  work.pending.tasks = work.pending.tasks.filter(task => !kinds.includes(task.kind) || !keys.includes(task.key))
  await sql`delete from due_task where kind = any(${kinds}) and key = any(${keys})`.execute(work.tx)
}

/** Runs `act` as one unit of work. What it throws undoes everything; deadlocks and lost serialisation races are tried again. */
export async function runWork<T>(
  house: House,
  actor: Actor,
  reach: Reach,
  act: (work: Work) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      const { result, woke, pending } = await house.transaction(async tx => {
        const work = begin(house, tx, actor, reach)
        const result = await act(work)
        return { result, woke: await finish(house, work), pending: work.pending }
      })
      if (pending.settings) house.settings.forget()
      if (pending.places) house.spatial.apply(pending.places)
      if (woke.facts) house.wake.facts(woke.deliveries)
      if (woke.tasks) house.wake.tasks(woke.tasks)
      return result
    } catch (error) {
      if (attempt < 4 && isTransient(error)) continue
      throw error
    }
  }
}

/**
 * Runs `act` as a unit of work that only reads, all of it at one moment; a statement that writes is refused by the database. Having looked
 * may itself be a fact: that is written afterwards, before the reply leaves.
 */
export async function runReading<T>(
  house: House,
  actor: Actor,
  reach: Reach,
  act: (work: Work) => Promise<T>,
): Promise<T> {
  const { result, work } = await house.reading(async tx => {
    const work = begin(house, tx, actor, reach)
    return { result: await act(work), work }
  })
  if (work.pending.facts.length || work.pending.tasks.length)
    await runWork(house, actor, reach, async writing => {
      writing.now = work.now
      writing.pending = work.pending
    })
  return result
}

const begin = (house: House, tx: Tx, actor: Actor, reach: Reach): Work => ({
  tx,
  now: house.clock.now(),
  actor,
  reach,
  settings: house.settings,
  pending: { facts: [], tasks: [], receipt: null },
})

async function finish(house: House, work: Work): Promise<{ facts: boolean; deliveries: boolean; tasks: Date | null }> {
  const { facts, tasks, receipt } = work.pending
  if (facts.length === 0 && tasks.length === 0 && !receipt) return { facts: false, deliveries: false, tasks: null }
  // Stable order of chains: two units of work can then never wait for each other in a circle.
  const ordered = [...facts].sort((a, b) => (a.chain < b.chain ? -1 : a.chain > b.chain ? 1 : 0))
  const rows = ordered.map(fact => {
    const data = JSON.parse(canonical(fact.data)) as Record<string, unknown>
    return {
      ...fact,
      data,
      actor: work.actor.accountId,
      actorName: work.actor.name,
      body: factBody({
        ...fact,
        data,
        actorId: work.actor.accountId,
        actorName: work.actor.name,
        recordedAt: work.now,
      }),
      subscribers: house.subscribersOf(fact),
    }
  })
  const soonest = tasks.reduce<Date | null>((min, task) => (min === null || task.runAt < min ? task.runAt : min), null)
  await sql`${sql.raw(lastStatement)}select commit_work(${JSON.stringify(rows)}::jsonb, ${JSON.stringify(tasks)}::jsonb,
    ${receipt ? JSON.stringify(receipt) : null}::jsonb, ${work.now}::timestamptz)`.execute(work.tx)
  const deliveries = rows.some(row => row.subscribers.length > 0)
  return { facts: facts.length > 0, deliveries, tasks: soonest }
}

/** The text that a fact's hash covers, besides the hash before it and its number in the chain. */
export function factBody(fact: {
  id: string
  chain: string
  type: string
  subject: string
  matter: string | null
  actorId: string | null
  actorName: string | null
  /** An instant, or its ISO 8601 text in UTC. */
  recordedAt: Date | string
  data: Record<string, unknown>
}): string {
  return canonical([
    fact.id,
    fact.chain,
    fact.type,
    fact.subject,
    fact.matter,
    fact.actorId,
    fact.actorName,
    fact.recordedAt,
    fact.data,
  ])
}

/** PostgreSQL asked for another try: deadlock, a serialisation race that was lost, or a plan made before the schema changed. */
const isTransient = (error: unknown) => ['40P01', '40001', '0A000'].includes((error as { code?: string }).code ?? '')
