import type { Insertable } from 'kysely'
import type { Tables } from '../../../kernel/database/database.ts'
import type { Work } from '../../../kernel/work/work.ts'

type TickTable = 'desk_step_tick' | 'desk_shift_tick'

/** Ticks a step in the actor's name, or takes the tick back. Says whether that changed anything: doing it twice does not. */
export async function setTick<T extends TickTable>(
  { tx, now, actor }: Work,
  table: T,
  key: Omit<Insertable<Tables[T]>, 'done_at' | 'done_by'>,
  done: boolean,
): Promise<boolean> {
  const either: TickTable = table
  if (!done) {
    const { numDeletedRows } = await tx
      .deleteFrom(either)
      .where(({ and }) => and(key as never))
      .executeTakeFirst()
    return numDeletedRows > 0n
  }
  const { numInsertedOrUpdatedRows = 0n } = await tx
    .insertInto(either)
    .values({ ...key, done_at: now, done_by: actor.name } as never)
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows > 0n
}
