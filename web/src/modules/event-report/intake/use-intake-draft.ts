import { useCallback, useEffect, useRef, useState } from 'react'
import { serverNow } from '../../../ui/clock/clock.ts'
import { Unreachable } from '../../../ui/http.ts'
import type { IntakeState } from './intake-values.ts'
import { dropDraft, readDraft, saveDraft } from './requests.ts'

interface Saved {
  content: IntakeState
  savedAt: string
  /** Of the copy in this browser: the server has not got it yet. */
  unsent?: boolean
}

export type Keeping = { at: string; where: 'server' | 'here' } | null

const pause = 800
const nextTry = 3_000
/** This clock may lag behind the server's by so much; what was typed last still wins. */
const clockTolerance = 5_000

const readHere = (place: string): Saved | null => {
  try {
    return JSON.parse(localStorage.getItem(place) ?? 'null') as Saved | null
  } catch {
    return null
  }
}
const keepHere = (place: string, saved: Saved) => localStorage.setItem(place, JSON.stringify(saved))
const isIntake = (content: unknown): content is IntakeState =>
  typeof content === 'object' && content !== null && 'values' in content && 'ids' in content

/** The newer of the two copies. */
const newerOf = (here: Saved | null, there: Saved | null): Saved | null => {
  if (!here || !there) return here ?? there
  const ahead = Date.parse(here.savedAt) - Date.parse(there.savedAt)
  return ahead > (here.unsent ? -clockTolerance : 0) ? here : there
}

/**
 * Keeps what is typed in two places: in this browser at every key, on the server at every pause. A reload, a crash or
 * another machine finds it again; the newer of the two wins.
 */
export function useIntakeDraft(accountId: string) {
  const place = `anlan.intake.${accountId}`
  const [found, setFound] = useState<Saved | null | undefined>(undefined)
  const [kept, setKept] = useState<Keeping>(null)
  const waiting = useRef<{ timer: ReturnType<typeof setTimeout>; content: IntakeState } | null>(null)
  const isDropped = useRef(false)
  const onItsWay = useRef<Promise<unknown>>(Promise.resolve())

  useEffect(() => {
    let isGone = false
    const here = readHere(place)
    void readDraft()
      .then(({ draft }) =>
        draft && isIntake(draft.content) ? { content: draft.content, savedAt: draft.savedAt } : null,
      )
      .catch(() => null)
      .then(there => {
        if (!isGone) setFound(newerOf(here, there))
      })
    return () => {
      isGone = true
    }
  }, [place])

  const send = useCallback(async () => {
    const due = waiting.current
    if (!due) return
    clearTimeout(due.timer)
    waiting.current = null
    try {
      const saving = saveDraft({ content: { ...due.content } })
      onItsWay.current = saving
      const { savedAt } = await saving
      if (isDropped.current) return
      setKept({ at: savedAt, where: 'server' })
      if (!waiting.current) keepHere(place, { content: due.content, savedAt })
    } catch (error) {
      if (isDropped.current) return
      setKept({ at: serverNow().toISOString(), where: 'here' })
      // Still in this browser. A server that comes back is given it without another key being pressed.
      if (error instanceof Unreachable && !waiting.current)
        waiting.current = { content: due.content, timer: setTimeout(() => void send(), nextTry) }
    }
  }, [place])

  const keep = useCallback(
    (content: IntakeState) => {
      isDropped.current = false
      const at = serverNow().toISOString()
      keepHere(place, { content, savedAt: at, unsent: true })
      setKept(before => (before?.where === 'server' ? before : { at, where: 'here' }))
      if (waiting.current) clearTimeout(waiting.current.timer)
      waiting.current = { content, timer: setTimeout(() => void send(), pause) }
    },
    [place, send],
  )

  const drop = useCallback(async () => {
    isDropped.current = true
    if (waiting.current) clearTimeout(waiting.current.timer)
    waiting.current = null
    localStorage.removeItem(place)
    setKept(null)
    // A save still on its way would bring the draft back.
    await onItsWay.current.catch(() => {})
    await dropDraft().catch(() => {})
  }, [place])

  useEffect(() => () => void send(), [send])

  return { found, kept, keep, flush: send, drop }
}
