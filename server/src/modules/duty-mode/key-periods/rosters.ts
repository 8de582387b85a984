import { type DutyPost, dutyPosts } from '@anlan/contract/duty.ts'
import { sql } from 'kysely'
import type { Work } from '../../../kernel/work/work.ts'
import { addDays, shanghaiInstant } from '../../calendar/api.ts'
import { gapsBetween } from '../../duty/api.ts'

export interface RosterState {
  hasRoom: boolean
  /** What is wanting, in words; null when every minute of the period has its people. */
  wanting: string | null
}

/** Whether the shifts in force of each unit's duty room leave no minute of these days without the people it always has. */
export async function rosterStates(
  work: Work,
  unitIds: string[],
  period: { from_day: string; to_day: string },
): Promise<Map<string, RosterState>> {
  const from = shanghaiInstant(period.from_day, '00:00')
  const to = shanghaiInstant(addDays(period.to_day, 1), '00:00')
  const rooms = await work.tx
    .selectFrom('duty_room')
    .select(['unit_id', 'always'])
    .where(sql<boolean>`unit_id = any(${unitIds}::uuid[])`)
    .where('enabled', '=', true)
    .where('from_day', 'is', null)
    .orderBy('name')
    .execute()
  const shifts = await work.tx
    .selectFrom('duty_shift')
    .select(['unit_id', 'post', 'starts_at', 'ends_at'])
    .where(sql<boolean>`unit_id = any(${unitIds}::uuid[])`)
    .where('starts_at', '<', to)
    .where('ends_at', '>', from)
    .execute()
  return new Map(
    unitIds.map((id): [string, RosterState] => {
      const room = rooms.find(one => one.unit_id === id)
      if (!room) return [id, { hasRoom: false, wanting: '未报送' }]
      const lacking = (Object.entries(room.always) as [DutyPost, number][]).filter(([post, count]) => {
        const spans = shifts
          .filter(one => one.unit_id === id && one.post === post)
          .map(one => ({ startsAt: one.starts_at.getTime(), endsAt: one.ends_at.getTime() }))
        return gapsBetween(from.getTime(), to.getTime(), spans, count).length > 0
      })
      const wanting = lacking.length ? `${lacking.map(([post]) => dutyPosts[post]).join('、')}有缺岗时段` : null
      return [id, { hasRoom: true, wanting }]
    }),
  )
}
