import type { Standing } from '@anlan/contract/facility.ts'

/** Whether something that holds until a day (that day included) is there and holds today. */
export const standingOf = (has: boolean, until: string | null, today: string): Standing =>
  !has ? 'none' : until === null || until >= today ? 'valid' : 'expired'
