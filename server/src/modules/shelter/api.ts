import type { ShelterHazard } from '@anlan/contract/shelter.ts'
import type { Work } from '../../kernel/work/work.ts'
import { sheltersNow } from './shelters.ts'

/**
 * 避难场所. Published facts, each about one shelter (`subjectId`) with `opening`: `shelter.opened`, `shelter.entered` and `shelter.left` (with `persons`,
 * `occupants`), `shelter.closed`.
 */
export interface ShelterPlaces {
  id: string
  name: string
  unitId: string
  unitName: string
  position: { lng: number; lat: number } | null
  /** Places by its area and how long people stay; those taken; those free now. */
  capacity: number
  occupants: number
  free: number
  /** Whether it is open already; others are opened first. */
  isOpen: boolean
  hazards: ShelterHazard[]
  indoor: 'indoor' | 'outdoor' | 'both'
  keeper: { name: string; phone: string } | null
}

/** Shelters in use in the whole county with their places at this moment; those meant for `hazard` only, where one is named. */
export async function sheltersWithCapacity(work: Work, hazard?: ShelterHazard): Promise<ShelterPlaces[]> {
  const shelters = await sheltersNow(work)
  return shelters
    .filter(one => one.state === 'inUse' && (!hazard || one.hazards.includes(hazard)))
    .map(({ record: { values, lng, lat }, ...one }) => ({
      id: one.id,
      name: one.name,
      unitId: one.unitId,
      unitName: one.unitName,
      position: lng !== null && lat !== null ? { lng, lat } : null,
      capacity: one.capacity,
      occupants: one.occupants,
      free: one.free,
      isOpen: one.opening !== null,
      hazards: one.hazards,
      indoor: (values['indoor'] as ShelterPlaces['indoor'] | undefined) ?? 'indoor',
      keeper: values['keeper'] ? { name: String(values['keeper']), phone: String(values['keeperPhone'] ?? '') } : null,
    }))
}
