import type { DutyPost } from '@anlan/contract/duty.ts'
import type { BrokenRule, RoomView } from '@anlan/contract/roster.ts'
import type { Work } from '../../../../kernel/work/work.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '../../../calendar/api.ts'
import { loadProblem, shiftsToFill } from '../../roster/drafts/inputs.ts'
import { checkRoster } from '../../roster/rules/check.ts'
import type { Assignment, RosterProblem, ShiftSlot } from '../../roster/rules/problem.ts'
import { coversTwoAtNight } from '../../roster/rules/slots.ts'
import { hourMinute } from '../../roster/rules/words.ts'
import { shiftsOfRoom } from '../gaps/cover.ts'
import type { Span } from '../gaps/shortfall.ts'

/** A shift as the rules see it. */
export interface ShiftInForce extends Span {
  id: string
  post: DutyPost
  personId: string
  onSite: boolean
  night: boolean | null
}

/** A room's shifts in force around a span, with what they are checked against. */
export interface Bench {
  room: RoomView
  problem: RosterProblem
  slots: ShiftSlot[]
  shifts: ShiftInForce[]
}

/** Loads what is needed to say what changes in a span would break. Shifts further away count as what their holders do elsewhere. */
export async function benchOf(work: Work, room: RoomView, span: Span): Promise<Bench> {
  const first = addDays(shanghaiDay(new Date(span.from)), -1)
  const last = addDays(shanghaiDay(new Date(span.to)), 1)
  // The season of the room bounds what it needs, not who may be asked about: days are read as they are.
  const { days, slots } = await shiftsToFill(work, { ...room, from: null, to: null }, first, last)
  const problem = await loadProblem(work, room, { days, slots: [] }, { seed: 0, keep: [] })
  const rows = await shiftsOfRoom(work, room)
    .selectAll('s')
    .where('s.starts_at', '>=', shanghaiInstant(first, room.changeAt))
    .where('s.starts_at', '<', shanghaiInstant(addDays(last, 1), room.changeAt))
    .execute()
  return {
    room,
    problem: { ...problem, always: {}, wishes: [] },
    slots,
    shifts: rows.map(row => ({
      id: row.id,
      post: row.post as DutyPost,
      personId: row.person_id,
      from: row.starts_at.getTime(),
      to: row.ends_at.getTime(),
      onSite: row.on_site,
      night: row.night,
    })),
  }
}

/** Hard rules about people that the shifts break once some are as given (by id; unknown ids are new), and did not break before. */
export function newlyBroken(bench: Bench, after: ShiftInForce[]): BrokenRule[] {
  const changed = new Set(after.map(one => one.id))
  const before = new Set(brokenBy(bench, bench.shifts).map(keyOf))
  return brokenBy(bench, [...bench.shifts.filter(one => !changed.has(one.id)), ...after]).filter(
    one => !before.has(keyOf(one)),
  )
}

const keyOf = (one: BrokenRule) => `${one.rule} ${one.personId} ${one.message}`

function brokenBy({ problem, slots, room }: Bench, shifts: ShiftInForce[]): BrokenRule[] {
  const days = new Map(problem.days.map(day => [day.day, day]))
  const own = shifts.map((shift): ShiftSlot => {
    const pattern = slots.find(slot => slot.startsAt === shift.from)
    const day = pattern?.day ?? shanghaiDay(new Date(shift.from))
    return {
      key: shift.id,
      patternId: '',
      name: pattern?.name ?? ` ${hourMinute(shift.from)} 班`,
      day,
      startsAt: shift.from,
      endsAt: shift.to,
      isNight: isNightShift(shift),
      isWeekend: days.get(day)?.kind === 'weekend',
      isHoliday: days.get(day)?.kind === 'holiday',
      leaderOnSite: days.get(day)?.leaderOnSite ?? false,
      points: 0,
      needs: { [shift.post]: 1 },
    }
  })
  const assignments = shifts.map(
    ({ id, post, personId, onSite }): Assignment => ({ slotKey: id, post, place: 0, personId, onSite }),
  )
  return checkRoster({ ...problem, slots: own, pairs: room.pairs }, assignments).filter(one => one.hard)
}

/** A shift that says nothing of it is a night shift when it lasts over two in the morning. */
export function isNightShift({ from, to, night }: Span & { night: boolean | null }): boolean {
  const isOverTwo = coversTwoAtNight(from, to)
  return night === null ? isOverTwo : night && isOverTwo
}
