import { UnitView } from '@anlan/contract/directory.ts'
import type { ProblemBody } from '@anlan/contract/problems.ts'
import { SignedIn } from '@anlan/contract/session.ts'

// The sample county's accounts share it; a server with such accounts answers on this machine only.
const samplePassword = 'Anlan@2026'

/** What a reply is read with: any shape of the contract. */
export interface Shape<T> {
  parse(value: unknown): T
}
export type Of<S extends Shape<unknown>> = ReturnType<S['parse']>

type Body = Record<string, unknown>

/** One signed-in account. Every reply is parsed by its shape; a refusal is thrown with its Chinese words. */
export class Caller {
  #url: string
  #token: string
  constructor(url: string, token: string) {
    this.#url = url
    this.#token = token
  }

  get<T>(path: string, shape: Shape<T>): Promise<T> {
    return this.#send('GET', path, undefined, shape)
  }
  post<T>(path: string, body: Body, shape: Shape<T>): Promise<T> {
    return this.#send('POST', path, body, shape)
  }
  put<T>(path: string, body: Body, shape: Shape<T>): Promise<T> {
    return this.#send('PUT', path, body, shape)
  }
  patch<T>(path: string, body: Body, shape: Shape<T>): Promise<T> {
    return this.#send('PATCH', path, body, shape)
  }
  /** A file: its media type and bytes. */
  async download(path: string): Promise<{ type: string; bytes: Uint8Array }> {
    const reply = await this.#fetch('GET', path, undefined)
    return { type: reply.headers.get('content-type') ?? '', bytes: new Uint8Array(await reply.arrayBuffer()) }
  }

  /** Brings a file in; its id. */
  async upload(name: string, content: string): Promise<string> {
    const form = new FormData()
    form.append('file', new Blob([content], { type: 'application/pdf' }), name)
    const reply = await fetch(`${this.#url}/api/files`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#token}` },
      body: form,
    })
    const text = await reply.text()
    if (!reply.ok) throw new Error(`上传${name}被拒绝：${inWords(reply.status, text)}`)
    return (JSON.parse(text) as { id: string }).id
  }

  async #send<T>(method: string, path: string, body: Body | undefined, shape: Shape<T>): Promise<T> {
    const reply = await this.#fetch(method, path, body)
    const text = await reply.text()
    try {
      return shape.parse(text ? JSON.parse(text) : {})
    } catch (error) {
      throw new Error(`${method} ${path} 的答复与约定不符：${(error as Error).message}`)
    }
  }

  async #fetch(method: string, path: string, body: Body | undefined): Promise<Response> {
    const reply = await fetch(this.#url + path, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (reply.ok) return reply
    throw new Error(`${method} ${path} 被拒绝：${inWords(reply.status, await reply.text())}`)
  }
}

function inWords(status: number, text: string): string {
  try {
    const { code, title, detail, errors } = JSON.parse(text) as ProblemBody
    return [`${status} ${code} ${title}`, detail, ...(errors ?? []).map(one => `${one.field}：${one.message}`)]
      .filter(Boolean)
      .join('；')
  } catch {
    return `${status} ${text.slice(0, 200)}`
  }
}

const nothing: Shape<unknown> = { parse: value => value }
const unitList: Shape<{ items: Of<typeof UnitView>[] }> = {
  parse: value => ({ items: (value as { items: unknown[] }).items.map(one => UnitView.parse(one)) }),
}

/** The platform as the people of the county use it: each through an account of their own. */
export class Client {
  #url: string
  #callers = new Map<string, Promise<Caller>>()
  #units = new Map<string, string>()
  constructor(url: string) {
    this.#url = url
  }

  as(account: string): Promise<Caller> {
    let caller = this.#callers.get(account)
    if (!caller) {
      caller = this.#signIn(account)
      this.#callers.set(account, caller)
    }
    return caller
  }

  async #signIn(account: string): Promise<Caller> {
    const { token } = await new Caller(this.#url, '').post(
      '/api/session',
      { account, password: samplePassword },
      SignedIn,
    )
    return new Caller(this.#url, token)
  }

  /** Moves the platform's clock; everything that falls due on the way happens first. */
  async moveClock(to: string): Promise<void> {
    await new Caller(this.#url, '').put('/api/clock', { now: to }, nothing)
  }

  async readUnits(): Promise<void> {
    const { items } = await (await this.as('duty1')).get('/api/units', unitList)
    for (const unit of items) this.#units.set(unit.name, unit.id)
  }

  /** The id of a unit by its full name. */
  unit(name: string): string {
    const id = this.#units.get(name)
    if (!id) throw new Error(`机构名录中没有${name}`)
    return id
  }
}
