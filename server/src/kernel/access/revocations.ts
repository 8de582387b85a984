import pg from 'pg'
import type { House } from '../house.ts'

const retryMs = 1000

/** Hears from the database which accounts' sessions and which settings changed on any node, and drops them from this node's memory. Returns how to stop. */
export function listenForRevocations(house: House, connectionString: string): () => Promise<void> {
  let stopped = false
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  const connect = async () => {
    if (stopped) return
    const next = new pg.Client({ connectionString, keepAlive: true })
    let ended = false
    const again = () => {
      if (ended) return
      ended = true
      next.end().catch(() => {})
      // While deaf, nothing kept in memory can be trusted.
      house.sessions.forgetAll()
      house.settings.forget()
      if (!stopped) timer = setTimeout(() => void connect(), retryMs)
    }
    next.on('error', again)
    next.on('end', again)
    next.on('notification', ({ channel, payload }) =>
      channel === 'anlan_setting' ? house.settings.forget() : house.sessions.forget(payload ?? ''),
    )
    try {
      await next.connect()
      await next.query('listen anlan_session; listen anlan_setting')
      client = next
    } catch {
      again()
    }
  }
  void connect()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await client?.end().catch(() => {})
  }
}
