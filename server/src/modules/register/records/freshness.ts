import type { Freshness } from '@anlan/contract/register.ts'
import { addDays } from '../../calendar/api.ts'

// Ours (设计): a confirmation that falls due within a month is announced.
export const dueSoonDays = 30

/** How fresh a record is on `today` (both days in Shanghai); the due day itself is still in time. */
export function freshnessOf(verifyDueOn: string | null, today: string): Freshness {
  if (verifyDueOn === null) return 'never'
  if (verifyDueOn < today) return 'stale'
  return verifyDueOn <= addDays(today, dueSoonDays) ? 'due' : 'fresh'
}
