import type { EquipmentDetail, EquipmentList, EquipmentView, LifeEntry } from '@anlan/contract/equipment.ts'
import { checkKinds, equipmentUses } from '@anlan/contract/equipment.ts'
import { sql } from 'kysely'
import { reachFor, unitsInReach } from '../../kernel/access/reach.ts'
import { settingOf } from '../../kernel/setting-rows.ts'
import type { Work } from '../../kernel/work/work.ts'
import { addDays, shanghaiDay } from '../calendar/api.ts'
import { dayIn, findItem, type Item, itemsNow, numberIn, textIn } from './items.ts'
import { unavailableBecause } from './offers.ts'
import { lifeAheadDays, maintenanceAheadDays } from './settings.ts'

const conditions: Record<string, string> = { good: '良好', fair: '一般', poor: '较差' }

/** All equipment of the county with its state, what is due and what ends (W190, P13); everybody may know what there is. */
export async function listEquipment(work: Work): Promise<EquipmentList> {
  const today = shanghaiDay(work.now)
  return {
    items: await presentItems(work, await itemsNow(work)),
    today,
    maintenanceUntil: addDays(today, await settingOf(work, maintenanceAheadDays)),
    lifeUntil: addDays(today, await settingOf(work, lifeAheadDays)),
  }
}

/** One thing with its faults and its life record, latest first. */
export async function readEquipment(work: Work, id: string): Promise<EquipmentDetail> {
  const item = await findItem(work, id)
  const faults = await work.tx
    .selectFrom('equipment_fault')
    .selectAll()
    .where('equipment_id', '=', id)
    .orderBy(sql`repaired_at is null`, 'desc')
    .orderBy('reported_at', 'desc')
    .orderBy('id')
    .limit(200)
    .execute()
  const [view] = await presentItems(work, [item])
  return {
    item: view as EquipmentView,
    today: shanghaiDay(work.now),
    faults: faults.map(one => ({
      id: one.id,
      what: one.what,
      source: one.source,
      reportedAt: one.reported_at.toISOString(),
      reportedBy: one.reported_by,
      repairedAt: one.repaired_at?.toISOString() ?? null,
      repairedBy: one.repaired_by,
      repair: one.repair,
      costYuan: one.cost_yuan,
    })),
    life: await lifeOf(work, id),
  }
}

async function lifeOf(work: Work, id: string): Promise<LifeEntry[]> {
  const { rows } = await sql<Omit<LifeEntry, 'at'> & { at: Date; detail: string; passed: boolean | null }>`
    select * from (
      select id, (done_on::timestamp + interval '12 hours') at time zone 'Asia/Shanghai' as at,
        case when kind = 'maintenance' then kind else 'check' end as kind, kind as detail, what as text, done_by as by, passed, cost_yuan as "costYuan"
      from equipment_service where equipment_id = ${id}
      union all select id, reported_at, 'fault', '', what, reported_by, null, null from equipment_fault where equipment_id = ${id}
      union all select md5(id::text)::uuid, repaired_at, 'repair', '', what || '：' || repair, repaired_by, null, cost_yuan
      from equipment_fault where equipment_id = ${id} and repaired_at is not null
      union all select id, at, 'use', use, '', by_name, null, null from equipment_move where equipment_id = ${id}
    ) life order by at desc, id limit 300`.execute(work.tx)
  return rows.map(({ detail, passed, at, ...row }) => ({
    ...row,
    at: at.toISOString(),
    text:
      row.kind === 'use'
        ? equipmentUses[detail as keyof typeof equipmentUses]
        : row.kind === 'check'
          ? `${checkKinds[detail as keyof typeof checkKinds]}${passed ? '合格' : '不合格'}${passed && row.text.endsWith('合格') ? '' : `：${row.text}`}`
          : row.text,
  }))
}

async function presentItems(work: Work, items: Item[]): Promise<EquipmentView[]> {
  const today = shanghaiDay(work.now)
  const mine = await unitsKept(work)
  return items.map(item => {
    const { values } = item
    const isStopped = item.faults.length > 0
    return {
      id: item.id,
      name: textIn(values, 'name'),
      number: textIn(values, 'number'),
      kind: textIn(values, 'kind'),
      kindName: item.kindName,
      unitId: item.unitId,
      unitName: item.unitName,
      owner: textIn(values, 'owner'),
      rating: numberIn(values, 'rating'),
      ratingUnit: item.ratingUnit,
      carryingKg: numberIn(values, 'carryingKg'),
      place: textIn(values, 'place'),
      position: item.position,
      operator: textIn(values, 'operator'),
      operatorPhone: textIn(values, 'operatorPhone'),
      readyMinutes: numberIn(values, 'readyMinutes'),
      condition: conditions[textIn(values, 'condition')] ?? '',
      state: isStopped ? 'outOfService' : item.use,
      stateSince: (isStopped ? item.stoppedSince : item.since)?.toISOString() ?? null,
      eventId: item.eventId,
      slipId: item.slipId,
      unavailable: unavailableBecause(item, today),
      openFaults: item.faults.length,
      boughtOn: dayIn(values, 'boughtOn'),
      serviceYears: numberIn(values, 'serviceYears'),
      endsOn: item.endsOn,
      priceYuan: numberIn(values, 'priceYuan'),
      lastCheckOn: dayIn(values, 'lastCheckOn'),
      nextCheckOn: item.nextCheckOn,
      maintainedOn: item.maintainedOn,
      maintainEveryDays: item.everyDays,
      maintenanceTask: item.task,
      maintenanceDueOn: item.dueOn,
      version: item.version,
      mayKeep: mine.has(item.unitId),
    }
  })
}

async function unitsKept(work: Work): Promise<ReadonlySet<string>> {
  const reach = reachFor(work.actor, 'equipment.keep')
  if (!reach) return new Set()
  const { rows } = await sql<{ id: string }>`select id from unit where id in ${unitsInReach({ reach })}`.execute(
    work.tx,
  )
  return new Set(rows.map(row => row.id))
}
