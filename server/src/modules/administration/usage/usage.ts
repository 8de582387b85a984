import type { UsageView } from '@anlan/contract/usage.ts'
import { sql } from 'kysely'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { staleRecordsByUnit } from '../../register/api.ts'
import { idleDays } from './settings.ts'

// The requirement (S6) asks for the last 30 days.
const days = 30
const dayMs = 86_400_000

interface Row {
  id: string
  name: string
  kind: UsageView['items'][number]['unitKind']
  accounts: number
  last_signed_in_at: Date | null
  last_recorded_at: Date | null
  records: number
  facts: number
}

/**
 * How the units of one's reach (the system administrator's: all) use the platform. Only counts: an administrator reads no business here.
 * Units outside the county's own tree have no row.
 */
export async function readUsage(work: Work): Promise<UsageView> {
  const idleAfter = await settingOf(work, idleDays)
  const since = new Date(work.now.getTime() - days * dayMs)
  const idleSince = new Date(work.now.getTime() - idleAfter * dayMs)
  const oldest = idleSince < since ? idleSince : since
  // The installation's own reach names no unit.
  const units =
    work.reach.subtrees.length + work.reach.units.length > 0 ? unitsInReach(work) : sql`(select id from unit)`
  const { rows } = await sql<Row>`
    with recent as (
      select a.unit_id, max(f.recorded_at) as last_at,
        count(*) filter (where f.recorded_at >= ${since}) as facts,
        count(*) filter (where f.recorded_at >= ${since} and f.type = 'register.record-created') as records
      from fact f join account a on a.id = f.actor_id
      -- Positions grow with time, so the last root made before then spares reading what is older.
      where f.position > coalesce((select position from fact_root where made_at < ${oldest} order by id desc limit 1), 0)
        and f.recorded_at >= ${oldest}
      group by a.unit_id),
    account_of as (
      select unit_id, count(*) filter (where enabled) as accounts, max(last_signed_in_at) as last_signed_in_at
      from account group by unit_id)
    select u.id, u.name, u.kind, coalesce(a.accounts, 0)::int as accounts, a.last_signed_in_at, r.last_at as last_recorded_at,
      coalesce(r.records, 0)::int as records, coalesce(r.facts, 0)::int as facts
    from unit u left join account_of a on a.unit_id = u.id left join recent r on r.unit_id = u.id
    where u.enabled and u.kind <> 'external' and u.id in ${units}
    order by case u.kind when 'town' then 1 when 'village' then 3 when 'community' then 3 when 'enterprise' then 4 else 0 end,
      u.sort, u.name, u.id`.execute(work.tx)
  const stale = await staleRecordsByUnit(work)
  return {
    days,
    idleDays: idleAfter,
    items: rows.map(row => ({
      unitId: row.id,
      unitName: row.name,
      unitKind: row.kind,
      accounts: row.accounts,
      lastSignedInAt: row.last_signed_in_at?.toISOString() ?? null,
      recordsEntered: row.records,
      facts: row.facts,
      stale: stale.get(row.id) ?? 0,
      idle: ![row.last_signed_in_at, row.last_recorded_at].some(at => at !== null && at >= idleSince),
    })),
  }
}
