import { type EquipmentKind, type EquipmentUse, equipmentKinds } from '@anlan/contract/equipment.ts'
import { sql } from 'kysely'
import { Problem } from '../../kernel/problem.ts'
import type { Work } from '../../kernel/work/work.ts'
import { shanghaiDay } from '../calendar/api.ts'
import { endOfLife, maintenanceDue } from './rules.ts'

/** A vehicle, machine or piece of equipment on record, with what its life record says today. */
export interface Item {
  id: string
  unitId: string
  unitName: string
  values: Record<string, unknown>
  position: { lng: number; lat: number } | null
  version: number
  verifiedAt: Date | null
  kindName: string
  ratingUnit: string
  use: EquipmentUse
  since: Date | null
  slipId: string | null
  eventId: string | null
  /** What is broken, oldest first; anything at all puts it out of service. */
  faults: string[]
  stoppedSince: Date | null
  maintainedOn: string | null
  everyDays: number | null
  task: string
  dueOn: string | null
  endsOn: string | null
  nextCheckOn: string | null
}

interface Row extends Omit<Item, 'position' | 'kindName' | 'ratingUnit' | 'dueOn' | 'endsOn' | 'nextCheckOn'> {
  lng: number | null
  lat: number | null
  kindWord: string | null
  createdAt: Date
}

/** What a kind is to those who ask for resources; a word that the county added is a capability of its own. */
export function kindOf(code: string, word: string): EquipmentKind {
  const known: EquipmentKind | undefined = Object.hasOwn(equipmentKinds, code)
    ? equipmentKinds[code as keyof typeof equipmentKinds]
    : undefined
  return (
    known ?? {
      label: word,
      capability: `equipment-${code}`,
      declares: { name: word, unit: '台', keywords: [] },
      ratingUnit: '',
    }
  )
}

/** Equipment on record, all of it or that of `ids`, by unit. Everybody in the county may know what there is. */
export async function itemsNow(work: Work, ids?: string[]): Promise<Item[]> {
  const { rows } = await sql<Row>`
    select r.id, r.unit_id as "unitId", u.name as "unitName", r.values, r.lng, r.lat, r.version, r.verified_at as "verifiedAt",
      r.created_at as "createdAt", k.label as "kindWord", coalesce(s.use, 'standby') as use, s.since, s.slip_id as "slipId",
      s.event_id as "eventId", f.faults, f.since as "stoppedSince", m.done_on as "maintainedOn",
      coalesce((r.values->>'maintainEveryDays')::int, (n.values->>'everyDays')::int) as "everyDays", coalesce(n.values->>'task', '') as task
    from register_record r join unit u on u.id = r.unit_id
      left join dictionary_entry k on k.dictionary = 'equipment-kinds' and k.code = r.values->>'kind'
      left join equipment_state s on s.equipment_id = r.id
      cross join lateral (select coalesce(array_agg(f.what order by f.reported_at, f.id), '{}') as faults, min(f.reported_at) as since
        from equipment_fault f where f.equipment_id = r.id and f.repaired_at is null) f
      cross join lateral (select max(v.done_on) as done_on from equipment_service v where v.equipment_id = r.id and v.kind = 'maintenance') m
      left join lateral (select n.values from register_record n where n.ledger = 'equipment-maintenance' and n.removed_at is null
        and n.values->>'kind' = r.values->>'kind' order by n.created_at, n.id limit 1) n on true
    where r.ledger = 'equipment' and r.removed_at is null ${ids ? sql`and r.id = any(${ids}::uuid[])` : sql``}
    order by u.sort, u.name, r.values->>'kind', r.values->>'number', r.id`.execute(work.tx)
  return rows.map(({ lng, lat, kindWord, createdAt, ...row }) => {
    const { values } = row
    const kind = kindOf(String(values['kind']), kindWord ?? String(values['kind']))
    return {
      ...row,
      position: lng !== null && lat !== null ? { lng, lat } : null,
      kindName: kindWord ?? kind.label,
      ratingUnit: kind.ratingUnit,
      endsOn: endOfLife(dayIn(values, 'boughtOn'), numberIn(values, 'serviceYears')),
      nextCheckOn: dayIn(values, 'nextCheckOn'),
      dueOn: maintenanceDue({ maintainedOn: row.maintainedOn, enteredOn: shanghaiDay(createdAt) }, row.everyDays),
    }
  })
}

/** One on record; 404 for what is struck off or is none. */
export async function findItem(work: Work, id: string): Promise<Item> {
  const [item] = await itemsNow(work, [id])
  if (!item) throw new Problem('not-found')
  return item
}

export const textIn = (values: Item['values'], name: string): string => String(values[name] ?? '')
export const dayIn = (values: Item['values'], name: string): string | null => (values[name] as string | null) ?? null
export const numberIn = (values: Item['values'], name: string): number | null =>
  typeof values[name] === 'number' ? (values[name] as number) : null
