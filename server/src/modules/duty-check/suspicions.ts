import { randomUUID } from 'node:crypto'
import {
  type DecideSuspicion,
  type DutySuspicionView,
  type SuspicionKind,
  type SuspicionQuery,
  suspicionKinds,
} from '@anlan/contract/duty-check.ts'
import type { Selectable } from 'kysely'
import type { z } from 'zod'
import { unitsInReach } from '../../kernel/access/reach.ts'
import type { Tables } from '../../kernel/database/database.ts'
import { followsCursor, pageOf } from '../../kernel/database/keyset.ts'
import { Problem } from '../../kernel/problem.ts'
import { recordFact, type Work } from '../../kernel/work/work.ts'
import { findUnit, unitOfFunction } from '../directory/api.ts'
import { sendNotice } from '../notice/api.ts'

interface Suspected {
  kind: SuspicionKind
  unitId: string
  personName: string
  at: Date
  /** What it follows from; of the same there is one suspicion. */
  basis: string
  evidence: string
  link: string | null
}

/** Writes down what the record shows and tells the unit and the county's duty room; nobody is judged by it yet. */
export async function suspect(work: Work, one: Suspected): Promise<void> {
  const id = randomUUID()
  const written = await work.tx
    .insertInto('duty_suspicion')
    .values({
      id,
      kind: one.kind,
      unit_id: one.unitId,
      person_name: one.personName,
      at: one.at,
      basis: one.basis,
      evidence: one.evidence,
      link: one.link,
      state: 'suspected',
      reason: '',
      decided_by: null,
      decided_at: null,
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!written) return
  recordFact(
    work,
    'duty-check.suspected',
    id,
    { kind: one.kind, unit: one.unitId, evidence: one.evidence },
    { chain: one.unitId },
  )
  const unit = await findUnit(work.tx, one.unitId)
  const county = await unitOfFunction(work.tx, 'generalDutyOffice')
  await sendNotice(work, {
    kind: `duty-check.suspicion/${id}`,
    title: `疑似${suspicionKinds[one.kind]}：${unit?.name ?? ''} ${one.personName}`,
    body: `${one.evidence}\n请立即核实人员在岗情况；是否属实由县里认定。`,
    matterId: null,
    urgent: true,
    to: [...new Set([one.unitId, ...(county ? [county.id] : [])])],
    channels: ['inApp'],
    stepUpMinutes: 0,
  })
}

/** Suspicions in reach, newest first. */
export async function listSuspicions(work: Work, query: z.output<typeof SuspicionQuery>) {
  const rows = await work.tx
    .selectFrom('duty_suspicion as s')
    .innerJoin('unit as u', 'u.id', 's.unit_id')
    .selectAll('s')
    .select('u.name as unit_name')
    .where('s.unit_id', 'in', unitsInReach(work))
    .$if(query.state !== undefined, q => q.where('s.state', '=', query.state ?? 'suspected'))
    .$if(query.unit !== undefined, q => q.where('s.unit_id', '=', query.unit ?? ''))
    .where(followsCursor(query.after, 's.at', 's.id'))
    .orderBy('s.at', 'desc')
    .orderBy('s.id', 'desc')
    .limit(query.limit + 1)
    .execute()
  return pageOf(rows, query.limit, row => [row.at.toISOString(), row.id], present)
}

const present = (
  row: Selectable<Tables['duty_suspicion']> & { unit_name: string },
): z.input<typeof DutySuspicionView> => ({
  id: row.id,
  kind: row.kind,
  unitId: row.unit_id,
  unitName: row.unit_name,
  personName: row.person_name,
  at: row.at.toISOString(),
  evidence: row.evidence,
  link: row.link,
  state: row.state,
  reason: row.reason,
  decidedBy: row.decided_by,
  decidedAt: row.decided_at?.toISOString() ?? null,
})

/** 认定: confirmed, or dismissed, each with a reason; once. */
export async function decideSuspicion(work: Work, id: string, input: z.output<typeof DecideSuspicion>) {
  const found = await work.tx
    .selectFrom('duty_suspicion')
    .selectAll()
    .where('id', '=', id)
    .where('unit_id', 'in', unitsInReach(work))
    .forUpdate()
    .executeTakeFirst()
  if (!found) throw new Problem('not-found')
  if (found.state !== 'suspected')
    throw new Problem('duty-check/decided', { detail: `${found.decided_by ?? ''}已作出认定，请刷新` })
  const state = input.confirm ? 'confirmed' : 'dismissed'
  await work.tx
    .updateTable('duty_suspicion')
    .set({ state, reason: input.reason, decided_by: work.actor.name, decided_at: work.now })
    .where('id', '=', id)
    .execute()
  recordFact(
    work,
    `duty-check.suspicion-${state}`,
    id,
    { kind: found.kind, unit: found.unit_id, reason: input.reason },
    { chain: found.unit_id },
  )
  return { state }
}
