import { useCallback, useEffect, useRef, useState } from 'react'
import { presentMoment } from '../../../ui/clock/clock.ts'
import type { IntakeState } from './intake-values.ts'
import { dropDraft, readDraft, saveDraft } from './requests.ts'

interface Saved {
  content: IntakeState
  savedAt: string
}

export type Keeping = { at: string; where: 'server' | 'here' } | null

const pause = 800

const readHere = (place: string): Saved | null => {
  try {
    return JSON.parse(localStorage.getItem(place) ?? 'null') as Saved | null
  } catch {
    return null
  }
}
const isIntake = (content: unknown): content is IntakeState =>
  typeof content === 'object' && content !== null && 'values' in content && 'ids' in content

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

  useEffect(() => {
    let isGone = false
    const here = readHere(place)
    void readDraft()
      .then(({ draft }) =>
        draft && isIntake(draft.content) ? { content: draft.content, savedAt: draft.savedAt } : null,
      )
      .catch(() => null)
      .then(there => {
        if (!isGone)
          setFound(
            [here, there].filter(saved => saved !== null).sort((a, b) => b.savedAt.localeCompare(a.savedAt))[0] ?? null,
          )
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
      const { savedAt } = await saveDraft({ content: { ...due.content } })
      if (!isDropped.current) setKept({ at: savedAt, where: 'server' })
    } catch {
      // Still in this browser; the next pause tries again.
    }
  }, [])

  const keep = useCallback(
    (content: IntakeState) => {
      isDropped.current = false
      const at = presentMoment()
      localStorage.setItem(place, JSON.stringify({ content, savedAt: at }))
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
    await dropDraft().catch(() => {})
  }, [place])

  useEffect(() => () => void send(), [send])

  return { found, kept, keep, flush: send, drop }
}
