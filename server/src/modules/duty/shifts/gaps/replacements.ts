import type { DutyPost } from '@anlan/contract/duty.ts'
import type { RoomView } from '@anlan/contract/roster.ts'
import type { ReplacementQuery, ReplacementView } from '@anlan/contract/shift.ts'
import type { z } from 'zod'
import type { Work } from '../../../../kernel/work/work.ts'
import { shanghaiDay } from '../../../calendar/api.ts'
import { addLoad, horizonsOf, loadOf, noLoad } from '../../roster/rules/problem.ts'
import { roomFor, shiftInReach } from '../by-hand.ts'
import { benchOf, newlyBroken } from '../changes/check-change.ts'
import { roomsOf } from './cover.ts'
import { gapInReach } from './gaps.ts'
import type { Span } from './shortfall.ts'

type Asked = z.output<typeof ReplacementQuery>

/** Who could take over a shift, or a part of it. */
export async function replacementsForShift(work: Work, shiftId: string, asked: Asked): Promise<ReplacementView[]> {
  const shift = await shiftInReach(work, shiftId)
  const { starts_at: startsAt, ends_at: endsAt, person_id: personId } = shift
  const rooms = await roomsOf(work, shift.unit_id)
  const post = shift.post as DutyPost
  const room = rooms.find(one => one.id === shift.room_id) ?? roomFor(rooms, { post, personId, startsAt, endsAt })
  const span = {
    from: asked.from?.getTime() ?? Math.max(startsAt.getTime(), Math.min(work.now.getTime(), endsAt.getTime() - 1)),
    to: asked.to?.getTime() ?? endsAt.getTime(),
  }
  return room ? replacements(work, room, { id: shiftId, post, personId, span }) : []
}

/** Who could fill a gap. */
export async function replacementsForGap(work: Work, gapId: string, asked: Asked): Promise<ReplacementView[]> {
  const gap = await gapInReach(work, gapId)
  const room = (await roomsOf(work, gap.unit_id)).find(one => one.id === gap.room_id)
  const span = {
    from: asked.from?.getTime() ?? Math.max(gap.from_at.getTime(), work.now.getTime()),
    to: asked.to?.getTime() ?? gap.to_at.getTime(),
  }
  return room && span.to > span.from
    ? replacements(work, room, { id: gapId, post: gap.post, personId: null, span })
    : []
}

interface Place {
  id: string
  post: DutyPost
  /** Whose it is now; null while nobody's. */
  personId: string | null
  span: Span
}

/** Everybody of the pool who may hold the post: those whom no rule keeps from it first, and of these whoever carried least this quarter. */
async function replacements(work: Work, room: RoomView, place: Place): Promise<ReplacementView[]> {
  const bench = await benchOf(work, room, place.span)
  const [quarter] = horizonsOf(shanghaiDay(new Date(place.span.from)))
  const here = await loadsHere(work, room, bench.problem.from, bench.problem.to)
  return room.pool
    .filter(one => one.posts.includes(place.post) && one.personId !== place.personId)
    .map(({ personId, personName, mobile }): ReplacementView => {
      const stand = { id: place.id, post: place.post, personId, ...place.span, onSite: true, night: null }
      const findings = [...new Set(newlyBroken(bench, [stand]).map(one => one.message))]
      const prior = bench.problem.people.find(one => one.id === personId)?.prior[quarter] ?? noLoad
      const { points, nights } = addLoad(prior, here.get(personId) ?? noLoad)
      return { personId, personName, mobile, suitable: findings.length === 0, points: round(points), nights, findings }
    })
    .sort((a, b) => Number(b.suitable) - Number(a.suitable) || a.points - b.points || a.nights - b.nights)
}

const round = (points: number) => Math.round(points * 100) / 100

/** What the room's shifts around the place carry: the loaded load leaves them out. */
async function loadsHere(work: Work, room: RoomView, from: number, to: number) {
  const rows = await work.tx
    .selectFrom('duty_shift')
    .select(['person_id', 'points', 'night'])
    .where('room_id', '=', room.id)
    .where('starts_at', '>=', new Date(from))
    .where('starts_at', '<', new Date(to))
    .execute()
  const loads = new Map<string, typeof noLoad>()
  for (const row of rows) {
    const one = loadOf({ points: row.points ?? 0, isNight: row.night === true, isWeekend: false, isHoliday: false })
    loads.set(row.person_id, addLoad(loads.get(row.person_id) ?? noLoad, one))
  }
  return loads
}
