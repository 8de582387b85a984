import { Id } from '@anlan/contract/codec.ts'
import { CameraProgress, CameraView, EnterpriseSafety, FundTotals, YearQuery } from '@anlan/contract/facility.ts'
import { z } from 'zod'
import type { App } from '../../kernel/http/app.ts'
import { contentPolicy } from '../../kernel/http/content-policy.ts'
import { Problem } from '../../kernel/problem.ts'
import { originOf } from './cameras/address.ts'
import { cameraProgress, readCamera } from './cameras/cameras.ts'
import { enterpriseSafety } from './enterprises/enterprises.ts'
import { fundTotals } from './funds/funds.ts'

const params = z.object({ id: Id })
const read = { permission: 'register.read' } as const

export function facilityRoutes(app: App) {
  app.get('/api/facilities/cameras/:id', { config: read, schema: { params, response: { 200: CameraView } } }, request =>
    request.work(work => readCamera(work, request.params.id)),
  )
  // The page within a page that shows one camera: it alone may load from that camera's host, and from no other.
  app.get(
    '/camera-pictures/:id',
    { config: read, schema: { params, hide: true } as { params: typeof params } },
    async (request, reply) => {
      const camera = await request.work(work => readCamera(work, request.params.id))
      const origin = originOf(camera.protocol, camera.address)
      reply.header('content-security-policy', contentPolicy(origin ? [origin] : [], "'self'"))
      if (!reply.sendWebPage) throw new Problem('not-found')
      return reply.sendWebPage()
    },
  )
  app.get(
    '/api/facilities/camera-progress',
    { config: read, schema: { querystring: YearQuery, response: { 200: CameraProgress } } },
    request => request.work(work => cameraProgress(work, request.query.year)),
  )
  app.get(
    '/api/facilities/funds',
    { config: read, schema: { querystring: YearQuery, response: { 200: FundTotals } } },
    request => request.work(work => fundTotals(work, request.query.year)),
  )
  app.get('/api/facilities/enterprises', { config: read, schema: { response: { 200: EnterpriseSafety } } }, request =>
    request.work(work => enterpriseSafety(work)),
  )
}
