import { randomUUID } from 'node:crypto'
import type { PlanFilingView, ReceiveFiling } from '@anlan/contract/plan-cycle.ts'
import { type RawBuilder, type Selectable, sql } from 'kysely'
import type { z } from 'zod'
import { isUnitInReach } from '../../kernel/access/reach.ts'
import type { Tables } from '../../kernel/database/database.ts'
import { Problem } from '../../kernel/problem.ts'
import { recordFact, scheduleTask, type Work } from '../../kernel/work/work.ts'
import { addDays, shanghaiDay, shanghaiInstant } from '../calendar/api.ts'
import { findUnit, resolveBearer, unitOfFunction, unitsByFunction } from '../directory/api.ts'
import { sendNotice } from '../notice/api.ts'
import { dischargeObligations, openObligation } from '../obligation/api.ts'
import { mayEditPlansOf, planKindRow } from '../plan/api.ts'
import { limitOf, workdayAfter } from './limits.ts'
import { obstacle } from './subject.ts'

type Plan = Selectable<Tables['plan']>
export const filingReminder = 'plan-cycle.filing-near'
const ruleOf = (filingId: string) => `PLAN-FILING-${filingId}`

/** 备案: from the issue the unit owes it to the upper unit within the working days of its kind; kinds that are not filed open nothing. */
export async function openFiling(work: Work, plan: Plan, editionId: string, issuedOn: string): Promise<void> {
  const kind = await planKindRow(work, plan.kind)
  const to = kind.filingWorkdays ? await filedTo(work, plan, kind.filingTo) : null
  if (!kind.filingWorkdays || !to) return
  const dueOn = await workdayAfter(work, issuedOn, kind.filingWorkdays)
  const ahead = (await limitOf(work, 'FILING-REMINDER')).days
  const remindOn =
    ahead < kind.filingWorkdays ? await workdayAfter(work, issuedOn, kind.filingWorkdays - ahead) : issuedOn
  const id = randomUUID()
  await work.tx
    .insertInto('plan_filing')
    .values({
      id,
      plan_id: plan.id,
      edition_id: editionId,
      issued_on: issuedOn,
      to_unit_id: to,
      due_on: dueOn,
      remind_on: remindOn,
      received_at: null,
      number: null,
      remark: '',
    })
    .execute()
  await openObligation(work, {
    kind: 'plan-filing',
    ruleCode: ruleOf(id),
    title: `预案备案：${plan.title}`,
    matterId: plan.id,
    matterTitle: plan.title,
    owedBy: plan.unit_id,
    owedTo: to,
    medium: 'system',
    clock: 'daily',
    basis: editionId,
    startedAt: shanghaiInstant(issuedOn, '00:00'),
    dueAt: shanghaiInstant(addDays(dueOn, 1), '00:00'),
    limitMinutes: null,
    soft: false,
    source: kind.source,
    link: `/plans/${plan.id}`,
  })
  scheduleTask(work, filingReminder, id, shanghaiInstant(remindOn, '09:00'))
}

/** The unit that files it: its own counterpart above, whoever wrote the plan it carries out, or the holder of a post. */
async function filedTo(work: Work, plan: Plan, to: string | null): Promise<string | null> {
  if (to === null) return null
  if (to === 'parent') {
    if (!plan.parent_id) return null
    const parent = await work.tx
      .selectFrom('plan')
      .select('unit_id')
      .where('id', '=', plan.parent_id)
      .executeTakeFirst()
    return parent && parent.unit_id !== plan.unit_id ? parent.unit_id : null
  }
  const functions = await unitsByFunction(work.tx)
  if (to === 'upper') {
    const own = [...functions].find(([, unit]) => unit.id === plan.unit_id)?.[0]
    const above = own ? functions.get(`city${own.charAt(0).toUpperCase()}${own.slice(1)}`) : undefined
    return (above ?? functions.get('cityEmergencyBureau'))?.id ?? null
  }
  const unit = await findUnit(work.tx, plan.unit_id)
  const found = (await resolveBearer(work.tx, to, { lead: unit, areaCode: unit?.area_code ?? null })).unitId
  // The bureau does not file with itself.
  if (found !== plan.unit_id) return found
  return (await unitOfFunction(work.tx, 'governmentOffice'))?.id ?? null
}

/** So many working days before the limit the unit is told; filed meanwhile, nothing is said. */
export async function remindOfFiling(work: Work, id: string): Promise<void> {
  const [filing] = await filingsWhere(work, sql`f.id = ${id} and f.received_at is null`)
  if (!filing) return
  await sendNotice(work, {
    kind: 'plan.filing-near',
    title: `预案备案临近期限：${filing.planTitle}`,
    body: `《${filing.planTitle}》须于 ${filing.dueOn} 前向${filing.toUnitName}备案，请及时报送并取得备案编号。`,
    matterId: filing.planId,
    urgent: false,
    to: [await unitOf(work, filing.planId)],
    channels: ['inApp'],
    stepUpMinutes: 0,
  })
}

const unitOf = async (work: Work, planId: string) =>
  (await work.tx.selectFrom('plan').select('unit_id').where('id', '=', planId).executeTakeFirstOrThrow()).unit_id

/** The receipt of the upper unit, with its number. Where that unit is outside the platform, the plan's unit writes it down. */
export async function receiveFiling(
  work: Work,
  id: string,
  input: z.output<typeof ReceiveFiling>,
): Promise<PlanFilingView> {
  const row = await work.tx.selectFrom('plan_filing').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row || !(await mayReceive(work, row))) throw new Problem('not-found')
  if (row.received_at) throw obstacle(`已于 ${shanghaiDay(row.received_at)} 备案，编号 ${row.number}`)
  await work.tx
    .updateTable('plan_filing')
    .set({ received_at: work.now, number: input.number, remark: input.remark })
    .where('id', '=', id)
    .execute()
  await dischargeObligations(work, {
    matterId: row.plan_id,
    ruleCodes: [ruleOf(id)],
    at: work.now,
    by: `备案编号 ${input.number}`,
  })
  const [view] = await filingsWhere(work, sql`f.id = ${id}`)
  if (!view) throw new Problem('not-found')
  recordFact(
    work,
    'plan-cycle.filed',
    row.plan_id,
    { title: view.planTitle, number: input.number, to: row.to_unit_id, days: view.days },
    { matter: row.plan_id, chain: row.to_unit_id },
  )
  return view
}

async function mayReceive(work: Work, row: { to_unit_id: string; plan_id: string }): Promise<boolean> {
  if (await isUnitInReach(work, row.to_unit_id)) return true
  const to = await findUnit(work.tx, row.to_unit_id)
  return to?.kind === 'external' && mayEditPlansOf(work, await unitOf(work, row.plan_id))
}

interface Row extends Selectable<Tables['plan_filing']> {
  title: string
  kind: Plan['kind']
  unit_name: string
  to_name: string
  edition: number
}

/** Filings, the soonest limit first. */
export async function filingsWhere(work: Work, which: RawBuilder<unknown>): Promise<PlanFilingView[]> {
  const { rows } = await sql<Row>`
    select f.*, p.title, p.kind, u.name as unit_name, t.name as to_name, e.edition
    from plan_filing f join plan p on p.id = f.plan_id join plan_edition e on e.id = f.edition_id
    join unit u on u.id = p.unit_id join unit t on t.id = f.to_unit_id
    where ${which} order by f.due_on, f.id limit 500`.execute(work.tx)
  const now = shanghaiDay(work.now)
  return Promise.all(
    rows.map(async row => {
      const until = row.received_at ? shanghaiDay(row.received_at) : now
      return {
        id: row.id,
        planId: row.plan_id,
        planTitle: row.title,
        kind: row.kind,
        unitName: row.unit_name,
        edition: row.edition,
        issuedOn: row.issued_on,
        toUnitId: row.to_unit_id,
        toUnitName: row.to_name,
        dueOn: row.due_on,
        receivedAt: row.received_at?.toISOString() ?? null,
        number: row.number,
        remark: row.remark,
        days: Math.max(0, Math.round((Date.parse(until) - Date.parse(row.issued_on)) / 86_400_000)),
        overdue: until > row.due_on,
        may: { receive: row.received_at === null && (await mayReceive(work, row)) },
      }
    }),
  )
}
