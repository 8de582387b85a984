import type { CoverageNow, CoverageState, UnitCoverage } from '@anlan/contract/coverage.ts'
import { dutyPosts } from '@anlan/contract/duty.ts'
import type { z } from 'zod'
import { unitsInReach } from '../../kernel/access/reach.ts'
import { settingOf } from '../../kernel/setting-rows.ts'
import type { Work } from '../../kernel/work/work.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '../calendar/api.ts'
import { grouped } from '../duty/api.ts'
import { unsignedNow } from '../duty-handover/api.ts'
import { checkInGraceMinutes, redHour } from './settings.ts'
import { gapsOfNeed, type HeldShift, shiftsOf } from './shifts.ts'
import { lackWords, type Watched, watchedUnits } from './watched.ts'

const postOrder = Object.keys(dutyPosts)
const iso = (at: number) => new Date(at).toISOString()

/** Every unit in reach that must be watched, with who is there at this moment and what is wanting (S14, W99). */
export async function coverageNow(work: Work): Promise<z.output<typeof CoverageNow>> {
  const units = await watchedUnits(work, unitsInReach(work), {
    from: work.now,
    to: new Date(work.now.getTime() + 1),
  })
  const today = shanghaiDay(work.now)
  const dayStarts = shanghaiInstant(today, '00:00')
  const shifts = await shiftsOf(work, units, dayStarts, shanghaiInstant(addDays(today, 1), '00:00'))
  const grace = (await settingOf(work, checkInGraceMinutes)) * 60_000
  const unsigned = new Map(
    (await unsignedNow(work)).map(one => [one.unitId, { handoverId: one.id, at: one.at, responsible: one.outgoing }]),
  )
  const held = grouped(shifts, shift => shift.unitId)
  return {
    at: work.now.toISOString(),
    redAt: iso(dayStarts.getTime() + (await settingOf(work, redHour)) * 3_600_000),
    items: units.map(unit => ({
      ...presentUnit(unit, held.get(unit.id) ?? [], work.now.getTime(), grace),
      unsigned: unsigned.get(unit.id) ?? null,
    })),
  }
}

function presentUnit(unit: Watched, today: HeldShift[], now: number, grace: number): Omit<UnitCoverage, 'unsigned'> {
  const there = today
    .filter(shift => shift.startsAt <= now && shift.endsAt > now)
    .sort((a, b) => postOrder.indexOf(a.post) - postOrder.indexOf(b.post))
  const missing = missingAt(unit, there, now)
  const silent = there.some(shift => shift.checkedInAt === null && now - shift.startsAt >= grace)
  const state: CoverageState =
    today.length === 0 ? 'unpublished' : missing.length > 0 ? 'uncovered' : silent ? 'notCheckedIn' : 'covered'
  return {
    unitId: unit.id,
    unitName: unit.name,
    kind: unit.kind,
    parentId: unit.parentId,
    areaCode: unit.areaCode,
    dutyPhone: unit.dutyPhone,
    state,
    people: there.map(shift => ({
      post: shift.post,
      personName: shift.personName,
      mobile: shift.mobile,
      startsAt: iso(shift.startsAt),
      endsAt: iso(shift.endsAt),
      checkedInAt: shift.checkedInAt === null ? null : iso(shift.checkedInAt),
    })),
    missing,
  }
}

/** In words; what the mode asks for takes in what the room always needs of the same post. */
function missingAt(unit: Watched, there: HeldShift[], now: number): string[] {
  const gaps = unit.needs.flatMap(need =>
    gapsOfNeed(need, there, now, now + 1).map(gap => ({ need, missing: gap.missing })),
  )
  return gaps
    .filter(
      one =>
        one.need.mode !== null ||
        !gaps.some(other => other.need.mode && other.need.post === one.need.post && other.missing >= one.missing),
    )
    .map(one => lackWords(one.need, one.missing))
}
