import { App, Button } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { newId } from '../../ui/form/new-id.ts'
import { saidOf } from '../../ui/http.ts'
import { useTranscript } from './requests.ts'

/** Drafts the clean copy as a paper to the units that carry it out, or opens the one there is. */
export function TranscriptButton({ instructionId }: { instructionId: string }) {
  const transcript = useTranscript()
  const { message } = App.useApp()
  const go = useNavigate()
  const [id] = useState(newId)
  return (
    <Button
      className="no-print"
      loading={transcript.isPending}
      onClick={() =>
        transcript.mutateAsync({ id, instructionId }).then(
          paper => void go(`/papers/${paper.id}`),
          error => void message.error(saidOf(error), 8),
        )
      }
    >
      抄清件
    </Button>
  )
}
