import type { FieldError, ProblemBody } from '@anlan/contract/problems.ts'

/** The server answered, and the answer is no. `body.title` is for the person at the screen. */
export class Refusal extends Error {
  readonly body: ProblemBody

  constructor(body: ProblemBody) {
    super(body.title)
    this.body = body
  }

  get fields(): FieldError[] {
    return this.body.errors ?? []
  }
}

/** No answer: the network, or the server, is away. What was typed is kept and may be sent again with the same id. */
export class Unreachable extends Error {
  constructor() {
    super('连不上服务器，内容未送出，请检查网络后重试')
  }
}

export type QueryValues = Record<string, string | number | boolean | null | undefined>

const withQuery = (path: string, query?: QueryValues) => {
  const filled = Object.entries(query ?? {}).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  )
  if (filled.length === 0) return path
  return `${path}?${new URLSearchParams(filled.map(([name, value]) => [name, String(value)]))}`
}

type RefusalListener = (refusal: Refusal) => void
const listeners = new Set<RefusalListener>()

/** Told of every refusal: the frame sends people to the sign-in page when their session has ended. */
export const onRefusal = (listener: RefusalListener) => {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

const refusalOf = async (response: Response): Promise<Refusal> => {
  const body: unknown = await response.json().catch(() => null)
  if (body && typeof body === 'object' && 'title' in body) return new Refusal(body as ProblemBody)
  const title = response.status >= 500 ? '服务暂时不可用，请稍后重试' : '请求未被接受'
  return new Refusal({ type: 'about:blank', code: 'internal', title, status: response.status })
}

async function send<T>(method: string, path: string, body?: BodyInit, type?: string, signal?: AbortSignal): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (type) headers['content-type'] = type
  let response: Response
  try {
    response = await fetch(`/api${path}`, { method, headers, body, signal, credentials: 'same-origin' })
  } catch {
    throw new Unreachable()
  }
  if (!response.ok) {
    const refusal = await refusalOf(response)
    for (const listener of listeners) listener(refusal)
    throw refusal
  }
  if (response.status === 204) return undefined as T
  const text = await response.text()
  return (text ? JSON.parse(text) : undefined) as T
}

const sendJson = <T>(method: string, path: string, value?: unknown, signal?: AbortSignal) =>
  value === undefined ? send<T>(method, path) : send<T>(method, path, JSON.stringify(value), 'application/json', signal)

/** The one way to the server. Replies were written by the shapes of the contract and are trusted as such. */
export const http = {
  get: <T>(path: string, query?: QueryValues) => send<T>('GET', withQuery(path, query)),
  /** `signal` gives up waiting for what takes long. */
  post: <T>(path: string, value: unknown = {}, signal?: AbortSignal) => sendJson<T>('POST', path, value, signal),
  put: <T>(path: string, value: unknown) => sendJson<T>('PUT', path, value),
  patch: <T>(path: string, value: unknown) => sendJson<T>('PATCH', path, value),
  delete: <T>(path: string) => sendJson<T>('DELETE', path),
  upload: <T>(path: string, file: File) => {
    const form = new FormData()
    form.append('file', file)
    return send<T>('POST', path, form)
  },
}

/** A sentence for the person at the screen, whatever went wrong. */
export const saidOf = (error: unknown): string => {
  if (error instanceof Refusal)
    return error.body.detail && error.body.detail !== error.body.title
      ? `${error.body.title}：${error.body.detail}`
      : error.body.title
  if (error instanceof Unreachable) return error.message
  return '页面出现意外错误，请刷新后重试'
}
