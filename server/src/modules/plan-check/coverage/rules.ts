import type { PlanKind } from '@anlan/contract/plan.ts'
import type { CoverState } from '@anlan/contract/plan-check.ts'
import { monthsAfter } from '../rules/upkeep.ts'
import type { NeedScope } from './schema.ts'

/** A plan in force as the coverage sees it. */
export interface CoverPlan {
  id: string
  title: string
  kind: PlanKind
  unitId: string
  riskId: string | null
  eventTypes: string[]
  issuedOn: string | null
  reviewYears: number | null
}
/** A plan that must be there: of a unit for event types, or a record's own. */
export interface Need {
  unitId: string
  scope: NeedScope | 'own'
  eventTypes: string[]
  recordId: string | null
  ownPlan: PlanKind | null
}

/** What kinds of plan answer at each level. */
const kindsAt: Record<NeedScope, PlanKind[]> = {
  village: ['village'],
  town: ['town', 'special'],
  department: ['department', 'special', 'joint'],
  county: ['special', 'joint'],
}

// 11A 水旱灾害 is a kind of event, 11 自然灾害 a class: a plan for all natural disasters is a general one and says nothing about this kind.
const leastLetters = 3

/** Whether a plan is for all that is asked for: one of its event types is the one asked for or the kind it belongs to. */
export const isFor = (plan: { eventTypes: string[] }, asked: string[]) =>
  asked.every(type => plan.eventTypes.some(of => of.length >= leastLetters && type.startsWith(of)))

/** Whether a plan answers a need. At the county's level any unit directly below may have written it; `general` answers where no event type is asked. */
export function answers(plan: CoverPlan, need: Need, countyUnits: ReadonlySet<string>): boolean {
  if (need.scope === 'own')
    return (
      plan.kind === need.ownPlan &&
      (plan.riskId === need.recordId || (need.ownPlan === 'team' && plan.unitId === need.unitId))
    )
  if (need.scope === 'county') {
    if (!countyUnits.has(plan.unitId)) return false
    return need.eventTypes.length === 0
      ? plan.kind === 'general'
      : kindsAt.county.includes(plan.kind) && isFor(plan, need.eventTypes)
  }
  return plan.unitId === need.unitId && kindsAt[need.scope].includes(plan.kind) && isFor(plan, need.eventTypes)
}

/** A plan that was not evaluated within its years is past its day. */
export const isPast = (plan: CoverPlan, today: string) =>
  plan.issuedOn !== null && plan.reviewYears !== null && monthsAfter(plan.issuedOn, 12 * plan.reviewYears) < today

export function stateOf(plans: CoverPlan[], today: string): CoverState {
  if (plans.length === 0) return 'none'
  return plans.some(plan => !isPast(plan, today)) ? 'inForce' : 'expired'
}
