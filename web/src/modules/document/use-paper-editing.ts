import type { PaperRecipient, PaperSection, PaperUrgency, PaperView } from '@anlan/contract/paper.ts'
import { useState } from 'react'
import type { UploadedFile } from '../../fields/files-field.tsx'
import { saidOf } from '../../ui/http.ts'
import { useEditPaper } from './requests.ts'

/** What is being written, until it is saved. */
export interface PaperDraft {
  title: string
  urgency: PaperUrgency
  sections: PaperSection[]
  main: PaperRecipient[]
  copies: PaperRecipient[]
  files: UploadedFile[]
  note: string
  contact: string
}

const draftOf = (paper: PaperView): PaperDraft => {
  const to = (copy: boolean) =>
    paper.deliveries.filter(one => one.copy === copy).map(({ unitId, postId }) => ({ unitId, postId }))
  return {
    title: paper.title,
    urgency: paper.urgency,
    sections: paper.sections,
    main: to(false),
    copies: to(true),
    files: paper.files,
    note: paper.note,
    contact: paper.contact,
  }
}

/** A draft under one's hands; what others saved meanwhile is not overwritten: the server refuses, and one takes over theirs. */
export function usePaperEditing(paper: PaperView) {
  const [base, setBase] = useState(paper)
  const [draft, setDraft] = useState(() => draftOf(paper))
  const [isDirty, setDirty] = useState(false)
  const [said, setSaid] = useState<string | null>(null)
  const edit = useEditPaper(paper.id)
  if (!isDirty && base !== paper) {
    setBase(paper)
    setDraft(draftOf(paper))
  }
  return {
    draft,
    isDirty,
    said,
    isSaving: edit.isPending,
    change: (more: Partial<PaperDraft>) => {
      setDraft(now => ({ ...now, ...more }))
      setDirty(true)
    },
    adopt: () => {
      setBase(paper)
      setDraft(draftOf(paper))
      setDirty(false)
      setSaid(null)
    },
    /** Whether the server now holds what is on the screen. */
    save: async (): Promise<boolean> => {
      if (!isDirty) return true
      setSaid(null)
      try {
        const { files, ...rest } = draft
        const saved = await edit.mutateAsync({
          ...rest,
          revision: base.revision,
          fileIds: files.map(file => file.id),
        })
        setBase(saved)
        setDraft(draftOf(saved))
        setDirty(false)
        return true
      } catch (error) {
        setSaid(saidOf(error))
        return false
      }
    },
  }
}
export type PaperEditing = ReturnType<typeof usePaperEditing>
