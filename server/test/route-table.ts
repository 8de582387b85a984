import type { RoutePermission } from '@anlan/contract/permissions.ts'
import type { z } from 'zod'
import type { App } from '../src/kernel/http/app.ts'

/** A route as it was registered: who may use it, and the shapes of what it takes. */
export interface RouteRow {
  method: string
  url: string
  permission: RoutePermission | undefined
  schema: { params?: z.ZodType; querystring?: z.ZodType; body?: z.ZodType }
}

/** Writes every route that is registered on `app` from now on into `table`; Fastify's own HEAD twins stay out. */
export function routesInto(app: App, table: RouteRow[]) {
  app.addHook('onRoute', route => {
    for (const method of [route.method].flat())
      if (method !== 'HEAD' && method !== 'OPTIONS')
        table.push({
          method,
          url: route.url,
          permission: route.config?.permission,
          schema: (route.schema ?? {}) as RouteRow['schema'],
        })
  })
}

/** The address of a route with its parameters filled in. */
export const addressOf = (url: string, params: Record<string, string>) =>
  url.replace(/:(\w+)/g, (_, name: string) => params[name] ?? '00000000-0000-4000-8000-000000000000')
