import type { ResourceProposals } from '@anlan/contract/response-view.ts'
import type { z } from 'zod'
import { Problem } from '../../../kernel/problem.ts'
import type { SpatialIndex } from '../../../kernel/spatial/spatial-index.ts'
import type { Work } from '../../../kernel/work/work.ts'
import { areaFullName, findArea } from '../../directory/api.ts'
import { nearestResources } from '../../resource/api.ts'
import { commands, visibleResponse } from '../reach.ts'
import type { Response } from '../schema.ts'

type Proposals = z.output<typeof ResourceProposals>

/**
 * What open steps need, and who nearest to the place has it: proposals, from which a person makes the slips. Nothing is booked by looking; each need is
 * looked at for itself, so that two that want the same may name the same owner.
 */
export async function resourceProposals(work: Work, spatial: SpatialIndex, id: string): Promise<Proposals> {
  const response = await visibleResponse(work, id)
  const tasks = await work.tx
    .selectFrom('response_task')
    .select(['id', 'number', 'title', 'needs'])
    .where('response_id', '=', id)
    .where('state', 'not in', ['done', 'verified', 'cancelled'])
    .orderBy('number')
    .execute()
  const at = await positionOf(work, response)
  const items: Proposals['items'] = []
  for (const task of tasks)
    for (const need of task.needs) {
      const found = at && need.capability ? await whoHas(work, spatial, at, need.capability, need) : null
      items.push({
        taskId: task.id,
        number: task.number,
        title: task.title,
        said: need.said,
        capability: need.capability,
        name: found?.name ?? need.said,
        unit: found?.unit ?? '',
        wanted: need.quantity,
        withinKm: need.withinKm,
        missing: found ? found.missing : need.quantity,
        parts: found?.parts ?? [],
      })
    }
  return {
    place: response.area_code ? await areaFullName(work.tx, response.area_code) : '本县',
    isKnown: at !== null,
    items,
    // An exercise calls up nothing that is real.
    mayIssue: response.mode === 'real' && response.state === 'active' && (await commands(work, response)),
  }
}

async function whoHas(
  work: Work,
  spatial: SpatialIndex,
  at: { lng: number; lat: number },
  capability: string,
  { quantity, withinKm }: { quantity: number; withinKm: number | null },
) {
  const reply = await nearestResources(work, spatial, {
    ...at,
    capability,
    quantity,
    limit: 20,
    withOperator: false,
    includeUnavailable: false,
    ...(withinKm !== null && { withinKm }),
  }).catch((error: unknown) => {
    // A kind that the catalogue has no more is said as a gap, not as an error of the whole page.
    if (error instanceof Problem && error.code === 'resource/unknown-capability') return null
    throw error
  })
  if (!reply) return null
  const meant = reply.capabilities.find(one => one.code === capability) ?? reply.capabilities[0]
  const sole = reply.items.find(hit => hit.enough)
  const parts = sole ? [{ offer: sole, take: quantity }] : (reply.combination?.parts ?? [])
  const taken = parts.reduce((sum, one) => sum + one.take, 0)
  return {
    name: meant?.name ?? capability,
    unit: meant?.unit ?? '',
    missing: Math.max(0, quantity - taken),
    parts: parts.map(({ offer, take }) => ({
      offerId: offer.id,
      name: offer.name,
      unitName: offer.unitName,
      capability: offer.capability ?? capability,
      take,
      metres: offer.metres,
      roadMinutes: offer.roadMinutes,
      readyMinutes: offer.readyMinutes,
    })),
  }
}

/** Where the event is; without one, the middle of the response's place. */
async function positionOf(work: Work, response: Response): Promise<{ lng: number; lat: number } | null> {
  const event = response.event_id
    ? await work.tx
        .selectFrom('emergency_event')
        .select(['lng', 'lat'])
        .where('id', '=', response.event_id)
        .executeTakeFirst()
    : undefined
  if (event?.lng != null && event.lat != null) return { lng: Number(event.lng), lat: Number(event.lat) }
  const area = response.area_code ? await findArea(work.tx, response.area_code) : undefined
  return area?.center_lng != null && area.center_lat != null
    ? { lng: Number(area.center_lng), lat: Number(area.center_lat) }
    : null
}
