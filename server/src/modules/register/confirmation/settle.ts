import { sql } from 'kysely'
import type { Work } from '../../../kernel/work/work.ts'
import { dischargeObligations, type Obligation, openObligationsLike } from '../../obligation/api.ts'
import type { Ledger } from '../declaration/ledger.ts'

export const confirmationKind = 'confirmation'
export const confirmationRule = 'RC-01'

/** An obligation to confirm covers the records of one ledger that fall due up to a day; what falls due later waits for the next. */
export const basisOf = (ledger: string, dueUpTo: string) => `${ledger}/${dueUpTo}`
export const coverageOf = ({ basis }: Obligation) => {
  const cut = basis.indexOf('/')
  return { ledger: basis.slice(0, cut), dueUpTo: basis.slice(cut + 1) }
}

const which = { matterId: null, kinds: [confirmationKind], ruleCodes: [confirmationRule] }

/** All obligations to confirm that still stand. */
export const openConfirmations = (work: Work): Promise<Obligation[]> => openObligationsLike(work, which)

/** Records of these units were confirmed, struck off or handed to another unit: what nobody owes any more is done. */
export async function settleConfirmations(work: Work, ledger: Pick<Ledger, 'name'>, unitIds: string[]): Promise<void> {
  for (const unitId of [...new Set(unitIds)].sort()) {
    const open = await openObligationsLike(work, { ...which, owedBy: unitId })
    await dischargeConfirmed(
      work,
      open.filter(one => coverageOf(one).ledger === ledger.name),
    )
  }
}

/** Discharges those of the obligations that have no unconfirmed record left, and returns the others. */
export async function dischargeConfirmed(work: Work, open: Obligation[]): Promise<Obligation[]> {
  if (open.length === 0) return []
  const asked = open.map(one => ({ id: one.id, unit_id: one.owed_by_unit_id, ...coverageOf(one) }))
  const { rows } = await sql<{ id: string }>`
    select o.id from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as o(id uuid, unit_id uuid, ledger text, "dueUpTo" date)
    where exists (select 1 from register_record r where r.unit_id = o.unit_id and r.ledger = o.ledger and r.removed_at is null
      and (r.verify_due_on is null or r.verify_due_on <= o."dueUpTo"))`.execute(work.tx)
  const owed = new Set(rows.map(row => row.id))
  for (const one of open.filter(obligation => !owed.has(obligation.id)))
    await dischargeObligations(work, {
      matterId: null,
      id: one.id,
      at: work.now,
      by: work.actor.accountId ? `${work.actor.name}核实` : '已无待核实记录',
    })
  return open.filter(one => owed.has(one.id))
}
