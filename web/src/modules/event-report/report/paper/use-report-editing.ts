import type { ElementValue, ReportElement, ReportView } from '@anlan/contract/event-report.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { presentMoment } from '../../../../ui/clock/clock.ts'
import { Refusal, saidOf } from '../../../../ui/http.ts'
import { editReport, reportQuery } from '../requests.ts'

/** What may be changed on the paper while it is a draft. */
export interface PaperDraft {
  title: string
  reason: string
  elements: Partial<Record<ReportElement, ElementValue>>
  recipientUnitIds: string[]
  copyUnitIds: string[]
}

const draftOf = (report: ReportView): PaperDraft => ({
  title: report.title,
  reason: report.reason ?? '',
  elements: report.elements,
  recipientUnitIds: report.recipients.filter(recipient => !recipient.copy).map(recipient => recipient.unitId),
  copyUnitIds: report.recipients.filter(recipient => recipient.copy).map(recipient => recipient.unitId),
})

const pause = 900

/** What is typed stays in this browser until the server has it. */
const placeOf = (reportId: string) => `anlan.report.${reportId}`
interface Kept {
  revision: number
  draft: PaperDraft
}
const readKept = (reportId: string): Kept | null => {
  try {
    return JSON.parse(localStorage.getItem(placeOf(reportId)) ?? 'null') as Kept | null
  } catch {
    return null
  }
}

/**
 * The paper saves itself at every pause. What is being typed is never replaced by what the server answers; when somebody
 * else changed the report meanwhile, the writer is told and chooses.
 */
export function useReportEditing(report: ReportView) {
  const queries = useQueryClient()
  const [kept] = useState(() => (report.mayEdit ? readKept(report.id) : null))
  const [draft, setDraft] = useState(() => kept?.draft ?? draftOf(report))
  const [savedAt, setSavedAt] = useState<string | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const [isConflict, setConflict] = useState(() => kept !== null && kept.revision !== report.revision)
  const revision = useRef(kept?.revision ?? report.revision)
  const unsaved = useRef<PaperDraft | null>(kept?.draft ?? null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const saving = useRef<Promise<void>>(Promise.resolve())

  const save = useCallback(async () => {
    const due = unsaved.current
    if (!due) return
    unsaved.current = null
    try {
      const saved = await editReport(report.id, { ...due, revision: revision.current })
      revision.current = saved.revision
      queries.setQueryData(reportQuery(report.id).queryKey, saved)
      if (!unsaved.current) localStorage.removeItem(placeOf(report.id))
      setSavedAt(presentMoment())
      setSaid(null)
    } catch (error) {
      unsaved.current ??= due
      setSaid(saidOf(error))
      if (error instanceof Refusal && error.body.code === 'conflict') setConflict(true)
    }
  }, [report.id, queries])

  /** Everything typed is on the server when this is done; throws nothing, `said` tells. */
  const flush = useCallback(() => {
    clearTimeout(timer.current)
    saving.current = saving.current.then(save)
    return saving.current
  }, [save])

  const change = (part: Partial<PaperDraft>) => {
    const next = { ...draft, ...part }
    setDraft(next)
    unsaved.current = next
    localStorage.setItem(placeOf(report.id), JSON.stringify({ revision: revision.current, draft: next }))
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void flush(), pause)
  }

  const changeElement = (element: ReportElement, value: Partial<ElementValue>) => {
    const before = draft.elements[element] ?? { text: '', pending: false }
    change({ elements: { ...draft.elements, [element]: { ...before, ...value } } })
  }

  const adopt = () => {
    unsaved.current = null
    localStorage.removeItem(placeOf(report.id))
    revision.current = report.revision
    setDraft(draftOf(report))
    setConflict(false)
    setSaid(null)
  }

  // Somebody else saved, and nothing of ours is waiting: follow.
  useEffect(() => {
    if (report.revision === revision.current || unsaved.current) return
    revision.current = report.revision
    setDraft(draftOf(report))
  }, [report])

  useEffect(() => {
    if (unsaved.current) void flush() // Found in this browser when the paper was opened.
    return () => void flush()
  }, [flush])

  return {
    draft,
    change,
    changeElement,
    flush,
    savedAt,
    said,
    isConflict,
    adopt,
    hasUnsaved: () => unsaved.current !== null,
  }
}
export type ReportEditing = ReturnType<typeof useReportEditing>
