import type { AllocationListLine, AllocationView } from '@anlan/contract/allocation.ts'
import { type Selectable, sql } from 'kysely'
import type { z } from 'zod'
import { unitsInReach } from '../../kernel/access/reach.ts'
import type { Tables } from '../../kernel/database/database.ts'
import { Problem } from '../../kernel/problem.ts'
import { lockAsSeen } from '../../kernel/work/as-seen.ts'
import type { Work } from '../../kernel/work/work.ts'
import { minutesOf, weightOf } from './state.ts'

export type AllocationRow = Selectable<Tables['allocation']>

const inReach = (work: Work) =>
  work.tx
    .selectFrom('allocation')
    .selectAll()
    .where('unit_id', 'in', unitsInReach(work) as never)

/** A plan within reach: `not-found` outside it. */
export async function loadPlan(work: Work, id: string): Promise<AllocationRow> {
  const row = await inReach(work).where('id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('not-found')
  return row
}

/** A plan that may still be changed, locked, as its editor saw it. Problems: `not-found`, `conflict`, `allocation/decided`. */
export async function loadDraft(work: Work, id: string, version: number): Promise<AllocationRow> {
  const row = await lockAsSeen(inReach(work).where('id', '=', id), version)
  if (row.state !== 'draft') throw new Problem('allocation/decided')
  return row
}

export async function listPlans(work: Work, event?: string): Promise<z.input<typeof AllocationListLine>[]> {
  const { rows } = await sql<{
    id: string
    kind: AllocationRow['kind']
    title: string
    state: AllocationRow['state']
    event_id: string | null
    event_title: string | null
    unit_name: string
    made_at: Date
    made_by_name: string
    places: number
    wanted: number
    given: number
  }>`
    select a.id, a.kind, a.title, a.state, a.event_id, e.title as event_title, u.name as unit_name, a.made_at, a.made_by_name,
      jsonb_array_length(a.plan->'demands') as places,
      (select coalesce(sum((d->>'quantity')::float8), 0) from jsonb_array_elements(a.plan->'demands') d) as wanted,
      (select coalesce(sum(l.quantity), 0) from allocation_line l where l.allocation_id = a.id) as given
    from allocation a join unit u on u.id = a.unit_id left join emergency_event e on e.id = a.event_id
    where a.unit_id in ${unitsInReach(work)} ${event ? sql`and a.event_id = ${event}` : sql``}
    order by a.made_at desc, a.id limit 200`.execute(work.tx)
  return rows.map(row => ({
    id: row.id,
    kind: row.kind,
    title: row.title,
    state: row.state,
    event: row.event_id && row.event_title !== null ? { id: row.event_id, title: row.event_title } : null,
    unitName: row.unit_name,
    madeAt: row.made_at.toISOString(),
    madeByName: row.made_by_name,
    places: row.places,
    missing: row.wanted - row.given,
  }))
}

export async function presentPlan(work: Work, id: string): Promise<AllocationView> {
  const row = await loadPlan(work, id)
  const { plan } = row
  const lines = await work.tx
    .selectFrom('allocation_line')
    .selectAll()
    .where('allocation_id', '=', id)
    .orderBy('demand_key')
    .orderBy('minutes')
    .orderBy('id')
    .execute()
  const unit = await work.tx.selectFrom('unit').select('name').where('id', '=', row.unit_id).executeTakeFirstOrThrow()
  const event = row.event_id
    ? await work.tx
        .selectFrom('emergency_event')
        .select(['id', 'title'])
        .where('id', '=', row.event_id)
        .executeTakeFirst()
    : null
  const supplyOf = new Map(plan.supplies.map(one => [`${one.offerId} ${one.capability ?? ''}`, one]))
  const sum = (own: typeof lines) => own.reduce((total, line) => total + line.quantity, 0)
  return {
    id,
    kind: row.kind,
    title: row.title,
    state: row.state,
    event: event ?? null,
    unitName: unit.name,
    demands: plan.demands.map(demand => {
      const given = sum(lines.filter(line => line.demand_key === demand.key))
      return {
        ...demand,
        weight: weightOf(demand),
        households: demand.households?.length ?? null,
        given,
        missing: demand.quantity - given,
        shortfall: demand.quantity > given ? (demand.shortfall ?? '已由人工调减') : null,
      }
    }),
    lines: lines.map(line => {
      const supply = supplyOf.get(`${line.offer_id} ${line.capability ?? ''}`)
      return {
        id: line.id,
        offerId: line.offer_id,
        offerName: supply?.name ?? '',
        unitName: supply?.unitName ?? '',
        reserve: supply?.reserve ?? null,
        key: line.demand_key,
        quantity: line.quantity,
        proposed: line.proposed,
        minutes: line.minutes,
        households: line.households?.length ?? null,
        vehicleName: line.vehicle_name,
        slipId: line.slip_id,
      }
    }),
    supplies: plan.supplies.map(({ offerId, name, unitName, capability, free, lng, lat }, supply) => ({
      offerId,
      name,
      unitName,
      capability,
      position: { lng, lat },
      free,
      minutes: plan.demands.map((demand, index) => {
        const minutes = demand.capability === capability ? minutesOf(plan, supply, index) : Number.NaN
        return Number.isNaN(minutes) ? null : minutes
      }),
      used: sum(lines.filter(line => line.offer_id === offerId && line.capability === capability)),
    })),
    blocked: plan.blocked,
    without: plan.without,
    objective: row.objective,
    bound: row.bound,
    seconds: row.seconds,
    changedByHand: row.by_hand,
    mayChange: row.state === 'draft',
    madeAt: row.made_at.toISOString(),
    madeByName: row.made_by_name,
    issuedAt: row.issued_at?.toISOString() ?? null,
    version: row.version,
  }
}
