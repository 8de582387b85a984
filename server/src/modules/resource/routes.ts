import { Id } from '@anlan/contract/codec.ts'
import {
  CapabilityView,
  NearestQuery,
  NearestReply,
  ReachQuery,
  ReachReply,
  ResourceHit,
} from '@anlan/contract/resource.ts'
import { z } from 'zod'
import type { House } from '../../kernel/house.ts'
import type { App } from '../../kernel/http/app.ts'
import { capabilities } from './nearest/catalogue.ts'
import { nearestResources } from './nearest/nearest.ts'
import { offerById } from './nearest/offer-by-id.ts'
import { villageReach } from './nearest/village-reach.ts'

/** 找资源: read only; what is held is booked by call-up slips. */
export function resourceRoutes(app: App, house: House) {
  const config = { permission: 'resource.read' } as const
  app.get(
    '/api/resources/nearest',
    { config, schema: { querystring: NearestQuery, response: { 200: NearestReply } } },
    request => request.work(work => nearestResources(work, house.spatial, request.query)),
  )
  app.get(
    '/api/resources/capabilities',
    { config, schema: { response: { 200: z.object({ items: z.array(CapabilityView) }) } } },
    request => request.work(async work => ({ items: await capabilities(work) })),
  )
  app.get(
    '/api/resources/reach',
    { config, schema: { querystring: ReachQuery, response: { 200: ReachReply } } },
    request => request.work(work => villageReach(work, request.query)),
  )
  app.get(
    '/api/resources/offers/:id',
    {
      // Who may call on it, whose whole telephone numbers he sees.
      config: { permission: 'resource.call' },
      schema: {
        params: z.object({ id: Id }),
        response: { 200: z.object({ items: z.array(ResourceHit) }) },
      },
    },
    request => request.work(async work => ({ items: await offerById(work, request.params.id) })),
  )
}
