import { numbers } from '@anlan/server/modules/duty/roster/rules/seeded.ts'
import type { Instance, Staff } from './instance.ts'

export interface MadeUpShape {
  seed: number
  weeks: number
  staff: number
  /** How many of early, day, late and night there are. */
  shifts: 1 | 2 | 3 | 4
}

const kinds = [
  { id: 'E', minutes: 480, notBefore: [] },
  { id: 'L', minutes: 480, notBefore: ['E', 'D'] },
  { id: 'D', minutes: 480, notBefore: [] },
  { id: 'N', minutes: 600, notBefore: ['E', 'D', 'L'] },
]

/**
 * An instance of our own in the shape of the public ones: two thirds full time, the others part time; some kept from nights or lates; a day
 * or two off each fortnight; requests of weight 1 to 3; one missing costs 100, one too many 1; demand about what the staff can give.
 */
export function madeUpInstance({ seed, weeks, staff: size, shifts: count }: MadeUpShape): Instance {
  const next = numbers(seed)
  const below = (n: number) => Math.floor(next() * n)
  const horizon = weeks * 7
  const shifts = kinds
    .slice(0, count)
    .map(one => ({ ...one, notBefore: one.notBefore.filter(id => kinds.slice(0, count).some(kind => kind.id === id)) }))
  const staff = Array.from({ length: size }, (_, i): Staff => {
    const isFull = i % 3 !== 2
    const days = isFull ? 9 : 6
    const most = Object.fromEntries(
      shifts.map((one, k) => [one.id, k > 0 && below(8) === 0 ? 0 : k === 3 ? 3 * weeks : horizon]),
    )
    const first = below(horizon - 1)
    return {
      id: `S${i + 1}`,
      most,
      mostMinutes: (days * 480 * weeks) / 2,
      leastMinutes: ((days - 2) * 480 * weeks) / 2,
      mostRun: isFull ? 5 : 4 + below(2),
      leastRun: isFull ? 2 : 1 + below(2),
      leastRest: 2 + below(2),
      mostWeekends: Math.ceil(weeks / 2),
      daysOff: [...new Set([first, ...(weeks > 2 ? [below(horizon)] : [])])].sort((a, b) => a - b),
    }
  })
  const perDay = (staff.reduce((sum, one) => sum + one.mostMinutes, 0) / 480 / horizon) * 0.97
  const cover = Array.from({ length: horizon }, (_, day) =>
    shifts.map(({ id }) => {
      const part = perDay / count + next() * 1.4 - 0.7 - (day % 7 > 4 ? 0.5 : 0)
      return { day, shift: id, need: Math.max(1, Math.round(part)), under: 100, over: 1 }
    }),
  ).flat()
  const requests = () =>
    staff.flatMap(one =>
      Array.from({ length: weeks }, () => below(horizon))
        .filter((day, i, all) => !one.daysOff.includes(day) && all.indexOf(day) === i)
        .map(day => ({ staff: one.id, day, shift: shifts[below(count)]?.id ?? 'E', weight: 1 + below(3) })),
    )
  return { horizon, shifts, staff, onRequests: requests(), offRequests: requests(), cover }
}

/** An instance as a text in the published format. */
export function writeInstance(instance: Instance): string {
  const { shifts, staff } = instance
  const request = (one: Instance['onRequests'][number]) => `${one.staff},${one.day},${one.shift},${one.weight}`
  const parts: [string, string, string[]][] = [
    ['SECTION_HORIZON', 'All instances start on a Monday. The horizon length in days:', [String(instance.horizon)]],
    [
      'SECTION_SHIFTS',
      'ShiftID, Length in mins, Shifts which cannot follow this shift | separated',
      shifts.map(one => `${one.id},${one.minutes},${one.notBefore.join('|')}`),
    ],
    [
      'SECTION_STAFF',
      'ID, MaxShifts, MaxTotalMinutes, MinTotalMinutes, MaxConsecutiveShifts, MinConsecutiveShifts, MinConsecutiveDaysOff, MaxWeekends',
      staff.map(one =>
        [
          one.id,
          shifts.map(shift => `${shift.id}=${one.most[shift.id] ?? 0}`).join('|'),
          one.mostMinutes,
          one.leastMinutes,
          one.mostRun,
          one.leastRun,
          one.leastRest,
          one.mostWeekends,
        ].join(),
      ),
    ],
    [
      'SECTION_DAYS_OFF',
      'EmployeeID, DayIndexes (start at zero)',
      staff.filter(one => one.daysOff.length > 0).map(one => [one.id, ...one.daysOff].join()),
    ],
    ['SECTION_SHIFT_ON_REQUESTS', 'EmployeeID, Day, ShiftID, Weight', instance.onRequests.map(request)],
    ['SECTION_SHIFT_OFF_REQUESTS', 'EmployeeID, Day, ShiftID, Weight', instance.offRequests.map(request)],
    [
      'SECTION_COVER',
      'Day, ShiftID, Requirement, Weight for under, Weight for over',
      instance.cover.map(one => [one.day, one.shift, one.need, one.under, one.over].join()),
    ],
  ]
  return parts.map(([section, words, lines]) => [section, `# ${words}`, ...lines, ''].join('\n')).join('\n')
}
