import type { Module } from '../../kernel/module.ts'
import { trustTileHosts } from './base/base-maps.ts'
import { baseRoutes } from './base/routes.ts'
import { mapRoutes } from './routes.ts'
import { mapSchema } from './schema.ts'

/**
 * 一张图: everything that has a place, read across all modules; keeps nothing of its own but shared views and the base maps. What is on it comes
 * from `layers` of each module (ledgers with a place are layers by themselves) and from events, responses and duty rooms as they are now.
 */
export const map: Module = {
  name: 'map',
  migrations: mapSchema,
  routes: (app, house) => {
    mapRoutes(app, house)
    baseRoutes(app, house)
  },
  start: house => {
    const look = () =>
      trustTileHosts(house).catch(() => house.log.warn({}, 'hosts of base maps not read; read again later'))
    void look()
    // The node on which a base map is added knows at once; the others within this time.
    const timer = setInterval(look, 15_000)
    return async () => clearInterval(timer)
  },
}
