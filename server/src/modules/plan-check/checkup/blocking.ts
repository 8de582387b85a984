import { type PlanDefectKind, planDefects } from '@anlan/contract/plan-check.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { editionsById, liveEditionIds } from '../../plan/api.ts'
import { defectsNow } from './check.ts'

/** A defect that refuses the approval. */
export interface BlockingDefect {
  kind: PlanDefectKind
  name: string
  text: string
  record: string
  link: string
  unitId: string
}

/**
 * What refuses the approval of a plan's edition being prepared, or of the one in force where none is: looked at anew, so that it holds at this very
 * moment. Empty when nothing does, and for a plan without such an edition. Which kinds block are rows (设计).
 */
export async function blockingDefects(work: Work, planId: string): Promise<BlockingDefect[]> {
  const editions = await editionsById(work, await liveEditionIds(work, [planId]))
  const edition = editions.find(one => one.plan.state !== 'inForce') ?? editions[0]
  if (!edition) return []
  const rules = await work.tx.selectFrom('plan_defect_rule').select('kind').where('severity', '=', 'blocking').execute()
  const blocking = new Set(rules.map(row => row.kind))
  const found = (await defectsNow(work, [edition])).get(edition.plan.editionId) ?? []
  return found
    .filter(one => blocking.has(one.kind))
    .map(one => ({
      kind: one.kind,
      name: planDefects[one.kind],
      text: one.text,
      record: one.record,
      link: one.link,
      unitId: one.unitId ?? edition.plan.unitId,
    }))
}
