import type { Permission } from '@anlan/contract/permissions.ts'
import { isUnitInReach } from '../../../kernel/access/reach.ts'
import { reachOf } from '../../../kernel/http/app.ts'
import type { Work } from '../../../kernel/work/work.ts'
import type { Obligation } from '../../obligation/api.ts'

/** Whether the reader may use a permission on a unit. Remembered within one reply. */
export function abilities(work: Work) {
  const known = new Map<string, Promise<boolean>>()
  return (permission: Permission, unitId: string | null): Promise<boolean> => {
    if (!unitId) return Promise.resolve(false)
    const key = `${permission} ${unitId}`
    const answer = known.get(key) ?? isUnitInReach({ tx: work.tx, reach: reachOf(work.actor, permission) }, unitId)
    known.set(key, answer)
    return answer
  }
}
export type Abilities = ReturnType<typeof abilities>

/** A clock as the page shows it. What was withdrawn after its limit stays late by as much as it was then. */
export function presentClock(work: Work, one: Obligation) {
  const until = one.satisfied_at ?? one.cancelled_at ?? work.now
  const late = until > one.due_at ? Math.ceil((until.getTime() - one.due_at.getTime()) / 60_000) : null
  return {
    dueAt: one.due_at.toISOString(),
    metAt: one.satisfied_at?.toISOString() ?? null,
    overdue: !one.satisfied_at && !one.cancelled_at && late !== null,
    minutesLate: late,
  }
}
