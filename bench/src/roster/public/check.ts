import type { Instance, Roster, Staff } from './instance.ts'

export type HardRule =
  | 'unknown'
  | 'onePerDay'
  | 'dayOff'
  | 'rotation'
  | 'mostShifts'
  | 'mostMinutes'
  | 'leastMinutes'
  | 'mostRun'
  | 'leastRun'
  | 'leastRest'
  | 'mostWeekends'

export interface Verdict {
  broken: { rule: HardRule; staff: string; message: string }[]
  /** Requests not met and cover missed, as published. Says nothing about hard rules. */
  objective: number
}

/**
 * Goes through a roster by the rules as published and knows nothing of the programme or the search. What lies before and after the horizon
 * counts as off for what may be most, and as going on for what must be least.
 */
export function checkInstance(instance: Instance, roster: Roster): Verdict {
  const broken: Verdict['broken'] = []
  const people = new Map(instance.staff.map(one => [one.id, one]))
  const shifts = new Map(instance.shifts.map(one => [one.id, one]))
  const own = new Map<string, Map<number, string>>(instance.staff.map(one => [one.id, new Map()]))
  for (const { staff, day, shift } of roster) {
    const days = own.get(staff)
    if (!days || !shifts.has(shift) || !(Number.isInteger(day) && day >= 0 && day < instance.horizon))
      broken.push({ rule: 'unknown', staff, message: `${staff} 第 ${day} 日 ${shift}：没有这个人、日子或班次` })
    else if (days.has(day)) broken.push({ rule: 'onePerDay', staff, message: `${staff} 第 ${day} 日有不止一班` })
    else days.set(day, shift)
  }
  for (const [id, days] of own) {
    const person = people.get(id) as Staff
    for (const [rule, message] of brokenBy(instance, person, days))
      broken.push({ rule, staff: id, message: `${id}${message}` })
  }
  const asked = ({ staff, day, shift }: Roster[number]) => own.get(staff)?.get(day) === shift
  let objective = 0
  for (const one of instance.onRequests) if (!asked(one)) objective += one.weight
  for (const one of instance.offRequests) if (asked(one)) objective += one.weight
  for (const { day, shift, need, under, over } of instance.cover) {
    const there = [...own.values()].filter(days => days.get(day) === shift).length
    objective += there < need ? (need - there) * under : (there - need) * over
  }
  return { broken, objective }
}

function brokenBy({ horizon, shifts }: Instance, person: Staff, days: Map<number, string>): [HardRule, string][] {
  const found: [HardRule, string][] = []
  let minutes = 0
  for (const { id, minutes: length, notBefore } of shifts) {
    const at = [...days].filter(([, shift]) => shift === id).map(([day]) => day)
    minutes += at.length * length
    const most = person.most[id] ?? 0
    if (at.length > most) found.push(['mostShifts', `有 ${at.length} 个 ${id} 班，最多 ${most} 个`])
    for (const day of at) {
      const next = days.get(day + 1)
      if (next !== undefined && notBefore.includes(next))
        found.push(['rotation', `第 ${day} 日 ${id} 之后不得接 ${next}`])
    }
  }
  if (minutes > person.mostMinutes) found.push(['mostMinutes', `共 ${minutes} 分钟，最多 ${person.mostMinutes}`])
  if (minutes < person.leastMinutes) found.push(['leastMinutes', `共 ${minutes} 分钟，最少 ${person.leastMinutes}`])
  for (const day of person.daysOff) if (days.has(day)) found.push(['dayOff', `第 ${day} 日应当休息`])
  for (const { from, to, works } of stretches(horizon, days)) {
    const length = to - from
    const isInside = from > 0 && to < horizon
    if (works && length > person.mostRun) found.push(['mostRun', `自第 ${from} 日连上 ${length} 天`])
    if (works && isInside && length < person.leastRun) found.push(['leastRun', `自第 ${from} 日只连上 ${length} 天`])
    if (!works && isInside && length < person.leastRest) found.push(['leastRest', `自第 ${from} 日只连休 ${length} 天`])
  }
  let weekends = 0
  for (let saturday = 5; saturday < horizon; saturday += 7) if (days.has(saturday) || days.has(saturday + 1)) weekends++
  if (weekends > person.mostWeekends) found.push(['mostWeekends', `上 ${weekends} 个周末，最多 ${person.mostWeekends}`])
  return found
}

/** Stretches of days worked and days off, the day after the last not included. */
function stretches(horizon: number, days: Map<number, string>) {
  const found: { from: number; to: number; works: boolean }[] = []
  for (let day = 0; day < horizon; day++) {
    const last = found.at(-1)
    if (last && last.works === days.has(day)) last.to = day + 1
    else found.push({ from: day, to: day + 1, works: days.has(day) })
  }
  return found
}
