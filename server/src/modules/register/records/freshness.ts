import type { Freshness } from '@anlan/contract/register.ts'
import { addDays } from '../../calendar/api.ts'

/** How fresh a record is on `today` (both days in Shanghai), announced `daysAhead` before its day; the due day itself is still in time. */
export function freshnessOf(verifyDueOn: string | null, today: string, daysAhead: number): Freshness {
  if (verifyDueOn === null) return 'never'
  if (verifyDueOn < today) return 'stale'
  return verifyDueOn <= addDays(today, daysAhead) ? 'due' : 'fresh'
}
