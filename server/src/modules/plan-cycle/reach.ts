import { sql } from 'kysely'
import { reachFor, reachOfNothing, unitsInReach } from '../../kernel/access/reach.ts'
import type { Work } from '../../kernel/work/work.ts'

/** Units whose matters about plans the actor sees. */
export const own = (work: Work) => unitsInReach({ reach: reachFor(work.actor, 'plan.answer') ?? reachOfNothing })

/** Campaigns that a unit in reach opened, or that ask something of one; `c` is the campaign. */
export const campaignInReach = (work: Work) => sql<boolean>`(c.unit_id in ${own(work)}
  or exists (select 1 from plan_task r where r.campaign_id = c.id and r.unit_id in ${own(work)}))`
