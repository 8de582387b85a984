import { type ReportView, reportKinds, reportStates } from '@anlan/contract/event-report.ts'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { Loaded } from '../../../ui/states.tsx'
import { showSecond } from '../../../ui/time.ts'
import { Comparison } from './comparison.tsx'
import { Paper } from './paper/paper.tsx'
import { Differences, ReportCheck } from './paper/report-check.tsx'
import { useReportEditing } from './paper/use-report-editing.ts'
import { Receipts } from './receipts.tsx'
import { ReportActBar } from './report-act-bar.tsx'
import { DeliverDrawer } from './report-drawers.tsx'
import { documentAddress, reportQuery } from './requests.ts'
import './report.css'
import './paper/paper.css'

export function ReportPage() {
  const { id = '' } = useParams()
  const report = useQuery(reportQuery(id))
  return (
    <Loaded of={report} rows={12}>
      {view => <ReportDesk key={view.id} report={view} />}
    </Loaded>
  )
}

/** The paper at the left, what it still needs at the right, what can be done with it on top. */
function ReportDesk({ report }: { report: ReportView }) {
  const editing = useReportEditing(report)
  const mine = report.mayEdit ? editing : null
  const [isComparing, setComparing] = useState(false)
  const [deliverTo, setDeliverTo] = useState<string | null>(null)
  return (
    <div className="report">
      <header className="head no-print">
        <h1>
          {reportKinds[report.kind]}
          {report.kind === 'followUp' ? report.ordinal : ''}
        </h1>
        <span className="event-state-word">{reportStates[report.state]}</span>
        {report.awaitingConfirmation && <span className="word-tag">待补签确认</span>}
        <Link to={`/events/${report.eventId}`}>{report.eventTitle}</Link>
        <span className="spread" />
        {mine && (
          <span className="saved-at">
            {editing.said ?? (editing.savedAt ? `已保存 ${showSecond(editing.savedAt)}` : '停顿时自动保存')}
          </span>
        )}
        <Button onClick={() => setComparing(true)}>对照</Button>
        <Button href={documentAddress(report.id)}>下载文档</Button>
        <Button onClick={() => window.print()}>打印</Button>
      </header>
      {editing.isConflict && (
        <Alert
          className="no-print"
          type="warning"
          title="该报告已被他人修改，您刚才的改动没有保存"
          action={<Button onClick={editing.adopt}>载入最新内容</Button>}
        />
      )}
      <div className="report-body">
        <Paper report={report} editing={mine} />
        <aside className="report-side no-print">
          <ReportActBar report={report} editing={mine} />
          {mine && <ReportCheck report={report} editing={mine} />}
          <Differences report={report} />
          <Receipts report={report} onDeliver={setDeliverTo} />
        </aside>
      </div>
      <Comparison report={report} open={isComparing} onClose={() => setComparing(false)} />
      <DeliverDrawer report={report} unitId={deliverTo} onClose={() => setDeliverTo(null)} />
    </div>
  )
}
