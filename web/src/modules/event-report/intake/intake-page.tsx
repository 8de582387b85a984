import type { CallView } from '@anlan/contract/switchboard.ts'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { useSession } from '../../../app/session.tsx'
import { presentMoment } from '../../../ui/clock/clock.ts'
import { Failed } from '../../../ui/states.tsx'
import { callQuery } from '../../switchboard/requests.ts'
import { IntakeForm } from './intake-form.tsx'
import { freshIntake, type IntakeState, type IntakeValues, isBlank } from './intake-values.ts'
import { useIntakeDraft } from './use-intake-draft.ts'
import './intake.css'

/** 新来电: written down while the caller speaks; a call logged earlier may be taken up again (`?call=`). */
export function IntakePage() {
  const { accountId } = useSession()
  const [asked, setAsked] = useSearchParams()
  const callId = asked.get('call')
  const call = useQuery({ ...callQuery(callId ?? ''), enabled: Boolean(callId) })
  const draft = useIntakeDraft(accountId)
  const [round, setRound] = useState(0)

  if (callId && call.error) return <Failed error={call.error} onRetry={() => void call.refetch()} />
  if (draft.found === undefined || (callId && !call.data)) return null

  const found = draft.found && !isBlank(draft.found.content.values) ? draft.found : null
  const isSameMatter = found && found.content.fromCallId === callId && round === 0
  const beginning: IntakeState = isSameMatter
    ? found.content
    : freshIntake(call.data ? valuesOfCall(call.data) : { knownAt: presentMoment(), sourceKind: 'public' }, callId)

  const startAfresh = () => {
    void draft.drop()
    setAsked({}, { replace: true })
    setRound(before => before + 1)
  }

  return (
    <IntakeForm
      key={`${callId}-${round}`}
      beginning={beginning}
      restoredFrom={isSameMatter ? found.savedAt : null}
      draft={draft}
      onStartAfresh={startAfresh}
    />
  )
}

const valuesOfCall = (call: CallView): IntakeValues => ({
  text: call.content,
  areaCode: call.areaCode ?? undefined,
  knownAt: call.receivedAt,
  sourceKind: call.sourceKind,
  reporterName: call.callerName ?? undefined,
  reporterPhone: call.callerPhone ?? undefined,
  reporterUnitId: call.callerUnitId ?? undefined,
})
