/** One event of the live stream as a reader got it. */
export interface StreamEvent {
  id: string
  event: string
  data: Record<string, string>
  at: number
}

/** A reader of `GET /api/stream`, as a browser's EventSource is one. */
export interface StreamReader {
  events: StreamEvent[]
  /** Whether the server ended it. */
  ended: Promise<void>
  lastId(): string | undefined
  close(): void
}

/** Opens the stream and resolves when the reader has joined: what is recorded from then on reaches it. */
export async function readStream(url: string, token: string, lastEventId?: string): Promise<StreamReader> {
  const abort = new AbortController()
  const reply = await fetch(`${url}/api/stream`, {
    signal: abort.signal,
    headers: { authorization: `Bearer ${token}`, ...(lastEventId && { 'last-event-id': lastEventId }) },
  })
  if (reply.status !== 200 || !reply.body) throw new Error(`the stream answered ${reply.status}`)
  const events: StreamEvent[] = []
  let opened = () => {}
  const open = new Promise<void>(resolve => {
    opened = resolve
  })
  const read = async (body: ReadableStream<Uint8Array>) => {
    let text = ''
    const decoder = new TextDecoder()
    for await (const chunk of body) {
      text += decoder.decode(chunk, { stream: true })
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? ''
        if (field('id'))
          events.push({
            id: field('id'),
            event: field('event'),
            data: JSON.parse(field('data')),
            at: performance.now(),
          })
      }
      if (blocks.some(block => block.startsWith(':'))) opened()
    }
  }
  const ended = read(reply.body).catch(() => {})
  await open
  return { events, ended, lastId: () => events.at(-1)?.id, close: () => abort.abort() }
}
