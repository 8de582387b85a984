import type { MyDuty } from '@anlan/contract/shift.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { presentSwaps } from './changes/swap-view.ts'
import { presentShift, shifts } from './in-force.ts'

const aheadDays = 62
/** A settled swap stays on its asker's page so long. */
const shownAfterDays = 7
const day = 86_400_000

/** Whoever is signed in: shifts to come, swaps that wait for the own word, swaps asked for. */
export async function myDuty(work: Work): Promise<MyDuty> {
  const { personId } = work.actor
  if (personId === null) return { personId, personName: work.actor.name, shifts: [], waiting: [], asked: [] }
  const rows = await shifts(work)
    .select(eb => [
      eb
        .exists(
          eb
            .selectFrom('duty_leave as l')
            .select('l.id')
            .whereRef('l.person_id', '=', 's.person_id')
            .whereRef('l.from_at', '<', 's.ends_at')
            .whereRef('l.to_at', '>', 's.starts_at'),
        )
        .as('on_leave'),
      eb
        .selectFrom('duty_swap as w')
        .select('w.id')
        .where('w.status', 'in', ['asked', 'agreed'])
        .where(one => one.or([one('w.shift_id', '=', one.ref('s.id')), one('w.other_shift_id', '=', one.ref('s.id'))]))
        .limit(1)
        .as('swap_id'),
    ])
    .where('s.person_id', '=', personId)
    .where('s.ends_at', '>', work.now)
    .where('s.starts_at', '<', new Date(work.now.getTime() + aheadDays * day))
    .orderBy('s.starts_at')
    .limit(60)
    .execute()
  const swaps = await work.tx
    .selectFrom('duty_swap')
    .selectAll()
    .where(eb =>
      eb.or([
        eb.and([eb('other_person_id', '=', personId), eb('status', '=', 'asked')]),
        eb.and([
          eb('person_id', '=', personId),
          eb.or([
            eb('status', 'in', ['asked', 'agreed']),
            eb('decided_at', '>', new Date(work.now.getTime() - shownAfterDays * day)),
            eb('answered_at', '>', new Date(work.now.getTime() - shownAfterDays * day)),
          ]),
        ]),
      ]),
    )
    .orderBy('asked_at', 'desc')
    .orderBy('id')
    .limit(40)
    .execute()
  return {
    personId,
    personName: work.actor.name,
    shifts: rows.map(row => ({ ...presentShift(row), onLeave: Boolean(row.on_leave), swapId: row.swap_id })),
    waiting: await presentSwaps(
      work,
      swaps.filter(row => row.other_person_id === personId && row.status === 'asked'),
    ),
    asked: await presentSwaps(
      work,
      swaps.filter(row => row.person_id === personId),
    ),
  }
}
