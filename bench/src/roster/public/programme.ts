import { Mip } from '@anlan/server/kernel/solver/mip.ts'
import type { Instance, Staff } from './instance.ts'

/** A roster as numbers: by member of staff and day, 0 for off, else the shift's place in the list plus 1. */
export type Grid = Uint8Array

export interface InstanceProgramme {
  mip: Mip
  /** By member of staff, day and shift; -1 where nothing may be given. */
  columns: Int32Array
}

/** The plain mixed-integer programme as published: one column for who works what when, everything else follows. */
export function programmeOf(instance: Instance): InstanceProgramme {
  const { horizon, staff, shifts } = instance
  const mip = new Mip()
  const columns = new Int32Array(staff.length * horizon * shifts.length).fill(-1)
  const personOf = new Map(staff.map((one, i) => [one.id, i]))
  const shiftOf = new Map(shifts.map((one, i) => [one.id, i]))
  const at = (person: number, day: number, shift: number) => (person * horizon + day) * shifts.length + shift
  for (const [p, person] of staff.entries())
    for (let day = 0; day < horizon; day++)
      for (const [s, shift] of shifts.entries())
        if ((person.most[shift.id] ?? 0) > 0 && !person.daysOff.includes(day))
          columns[at(p, day, s)] = mip.column(0, 0, 1, true)
  const price = (one: { staff: string; day: number; shift: string }, cost: number) => {
    const column = columns[at(personOf.get(one.staff) ?? 0, one.day, shiftOf.get(one.shift) ?? 0)] ?? -1
    if (column >= 0) mip.cost[column] = (mip.cost[column] ?? 0) + cost
  }
  for (const one of instance.onRequests) {
    price(one, -one.weight)
    mip.offset += one.weight
  }
  for (const one of instance.offRequests) price(one, one.weight)
  for (const { day, shift, need, under, over } of instance.cover) {
    const s = shiftOf.get(shift) ?? 0
    const here = staff.flatMap((_, p): Terms => termOf(columns[at(p, day, s)] ?? -1, 1))
    const missing = mip.column(under, 0, need, false)
    const tooMany = mip.column(over, 0, staff.length, false)
    mip.row(need, [...here, [missing, 1], [tooMany, -1]], need)
  }
  for (const [p, person] of staff.entries()) personRows(mip, instance, person, (day, s) => columns[at(p, day, s)] ?? -1)
  return { mip, columns }
}

type Terms = [column: number, value: number][]

const termOf = (column: number, value: number): Terms => (column < 0 ? [] : [[column, value]])

/** The hard rules of one member of staff. */
function personRows(mip: Mip, instance: Instance, person: Staff, column: (day: number, shift: number) => number): void {
  const { horizon, shifts } = instance
  const days = Array.from({ length: horizon }, (_, day) => day)
  const works = (day: number, value: number) => shifts.flatMap((_, s) => termOf(column(day, s), value))
  const between = (from: number, to: number, value: number) => days.slice(from, to).flatMap(day => works(day, value))
  const atMost = (terms: Terms, most: number) => {
    if (terms.length > 0) mip.row(Number.NEGATIVE_INFINITY, terms, most)
  }
  const atLeast = (least: number, terms: Terms) => mip.row(least, terms, Number.POSITIVE_INFINITY)
  for (const day of days) {
    atMost(works(day, 1), 1)
    for (const [s, shift] of shifts.entries()) {
      const after = shifts.flatMap((other, i) =>
        day + 1 < horizon && shift.notBefore.includes(other.id) ? termOf(column(day + 1, i), 1) : [],
      )
      if (after.length > 0) atMost([...termOf(column(day, s), 1), ...after], 1)
    }
  }
  for (const [s, shift] of shifts.entries())
    atMost(
      days.flatMap(day => termOf(column(day, s), 1)),
      person.most[shift.id] ?? 0,
    )
  mip.row(
    person.leastMinutes,
    days.flatMap(day => shifts.flatMap((shift, s) => termOf(column(day, s), shift.minutes))),
    person.mostMinutes,
  )
  for (let from = 0; from + person.mostRun < horizon; from++)
    atMost(between(from, from + person.mostRun + 1, 1), person.mostRun)
  // No run of exactly so many days between two days off, and no rest of exactly so many between two days worked.
  for (let length = 1; length < person.leastRun; length++)
    for (let day = 0; day + length + 1 < horizon; day++)
      atLeast(1 - length, [...works(day, 1), ...between(day + 1, day + length + 1, -1), ...works(day + length + 1, 1)])
  for (let length = 1; length < person.leastRest; length++)
    for (let day = 0; day + length + 1 < horizon; day++)
      atLeast(-1, [...works(day, -1), ...between(day + 1, day + length + 1, 1), ...works(day + length + 1, -1)])
  const weekends: Terms = []
  for (let saturday = 5; saturday < horizon; saturday += 7) {
    const weekend = mip.column(0, 0, 1, false)
    weekends.push([weekend, 1])
    for (const day of [saturday, saturday + 1]) if (day < horizon) atMost([...works(day, 1), [weekend, -1]], 0)
  }
  atMost(weekends, person.mostWeekends)
}

/** The columns that are 1 in a roster. */
export const columnsOf = ({ columns }: InstanceProgramme, grid: Grid, shifts: number): number[] =>
  [...grid].flatMap((shift, cell) => (shift > 0 ? [columns[cell * shifts + shift - 1] ?? -1] : []))

/** The roster of a solution. */
export function gridOf({ columns }: InstanceProgramme, values: Float64Array, shifts: number): Grid {
  const grid = new Uint8Array(columns.length / shifts)
  for (const [i, column] of columns.entries())
    if (column >= 0 && (values[column] ?? 0) > 0.5) grid[Math.floor(i / shifts)] = (i % shifts) + 1
  return grid
}
