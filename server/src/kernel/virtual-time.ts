import { z } from 'zod'
import type { VirtualClock } from './clock.ts'
import type { House } from './house.ts'
import type { App } from './http/app.ts'
import { fieldProblem, Problem } from './problem.ts'
import { isLoopback } from './settings.ts'
import { nextDueAt, runDueTasks } from './work/due-tasks.ts'
import { drainRelay } from './work/relay.ts'
import type { Work } from './work/work.ts'

/**
 * Time that somebody moves (rehearsals and tests). Due tasks and handlers run one after another, each at its own moment on the way, so that a replay always
 * gives the same record; a request waits until what came before it has settled.
 */
export class VirtualTime {
  #house: House
  #clock: VirtualClock
  #queue: Promise<unknown> = Promise.resolve()

  constructor(house: House, clock: VirtualClock) {
    this.#house = house
    this.#clock = clock
    const factsBefore = house.wake.facts
    house.wake.facts = deliveries => {
      factsBefore(deliveries)
      if (deliveries) void this.#enqueue(() => drainRelay(house)).catch(() => {})
    }
    const wakeBefore = house.wake.tasks
    house.wake.tasks = soonest => {
      wakeBefore(soonest)
      if (soonest <= clock.now()) void this.#enqueue(() => this.#runDue()).catch(() => {})
    }
  }

  /** Resolves when nothing that has been caused so far is still to be done at the present moment. */
  async idle(): Promise<void> {
    let seen: Promise<unknown>
    do {
      seen = this.#queue
      await seen
    } while (seen !== this.#queue)
  }

  /** Moves the clock and runs everything that falls due on the way, in order. */
  async moveTo(to: Date): Promise<void> {
    await this.#enqueue(async () => {
      await this.#runDue()
      const back = to < this.#clock.now()
      for (let next = await nextDueAt(this.#house); !back && next && next <= to; next = await nextDueAt(this.#house)) {
        if (next > this.#clock.now()) this.#clock.moveTo(next)
        await this.#runDue()
      }
      this.#clock.moveTo(to)
      await this.#house.transaction(async tx => {
        await tx.updateTable('installation').set({ virtual_now: to }).execute()
        // What recurs daily is asked for a day that now lies ahead again.
        if (back) await tx.updateTable('due_task').set({ run_at: to }).where('kind', 'like', '%.new-day').execute()
      })
      await this.#runDue()
    })
    await this.idle()
  }

  async #runDue() {
    await drainRelay(this.#house)
    while ((await runDueTasks(this.#house)) > 0) await drainRelay(this.#house)
    await drainRelay(this.#house)
  }

  #enqueue(act: () => Promise<unknown>): Promise<unknown> {
    const done = this.#queue.then(act)
    this.#queue = done.catch(error =>
      this.#house.log.error({ error: (error as Error).message }, 'virtual time stumbled'),
    )
    return done
  }
}

/** A store for rehearsals is moved to days of its own: what belongs to the real week would lie in its future. */
export async function isForRehearsals(work: Work): Promise<boolean> {
  const installation = await work.tx.selectFrom('installation').select('clock').executeTakeFirst()
  return installation?.clock === 'virtual'
}

/** `GET /api/clock`: what time it is for the platform. `PUT /api/clock`: moves it, only on a store made for that and only from this machine. */
export function clockRoutes(app: App, house: House, virtual: VirtualTime | null) {
  const reply = z.object({ now: z.string(), virtual: z.boolean() })
  const now = () => ({ now: house.clock.now().toISOString(), virtual: house.clock.virtual })
  app.get('/api/clock', { config: { permission: 'public' }, schema: { response: { 200: reply } } }, async () => now())
  if (!virtual) return
  app.addHook('onRequest', () => virtual.idle())
  app.put(
    '/api/clock',
    {
      config: { permission: 'public' },
      schema: {
        body: z.object({ now: z.iso.datetime({ offset: true, error: '时间应带时区' }).meta({ title: '时间' }) }),
        response: { 200: reply },
      },
    },
    async request => {
      if (!isLoopback(request.ip)) throw new Problem('clock/not-virtual')
      const to = new Date(request.body.now)
      const year = to.getUTCFullYear()
      if (year < 2000 || year > 2100)
        throw fieldProblem('invalid-input', '/now', '时间', '时间应在 2000 年至 2100 年之间')
      await virtual.moveTo(to)
      return now()
    },
  )
}
