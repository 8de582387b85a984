import { dayOf, showMinute, weekdayOf } from '../../../ui/time.ts'

interface Span {
  startsAt: string
  endsAt: string
}

/** `12-03 周四 08:30—17:30`, `12-03 周四 17:30—次日 08:30`. */
export function spanWords({ startsAt, endsAt }: Span): string {
  const day = dayOf(startsAt)
  return `${day.slice(5)} 周${weekdayOf(day)} ${showMinute(startsAt)}—${dayOf(endsAt) === day ? '' : '次日 '}${showMinute(endsAt)}`
}
