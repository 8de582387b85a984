import type { Assistance, NeededResource } from '@anlan/contract/assistance.ts'
import type { ResponseOffer } from '@anlan/contract/response-template.ts'
import type { z } from 'zod'
import { Problem } from '../../../kernel/problem.ts'
import type { SpatialIndex } from '../../../kernel/spatial/spatial-index.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { areaFullName, findArea } from '../../directory/api.ts'
import type { EventFacts } from '../../event-report/api.ts'
import { contentsInForce } from '../../plan/api.ts'
import { nearestResources } from '../../resource/api.ts'
import type { ShownItem } from '../checklist/event-items.ts'

type Offer = z.output<typeof ResponseOffer>
interface Need {
  capability: string
  quantity: number
  because: string[]
}
/** One screen of needs: what this very case asks for, then what its type does, then what the plan does. */
const mostNeeds = 12
const shownOwners = 3

/** Who nearest to the event has what the checklist and the plan that fits best ask for. */
export async function neededResources(
  work: Work,
  spatial: SpatialIndex,
  event: EventFacts,
  items: ShownItem[],
  offers: Offer[],
): Promise<Assistance['resources']> {
  const at = event.at ?? (await centreOf(work, event.areaCode))
  if (!at) return null
  const needs = together([...needsOfItems(items), ...(await needsOfPlan(work, offers))]).slice(0, mostNeeds)
  const found: NeededResource[] = []
  for (const need of needs) {
    const one = await nearestTo(work, spatial, at, need)
    if (one) found.push(one)
  }
  return { place: await areaFullName(work.tx, event.areaCode), exact: event.at !== null, items: found }
}

async function centreOf(work: Work, areaCode: string) {
  const area = await findArea(work.tx, areaCode)
  return area?.center_lng != null && area.center_lat != null
    ? { lng: Number(area.center_lng), lat: Number(area.center_lat) }
    : null
}

const needsOfItems = (items: ShownItem[]): Need[] =>
  [...items]
    .sort((a, b) => Number(b.item.conditions.length > 0) - Number(a.item.conditions.length > 0))
    .flatMap(({ item }) => item.needs.map(need => ({ ...need, because: [`清单：${item.text}`] })))

/** What the steps of the best plan ask for at the level that is reached. */
async function needsOfPlan(work: Work, offers: Offer[]): Promise<Need[]> {
  const best = offers.find(offer => offer.planId !== null && offer.levelReached) ?? offers.find(offer => offer.planId)
  if (!best?.planId) return []
  const content = (await contentsInForce(work, [best.planId])).get(best.planId)
  return (content?.steps ?? [])
    .filter(step => step.levels.includes(best.level))
    .flatMap(step =>
      step.needs.flatMap(need =>
        need.capability && need.quantity > 0
          ? [{ capability: need.capability, quantity: need.quantity, because: [`《${best.name}》：${step.title}`] }]
          : [],
      ),
    )
}

/** One line for each kind; the largest amount asked for at once, since each step may use the same again. */
function together(needs: Need[]): Need[] {
  const byKind = new Map<string, Need>()
  for (const need of needs) {
    const known = byKind.get(need.capability)
    byKind.set(need.capability, {
      ...need,
      quantity: Math.max(need.quantity, known?.quantity ?? 0),
      because: [...new Set([...(known?.because ?? []), ...need.because])],
    })
  }
  return [...byKind.values()]
}

async function nearestTo(
  work: Work,
  spatial: SpatialIndex,
  at: { lng: number; lat: number },
  { capability, quantity, because }: Need,
): Promise<NeededResource | null> {
  const query = { ...at, capability, quantity, limit: 20, withOperator: false, includeUnavailable: false }
  const reply = await nearestResources(work, spatial, query).catch((error: unknown) => {
    // A kind that was taken out of the catalogue is no reason to show nothing at all.
    if (error instanceof Problem && error.code === 'resource/unknown-capability') return null
    throw error
  })
  if (!reply) return null
  const meant = reply.capabilities.find(one => one.code === capability) ?? reply.capabilities[0]
  const free = reply.items.reduce((sum, hit) => sum + (hit.free ?? 0), 0)
  const asked = new URLSearchParams({
    capability,
    quantity: String(quantity),
    lng: String(at.lng),
    lat: String(at.lat),
  })
  return {
    capability,
    name: meant?.name ?? capability,
    unit: meant?.unit ?? '',
    wanted: quantity,
    because,
    missing: Math.max(0, quantity - free),
    hits: [...reply.items]
      .sort((a, b) => (a.metres ?? Number.POSITIVE_INFINITY) - (b.metres ?? Number.POSITIVE_INFINITY))
      .slice(0, shownOwners)
      .map(({ id, name, unitName, metres, roadMinutes, free, unit, keeper, link, stale }) => ({
        id,
        name,
        unitName,
        metres,
        roadMinutes,
        free,
        unit,
        keeper,
        link,
        stale,
      })),
    link: `/resources?${asked}`,
  }
}
