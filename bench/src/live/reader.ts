import { connect, type Socket } from 'node:net'

/** One screen: a connection that notes what it was told, by the id of each event, and when. */
export class Reader {
  private readonly url: string
  private readonly token: string
  private readonly onFact: (mark: string) => void
  /** Ids in the order of arrival. */
  readonly told: string[] = []
  /** What those events were about. */
  readonly marks: string[] = []
  #last: string | null = null
  #socket: Socket | null = null
  #rest = ''

  /** `onFact` hears the subject of a fact the moment it is here. */
  constructor(url: string, token: string, onFact: (mark: string) => void) {
    this.url = url
    this.token = token
    this.onFact = onFact
  }

  /** Resolves when the server has taken the reader among those it tells. */
  open(): Promise<void> {
    const { hostname, port } = new URL(this.url)
    const socket = connect({ host: hostname, port: Number(port) })
    this.#socket = socket
    this.#rest = ''
    socket.setEncoding('utf8')
    return new Promise((resolve, reject) => {
      socket.once('error', reject)
      socket.once('connect', () =>
        socket.write(
          `GET /api/stream HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer ${this.token}\r\n${this.#last ? `last-event-id: ${this.#last}\r\n` : ''}\r\n`,
        ),
      )
      socket.on('data', chunk => this.#take(String(chunk), resolve, reject))
      socket.once('close', () => reject(new Error('the stream was closed before it began')))
    })
  }

  drop() {
    this.#socket?.destroy()
  }

  #take(chunk: string, opened: () => void, refused: (error: Error) => void) {
    this.#rest += chunk
    if (/^HTTP\/1\.1 [345]/.test(this.#rest)) refused(new Error(this.#rest.slice(0, 300)))
    for (let end = this.#rest.indexOf('\n\n'); end >= 0; end = this.#rest.indexOf('\n\n')) {
      const event = this.#rest.slice(0, end)
      this.#rest = this.#rest.slice(end + 2).replace(/^\r\n[0-9a-f]*\r\n/, '')
      const id = /^id: (.+)$/m.exec(event)?.[1]
      const isFact = event.includes('event: fact')
      if (id) this.#last = id
      if (isFact && id) {
        const mark = /"subjectId":"([^"]+)"/.exec(event)?.[1] ?? ''
        this.told.push(id)
        this.marks.push(mark)
        this.onFact(mark)
      }
      if (/^: /m.test(event)) opened()
    }
  }
}
