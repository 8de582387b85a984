/** What the first-run set-up asks of the directory: a county with its city, units and divisions in bulk, and who fills which office. */
export { default as personLedger } from '../ledgers/persons.ts'
export { type FoundedCounty, foundCounty, foundedCounty } from './county.ts'
export { holdersByPost, setDutyHolders } from './duty-holders.ts'
export { areOfficesConfirmed, fillOffices, officesOf } from './offices.ts'
export { type AreaInput, saveFoundingAreas, saveFoundingUnits } from './units-and-areas.ts'
