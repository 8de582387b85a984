/**
 * 预案体检. Published facts: about one plan (matter and subject) `plan-check.changed` (with `edition`, `opened`, `closed`); about one person
 * `plan-check.phone-confirmed`; about one kind of defect `plan-check.severity-changed`.
 */
export { type BlockingDefect, blockingDefects } from './checkup/blocking.ts'
export { declarePlanHistory, type PlanHistory } from './checkup/history.ts'
export { postsOf } from './rules/posts.ts'
export { bearerOfStep } from './rules/steps.ts'
export { type Span, spansAt } from './rules/timing.ts'
