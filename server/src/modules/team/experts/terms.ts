import { sql } from 'kysely'
import { ours, settingOf } from '../../../kernel/setting-rows.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { addDays, shanghaiInstant } from '../../calendar/api.ts'
import { cancelObligations, dischargeObligations, openObligation, openObligationsLike } from '../../obligation/api.ts'
import { termNoticeDays } from '../settings.ts'

export const renewalKind = 'teamRenewal'

interface Ending {
  id: string
  unit_id: string
  title: string
  until: string
  link: string
}

/**
 * Appointments of experts (W236) and registrations of social forces (S58) that end within the days set: whoever keeps the record owes the
 * renewal by the last day. What ended before anybody could be told is not owed any more; the record shows that it has run out.
 */
export async function oweRenewals(work: Work, today: string): Promise<void> {
  const upTo = addDays(today, await settingOf(work, termNoticeDays))
  await settleRenewals(work)
  for (const ending of await endings(work))
    if (ending.until >= today && ending.until <= upTo)
      await openObligation(work, {
        kind: renewalKind,
        ruleCode: 'team.renewal',
        title: ending.title,
        matterId: null,
        matterTitle: null,
        owedBy: ending.unit_id,
        owedTo: null,
        medium: 'system',
        clock: 'daily',
        basis: `${ending.id}/${ending.until}`,
        startedAt: work.now,
        dueAt: shanghaiInstant(addDays(ending.until, 1), '00:00'),
        limitMinutes: null,
        soft: false,
        source: ours,
        link: ending.link,
      })
}

/** Renewed: a later day stands in the record. Struck off: nobody owes anything. */
export async function settleRenewals(work: Work): Promise<void> {
  const open = await openObligationsLike(work, { matterId: null, kinds: [renewalKind] })
  if (open.length === 0) return
  const now = new Map((await endings(work)).map(ending => [ending.id, ending.until]))
  for (const one of open) {
    const [id = '', until = ''] = one.basis.split('/')
    const stands = now.get(id)
    if (stands === undefined) await cancelObligations(work, { matterId: null, id: one.id }, '记录已注销')
    else if (stands > until)
      await dischargeObligations(work, { matterId: null, id: one.id, at: work.now, by: '已续期' })
  }
}

async function endings(work: Work): Promise<Ending[]> {
  const { rows } = await sql<Ending>`
    select r.id, r.unit_id, '专家' || (r.values->>'name') || '聘期 ' || (r.values->>'termUntil') || ' 届满，办理续聘或解聘' as title,
      r.values->>'termUntil' as until, '/experts/' || r.id as link
    from register_record r where r.ledger = 'experts' and r.removed_at is null and r.values->>'termUntil' is not null
    union all
    select t.id, t.unit_id, t.name || '登记 ' || (t.values->>'certifiedUntil') || ' 到期，申请续期', t.values->>'certifiedUntil', '/teams/' || t.id
    from team t where t.removed_at is null and t.values->>'certifiedUntil' is not null
    order by 4, 1`.execute(work.tx)
  return rows
}
