import { AddMaintenance, MaintenancePage, MaintenanceQuery, MaintenanceView, UsageView } from '@anlan/contract/usage.ts'
import type { App } from '../../../kernel/http/app.ts'
import { addMaintenance, listMaintenance } from './maintenance.ts'
import { readUsage } from './usage.ts'

/** Who uses the platform and who keeps it up (平台使用、维护制度). */
export function usageRoutes(app: App) {
  const config = { permission: 'administration.usage.read' } as const
  app.get('/api/usage', { config, schema: { response: { 200: UsageView } } }, request => request.work(readUsage))
  app.get(
    '/api/maintenance',
    { config, schema: { querystring: MaintenanceQuery, response: { 200: MaintenancePage } } },
    request => request.work(work => listMaintenance(work, request.query)),
  )
  app.post(
    '/api/maintenance',
    {
      config: { permission: 'administration.operations' },
      schema: { body: AddMaintenance, response: { 201: MaintenanceView } },
    },
    async (request, reply) => reply.code(201).send(await request.create(work => addMaintenance(work, request.body))),
  )
}
