import type { PlanContent } from '@anlan/contract/plan.ts'
import type { PlanInBrief } from '@anlan/contract/plan-view.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { findUnits, territorialUnits, type Unit } from '../../directory/api.ts'
import { contentsInForce, plansInForce } from '../../plan/api.ts'
import { isBelowCounty, roomFor } from '../command/ground.ts'
import { type EventState, worst } from '../reading/event-so-far.ts'
import { type Fit, fitOf, type Ground, type Seen } from './fit.ts'

export interface PlanOffer {
  plan: PlanInBrief
  content: PlanContent
  fit: Fit
  /** Whether it is run from the county's room. */
  isCounty: boolean
  roomUnitId: string
  /** Why a town's or village's plan is looked at: it happened there. */
  ownerWords: Ground | null
}

/** Plans in force for an event: those of the county, and of the town, village or enterprise where it happened. The closest first, the general last. */
export async function plansFor(work: Work, event: EventState, seen: Seen): Promise<PlanOffer[]> {
  const briefs = (await plansInForce(work)).filter(plan => plan.kind !== 'scheme')
  const units = await findUnits(
    work.tx,
    briefs.map(plan => plan.unitId),
  )
  const there = new Set((await territorialUnits(work.tx, event.areaCode)).map(unit => unit.id))
  const here = briefs.filter(plan => {
    const unit = units.get(plan.unitId)
    return unit !== undefined && concerns(unit, there, seen) && mayBeFor(plan, seen)
  })
  const contents = await contentsInForce(
    work,
    here.map(plan => plan.id),
  )
  const offers: PlanOffer[] = []
  for (const plan of here) {
    const unit = units.get(plan.unitId)
    const content = contents.get(plan.id)
    if (!unit || !content) continue
    const roomUnitId = await roomFor(work, unit)
    const tracks = event.tracks.filter(
      one => plan.eventTypes.length === 0 || plan.eventTypes.some(prefix => one.typeCode.startsWith(prefix)),
    )
    const fit = fitOf(plan, content, {
      ...seen,
      // A plan looks at the level of its own types, and at responses that are run from above its own room.
      level: worst(tracks.map(one => one.level)),
      above: seen.above.filter(one => one.roomUnitId !== roomUnitId),
    })
    if (!fit) continue
    const isBelow = isBelowCounty(unit)
    offers.push({
      plan,
      content,
      fit,
      isCounty: !isBelow,
      roomUnitId,
      ownerWords: isBelow ? areaWords(unit, seen) : null,
    })
  }
  const special = offers.some(one => one.isCounty && one.plan.kind !== 'general')
  return offers
    .filter(one => one.plan.kind !== 'general' || !one.isCounty || !special)
    .sort(
      (a, b) =>
        Number(b.fit.isReached) - Number(a.fit.isReached) ||
        Number(b.isCounty) - Number(a.isCounty) ||
        b.fit.closeness - a.fit.closeness ||
        a.fit.level - b.fit.level ||
        a.plan.title.localeCompare(b.plan.title, 'zh'),
    )
}

/** The county's plans always; those of a town or village where it happened; an enterprise's or a team's where it is named. */
function concerns(unit: Unit, there: Set<string>, seen: Seen): boolean {
  if (!isBelowCounty(unit)) return true
  if (unit.kind === 'enterprise' || unit.kind === 'team')
    return seen.text.includes(unit.name) || seen.text.includes(unit.short_name)
  return there.has(unit.id)
}

const mayBeFor = (plan: PlanInBrief, seen: Seen): boolean =>
  plan.eventTypes.length === 0 || plan.eventTypes.some(prefix => seen.typeCodes.some(code => code.startsWith(prefix)))

const areaWords = (unit: Unit, seen: Seen): Ground => ({
  rule: 'area',
  words: `属地：${unit.name}`,
  record: { kind: 'event', id: seen.id, title: seen.title, at: seen.knownAt, link: `/events/${seen.id}` },
})
