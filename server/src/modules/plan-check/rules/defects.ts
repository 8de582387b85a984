import type { PlanContent } from '@anlan/contract/plan.ts'
import { evacuationDefects } from './evacuation.ts'
import { meansDefects } from './means.ts'
import { postDefects } from './posts.ts'
import { stepDefects } from './steps.ts'
import { upkeepDefects } from './upkeep.ts'
import type { Defect, PlanWorld } from './world.ts'

/** 预案体检 (P1): everything wrong with what a plan says, held against the county as it is now. In the order of the plan; keys are unique within a kind. */
export function defectsOf(content: PlanContent, world: PlanWorld): Defect[] {
  const found = [
    ...stepDefects(content, world),
    ...postDefects(content, world),
    ...meansDefects(content, world),
    ...evacuationDefects(content, world),
    ...upkeepDefects(content, world),
  ]
  return [...new Map(found.map(one => [`${one.kind} ${one.key}`, one])).values()]
}
