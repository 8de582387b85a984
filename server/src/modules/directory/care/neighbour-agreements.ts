import { sql } from 'kysely'
import { scheduleTask, type Work } from '../../../kernel/work/work.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '../../calendar/api.ts'
import { type Ending, oweRenewals, type Renewals, settleRenewals } from '../../obligation/api.ts'
import { neighbourNoticeDays } from './settings.ts'

/** Agreements with neighbours (邻近协作单位) that name a last day: the unit that keeps the contact owes the renewal by then. */
const neighbourRenewals: Renewals = {
  kind: 'neighbourRenewal',
  ruleCode: 'directory.neighbour-renewal',
  noticeDays: neighbourNoticeDays,
  endings: async work =>
    (
      await sql<Ending>`select id, unit_id, '与' || (values ->> 'name') || '的协作协议 ' || (values ->> 'agreementUntil') || ' 到期，办理续签' as title,
        values ->> 'agreementUntil' as until, '/registers/neighbour-units?record=' || id as link
      from register_record where ledger = 'neighbour-units' and removed_at is null and values ->> 'agreementUntil' is not null
      order by values ->> 'agreementUntil', id`.execute(work.tx)
    ).rows,
  gone: '协议已不在台账中',
}

/** Asks for the rounds of every day; the first comes at once, since at a start nobody knows what was missed. */
export const askForNeighbourRound = (work: Work): void =>
  scheduleTask(work, 'directory.new-day', 'neighbours', work.now)

/** Each midnight: what ends within the days set is owed. */
export async function oweNeighbourRenewals(work: Work): Promise<void> {
  const tomorrow = addDays(shanghaiDay(work.now), 1)
  scheduleTask(work, 'directory.new-day', 'neighbours', shanghaiInstant(tomorrow, '00:00'))
  await oweRenewals(work, neighbourRenewals)
}

/** After a change of the ledger. */
export const settleNeighbourRenewals = (work: Work): Promise<void> => settleRenewals(work, neighbourRenewals)
