import type { Module } from '../../kernel/module.ts'
import { directoryRoutes } from './routes.ts'
import { directorySchema } from './schema.ts'
import { directoryHistorySchema } from './schema-history.ts'

/** 机构岗位人员通讯录: units as a tree, posts and who holds them, people, places. Rules and papers name posts; this answers who that is now. */
export const directory: Module = {
  name: 'directory',
  migrations: [...directorySchema, ...directoryHistorySchema],
  routes: directoryRoutes,
}
