import { type PlanContent, planParts } from '@anlan/contract/plan.ts'
import { missingParts } from '../../plan/api.ts'
import { type Defect, ofPlan, type PlanWorld } from './world.ts'

/** Required parts that are not there (W133, W141), the plan above, and the days by which a plan in force is looked at and drilled. */
export const upkeepDefects = (content: PlanContent, world: PlanWorld): Defect[] => [
  ...parts(content, world),
  ...above(content, world),
  ...(world.plan.inForce ? overdue(world) : []),
]

function* parts(content: PlanContent, world: PlanWorld): Generator<Defect> {
  for (const part of missingParts(content, [...world.kind.requiredParts])) {
    const where = { key: part, where: `part:${part}`, record: planParts[part] }
    if (content.chapters.some(chapter => chapter.part === part))
      yield ofPlan(world, 'partEmpty', where, `“${planParts[part]}”一章没有内容`)
    else yield ofPlan(world, 'partMissing', where, `${world.kind.name}应有“${planParts[part]}”，预案中没有`)
  }
}

function* above(content: PlanContent, world: PlanWorld): Generator<Defect> {
  const links = content.links.filter(one => one.relation === 'upper' && one.planId !== null)
  const parentLink = links.find(one => one.planId === world.plan.parentId)
  const upper = [
    ...(world.plan.parentId && !parentLink ? [{ planId: world.plan.parentId, issuedOn: null }] : []),
    ...links,
  ]
  for (const { planId, issuedOn } of upper) {
    const plan = planId === null ? undefined : world.linked.get(planId)
    const written = issuedOn ?? world.plan.issuedOn
    if (!plan?.issuedOn || written === null || plan.issuedOn <= written) continue
    yield ofPlan(
      world,
      'upperNewer',
      { key: plan.id, where: 'links', record: `《${plan.title}》` },
      `上级预案《${plan.title}》已于 ${plan.issuedOn} 印发新版，本预案依据的是 ${written} 及以前的版本`,
    )
  }
}

function* overdue(world: PlanWorld): Generator<Defect> {
  const { plan, kind, history, today } = world
  const link = `/plans/${plan.id}`
  const of = (name: PlanDefectOfTime) => ({ kind: name, key: name, record: `《${plan.title}》`, link, unitId: null })
  if (!plan.issuedOn) return
  const evaluated = latest(plan.issuedOn, history.evaluatedOn)
  if (kind.reviewYears !== null && monthsAfter(evaluated, 12 * kind.reviewYears) < today)
    yield { ...of('reviewOverdue'), text: `每 ${kind.reviewYears} 年评估一次，上次为 ${evaluated}` }
  const checked = latest(evaluated, history.checkedOn)
  if (kind.checkMonths !== null && monthsAfter(checked, kind.checkMonths) < today)
    yield { ...of('checkOverdue'), text: `每 ${kind.checkMonths} 个月全面审查一次，上次为 ${checked}` }
  if (kind.drillMonths === null) return
  if (history.drilledOn === null) yield { ...of('neverDrilled'), text: `${plan.issuedOn} 印发以来没有演练过` }
  else if (monthsAfter(history.drilledOn, kind.drillMonths) < today)
    yield { ...of('drillOverdue'), text: `每 ${kind.drillMonths} 个月演练一次，上次为 ${history.drilledOn}` }
}
type PlanDefectOfTime = 'reviewOverdue' | 'checkOverdue' | 'neverDrilled' | 'drillOverdue'

const latest = (a: string, b: string | null) => (b !== null && b > a ? b : a)

/** The same day so many months on; the last of the month where it has no such day. */
export function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}
