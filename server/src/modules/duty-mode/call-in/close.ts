import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { withdrawNotices } from '../../notice/api.ts'
import { runningList } from './open.ts'
import { cancelClocks, noticeKindOf } from './settle.ts'

/** Closes the running lists of these units: everybody is released, the record of who came when stays. */
export async function releaseCallIns(work: Work, unitIds: string[], reason: string): Promise<void> {
  for (const unitId of unitIds) {
    const list = await runningList(work, unitId)
    if (!list) continue
    await cancelClocks(work, list.id, unitId, reason)
    await work.tx
      .updateTable('duty_call_in_member')
      .set({ released_at: work.now })
      .where('call_in_id', '=', list.id)
      .where('released_at', 'is', null)
      .execute()
    await work.tx
      .updateTable('duty_call_in')
      .set({ closed_at: work.now, close_reason: reason })
      .where('id', '=', list.id)
      .execute()
    await withdrawNotices(work, noticeKindOf(list.id))
    recordFact(work, 'duty-mode.released', list.id, { unit: unitId, reason }, { chain: unitId, matter: list.matter_id })
  }
}
