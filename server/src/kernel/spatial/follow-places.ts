import { listenTo } from '../database/listening.ts'
import type { House } from '../house.ts'
import { changesIn, placeChannel, readPlaces } from './places.ts'
import type { PlaceChange } from './spatial-index.ts'

const retryMs = 1000
/** Some milliseconds of work, after which whoever waits has his turn; later versions stay in whichever order they come. */
const appliedAtOnce = 2_000

async function applyInPieces(house: House, rows: PlaceChange[]) {
  for (let at = 0; at < rows.length; at += appliedAtOnce) {
    if (at > 0) await new Promise<void>(resolve => setImmediate(resolve))
    house.spatial.apply(rows.slice(at, at + appliedAtOnce))
  }
}

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
  const refillAgain = (error: unknown) => {
    house.log.warn({ error: String(error) }, 'places not read, trying again')
    clearTimeout(timer)
    timer = setTimeout(() => void refill().catch(refillAgain), retryMs)
  }
  const stop = listenTo(connectionString, {
    channels: [placeChannel],
    hear: (_channel, payload) => {
      const { changes, unread } = changesIn(payload)
      house.spatial.apply(changes)
      if (unread)
        void house
          .reading(tx => readPlaces(tx, unread))
          .then(rows => applyInPieces(house, rows))
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
