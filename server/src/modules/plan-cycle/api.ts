/** The life of plans. Published facts: `plan-cycle.*`, each about one plan, or about a task or campaign where there is no plan. */
export { recordUse } from './records.ts'
