import { z } from 'zod'
import type { Durability } from './database/durability.ts'
import type { House } from './house.ts'
import type { App } from './http/app.ts'

/** `/healthz`: the process lives, and what its database promises. `/readyz`: it can do work now. */
export function healthRoutes(app: App, house: House, durability: Durability, kind: 'embedded' | 'server') {
  app.get(
    '/healthz',
    {
      schema: {
        response: {
          200: z.object({
            status: z.literal('ok'),
            clock: z.string(),
            now: z.string(),
            database: z.object({ kind: z.string(), version: z.string(), durability: z.string() }),
            files: z.object({ kind: z.enum(['local', 's3']), statement: z.string(), available: z.boolean() }),
          }),
        },
      },
    },
    async () => ({
      status: 'ok' as const,
      clock: house.clock.virtual ? 'virtual' : 'real',
      now: house.clock.now().toISOString(),
      database: { kind, version: durability.version, durability: durability.statement },
      files: await house.files.state(),
    }),
  )
  app.get('/readyz', { schema: { response: { 200: z.object({ status: z.literal('ready') }) } } }, async () => {
    await house.transaction(tx => tx.selectFrom('installation').select('id').executeTakeFirstOrThrow())
    return { status: 'ready' as const }
  })
}
