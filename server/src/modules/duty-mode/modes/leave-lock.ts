import { type DutyMode, dutyModes } from '@anlan/contract/duty-mode.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { setLeaveLock } from '../../duty/api.ts'
import { ruleFor } from './standing.ts'

/** Leave is locked or open as the mode's row says. */
export async function lockLeaves(work: Work, unitIds: string[], mode: DutyMode): Promise<void> {
  for (const id of unitIds) {
    const { leave_locked } = await ruleFor(work, id, mode)
    await setLeaveLock(work, id, leave_locked ? `处于${dutyModes[mode]}值班状态，停止审批离岗请假` : null)
  }
}
