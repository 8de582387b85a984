import { sql } from 'kysely'
import type { Work } from '../../../kernel/work/work.ts'
import { type Ending, type Renewals, settleRenewals } from '../../obligation/api.ts'
import { termNoticeDays } from '../settings.ts'

/** Appointments of experts (W236) and registrations of social forces (S58): whoever keeps the record owes the renewal by the last day. */
export const termRenewals: Renewals = {
  kind: 'teamRenewal',
  ruleCode: 'team.renewal',
  noticeDays: termNoticeDays,
  endings,
  gone: '记录已注销',
}

/** After a change of an expert or a team. */
export const settleTerms = (work: Work): Promise<void> => settleRenewals(work, termRenewals)

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
