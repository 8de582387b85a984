import { sql } from 'kysely'
import type { Work } from '../../../kernel/work/work.ts'
import { currentRecords } from '../../register/api.ts'
import { declareCapabilities, putOffers, withdrawOffers } from '../../resource/api.ts'

/** Beds that can be cleared for the injured; ambulances are a general capability. */
const beds = 'hospital-beds'
const intensiveBeds = 'intensive-beds'

/** Declares beds, and offers what hospitals on record had before they could be called on. */
export async function seedHospitals(work: Work): Promise<void> {
  const source = '产品默认'
  await declareCapabilities(work, [
    { code: beds, name: '应急床位', unit: '张', keywords: ['床位', '病床', '收治', '医院'], source },
    { code: intensiveBeds, name: '重症床位', unit: '张', keywords: ['ICU', '重症监护'], source },
  ])
  const { rows } = await sql<{
    id: string
  }>`select r.id from register_record r where r.ledger = 'hospitals' and r.removed_at is null
    and not exists (select 1 from resource_offer o where o.id = r.id)`.execute(work.tx)
  if (rows.length)
    await offerHospitals(
      work,
      rows.map(row => row.id),
    )
}

/**
 * What the county can call on follows the hospitals named, in the same unit of work: the ambulances that can leave, with their crew, and the beds
 * that can be cleared. Ambulances recorded one by one under 车辆装备 are not counted here again; whoever keeps the record says so.
 */
export async function offerHospitals(work: Work, ids: string[]): Promise<void> {
  const hospitals = await currentRecords(work, 'hospitals', ids)
  await putOffers(
    work,
    hospitals.map(({ id, unitId, values, lng, lat, verifiedAt }) => {
      const of = (code: string, field: string) =>
        Number(values[field] ?? 0) > 0 ? [{ code, quantity: Number(values[field]) }] : []
      const phone = String(values['dutyPhone'] ?? '')
      return {
        id,
        kind: 'hospital' as const,
        unitId,
        name: String(values['name'] ?? ''),
        position: lng !== null && lat !== null ? { lng, lat } : null,
        capabilities: [
          ...of('ambulance', 'ambulancesFree'),
          ...of(beds, 'emergencyBeds'),
          ...of(intensiveBeds, 'intensiveBeds'),
        ],
        reserve: 'physical' as const,
        withOperator: true,
        keeper: phone ? { name: String(values['contact'] || '急诊值班室'), phone } : null,
        readyMinutes: typeof values['readyMinutes'] === 'number' ? values['readyMinutes'] : null,
        available: true,
        verifiedAt,
        link: `/registers/hospitals?record=${id}`,
      }
    }),
  )
  const offered = new Set(hospitals.map(one => one.id))
  await withdrawOffers(
    work,
    'hospital',
    ids.filter(id => !offered.has(id)),
  )
}
