import { test as base } from './world.ts'

/** The sample county without its 邻近协作单位: stories about a ledger that enter every record themselves. */
export const test = base.extend<{ noNeighbours: undefined }>({
  noNeighbours: [
    async ({ world }, use) => {
      await world.query("delete from search_document where kind = 'register:neighbour-units'")
      await world.query("delete from register_record where ledger = 'neighbour-units'")
      await use(undefined)
    },
    { auto: true },
  ],
})
