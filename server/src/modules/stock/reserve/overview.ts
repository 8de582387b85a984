import type { OverviewView, TotalLine } from '@anlan/contract/stock-reserve.ts'
import { sql } from 'kysely'
import { unitsInReach } from '../../../kernel/access/reach.ts'
import { settingOf } from '../../../kernel/setting-rows.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { addDays, shanghaiDay } from '../../calendar/api.ts'
import { expiryLaterDays, expirySoonDays } from '../settings.ts'
import { assess, unitsWithoutStore } from './standards.ts'

/** What the stores in reach hold and what firms keep by agreement, separately (S63, W227), and what needs somebody's attention. */
export async function readOverview(work: Work): Promise<OverviewView> {
  const today = shanghaiDay(work.now)
  const soonDays = await settingOf(work, expirySoonDays)
  const laterDays = await settingOf(work, expiryLaterDays)
  const totals = await sql<TotalLine>`
    with held as (
      select l.item_code, sum(l.balance) as physical, sum(l.on_loan) as on_loan, count(distinct l.store_id) filter (where l.balance > 0)::int as stores,
        coalesce(sum(l.balance) filter (where l.quality = 'qualified' and (l.expires_on is null or l.expires_on >= ${today})), 0) as usable
      from stock_lot l join stock_store s on s.id = l.store_id and s.ended_at is null where s.unit_id in ${unitsInReach(work)} group by l.item_code
    ), agreed as (
      select k.item_code, sum(k.quantity) as quantity, coalesce(sum(k.capacity_per_day), 0) as capacity from stock_agreement_item k
        join stock_agreement a on a.id = k.agreement_id and a.ended_at is null and ${today}::date between a.from_day and a.to_day
      where a.unit_id in ${unitsInReach(work)} group by k.item_code
    )
    select i.code as "itemCode", i.name as "itemName", i.class, i.unit, coalesce(h.physical, 0) as physical, coalesce(h.usable, 0) as usable,
      coalesce(h.on_loan, 0) as "onLoan", coalesce(a.quantity, 0) as agreement, coalesce(a.capacity, 0) as "capacityPerDay", coalesce(h.stores, 0) as stores
    from stock_item i left join held h on h.item_code = i.code left join agreed a on a.item_code = i.code
    where h.physical > 0 or h.on_loan > 0 or a.quantity > 0 order by i.sort, i.code`.execute(work.tx)
  const counts = await sql<{
    expired: number
    soon: number
    later: number
    ending: number
    ended: number
    takes: number
  }>`select
      count(*) filter (where l.expires_on < ${today})::int as expired,
      count(*) filter (where l.expires_on between ${today} and ${addDays(today, soonDays)})::int as soon,
      count(*) filter (where l.expires_on > ${addDays(today, soonDays)})::int as later,
      (select count(*)::int from stock_agreement a where a.ended_at is null and a.unit_id in ${unitsInReach(work)}
        and a.to_day between ${today} and ${addDays(today, laterDays)}) as ending,
      (select count(*)::int from stock_agreement a where a.ended_at is null and a.unit_id in ${unitsInReach(work)} and a.to_day < ${today}) as ended,
      (select count(*)::int from stock_take t where t.closed_at is null and exists (select 1 from stock_take_store k join stock_store s on s.id = k.store_id
        where k.take_id = t.id and s.unit_id in ${unitsInReach(work)})) as takes
    from stock_lot l join stock_store s on s.id = l.store_id and s.ended_at is null
    where s.unit_id in ${unitsInReach(work)} and l.balance > 0 and l.expires_on <= ${addDays(today, laterDays)}`.execute(
    work.tx,
  )
  const count = counts.rows[0]
  const assessment = await assess(work, { only: 'all' })
  return {
    totals: totals.rows,
    alarms: {
      expired: count?.expired ?? 0,
      expiringSoon: count?.soon ?? 0,
      expiringLater: count?.later ?? 0,
      soonDays,
      laterDays,
      below: assessment.items.filter(line => line.isBelow).length,
      withoutStore: (await unitsWithoutStore(work)).length,
      agreementsEnding: count?.ending ?? 0,
      agreementsExpired: count?.ended ?? 0,
      openTakes: count?.takes ?? 0,
    },
  }
}
