import { listenTo } from '../database/listening.ts'
import type { House } from '../house.ts'
import { changesIn, placeChannel, readPlaces } from './places.ts'

const retryMs = 1000

/**
 * Keeps `house.spatial` what the database holds: fills it, hears what any node commits, and fills it again after the connection was lost (until then
 * it answers with what it knew). Resolves once it is filled. Returns how to stop.
 */
export async function followPlaces(house: House, connectionString: string): Promise<() => Promise<void>> {
  const refill = () => house.spatial.refill(() => house.reading(tx => readPlaces(tx)))
  let filled = () => {}
  let failed = (_error: unknown) => {}
  const isFilled = new Promise<void>((resolve, reject) => {
    filled = resolve
    failed = reject
  })
  let timer: NodeJS.Timeout | undefined
  const refillAgain = (error?: unknown) => {
    if (error) house.log.warn({ error: String(error) }, 'places not read, trying again')
    clearTimeout(timer)
    timer = setTimeout(() => void refill().catch(refillAgain), error ? retryMs : 0)
  }
  const stop = listenTo(connectionString, {
    channels: [placeChannel],
    hear: (_channel, payload) => {
      const heard = changesIn(payload)
      if (!heard) return refillAgain()
      house.spatial.apply(heard.changes)
      if (heard.unread.length)
        void house
          .reading(tx => readPlaces(tx, heard.unread))
          .then(rows => house.spatial.apply(rows))
          .catch(refillAgain)
    },
    // A failure here breaks the connection, so that all of it is tried again.
    listening: () =>
      refill().then(filled, error => {
        failed(error)
        throw error
      }),
  })
  try {
    await isFilled
  } catch (error) {
    await stop()
    throw error
  }
  return async () => {
    clearTimeout(timer)
    await stop()
  }
}
