/**
 * What providers and those who call on resources ask of this module. A provider (teams, stock, equipment, shelters) states its offers in the unit of
 * work that changed them; whoever calls on one books it. Published facts: `resource.booked`, `resource.released`.
 */
export { type Booking, book, releaseBooking } from './bookings.ts'
export { type CapabilityDeclaration, declareCapabilities } from './capabilities.ts'
export { capabilitiesBeside, capabilityWords, type FreeAmount, freeAmounts } from './nearest/free-amounts.ts'
export { nearestResources } from './nearest/nearest.ts'
export { offerById } from './nearest/offer-by-id.ts'
export { type RoadPace, roadMinutes } from './nearest/rules.ts'
export { type Offer, type OfferKind, offerLayer, putOffers, withdrawOffers } from './offers.ts'
export { roadPace } from './settings.ts'
