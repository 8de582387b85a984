import type { PlanKind, PlanPart } from '@anlan/contract/plan.ts'
import type { PlanDefectKind } from '@anlan/contract/plan-check.ts'

/** A post as the directory holds it at this moment. */
export interface PostFact {
  /** How it is called: 县水利局 局长. */
  words: string
  unitId: string | null
  personId: string | null
  personName: string | null
  /** Why nobody holds it; null when somebody does. */
  vacant: string | null
  mobile: string | null
  /** Somebody dialled this very number, or the one it belongs to said so, and not too long ago. */
  verified: boolean
  /** Only the place of an event says who it is (属地乡镇): no defect while the plan has no place. */
  open: boolean
}
/** How much of a capability the county's own offers have free within a distance of the plan's place. */
export interface AmountFact {
  name: string
  unit: string
  free: number
  /** The nearest owner, whose stock would be filled up. */
  owner: { name: string; unitId: string; link: string } | null
}
export interface TeamFact {
  name: string
  unitId: string
  /** What speaks against sending it: certificate or insurance run out. */
  against: string[]
  /** Other plans in force that count on it. */
  plans: string[]
}
export interface ShelterFact {
  name: string
  unitId: string
  inUse: boolean
  capacity: number
}
export interface LinkedPlan {
  id: string
  title: string
  issuedOn: string | null
}

/** What a plan is held against. */
export interface PlanWorld {
  /** A day in Shanghai. */
  today: string
  plan: {
    id: string
    title: string
    unitId: string
    parentId: string | null
    issuedOn: string | null
    inForce: boolean
  }
  kind: {
    kind: PlanKind
    name: string
    requiredParts: readonly PlanPart[]
    reviewYears: number | null
    checkMonths: number | null
    drillMonths: number | null
  }
  /** By bearer. */
  posts: ReadonlyMap<string, PostFact>
  /** By `amountKey`. */
  amounts: ReadonlyMap<string, AmountFact>
  teams: ReadonlyMap<string, TeamFact>
  shelters: ReadonlyMap<string, ShelterFact>
  /** The editions in force of plans that this one names. */
  linked: ReadonlyMap<string, LinkedPlan>
  history: { evaluatedOn: string | null; checkedOn: string | null; drilledOn: string | null }
  /** A team in more plans in force than this is overbooked. */
  plansPerTeam: number
}
export const amountKey = (capability: string, withinKm: number | null) => `${capability} ${withinKm ?? ''}`

/** One thing wrong. `key` tells it from others of its kind in the same plan and stays the same while it lasts. */
export interface Defect {
  kind: PlanDefectKind
  key: string
  text: string
  /** The record by which it is repaired, and its page in the web app. */
  record: string
  link: string
  /** Who repairs it; null: whoever keeps the plan. */
  unitId: string | null
  /** Whose number waits to be confirmed. */
  personId?: string
}

const tabs: Record<string, string> = {
  step: 'steps',
  level: 'levels',
  levels: 'levels',
  group: 'command',
  posts: 'command',
  evacuation: 'evacuation',
  resources: 'support',
  links: 'support',
}
/** Where on the plan's own page something is put right. */
export const inPlan = (world: PlanWorld, where: string) =>
  `/plans/${world.plan.id}?tab=${tabs[where.split(':')[0] ?? ''] ?? 'paper'}&at=${encodeURIComponent(where)}`

/** A defect of the plan's own text. */
export const ofPlan = (
  world: PlanWorld,
  kind: PlanDefectKind,
  at: { key: string; where: string; record: string },
  text: string,
): Defect => ({ kind, key: at.key, text, record: at.record, link: inPlan(world, at.where), unitId: null })
