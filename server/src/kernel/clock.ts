/** The one source of time. Business code never reads it: a unit of work carries its own `now`. */
export interface Clock {
  readonly virtual: boolean
  now(): Date
}

export const realClock: Clock = { virtual: false, now: () => new Date() }

/** A clock that stands still until it is moved (rehearsals and tests). */
export class VirtualClock implements Clock {
  readonly virtual = true
  #now: Date
  constructor(start: Date) {
    this.#now = start
  }
  now() {
    return new Date(this.#now)
  }
  moveTo(now: Date) {
    this.#now = now
  }
}
