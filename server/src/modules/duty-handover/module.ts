import type { Module } from '../../kernel/module.ts'
import type { Work } from '../../kernel/work/work.ts'
import { followShifts, openTask, openWhenDue, planNext, shiftBegins, startTask } from './clocks/open.ts'
import { tellCounty, tellCountyTask, tellLeader } from './clocks/step-up.ts'
import { dutyHandoverRoutes } from './routes.ts'
import { dutyHandoverSchema } from './schema.ts'
import { dutyHandoverSettings } from './settings.ts'

/**
 * 交接班: one record for every change of shift of a unit, read off the shifts in force. What is open is computed from the records of the other
 * capabilities, stands as it was when the outgoing side signed, and is acknowledged item by item. Until both sides have signed the outgoing side
 * stays responsible; past the limit the leader on duty hears it, then the county (W85).
 */
export const dutyHandover: Module = {
  name: 'duty-handover',
  migrations: dutyHandoverSchema,
  routes: dutyHandoverRoutes,
  settings: dutyHandoverSettings,
  tasks: { [openTask]: openWhenDue, [startTask]: shiftBegins, [tellCountyTask]: tellCounty },
  subscribers: {
    'sheets-of-shifts': {
      on: [
        'duty.shift-added',
        'duty.shift-changed',
        'duty.shift-covered',
        'duty.swap-approved',
        'duty.roster-published',
      ],
      handle: followShifts,
    },
    'unsigned-handover': { on: ['obligation.breached'], handle: tellLeader },
  },
  seed: planWhereMissing,
}

/**
 * Units that kept shifts before this capability came hand over from their next change of shift on. In the sample county those do that have a duty
 * room; a store for rehearsals is asked for nothing before somebody hands over in it.
 */
export async function planWhereMissing(work: Work): Promise<void> {
  const { clock, sample_county: isSample } = await work.tx
    .selectFrom('installation')
    .select(['clock', 'sample_county'])
    .executeTakeFirstOrThrow()
  if (clock === 'virtual') return
  const rows = await work.tx
    .selectFrom('duty_shift')
    .select('unit_id')
    .distinct()
    .where('ends_at', '>', work.now)
    .$if(isSample, query => query.where('unit_id', 'in', eb => eb.selectFrom('duty_room').select('duty_room.unit_id')))
    .where(eb =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('due_task')
            .select('due_task.key')
            .where('due_task.kind', '=', openTask)
            .whereRef('due_task.key', '=', eb.cast<string>('duty_shift.unit_id', 'text')),
        ),
      ),
    )
    .execute()
  for (const row of rows) await planNext(work, row.unit_id)
}
