import { sql } from 'kysely'
import { cancelTasks, recordFact, type Work } from '../../../../kernel/work/work.ts'
import { cancelObligations } from '../../../obligation/api.ts'
import { contactsOf, tell } from '../tell.ts'

export const swapDue = 'duty.swap-due'

interface Ended {
  id: string
  unit_id: string
  person_id: string
  other_person_id: string
  obligation_id: string | null
}

/** Swaps that were asked for shifts which are no longer what they were: somebody changed or removed them, or a new roster took their place. */
export async function expireStaleSwaps(work: Work, unitId: string): Promise<void> {
  const { rows } = await sql<Ended>`
    update duty_swap w set status = 'expired', version = version + 1, decided_at = ${work.now}, decision_note = '班次已调整，换班申请失效'
    where w.unit_id = ${unitId} and w.status in ('asked', 'agreed') and (
      not exists (select 1 from duty_shift s where s.id = w.shift_id and s.person_id = w.person_id and s.post = w.post
        and s.starts_at = w.starts_at and s.ends_at = w.ends_at)
      or w.other_shift_id is not null and not exists (select 1 from duty_shift s where s.id = w.other_shift_id
        and s.person_id = w.other_person_id and s.post = w.other_post and s.starts_at = w.other_starts_at and s.ends_at = w.other_ends_at))
    returning w.id, w.unit_id, w.person_id, w.other_person_id, w.obligation_id`.execute(work.tx)
  for (const row of rows) await swapEnded(work, row, '班次已调整，换班申请失效')
}

/** What is to be done when a swap expires: nobody owes an answer any more, and both are told. */
export async function swapEnded(work: Work, row: Ended, why: string): Promise<void> {
  await cancelTasks(work, [swapDue], [row.id])
  if (row.obligation_id) await cancelObligations(work, { id: row.obligation_id, matterId: null }, why)
  recordFact(work, 'duty.swap-expired', row.id, { unit: row.unit_id, why }, { chain: row.unit_id })
  await tell(work, {
    kind: `duty.swap-expired/${row.id}`,
    title: `换班未成：${why}`,
    body: '班次仍按值班表执行，请按时上岗',
    people: await contactsOf(work, [row.person_id, row.other_person_id]),
  })
}
