/**
 * Plans as data: what is in force, what an edition says, and how one is drafted. Published facts, each about one plan (matter and subject are its id):
 * `plan.created`, `plan.about-changed`, `plan.content-saved`, `plan.edition-opened`, `plan.state-changed` (from, to), `plan.issued`, `plan.abolished`;
 * `plan.kind-changed` is about a kind.
 */
export type { PlanInBrief } from '@anlan/contract/plan-view.ts'
export { bearersOf, bearerWordsOf } from './bearers.ts'
export { createPlan, newEdition, type PlanAbout, saveContent } from './editions.ts'
export { contentsInForce, planEdition, plansInForce } from './in-force.ts'
export { planKindRow, planKindRows } from './kinds/kinds.ts'
export { editionsById, liveEditionIds } from './live.ts'
export { mayReadPeople } from './people.ts'
export { mayEdit as mayEditPlansOf, preparingStates } from './reach.ts'
export { contentFaults, missingParts } from './rules.ts'
export { setPlanState } from './states.ts'
