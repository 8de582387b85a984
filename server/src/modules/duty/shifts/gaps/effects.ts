import type { RecordedFact } from '../../../../kernel/module.ts'
import type { Work } from '../../../../kernel/work/work.ts'
import { addDays, shanghaiInstant } from '../../../calendar/api.ts'
import { readRoom } from '../../roster/rooms/rooms.ts'
import { expireStaleSwaps } from '../changes/stale.ts'
import { lockShifts } from '../during.ts'
import { roomsOf } from './cover.ts'
import { settleGaps } from './settle.ts'
import type { Shortfall, Span } from './shortfall.ts'

/**
 * What bears on who is there besides a change of shifts made here: leave, people who leave their post, rosters put in force and taken back, rooms
 * set up anew, and shifts that another capability wrote (增援).
 */
export const bearsOnCover = [
  'duty.leave-added',
  'duty.leave-removed',
  'duty.roster-published',
  'duty.roster-withdrawn',
  'duty.room-changed',
  'duty.shift-added',
  'duty.shift-removed',
  'directory.changed',
]

const furthest = 400 * 86_400_000

/** Settles the gaps that such a fact makes or fills. Done twice it does nothing more. */
export async function settleAfter(work: Work, fact: RecordedFact): Promise<void> {
  await lockShifts(work)
  if (fact.type === 'duty.leave-added' || fact.type === 'duty.leave-removed')
    return settlePerson(work, String(fact.data['person']), spanOfLeave(fact), '值班人员请假')
  if (fact.type === 'duty.shift-added' || fact.type === 'duty.shift-removed') {
    const from = new Date(String(fact.data['startsAt'])).getTime()
    const to = fact.data['endsAt'] ? new Date(String(fact.data['endsAt'])).getTime() : from + 86_400_000
    for (const room of await roomsOf(work, String(fact.data['unit'])))
      await settleGaps(work, room, { from, to }, { before: null, why: '排班有变' })
    return
  }
  if (fact.type === 'directory.changed')
    return settlePerson(
      work,
      fact.subjectId,
      { from: work.now.getTime(), to: work.now.getTime() + furthest },
      '值班人员离任',
    )
  if (fact.type === 'duty.room-changed') {
    const span = { from: work.now.getTime(), to: work.now.getTime() + furthest }
    return settleRoom(work, fact.subjectId, span, null, '值班室设置有变')
  }
  const roster = await work.tx.selectFrom('duty_roster').selectAll().where('id', '=', fact.subjectId).executeTakeFirst()
  if (!roster) return
  const room = await readRoom(work, roster.room_id)
  const span = {
    from: shanghaiInstant(roster.from_day, room.changeAt).getTime(),
    to: shanghaiInstant(addDays(roster.to_day, 1), room.changeAt).getTime(),
  }
  // A roster that is taken back leaves its time uncovered until another is in force.
  const before = fact.type === 'duty.roster-withdrawn' && roster.status === 'withdrawn' ? [] : null
  await settleRoom(work, room.id, span, before, before ? '值班表已撤回，尚未重新发布' : '值班表有变')
  await expireStaleSwaps(work, room.unitId)
}

const spanOfLeave = ({ data }: RecordedFact): Span => ({
  from: new Date(String(data['from'])).getTime(),
  to: new Date(String(data['to'])).getTime(),
})

/** All rooms in which somebody has shifts in a span. A directory fact about anything else has none. */
async function settlePerson(work: Work, personId: string, span: Span, why: string) {
  if (!/^[0-9a-f-]{36}$/i.test(personId)) return
  const rows = await work.tx
    .selectFrom('duty_shift')
    .select(['unit_id', 'starts_at', 'ends_at'])
    .where('person_id', '=', personId)
    .where('starts_at', '<', new Date(span.to))
    .where('ends_at', '>', new Date(Math.max(span.from, work.now.getTime())))
    .execute()
  for (const unitId of [...new Set(rows.map(row => row.unit_id))].sort()) {
    const own = rows.filter(row => row.unit_id === unitId)
    const touched = {
      from: Math.min(...own.map(row => row.starts_at.getTime())),
      to: Math.max(...own.map(row => row.ends_at.getTime())),
    }
    for (const room of await roomsOf(work, unitId)) await settleGaps(work, room, touched, { before: null, why })
  }
}

async function settleRoom(work: Work, roomId: string, span: Span, before: Shortfall[] | null, why: string) {
  const row = await work.tx.selectFrom('duty_room').select(['unit_id']).where('id', '=', roomId).executeTakeFirst()
  const room = row ? (await roomsOf(work, row.unit_id)).find(one => one.id === roomId) : undefined
  if (room) await settleGaps(work, room, span, { before, why })
}
