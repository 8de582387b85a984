import type { FormSchedule } from '@anlan/contract/form.ts'

export type ZeroSchedule = Extract<FormSchedule, { kind: 'daily' | 'every' }>

/** What a mode asks for: at set hours, at an interval, or nothing. Where it names both, the hours hold; shorter intervals than a form knows become its shortest. */
export function scheduleOf(asked: { reportHours: unknown; reportEveryMinutes: unknown }): ZeroSchedule | null {
  const hours = Array.isArray(asked.reportHours) ? asked.reportHours.filter(one => typeof one === 'string') : []
  if (hours.length > 0) return { kind: 'daily', times: [...new Set(hours)].sort() }
  const every = asked.reportEveryMinutes
  return typeof every === 'number' && every > 0 ? { kind: 'every', minutes: Math.min(Math.max(every, 10), 1440) } : null
}

/** Units with one schedule are gathered in one collection, so that they stand beside each other. */
export const originOf = (schedule: ZeroSchedule): string =>
  `zero-report/${schedule.kind === 'daily' ? [...schedule.times].sort().join(',') : `every-${schedule.minutes}`}`

/** Which unit joins and leaves which collection when its duties go from one set of schedules to another. */
export function changesOf(before: ZeroSchedule[], after: ZeroSchedule[]) {
  const [old, now] = [before, after].map(list => new Map(list.map(schedule => [originOf(schedule), schedule])))
  return {
    joins: [...(now ?? [])].filter(([origin]) => !old?.has(origin)).map(([, schedule]) => schedule),
    leaves: [...(old ?? [])].filter(([origin]) => !now?.has(origin)).map(([origin]) => origin),
  }
}
