import type { Caller, Client } from './client.ts'

/** How a replay ended, in lines. */
export interface Tally {
  ok: number
  later: number
  failed: number
}

/** What a step claims does not show in the replies. */
export class Discrepancy extends Error {}

export function expectEqual<T>(actual: T, expected: T, what: string): void {
  const [is, shouldBe] = [JSON.stringify(actual), JSON.stringify(expected)]
  if (is !== shouldBe) throw new Discrepancy(`${what}应为 ${shouldBe}，实为 ${is}`)
}

export function expectThat(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new Discrepancy(otherwise)
}

/** The one thing that must be there. */
export function expectOne<T>(found: T[], what: string): T {
  const [only] = found
  if (!only || found.length > 1) throw new Discrepancy(`${what}应有 1 项，实有 ${found.length} 项`)
  return only
}

export const minutesFrom = (since: string, until: string): number => (Date.parse(until) - Date.parse(since)) / 60_000

/**
 * One replay: steps in the order of the script, each at its minute. A step that fails is told and the replay goes on, so that one run
 * shows everything that is wrong.
 */
export class Scenario {
  readonly tally: Tally = { ok: 0, later: 0, failed: 0 }
  readonly client: Client
  readonly #day: string
  readonly #print: (line: string) => void
  #now = ''
  #onTheWay: { at: string; act: () => Promise<void> }[] = []
  /** When the replay began, UTC. */
  startedAt = ''

  /** `day` is the script's main day, `2026-07-12`: a time without a date falls on it. */
  constructor(client: Client, day: string, print: (line: string) => void) {
    this.client = client
    this.#day = day
    this.#print = print
  }

  /** An instant of the script as the API wants it: `02:46` on the main day, or `07-13 18:00`. */
  at(text: string): string {
    const [date, time] = text.includes(' ') ? text.split(' ') : [this.#day.slice(5), text]
    return `${this.#day.slice(0, 4)}-${date}T${time}:00+08:00`
  }

  get now(): string {
    return this.#now
  }

  as(account: string): Promise<Caller> {
    return this.client.as(account)
  }

  unit(name: string): string {
    return this.client.unit(name)
  }

  /** The clock only goes forward, except once at the beginning, from the real time. */
  async moveTo(text: string): Promise<void> {
    const to = this.at(text)
    if (this.#now && Date.parse(to) <= Date.parse(this.#now)) return
    for (let next = this.#nextBefore(to); next; next = this.#nextBefore(to)) {
      this.#onTheWay = this.#onTheWay.filter(one => one !== next)
      await this.#setClock(next.at)
      await next.act()
    }
    await this.#setClock(to)
  }

  /** What an office does at `time` whatever else goes on: done when the clock comes past it, a step of its own. */
  routine(code: string, time: string, what: string, act: () => Promise<string | undefined>): void {
    const at = this.at(time)
    if (this.#now && Date.parse(at) <= Date.parse(this.#now)) return
    this.#onTheWay.push({ at, act: () => this.#tell(`${code} ${time} ${what}`, act) })
    this.#onTheWay.sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
  }

  /** Before the replay has begun nothing lies on the way. */
  #nextBefore(to: string) {
    return this.#onTheWay.find(
      one => this.#now && Date.parse(one.at) <= Date.parse(to) && Date.parse(one.at) >= Date.parse(this.#now),
    )
  }

  async #setClock(to: string) {
    await this.client.moveClock(to)
    this.#now = to
    this.startedAt ||= new Date(to).toISOString()
  }

  /**
   * Something that somebody does at `time`, and what must show in the replies. What became known only afterwards is told at its own
   * time and leaves the clock standing. Words that `act` returns are added to the line.
   */
  async step(code: string, time: string, what: string, act: () => Promise<string | undefined>): Promise<void> {
    await this.#tell(`${code} ${time} ${what}`, async () => {
      await this.moveTo(time)
      return act()
    })
  }

  /** A statement about the whole replay. */
  async assert(code: string, what: string, check: () => Promise<string | undefined>): Promise<void> {
    await this.#tell(`${code} ${what}`, check)
  }

  /** A step, or part of one, that awaits a capability not built yet. */
  later(code: string, what: string): void {
    this.tally.later++
    this.#print(`later ${code} ${what}`)
  }

  async #tell(line: string, act: () => Promise<string | undefined>) {
    try {
      const measured = await act()
      this.tally.ok++
      this.#print(`ok ${line}${measured ? `：${measured}` : ''}`)
    } catch (error) {
      this.tally.failed++
      this.#print(`FAILED ${line}：${(error as Error).message}`)
    }
  }
}
