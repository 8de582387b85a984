import type { PlanState } from '@anlan/contract/plan.ts'
import { sql } from 'kysely'
import {
  isUnitInReach,
  type Reach,
  reachFor,
  reachOfEverything,
  reachOfNothing,
  unitsInReach,
} from '../../kernel/access/reach.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Work } from '../../kernel/work/work.ts'
import type { Plan } from './schema.ts'

/** States in which everybody in the county may read an edition: what was issued is public inside. */
export const openStates: PlanState[] = ['inForce', 'superseded', 'abolished']
export const preparingStates: PlanState[] = ['drafting', 'consulting', 'reviewing', 'approving']

export const reachOf = (work: Work, permission: 'plan.read' | 'plan.read-draft' | 'plan.edit'): Reach =>
  work.reach.everything ? reachOfEverything : (reachFor(work.actor, permission) ?? reachOfNothing)

/** Units whose issued plans the actor may read, whatever the route asked for. */
export const readableUnits = (work: Work) => unitsInReach({ reach: reachOf(work, 'plan.read') })

/** Holds for plans (alias `p`) whose drafts the actor may read: those of his units, and those he was asked about. */
export function draftsReadable(work: Work) {
  const own = work.actor.grants.map(grant => grant.unitId)
  return sql<boolean>`(p.unit_id in ${unitsInReach({ reach: reachOf(work, 'plan.read-draft') })}
    or exists (select 1 from matter_party a where a.matter_id = p.id and a.unit_id = any(${own}::uuid[])))`
}

/** Whether the actor may change plans of the unit. */
export const mayEdit = (work: Work, unitId: string): Promise<boolean> =>
  isUnitInReach({ tx: work.tx, reach: reachOf(work, 'plan.edit') }, unitId)

/** The plan, if the actor may change it: 404 where he may not even know it, 403-like refusals say so in words. */
export async function editablePlan(work: Work, planId: string, lock = false): Promise<Plan> {
  const query = work.tx.selectFrom('plan').selectAll().where('id', '=', planId)
  const plan = await (lock ? query.forUpdate() : query).executeTakeFirst()
  if (!plan || !(await mayEdit(work, plan.unit_id))) throw new Problem('not-found')
  return plan
}
