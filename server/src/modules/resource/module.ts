import type { Module } from '../../kernel/module.ts'
import { seedCapabilities } from './capabilities.ts'
import { resourceSchema } from './schema.ts'

/** 可调用资源: what the county can call on, of every owner in one list; who holds it; the nearest that is adequate. */
export const resource: Module = {
  name: 'resource',
  migrations: resourceSchema,
  seed: seedCapabilities,
}
