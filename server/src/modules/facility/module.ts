import type { Module } from '../../kernel/module.ts'
import { seedHospitals } from './hospitals/offers.ts'
import { facilityRoutes } from './routes.ts'

/**
 * 公共设施和应急保障台账: ledgers of what stands in the county, and the lists that follow from them: the picture of a camera, cameras built
 * against the year's target, emergency funds, enterprises without standardisation or insurance, hospitals whose ambulances and
 * beds can be called on.
 */
export const facility: Module = {
  name: 'facility',
  routes: facilityRoutes,
  seed: seedHospitals,
}
