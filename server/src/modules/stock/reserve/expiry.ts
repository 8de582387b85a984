import type { LotView } from '@anlan/contract/stock.ts'
import { sql } from 'kysely'
import type { RecordedFact } from '../../../kernel/module.ts'
import { ours, settingOf } from '../../../kernel/setting-rows.ts'
import { scheduleTask, type Work } from '../../../kernel/work/work.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '../../calendar/api.ts'
import { dischargeObligations, openObligation, openObligationsLike, oweRenewals } from '../../obligation/api.ts'
import { refreshOffers } from '../offers.ts'
import { expiryHandleDays, expiryLaterDays, expirySoonDays } from '../settings.ts'
import { readLots } from '../stores/read.ts'
import { agreementRenewals, offerAgreements } from './agreements.ts'

const kind = 'stock-expiry'

/** Lots in reach that expire within the days set, or have; first expiry first (W222). */
export async function listExpiring(work: Work): Promise<LotView[]> {
  const until = addDays(shanghaiDay(work.now), await settingOf(work, expiryLaterDays))
  const lots = await readLots(work, sql`l.balance > 0 and l.expires_on <= ${until}`)
  return lots.sort((a, b) => ((a.expiresOn ?? '') < (b.expiresOn ?? '') ? -1 : 1))
}

/** The first morning comes at once, since at a start nobody knows what was missed. */
export const askForMorning = (work: Work): void => scheduleTask(work, 'stock.new-day', 'expiry', work.now)

/** Each morning: what expired overnight is offered no more, a unit with lots that soon expire owes once to deal with them, and whoever signed an agreement that soon ends owes its renewal. */
export async function newDay(work: Work): Promise<void> {
  const today = shanghaiDay(work.now)
  const next = shanghaiInstant(today, '06:10')
  scheduleTask(work, 'stock.new-day', 'expiry', next > work.now ? next : shanghaiInstant(addDays(today, 1), '06:10'))
  await refreshAtMidnight(work, today)
  await oweRenewals(work, agreementRenewals)
  const days = await settingOf(work, expiryHandleDays)
  for (const { unit_id, lots } of await unitsWithExpiring(work, null))
    await openObligation(work, {
      kind,
      ruleCode: kind,
      title: `处理临期和过期物资 ${lots} 批`,
      matterId: null,
      matterTitle: null,
      owedBy: unit_id,
      owedTo: null,
      medium: 'system',
      clock: 'daily',
      basis: today.slice(0, 7),
      startedAt: work.now,
      dueAt: shanghaiInstant(addDays(today, days + 1), '00:00'),
      limitMinutes: days * 1440,
      soft: false,
      source: ours,
      link: '/stock/expiry',
    })
}

/** What changed by the day alone: lots past their day, agreements that began or ended. */
async function refreshAtMidnight(work: Work, today: string) {
  const past = await sql<{ storeId: string; itemCode: string }>`
    select distinct store_id as "storeId", item_code as "itemCode" from stock_lot where balance > 0 and expires_on between ${addDays(today, -8)} and ${addDays(today, -1)}`.execute(
    work.tx,
  )
  await refreshOffers(work, past.rows)
  const turning = await work.tx
    .selectFrom('stock_agreement')
    .select('id')
    .where('ended_at', 'is', null)
    .where(eb =>
      eb.or([
        eb.between('to_day', addDays(today, -8), addDays(today, -1)),
        eb.between('from_day', addDays(today, -7), today),
      ]),
    )
    .execute()
  await offerAgreements(
    work,
    turning.map(one => one.id),
  )
}

/** Units that hold lots which have expired or soon will, with how many. */
async function unitsWithExpiring(work: Work, unitId: string | null) {
  const until = addDays(shanghaiDay(work.now), await settingOf(work, expirySoonDays))
  const { rows } = await sql<{ unit_id: string; lots: number }>`
    select s.unit_id, count(*)::int as lots from stock_lot l join stock_store s on s.id = l.store_id and s.ended_at is null
      join unit u on u.id = s.unit_id and u.enabled
    where l.balance > 0 and l.expires_on <= ${until} and (${unitId}::uuid is null or s.unit_id = ${unitId}::uuid)
      and (${unitId}::uuid is not null or not exists (select 1 from obligation o where o.kind = ${kind} and o.owed_by_unit_id = s.unit_id
        and o.satisfied_at is null and o.cancelled_at is null))
    group by s.unit_id order by s.unit_id`.execute(work.tx)
  return rows
}

/** A movement may have been the last that was owed. */
export async function settleExpiry(work: Work, fact: RecordedFact): Promise<void> {
  const unitId = fact.chainId
  const open = await openObligationsLike(work, { matterId: null, owedBy: unitId, kinds: [kind] })
  if (open.length === 0 || (await unitsWithExpiring(work, unitId)).length > 0) return
  await dischargeObligations(work, {
    matterId: null,
    owedBy: unitId,
    kinds: [kind],
    at: fact.at,
    by: '临期物资已处理',
  })
}
