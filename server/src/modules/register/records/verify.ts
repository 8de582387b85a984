import { sql } from 'kysely'
import { Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { addDays, shanghaiDay } from '../../calendar/api.ts'
import { settleConfirmations } from '../confirmation/settle.ts'
import { fieldsOf } from '../declaration/fields.ts'
import type { Ledger, Values } from '../declaration/ledger.ts'
import { editableUnits, recordsOf } from './reach.ts'

/**
 * “仍然属实”: somebody responsible looked at these records and confirms them as they stand; the next confirmation falls due a period
 * later. Records outside reach, struck off or unknown are refused together. Returns how many were confirmed.
 */
export async function verifyRecords(work: Work, ledger: Ledger, ids: string[]): Promise<number> {
  if (!ledger.verifyEveryDays) throw new Problem('register/not-verifiable')
  const wanted = [...new Set(ids)]
  const dueOn = addDays(shanghaiDay(work.now), ledger.verifyEveryDays)
  const { rows } = await sql<{ id: string; unit_id: string }>`
    update register_record set verified_at = ${work.now}, verified_by = ${work.actor.name}, verify_due_on = ${dueOn}::date
    where ledger = ${ledger.name} and id = any(${wanted}::uuid[]) and removed_at is null and unit_id in ${editableUnits(work, ledger)}
    returning id, unit_id`.execute(work.tx)
  if (rows.length !== wanted.length)
    throw new Problem('not-found', { detail: '有的记录不存在、已注销或不在您的管辖范围，未核实任何记录' })
  for (const row of rows)
    recordFact(work, 'register.record-verified', row.id, { ledger: ledger.name, unitId: row.unit_id, dueOn })
  await settleConfirmations(
    work,
    ledger,
    rows.map(row => row.unit_id),
  )
  return rows.length
}

/** The sensitive values of a record, for a stated reason; that they were read is itself a fact. */
export async function discloseRecord(work: Work, ledger: Ledger, id: string, reason: string): Promise<Values> {
  const { rows } = await sql<{ values: Values }>`
    select r.values from ${recordsOf(ledger)} r
    where r.ledger = ${ledger.name} and r.id = ${id} and r.unit_id in ${editableUnits(work, ledger)}`.execute(work.tx)
  const record = rows[0]
  if (!record) throw new Problem('not-found')
  const secret = (await fieldsOf(work.tx, ledger)).filter(field => field.sensitive)
  recordFact(work, 'register.record-disclosed', id, {
    ledger: ledger.name,
    reason,
    fields: secret.map(field => field.name),
  })
  return Object.fromEntries(secret.map(field => [field.name, record.values[field.name] ?? null]))
}
