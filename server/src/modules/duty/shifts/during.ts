import { sql } from 'kysely'
import type { Work } from '../../../kernel/work/work.ts'
import { expireStaleSwaps } from './changes/stale.ts'
import { coverOf, roomsOf } from './gaps/cover.ts'
import { settleGaps } from './gaps/settle.ts'
import { gapsAmong, joined, type Shortfall, type Span } from './gaps/shortfall.ts'

/** Until this unit of work ends nobody else changes shifts in force: what has been read of them stays true. Publications take the same lock. */
export const lockShifts = (work: Work) =>
  sql`select pg_advisory_xact_lock(hashtext('duty-publication'))`.execute(work.tx)

/**
 * Changes shifts of a unit within a span. Gaps it makes or fills are settled in the same unit of work, and swaps asked for shifts that are no
 * longer what they were end. Returns what `change` did and the posts that lack people because of it.
 */
export async function changingShifts<T>(
  work: Work,
  unitId: string,
  span: Span,
  why: string,
  change: () => Promise<T>,
): Promise<{ done: T; lost: Shortfall[] }> {
  await lockShifts(work)
  const within = { from: Math.max(span.from, work.now.getTime()), to: span.to }
  const rooms = await roomsOf(work, unitId)
  const before = new Map<string, Shortfall[]>()
  for (const room of rooms) before.set(room.id, (await coverOf(work, room, within)).shortfalls)
  const done = await change()
  const lost: Shortfall[] = []
  for (const room of rooms) {
    const was = before.get(room.id) ?? []
    const edges = was.flatMap(one => [one.from, one.to])
    const now = (await coverOf(work, room, within, edges)).shortfalls.map(one => ({ ...one, isAway: false }))
    lost.push(...joined(gapsAmong(now, { published: [], open: [], before: was }), []))
    await settleGaps(work, room, within, { before: was, why })
  }
  await expireStaleSwaps(work, unitId)
  return { done, lost }
}
