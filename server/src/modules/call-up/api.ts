/** What other modules ask of call-up slips. Published facts are named at the module. */
export { eventCosts } from './costs/sheets.ts'
export { callUpLayer } from './map.ts'
export { requestCallUp } from './steps/request.ts'
