import type { TaskState } from '@anlan/contract/response.ts'
import type { ResponseLevel } from '@anlan/contract/response-template.ts'
import { isOpenTask } from '../rules.ts'

export interface HeldTask {
  /** Key of the step it came from; null for one that no script foresaw. */
  code: string | null
  state: TaskState
  withdrawn_by_level: boolean
}
export interface Reconciled<T, S> {
  /** Goes on as it is, its clocks with it; what is done stays done. */
  keep: T[]
  add: S[]
  /** Open, and not foreseen at the lower level. */
  cancel: T[]
  /** A person withdrew it: another level does not bring it back. */
  left: T[]
}

/**
 * What another level makes of what there is. The same step goes on; what is new is added; open steps of the higher level that the lower one has not
 * are withdrawn with a reason, on the way down only. Tasks that no script foresaw, and what is done, stay.
 */
export function reconcile<T extends HeldTask, S extends { key: string }>(
  held: T[],
  wanted: S[],
  { from, to }: { from: ResponseLevel; to: ResponseLevel },
): Reconciled<T, S> {
  const isWanted = (task: T) => wanted.some(step => step.key === task.code)
  const live = held.filter(task => task.state !== 'cancelled')
  const left = held.filter(
    task =>
      task.state === 'cancelled' &&
      !task.withdrawn_by_level &&
      isWanted(task) &&
      !live.some(other => other.code === task.code),
  )
  const add = wanted.filter(
    step => !live.some(task => task.code === step.key) && !left.some(task => task.code === step.key),
  )
  const isLower = to > from
  const cancel = live.filter(
    task => isLower && task.code !== null && !isWanted(task) && isOpenTask(task.state) && task.state !== 'done',
  )
  return { keep: live.filter(task => !cancel.includes(task)), add, cancel, left }
}
