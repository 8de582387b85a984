import type { DutyCallKind } from '@anlan/contract/duty-check.ts'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Work } from '../../../kernel/work/work.ts'

/** Locks one who was asked, for a word about him; what is closed, and what somebody else changed meanwhile, is refused. */
export async function targetForChange(work: Work, id: string, version: number | null, kinds: DutyCallKind[]) {
  const target = await work.tx
    .selectFrom('duty_call_target')
    .selectAll()
    .where('id', '=', id)
    .where(eb =>
      eb.or([
        eb('unit_id', 'in', unitsInReach(work)),
        eb('person_id', '=', work.actor.personId ?? nobody),
        // A leader on duty may sit in another unit than the one he leads tonight.
        eb.exists(
          eb
            .selectFrom('duty_shift as s')
            .select('s.id')
            .whereRef('s.unit_id', '=', 'duty_call_target.unit_id')
            .where('s.person_id', '=', work.actor.personId ?? nobody)
            .where('s.starts_at', '<=', work.now)
            .where('s.ends_at', '>', work.now),
        ),
      ]),
    )
    .forUpdate()
    .executeTakeFirst()
  const call =
    target && (await work.tx.selectFrom('duty_call').selectAll().where('id', '=', target.call_id).executeTakeFirst())
  if (!target || !call || !kinds.includes(call.kind)) throw new Problem('not-found')
  if (version !== null && version !== target.version)
    throw new Problem('conflict', { detail: `${target.answered_by ?? '他人'}已先登记，请按最新情况再改` })
  if (work.now > call.closes_at) throw new Problem('duty-check/closed')
  return { target, call }
}

export const nobody = '00000000-0000-0000-0000-000000000000'
