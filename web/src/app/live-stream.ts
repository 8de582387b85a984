import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { clockIsVirtual, readServerClock } from '../ui/clock/clock.ts'

interface StreamedFact {
  position: string
  type: string
  subjectId: string | null
  matterId: string | null
  at: string
  unitId: string | null
}

export interface LiveState {
  connected: boolean
  /** Milliseconds since 1970 by this machine: when we last heard from the server. */
  heardAt: number
}

let live: LiveState = { connected: false, heardAt: 0 }
const listeners = new Set<() => void>()
const become = (next: LiveState) => {
  live = next
  for (const listener of listeners) listener()
}

export const useLiveState = () =>
  useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => live,
  )

/** Which reads a fact makes old, by the first word of its type. Read top to bottom, the rest are left alone. */
const touchedBy: Record<string, string[]> = {
  'emergency-event': ['events', 'event', 'reports', 'obligations', 'map'],
  'event-report': ['reports', 'report', 'events', 'event', 'obligations', 'violations', 'corrections'],
  obligation: ['obligations', 'events', 'event', 'responses', 'response', 'instructions', 'instruction'],
  response: ['responses', 'response', 'event', 'obligations', 'map'],
  notice: ['notices', 'response', 'event'],
  duty: ['duty', 'coverage'],
  'duty-mode': ['duty-modes', 'duty-mode-tables', 'key-periods', 'duty'],
  form: ['forms'],
  allocation: ['allocations'],
  team: ['team', 'resources', 'map', 'register-record'],
  stock: ['stock', 'resources', 'map', 'register-record'],
  shelter: ['shelters', 'resources', 'map', 'register-record'],
  equipment: ['equipment', 'resources', 'map', 'register-record'],
  'call-up': ['call-ups', 'call-up', 'box', 'resources', 'event', 'obligations', 'map'],
  map: ['map-ground', 'map-views', 'map-sources'],
  switchboard: ['calls', 'duty'],
  instruction: ['instructions', 'instruction', 'event', 'obligations', 'duty'],
  directory: ['directory'],
  calendar: ['calendar'],
  register: ['register-record', 'map'],
  document: ['rules', 'paper-kinds'],
  paper: ['papers', 'paper'],
  account: ['administration'],
  setting: ['administration'],
  operation: ['administration'],
  session: [],
  file: [],
  audit: [],
}
const everythingLive = ['events', 'event', 'reports', 'report', 'obligations', 'notices', 'duty', 'calls']

/** Facts of which the server writes a line into the duty log, by itself and a moment later. */
const loggedBySystem = new Set(['emergency-event', 'event-report', 'switchboard'])

const restBetweenRenewals = 600
const logFollowsWithin = 2_500

/** Collects what arrives in a short while and renews once, so that a burst of facts is one read per list. */
function makeRenewal(queries: QueryClient) {
  const roots = new Set<string>()
  const matters = new Set<string>()
  let waiting: ReturnType<typeof setTimeout> | undefined

  const renew = () => {
    waiting = undefined
    for (const root of roots) {
      void queries.invalidateQueries({
        queryKey: [root],
        // A single event or report is renewed only when the fact is about it.
        predicate: query => {
          const [kind, id] = query.queryKey
          return (
            (kind !== 'event' && kind !== 'report') || matters.size === 0 || (typeof id === 'string' && matters.has(id))
          )
        },
      })
    }
    roots.clear()
    matters.clear()
  }

  let logWaiting: ReturnType<typeof setTimeout> | undefined
  const renewLog = () => {
    logWaiting = undefined
    void queries.invalidateQueries({ queryKey: ['duty'] })
  }

  return (fact: StreamedFact) => {
    const word = fact.type.split('.')[0] ?? ''
    if (loggedBySystem.has(word) && !logWaiting) logWaiting = setTimeout(renewLog, logFollowsWithin)
    for (const root of touchedBy[word] ?? everythingLive) roots.add(root)
    for (const id of [fact.matterId, fact.subjectId]) if (id) matters.add(id)
    if (!waiting) waiting = setTimeout(renew, restBetweenRenewals)
  }
}

/** Keeps the reads of this screen fresh for as long as someone is signed in. */
export function useLiveStream() {
  const queries = useQueryClient()
  useEffect(() => {
    const renewal = makeRenewal(queries)
    const source = new EventSource('/api/stream')
    source.onopen = () => {
      const wasAway = live.heardAt > 0 && !live.connected
      become({ connected: true, heardAt: Date.now() })
      if (wasAway) void queries.invalidateQueries({ refetchType: 'active' })
    }
    source.onerror = () => become({ ...live, connected: false })
    const onFact = (message: MessageEvent<string>) => {
      become({ connected: true, heardAt: Date.now() })
      renewal(JSON.parse(message.data) as StreamedFact)
      if (clockIsVirtual()) void readServerClock()
    }
    source.addEventListener('fact', onFact)
    return () => source.close()
  }, [queries])
}
