import type { DutyPost } from '@anlan/contract/duty.ts'
import { RosterRules } from '@anlan/contract/roster.ts'
import type { ShiftsSheetQuery } from '@anlan/contract/roster-sheet.ts'
import type { z } from 'zod'
import { unitsInReach } from '../../../../kernel/access/reach.ts'
import { Problem } from '../../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../../kernel/work/work.ts'
import { addDays, daysBetween, shanghaiDay, shanghaiInstant } from '../../../calendar/api.ts'
import { shifts } from '../../shifts/in-force.ts'
import { shiftsToFill } from '../drafts/inputs.ts'
import { readRoom, roomsInReach } from '../rooms/rooms.ts'
import type { ShiftSlot } from '../rules/problem.ts'
import { rosterDays } from '../rules/slots.ts'
import { type NamedFile, sheetFile } from './export.ts'

/** What is in force in a unit, in the county's layout: whatever was swapped, taken over or added by hand stands as it is now. */
export async function exportInForce(work: Work, asked: z.output<typeof ShiftsSheetQuery>): Promise<NamedFile> {
  const unit = await work.tx
    .selectFrom('unit')
    .select(['id', 'name', 'duty_phone', 'fax'])
    .where('id', '=', asked.unit)
    .where('id', 'in', unitsInReach(work))
    .executeTakeFirst()
  if (!unit) throw new Problem('not-found')
  const held = await shifts(work)
    .where('s.unit_id', '=', unit.id)
    .where('s.starts_at', '>=', shanghaiInstant(asked.from, '00:00'))
    .where('s.starts_at', '<', shanghaiInstant(addDays(asked.to, 1), '00:00'))
    .orderBy('s.starts_at')
    .orderBy('s.ends_at')
    .orderBy('s.id')
    .execute()
  const [first] = await roomsInReach(work)
    .where('r.unit_id', '=', unit.id)
    .where('r.enabled', '=', true)
    .orderBy(eb => eb('r.from_day', 'is not', null))
    .orderBy('r.name')
    .execute()
  const room = first ? await readRoom(work, first.id) : null
  const { days, slots: usual } = room
    ? await shiftsToFill(work, { ...room, from: null, to: null }, asked.from, asked.to)
    : { days: rosterDays(await daysBetween(work.tx, asked.from, asked.to), RosterRules.parse({})), slots: [] }
  const keyOf = (one: { starts_at: Date; ends_at: Date }) => `${one.starts_at.getTime()} ${one.ends_at.getTime()}`
  const slots = new Map<string, ShiftSlot>()
  for (const row of held) {
    const slot = slots.get(keyOf(row)) ?? slotOf(row.starts_at, row.ends_at, usual, keyOf(row))
    const post = row.post as DutyPost
    slot.needs = { ...slot.needs, [post]: (slot.needs[post] ?? 0) + 1 }
    slots.set(slot.key, slot)
  }
  recordFact(work, 'duty.shifts-exported', unit.id, { from: asked.from, to: asked.to }, { chain: unit.id })
  const head = {
    name: room?.name ?? unit.name,
    unitName: unit.name,
    phone: room?.phone ?? unit.duty_phone,
    fax: room?.fax ?? unit.fax,
  }
  return sheetFile(head, { days, slots: [...slots.values()], from: asked.from, to: asked.to }, (key, post) => {
    const standing = held.filter(row => keyOf(row) === key && row.post === post)
    return { names: standing.map(row => row.person_name), phones: standing.map(row => row.mobile ?? '') }
  })
}

/** The shift of the room with these times, or one of its own without a name. */
function slotOf(starts: Date, ends: Date, usual: ShiftSlot[], key: string): ShiftSlot {
  const [startsAt, endsAt] = [starts.getTime(), ends.getTime()]
  const known = usual.find(one => one.startsAt === startsAt && one.endsAt === endsAt)
  return {
    patternId: '',
    name: '',
    day: shanghaiDay(starts),
    isNight: false,
    isWeekend: false,
    isHoliday: false,
    leaderOnSite: false,
    points: 0,
    ...known,
    startsAt,
    endsAt,
    key,
    needs: {},
  }
}
