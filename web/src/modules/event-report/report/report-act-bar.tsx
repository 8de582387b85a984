import { mayBePending, type ReportView, reportKinds } from '@anlan/contract/event-report.ts'
import { useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { usePermits } from '../../../app/session.tsx'
import { primary } from '../../../ui/hotkeys.ts'
import { Refusal, saidOf } from '../../../ui/http.ts'
import { onDutyQuery } from '../../duty/requests.ts'
import { ApprovalSheet } from './approval-sheet.tsx'
import type { ReportEditing } from './paper/use-report-editing.ts'
import { type ReportDrawer, ReportDrawers } from './report-drawers.tsx'
import { type ReportActs, useReportActs } from './requests.ts'

interface ReportActBarProps {
  report: ReportView
  editing: ReportEditing | null
}

/** What this person may do with the paper now; the next step in its life is the primary one. */
export function ReportActBar({ report, editing }: ReportActBarProps) {
  const acts = useReportActs(report.id)
  const [drawer, setDrawer] = useState<ReportDrawer | null>(null)
  const [error, setError] = useState<unknown>(null)
  const { message } = App.useApp()

  const run = async (act: () => Promise<unknown>, done: string) => {
    setError(null)
    try {
      await editing?.flush()
      if (editing?.hasUnsaved()) return
      await act()
      void message.success(done)
    } catch (refused) {
      setError(refused)
    }
  }

  return (
    <section className="panel report-acts">
      {error !== null && (
        <Alert
          type="error"
          title={saidOf(error)}
          description={
            error instanceof Refusal && !error.body.detail && error.fields.length > 0
              ? error.fields.map(field => field.message).join('；')
              : undefined
          }
        />
      )}
      {report.state === 'sent' ? (
        <SentActs report={report} acts={acts} run={run} onDrawer={setDrawer} />
      ) : (
        <UnsentActs report={report} acts={acts} run={run} onDrawer={setDrawer} />
      )}
      <ReportDrawers report={report} acts={acts} drawer={drawer} onClose={() => setDrawer(null)} />
    </section>
  )
}

interface StepProps {
  report: ReportView
  acts: ReportActs
  run: (act: () => Promise<unknown>, done: string) => Promise<void>
  onDrawer: (drawer: ReportDrawer) => void
}

function UnsentActs({ report, acts, run, onDrawer }: StepProps) {
  const may = usePermits()
  const [isApproving, setApproving] = useState(false)
  const { data: onDuty } = useQuery(onDutyQuery)
  const leaders = (onDuty?.items[0]?.people ?? [])
    .filter(shift => shift.post === 'shiftLeader')
    .map(shift => shift.personName)
  const name = reportKinds[report.kind]
  const { missing } = report.completeness
  const isReady = missing.length === 0
  const canAllPend = missing.every(element => mayBePending(report.kind, element))
  const maySubmit = may('event-report.submit')
  const mayLeaveUnsigned =
    maySubmit && report.state !== 'signed' && (report.kind === 'first' || report.kind === 'followUp')

  if (report.state === 'discarded') return <p className="quiet">该报告已作废，仅供查阅</p>
  return (
    <>
      {report.state === 'draft' && (
        <Button
          {...(isApproving ? {} : primary)}
          block
          loading={acts.askReview.isPending}
          onClick={() => void run(() => acts.askReview.mutateAsync(), '已送审')}
        >
          送审
        </Button>
      )}
      {report.state === 'review' && report.mayReview && (
        <Button {...primary} block onClick={() => onDrawer('review')}>
          审核
        </Button>
      )}
      {report.state === 'signing' && report.maySign && (
        <Button {...primary} block onClick={() => onDrawer('sign')}>
          签发
        </Button>
      )}
      {report.state === 'signed' && maySubmit && (
        <Button
          {...primary}
          block
          loading={acts.submit.isPending}
          onClick={() => void run(() => acts.submit.mutateAsync({}), `${name}已报出`)}
        >
          报送{name}
        </Button>
      )}
      {(report.state === 'review' || report.state === 'signing') && (
        <p className="quiet">等待{report.state === 'review' ? '审核' : '签发'}；情况紧急可先行报出，事后补签。</p>
      )}
      {mayLeaveUnsigned && !isApproving && (
        <Button block onClick={() => setApproving(true)}>
          紧急报送{name}（口头签批或先报后补）
        </Button>
      )}
      {mayLeaveUnsigned && isApproving && (
        <ApprovalSheet
          act={`报送${name}`}
          busy={acts.submit.isPending}
          leaders={leaders}
          onSend={approval => void run(() => acts.submit.mutateAsync({ approval }), `${name}已报出`)}
          onClose={() => setApproving(false)}
        />
      )}
      {!isReady && report.mayEdit && (
        <p className="quiet">
          还有 {missing.length} 项必填要素未写，报出前须补齐{canAllPend ? '或写“正在核实”' : ''}。
        </p>
      )}
      {report.mayEdit && report.state !== 'draft' && <p className="quiet">改动内容后须重新送审、签发。</p>}
      {report.mayEdit && (
        <Popconfirm
          title="作废这份报告"
          description="作废后不能恢复，记录保留。"
          okText="作废"
          onConfirm={() => void run(() => acts.discard.mutateAsync(), '已作废')}
        >
          <Button type="text" danger block>
            作废
          </Button>
        </Popconfirm>
      )}
    </>
  )
}

/** Once it is out, its receiver receipts, returns or comments; its signer confirms what went ahead of the signature. */
function SentActs({ report, acts, run, onDrawer }: StepProps) {
  const isReturned = report.recipients.some(recipient => recipient.returnedAt)
  return (
    <>
      {report.awaitingConfirmation && report.maySign && (
        <Button {...primary} block onClick={() => onDrawer('confirm')}>
          补签确认
        </Button>
      )}
      {report.mayReceive && (
        <Button
          {...primary}
          block
          loading={acts.receive.isPending}
          onClick={() => void run(() => acts.receive.mutateAsync(), '已签收')}
        >
          签收
        </Button>
      )}
      {report.mayReceive && (
        <Button block onClick={() => onDrawer('return')}>
          退回
        </Button>
      )}
      {report.mayAnswer && (
        <Button block onClick={() => onDrawer('comment')}>
          批注意见
        </Button>
      )}
      {!report.mayAnswer && isReturned && (
        <p className="quiet">该报告被退回，请按退回理由核实后拟写续报或补报，重新报送。</p>
      )}
      {!report.mayAnswer && !isReturned && !report.awaitingConfirmation && (
        <p className="quiet">该报告已报出，内容和时间不再改变；数据有变化请拟写续报或补报。</p>
      )}
      {report.awaitingConfirmation && !report.maySign && <p className="quiet">该报告先行报出，等待领导补签确认。</p>}
    </>
  )
}
