import type { CoverageGap, CoverageMonth, UnitMonth } from '@anlan/contract/coverage.ts'
import type { z } from 'zod'
import { unitsInReach } from '../../kernel/access/reach.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Work } from '../../kernel/work/work.ts'
import { addDays, daysBetween, shanghaiDay, shanghaiInstant } from '../calendar/api.ts'
import { grouped } from '../duty/api.ts'
import { gapsOfNeed, type HeldShift, lackingBetween, shiftsOf } from './shifts.ts'
import { lackWords, type Watched, watchedUnits } from './watched.ts'

const restClasses = new Set(['weekend', 'statutoryHoliday', 'adjustedRest', 'localHoliday'])
const startOf = (day: string) => shanghaiInstant(day, '00:00')
const minutes = (ms: number) => Math.floor(ms / 60_000)

/** Coverage of every watched unit in reach for each day of a month, `YYYY-MM` (W77, W83). Days to come count as planned. */
export async function coverageMonth(work: Work, month: string): Promise<z.output<typeof CoverageMonth>> {
  const first = `${month}-01`
  const next = `${addDays(`${month}-28`, 4).slice(0, 7)}-01`
  const days = await daysBetween(work.tx, first, addDays(next, -1))
  const span = { from: startOf(first), to: startOf(next) }
  const units = await watchedUnits(work, unitsInReach(work), span)
  const shifts = await shiftsOf(work, units, span.from, span.to)
  const held = grouped(shifts, shift => shift.unitId)
  return {
    month,
    days: days.map(({ date, dayClass }) => ({
      day: date,
      isRest: restClasses.has(dayClass),
      isPast: date < shanghaiDay(work.now),
    })),
    items: units.map(unit =>
      monthOf(
        unit,
        held.get(unit.id) ?? [],
        days.map(one => one.date),
        work.now.getTime(),
      ),
    ),
  }
}

function monthOf(unit: Watched, shifts: HeldShift[], dates: string[], now: number): UnitMonth {
  const days = dates.map(date => {
    const [from, to] = [startOf(date).getTime(), startOf(addDays(date, 1)).getTime()]
    const touching = shifts.filter(shift => shift.startsAt < to && shift.endsAt > from)
    const begun = touching.filter(shift => shift.startsAt >= from && shift.startsAt <= now)
    const lacking = touching.length === 0 ? to - from : lackingBetween(unit.needs, touching, from, to)
    return {
      unpublished: touching.length === 0,
      wantedMinutes: minutes(to - from),
      coveredMinutes: minutes(to - from - lacking),
      shifts: begun.length,
      checkIns: begun.filter(shift => shift.checkedInAt !== null).length,
    }
  })
  const sum = (of: (day: (typeof days)[number]) => number) => days.reduce((total, day) => total + of(day), 0)
  return {
    unitId: unit.id,
    unitName: unit.name,
    kind: unit.kind,
    parentId: unit.parentId,
    wantedMinutes: sum(day => day.wantedMinutes),
    coveredMinutes: sum(day => day.coveredMinutes),
    shifts: sum(day => day.shifts),
    checkIns: sum(day => day.checkIns),
    days,
  }
}

/** The stretches of one day in which a unit lacks somebody, in order. Outside reach, or a unit that need not be watched: 404. */
export async function gapsOfDay(work: Work, unitId: string, day: string): Promise<CoverageGap[]> {
  const [from, to] = [startOf(day), startOf(addDays(day, 1))]
  const unit = (await watchedUnits(work, unitsInReach(work), { from, to })).find(one => one.id === unitId)
  if (!unit) throw new Problem('not-found')
  const shifts = await shiftsOf(work, [unit], from, to)
  return unit.needs
    .flatMap(need =>
      gapsOfNeed(need, shifts, from.getTime(), to.getTime()).map(gap => ({
        from: new Date(gap.from).toISOString(),
        to: new Date(gap.to).toISOString(),
        what: lackWords(need, gap.missing),
      })),
    )
    .sort((a, b) => a.from.localeCompare(b.from) || a.what.localeCompare(b.what))
}
