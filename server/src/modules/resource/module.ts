import type { Module } from '../../kernel/module.ts'
import { seedCapabilities } from './capabilities.ts'
import { resourceRoutes } from './routes.ts'
import { resourceSchema } from './schema.ts'
import { resourceSettings } from './settings.ts'

/** 可调用资源: what the county can call on, of every owner in one list; who holds it; the nearest that is adequate. */
export const resource: Module = {
  name: 'resource',
  migrations: resourceSchema,
  routes: resourceRoutes,
  settings: resourceSettings,
  seed: seedCapabilities,
}
