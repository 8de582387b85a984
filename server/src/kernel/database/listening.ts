import pg from 'pg'

const retryMs = 1000

/** What a listener does with what it hears. */
export interface Ear {
  channels: string[]
  hear(channel: string, payload: string): void
  /** The connection stands and listens; whatever is read from now on misses nothing. */
  listening?(): Promise<void>
  /** The connection broke: until `listening` is called again nothing is heard. */
  deaf?(): void
}

/** Listens to NOTIFY on a connection of its own for as long as the process lives; a broken one is opened anew. Returns how to stop. */
export function listenTo(connectionString: string, ear: Ear): () => Promise<void> {
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
      ear.deaf?.()
      if (!stopped) timer = setTimeout(() => void connect(), retryMs)
    }
    next.on('error', again)
    next.on('end', again)
    next.on('notification', ({ channel, payload }) => ear.hear(channel, payload ?? ''))
    try {
      await next.connect()
      await next.query(ear.channels.map(channel => `listen ${channel}`).join('; '))
      client = next
      await ear.listening?.()
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
