import type { ReportView } from '@anlan/contract/event-report.ts'
import { useMinute } from '../../../../ui/clock/clock.ts'
import { showTime } from '../../../../ui/time.ts'

type Step = ReportView['signatures'][number]['step']

const stepNames: Record<Step, string> = {
  drafted: '拟稿',
  reviewed: '审核',
  signed: '签发',
  returned: '退改',
  oral: '口头签批',
  urgent: '先报后补',
  confirmed: '补签确认',
}

/** Who wrote, who read, who signed, and when: the line at the foot of the paper. */
export function SignOff({ report }: { report: ReportView }) {
  const now = useMinute()
  const done = new Set(report.signatures.map(signature => signature.step))
  const isApproved = done.has('signed') || done.has('oral') || done.has('urgent')
  const missing: Step[] = [
    ...(done.has('drafted') ? [] : (['drafted'] as const)),
    ...(done.has('reviewed') || isApproved ? [] : (['reviewed'] as const)),
    ...(isApproved ? [] : (['signed'] as const)),
    ...(report.awaitingConfirmation ? (['confirmed'] as const) : []),
  ]
  return (
    <ol className="sign-off">
      {report.signatures.map(signature => (
        <li key={`${signature.step}${signature.at}`} className="is-done">
          <span>{stepNames[signature.step]}</span>
          <b>{signature.byName}</b>
          <small>
            {showTime(signature.at, now)}
            {signature.opinion && signature.step !== 'drafted' && ` ${signature.opinion}`}
          </small>
        </li>
      ))}
      {missing.map(step => (
        <li key={step}>
          <span>{stepNames[step]}</span>
          <b>　</b>
          <small>待{stepNames[step]}</small>
        </li>
      ))}
    </ol>
  )
}
