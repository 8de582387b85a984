import type { DutyPost } from '@anlan/contract/duty.ts'
import type { RoomView } from '@anlan/contract/roster.ts'
import { sql } from 'kysely'
import type { Work } from '../../../../kernel/work/work.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '../../../calendar/api.ts'
import { shiftsToFill } from '../../roster/drafts/inputs.ts'
import { readRoom } from '../../roster/rooms/rooms.ts'
import { type Need, type Shortfall, type Span, type Standing, shortfalls } from './shortfall.ts'

/** Duty rooms of a unit that are in use, as they are set up. */
export async function roomsOf(work: Work, unitId: string): Promise<RoomView[]> {
  const rows = await work.tx
    .selectFrom('duty_room')
    .select('id')
    .where('unit_id', '=', unitId)
    .where('enabled', '=', true)
    .orderBy('name')
    .execute()
  const rooms: RoomView[] = []
  for (const { id } of rows) rooms.push(await readRoom(work, id))
  return rooms
}

/** Shifts of a room: its own, and those of its unit that name no room. */
export const shiftsOfRoom = (work: Work, room: Pick<RoomView, 'id' | 'unitId'>) =>
  work.tx
    .selectFrom('duty_shift as s')
    .where(eb =>
      eb.or([eb('s.room_id', '=', room.id), eb.and([eb('s.room_id', 'is', null), eb('s.unit_id', '=', room.unitId)])]),
    )

export interface AwayFrom extends Span {
  shiftId: string
  personName: string
  post: DutyPost
}
export interface Cover {
  shortfalls: Shortfall[]
  standing: Standing[]
  away: AwayFrom[]
}

/** How a room's posts are manned in a span: shifts in force less whoever is on leave or has left, against what the room needs. */
export async function coverOf(work: Work, room: RoomView, within: Span, moreEdges: number[] = []): Promise<Cover> {
  if (within.to <= within.from) return { shortfalls: [], standing: [], away: [] }
  const rows = await shiftsOfRoom(work, room)
    .innerJoin('person as p', 'p.id', 's.person_id')
    .select(['s.id', 's.post', 's.person_id', 's.starts_at', 's.ends_at', 'p.name', 'p.enabled'])
    .where('s.starts_at', '<', new Date(within.to))
    .where('s.ends_at', '>', new Date(within.from))
    .execute()
  const ids = [...new Set(rows.map(row => row.person_id))]
  const leaves = ids.length
    ? await work.tx
        .selectFrom('duty_leave')
        .select(['person_id', 'from_at', 'to_at'])
        .where(sql<boolean>`person_id = any(${ids}::uuid[])`)
        .where('from_at', '<', new Date(within.to))
        .where('to_at', '>', new Date(within.from))
        .execute()
    : []
  const standing: Standing[] = []
  const away: AwayFrom[] = []
  for (const row of rows) {
    const own: Span[] = row.enabled
      ? leaves
          .filter(leave => leave.person_id === row.person_id)
          .map(leave => ({ from: leave.from_at.getTime(), to: leave.to_at.getTime() }))
      : [{ from: row.starts_at.getTime(), to: row.ends_at.getTime() }]
    for (const part of parts({ from: row.starts_at.getTime(), to: row.ends_at.getTime() }, own)) {
      const post = row.post as DutyPost
      standing.push({ ...part, post })
      if (part.isAway) away.push({ from: part.from, to: part.to, post, shiftId: row.id, personName: row.name })
    }
  }
  return { shortfalls: shortfalls(within, await needsOf(work, room, within), standing, moreEdges), standing, away }
}

/** A shift cut where its holder's leave begins and ends. */
function parts(shift: Span, leaves: Span[]): (Span & { isAway: boolean })[] {
  const inside = (at: number) => at > shift.from && at < shift.to
  const edges = [shift.from, ...leaves.flatMap(one => [one.from, one.to]).filter(inside), shift.to]
  const cuts = [...new Set(edges)].sort((a, b) => a - b)
  return cuts.slice(0, -1).map((from, i) => {
    const to = cuts[i + 1] as number
    return { from, to, isAway: leaves.some(one => one.from <= from && one.to >= to) }
  })
}

/** What a room needs in a span: whom it must always have, and the people of its shifts; nothing outside its season. */
async function needsOf(work: Work, room: RoomView, within: Span): Promise<Need[]> {
  const opens = room.from ? shanghaiInstant(room.from, room.changeAt).getTime() : within.from
  const closes = room.to ? shanghaiInstant(addDays(room.to, 1), room.changeAt).getTime() : within.to
  const season = { from: Math.max(opens, within.from), to: Math.min(closes, within.to) }
  if (season.to <= season.from) return []
  const first = addDays(shanghaiDay(new Date(within.from)), -1)
  const { slots } = await shiftsToFill(work, room, first, shanghaiDay(new Date(within.to)))
  const people = (needs: RoomView['always']) => Object.entries(needs) as [DutyPost, number][]
  return [
    ...people(room.always).map(([post, count]) => ({ ...season, post, people: count, always: true })),
    ...slots.flatMap(slot =>
      people(slot.needs).map(([post, count]) => ({
        from: slot.startsAt,
        to: slot.endsAt,
        post,
        people: count,
        always: false,
      })),
    ),
  ]
}

/** Spans in which a published roster of the room is in force. */
export async function publishedSpans(work: Work, room: RoomView, within: Span): Promise<Span[]> {
  const rows = await work.tx
    .selectFrom('duty_roster')
    .select(['from_day', 'to_day'])
    .where('room_id', '=', room.id)
    .where('status', '=', 'published')
    .where('to_day', '>=', addDays(shanghaiDay(new Date(within.from)), -1))
    .where('from_day', '<=', shanghaiDay(new Date(within.to)))
    .execute()
  return rows.map(row => ({
    from: shanghaiInstant(row.from_day, room.changeAt).getTime(),
    to: shanghaiInstant(addDays(row.to_day, 1), room.changeAt).getTime(),
  }))
}
