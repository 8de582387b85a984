import { randomUUID } from 'node:crypto'
import type { FaultSource, RecordRepair, ReportFault } from '@anlan/contract/equipment.ts'
import { sql } from 'kysely'
import type { z } from 'zod'
import { isUnitInReach } from '../../../kernel/access/reach.ts'
import { Problem } from '../../../kernel/problem.ts'
import { recordFact, type Work } from '../../../kernel/work/work.ts'
import { findItem, type Item, textIn } from '../items.ts'
import { offerEquipment } from '../offers.ts'

/** A thing on record whose unit the actor answers for, locked until the unit of work ends. */
export async function keptItem(work: Work, id: string): Promise<Item> {
  await lockItem(work, id)
  const item = await findItem(work, id)
  if (!(await isUnitInReach(work, item.unitId)))
    throw new Problem('not-permitted', { detail: '该车辆装备由其他单位管理，您只能查看' })
  return item
}

/** Acts on one thing follow each other, whatever they are. */
export const lockItem = (work: Work, id: string) =>
  sql`select 1 from register_record where id = ${id} and ledger = 'equipment' for update`.execute(work.tx)

/** 报故障: out of service from now until repaired. The same words about a fault that is open already are refused (`equipment/already-reported`). */
export async function reportFault(work: Work, id: string, input: z.output<typeof ReportFault>): Promise<void> {
  const item = await keptItem(work, id)
  const opened = await openFault(work, item, { id: input.id, what: input.what, source: 'user' })
  if (!opened) throw new Problem('equipment/already-reported', { detail: `“${input.what}”已报修，尚未修复` })
}

/**
 * 停用 (P13) what failed a drill or a check, until it is repaired. Failing in the same way once more changes nothing. 404 for what is not on record;
 * whoever calls has looked at who may.
 */
export async function putOutOfService(
  work: Work,
  id: string,
  reason: string,
  source: FaultSource = 'drill',
): Promise<void> {
  await lockItem(work, id)
  await openFault(work, await findItem(work, id), { what: reason, source })
}

/** Opens a fault; false where the same one is open. */
export async function openFault(
  work: Work,
  item: Item,
  fault: { id?: string | undefined; what: string; source: FaultSource },
): Promise<boolean> {
  const opened = await work.tx
    .insertInto('equipment_fault')
    .values({
      id: fault.id ?? randomUUID(),
      equipment_id: item.id,
      what: fault.what,
      source: fault.source,
      reported_at: work.now,
      reported_by: work.actor.name,
      repaired_at: null,
      repaired_by: null,
      repair: null,
      cost_yuan: null,
    })
    .onConflict(conflict => conflict.columns(['equipment_id', 'what']).where('repaired_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!opened) return false
  const { what, source } = fault
  recordFact(
    work,
    'equipment.fault-reported',
    item.id,
    { fault: opened.id, name: textIn(item.values, 'name'), number: textIn(item.values, 'number'), what, source },
    { matter: item.eventId, chain: item.unitId },
  )
  await offerEquipment(work, [item.id])
  return true
}

/** 修复: with the last open fault gone it can be called on again. A fault is repaired once (`equipment/already-repaired` says by whom). */
export async function recordRepair(work: Work, id: string, faultId: string, input: z.output<typeof RecordRepair>) {
  const item = await keptItem(work, id)
  const fault = await work.tx
    .selectFrom('equipment_fault')
    .select(['what', 'repaired_at', 'repaired_by'])
    .where('id', '=', faultId)
    .where('equipment_id', '=', id)
    .executeTakeFirst()
  if (!fault) throw new Problem('not-found')
  if (fault.repaired_at)
    throw new Problem('equipment/already-repaired', { detail: `“${fault.what}”已由${fault.repaired_by}登记修复` })
  const by = input.by || work.actor.name
  await work.tx
    .updateTable('equipment_fault')
    .set({ repaired_at: work.now, repaired_by: by, repair: input.repair, cost_yuan: input.costYuan })
    .where('id', '=', faultId)
    .execute()
  recordFact(
    work,
    'equipment.repaired',
    id,
    { fault: faultId, what: fault.what, repair: input.repair, by, costYuan: input.costYuan },
    { chain: item.unitId },
  )
  await offerEquipment(work, [id])
}
