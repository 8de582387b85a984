import { useSyncExternalStore } from 'react'
import { http } from '../http.ts'

/**
 * The server's time. Limits are counted by it, so countdowns must be too: the clock of a duty-room machine may be
 * minutes off. A virtual clock (drills, tests) stands still between readings.
 */
interface Reading {
  serverAt: number
  readAt: number
  virtual: boolean
}

let reading: Reading = { serverAt: Date.now(), readAt: performance.now(), virtual: false }
const listeners = new Set<() => void>()
let second = 0
let timer: ReturnType<typeof setInterval> | undefined

const currentMillis = () =>
  reading.virtual ? reading.serverAt : reading.serverAt + (performance.now() - reading.readAt)

const tell = () => {
  second = Math.floor(currentMillis() / 1000)
  for (const listener of listeners) listener()
}

export const serverNow = () => new Date(currentMillis())
export const clockIsVirtual = () => reading.virtual

/**
 * The present moment as a form sends it: whole seconds, and never ahead of the server, which refuses what is said to
 * have happened later than now.
 */
export const presentMoment = () =>
  new Date(reading.virtual ? reading.serverAt : Math.floor((currentMillis() - 250) / 1000) * 1000).toISOString()

/** The way back is not added, so that this clock rather lags by it than runs ahead. */
export async function readServerClock(): Promise<void> {
  const { now, virtual } = await http.get<{ now: string; virtual: boolean }>('/clock')
  reading = { serverAt: Date.parse(now), readAt: performance.now(), virtual }
  tell()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  if (!timer) {
    second = Math.floor(currentMillis() / 1000)
    timer = setInterval(tell, 1000)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) {
      clearInterval(timer)
      timer = undefined
    }
  }
}

/** The server's time, renewed each second. */
export const useNow = () =>
  new Date(useSyncExternalStore(subscribe, () => second || Math.floor(currentMillis() / 1000)) * 1000)

/** The server's time, renewed each minute: for lists that need no seconds. */
export const useMinute = () =>
  new Date(
    useSyncExternalStore(subscribe, () => Math.floor((second || Math.floor(currentMillis() / 1000)) / 60)) * 60_000,
  )

export const useClockIsVirtual = () => useSyncExternalStore(subscribe, clockIsVirtual)
