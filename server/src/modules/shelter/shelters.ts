import {
  type FunctionState,
  type ShelterDuration,
  type ShelterFunction,
  type ShelterHazard,
  type ShelterState,
  type ShelterView,
  shelterFunctions,
} from '@anlan/contract/shelter.ts'
import { sql } from 'kysely'
import { reachFor, unitsInReach } from '../../kernel/access/reach.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Work } from '../../kernel/work/work.ts'
import { type CurrentRecord, currentRecords } from '../register/api.ts'
import { capacityOf } from './rules.ts'
import { listStandards } from './standards.ts'

/** A shelter with its places at this moment. */
export interface Shelter {
  id: string
  name: string
  unitId: string
  unitName: string
  record: CurrentRecord
  state: ShelterState
  duration: ShelterDuration
  hazards: ShelterHazard[]
  squareMetres: number
  capacity: number
  occupants: number
  free: number
  opening: Opening | null
}
interface Opening {
  id: string
  shelter_id: string
  purpose: string
  event_id: string | null
  opened_at: Date
  opened_by: string
  capacity: number
  occupants: number
  exceeded_reason: string | null
}

/** Shelters on record, all of them or those of `ids`, with the places that are free now. Shelters are open to the whole county. */
export async function sheltersNow(work: Work, ids?: string[]): Promise<Shelter[]> {
  const records = await currentRecords(work, 'shelters', ids)
  const standards = new Map((await listStandards(work)).map(one => [one.duration, one.squareMetres]))
  const { rows: open } = await sql<Opening>`
    select id, shelter_id, purpose, event_id, opened_at, opened_by, capacity, occupants, exceeded_reason
    from shelter_opening where closed_at is null ${ids ? sql`and shelter_id = any(${ids}::uuid[])` : sql``}`.execute(
    work.tx,
  )
  const openings = new Map(open.map(one => [one.shelter_id, one]))
  return records.map(record => {
    const duration = record.values['duration'] as ShelterDuration
    const squareMetres = standards.get(duration) ?? 1
    const opening = openings.get(record.id) ?? null
    // An open shelter keeps the places it was opened with: people were let in by them.
    const capacity = opening?.capacity ?? capacityOf(Number(record.values['effectiveArea'] ?? 0), squareMetres)
    const occupants = opening?.occupants ?? 0
    return {
      id: record.id,
      name: String(record.values['name']),
      unitId: record.unitId,
      unitName: record.unitName,
      record,
      state: record.values['state'] as ShelterState,
      duration,
      hazards: (record.values['hazards'] ?? []) as ShelterHazard[],
      squareMetres,
      capacity,
      occupants,
      free: Math.max(0, capacity - occupants),
      opening,
    }
  })
}

/** One shelter on record; 404 for what is struck off or is none. */
export async function findShelter(work: Work, id: string): Promise<Shelter> {
  const [shelter] = await sheltersNow(work, [id])
  if (!shelter) throw new Problem('not-found')
  return shelter
}

/** Shelters as screens show them, with what the actor may do to each. */
export async function presentShelters(work: Work, shelters: Shelter[]): Promise<ShelterView[]> {
  const townOf = await townNames(work)
  const [mayEdit, mayOpen] = [await unitsFor(work, 'register.edit'), await unitsFor(work, 'shelter.open')]
  return shelters.map(({ record: { values, ...record }, ...shelter }) => {
    const word = (name: string) => String(values[name] ?? '')
    const figure = (name: string) => (typeof values[name] === 'number' ? (values[name] as number) : null)
    const keeper = (name: string, phone: string) =>
      values[name] || values[phone] ? { name: word(name), phone: word(phone) } : null
    return {
      id: shelter.id,
      name: shelter.name,
      unitId: shelter.unitId,
      unitName: shelter.unitName,
      townName: townOf.get(shelter.unitId) ?? '',
      level: word('level'),
      duration: shelter.duration,
      indoor: word('indoor'),
      purpose: word('purpose'),
      state: shelter.state,
      targetYear: figure('targetYear'),
      address: word('address'),
      position: record.lng !== null && record.lat !== null ? { lng: record.lng, lat: record.lat } : null,
      area: figure('area'),
      effectiveArea: figure('effectiveArea') ?? 0,
      areaPerPerson: shelter.squareMetres,
      capacity: shelter.capacity,
      occupants: shelter.occupants,
      free: shelter.free,
      hazards: shelter.hazards,
      inFloodZone: values['inFloodZone'] === true,
      exits: figure('exits'),
      roadAccess: word('roadAccess'),
      keeper: keeper('keeper', 'keeperPhone'),
      backupKeeper: keeper('backupKeeper', 'backupKeeperPhone'),
      functions: Object.fromEntries(
        Object.keys(shelterFunctions).map(name => [name, (values[name] as FunctionState | undefined) ?? null]),
      ) as Record<ShelterFunction, FunctionState | null>,
      checkedOn: (values['checkedOn'] as string | null) ?? null,
      note: word('note'),
      verifiedAt: record.verifiedAt?.toISOString() ?? null,
      version: record.version,
      mayEdit: mayEdit.has(shelter.unitId),
      mayOpen: mayOpen.has(shelter.unitId),
      opening: shelter.opening && {
        id: shelter.opening.id,
        purpose: shelter.opening.purpose,
        eventId: shelter.opening.event_id,
        openedAt: shelter.opening.opened_at.toISOString(),
        openedBy: shelter.opening.opened_by,
        capacity: shelter.opening.capacity,
        exceededReason: shelter.opening.exceeded_reason,
      },
    }
  })
}

/** The township that a unit lies in, or is. */
async function townNames(work: Work): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select c.descendant_id as id, t.name from unit t join unit_closure c on c.ancestor_id = t.id where t.kind = 'town'`.execute(
    work.tx,
  )
  return new Map(rows.map(row => [row.id, row.name]))
}

async function unitsFor(work: Work, permission: 'register.edit' | 'shelter.open'): Promise<ReadonlySet<string>> {
  const reach = reachFor(work.actor, permission)
  if (!reach) return new Set()
  const { rows } = await sql<{ id: string }>`select id from unit where id in ${unitsInReach({ reach })}`.execute(
    work.tx,
  )
  return new Set(rows.map(row => row.id))
}
