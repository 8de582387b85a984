import { addDays } from '../calendar/api.ts'

/** The last day of the service life (使用年限): so many years after the day it was bought; null where either is not known. */
export function endOfLife(boughtOn: string | null, serviceYears: number | null): string | null {
  if (!boughtOn || serviceYears === null) return null
  const [year = '', month = '', day = ''] = boughtOn.split('-')
  const ends = `${String(Number(year) + serviceYears).padStart(4, '0')}-${month}-`
  // 29 February has no anniversary in three years of four.
  const isDay = (text: string) => new Date(`${text}T00:00:00Z`).toISOString().startsWith(text)
  return isDay(`${ends}${day}`) ? `${ends}${day}` : `${ends}28`
}

/** When maintenance falls due: its period after the last one, or after the day it was entered. Null where nobody has set a period. */
export function maintenanceDue(
  last: { maintainedOn: string | null; enteredOn: string },
  everyDays: number | null,
): string | null {
  return everyDays === null ? null : addDays(last.maintainedOn ?? last.enteredOn, everyDays)
}

export interface Fitness {
  faults: string[]
  endsOn: string | null
  nextCheckOn: string | null
}

/** Why a thing is not to be sent on that day (P13): it is broken, past its service life, or its inspection has run out. */
export const reasonsAgainst = (item: Fitness, today: string): string[] => [
  ...item.faults.map(what => `停用：${what}`),
  ...outOfDate(item, today),
]

/** What has run out on paper; the last days still count. A leader may send such a thing with a reason, never one that is broken. */
export function outOfDate({ endsOn, nextCheckOn }: Fitness, today: string): string[] {
  return [
    ...(endsOn !== null && endsOn < today ? [`使用年限已于 ${endsOn} 届满`] : []),
    ...(nextCheckOn !== null && nextCheckOn < today ? [`检验已于 ${nextCheckOn} 到期`] : []),
  ]
}
