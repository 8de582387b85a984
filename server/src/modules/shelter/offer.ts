import type { Work } from '../../kernel/work/work.ts'
import { declareCapabilities, putOffers, withdrawOffers } from '../resource/api.ts'
import { sheltersNow } from './shelters.ts'

/** The capability of every shelter: places for people. */
export const placesCapability = 'shelter-places'

export const declarePlaces = (work: Work) =>
  declareCapabilities(work, [
    {
      code: placesCapability,
      name: '避难安置',
      unit: '人',
      keywords: ['避难场所', '安置点', '床位', '转移安置'],
      source: '产品默认',
    },
  ])

/** What the county can call on follows the shelters named, in the same unit of work: the places that are free in those in use. */
export async function offerShelters(work: Work, ids: string[]): Promise<void> {
  const shelters = (await sheltersNow(work, ids)).filter(one => one.state !== 'planned' && one.state !== 'building')
  const offered = new Set(shelters.map(one => one.id))
  await putOffers(
    work,
    shelters.map(({ record: { values, lng, lat, verifiedAt }, ...one }) => {
      const keeper = (name: string) =>
        values[name] ? { name: String(values[name]), phone: String(values[`${name}Phone`] ?? '') } : null
      return {
        id: one.id,
        kind: 'shelter' as const,
        unitId: one.unitId,
        name: one.name,
        position: lng !== null && lat !== null ? { lng, lat } : null,
        capabilities: [{ code: placesCapability, quantity: one.free }],
        reserve: 'physical' as const,
        withOperator: false,
        keeper: keeper('keeper'),
        backupKeeper: keeper('backupKeeper'),
        readyMinutes: one.opening ? 0 : null,
        available: one.state === 'inUse',
        unavailableReason: one.state === 'inUse' ? null : '场所停用',
        verifiedAt,
        link: `/shelters/${one.id}`,
      }
    }),
  )
  await withdrawOffers(
    work,
    'shelter',
    ids.filter(id => !offered.has(id)),
  )
}
