import type { EventView } from '@anlan/contract/emergency-event.ts'
import { type ReportKind, type ReportLine, reportKinds, reportStates } from '@anlan/contract/event-report.ts'
import { mediums } from '@anlan/contract/obligation.ts'
import { useQuery } from '@tanstack/react-query'
import { App, Button, Dropdown } from 'antd'
import { Link, useNavigate } from 'react-router'
import { Permitted } from '../../../app/session.tsx'
import { useMinute } from '../../../ui/clock/clock.ts'
import { newId } from '../../../ui/form/new-id.ts'
import { saidOf } from '../../../ui/http.ts'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { showTime } from '../../../ui/time.ts'
import { eventReportsQuery, useDraftReport } from '../report/requests.ts'
import { transmissionsQuery } from './requests.ts'

/** Which paper may come next in the chain. */
const nextKinds = (reports: ReportLine[], event: EventView): ReportKind[] => {
  const alive = reports.filter(report => report.state !== 'discarded')
  const isSent = (kind: ReportKind) => alive.some(report => report.kind === kind && report.state === 'sent')
  if (!alive.some(report => report.kind === 'first')) return ['first']
  if (!isSent('first')) return []
  const ending: ReportKind[] = event.endedAt && !isSent('final') ? ['final'] : []
  const checking: ReportKind[] = event.stableAt && !isSent('verified') ? ['verified'] : []
  return [
    ...ending,
    'followUp',
    ...checking,
    'supplement',
    ...(ending.length > 0 ? [] : (['final'] as const)),
    'withdraw',
  ]
}

/** 首 续 终, each with its state and receipts; and what was said by telephone or fax. */
export function EventReports({ event }: { event: EventView }) {
  const reports = useQuery(eventReportsQuery(event.id))
  const transmissions = useQuery(transmissionsQuery(event.id))
  const now = useMinute()
  const isDone = event.state === 'closed' || event.state === 'withdrawn'
  return (
    <>
      <section className="panel">
        <h2>报告</h2>
        <Loaded of={reports} rows={3}>
          {({ items }) => (
            <>
              {items.length === 0 && <Nothing what="尚未拟写报告。事件须在时限内报出首报" />}
              <ul className="report-lines">
                {items.map(report => (
                  <li key={report.id}>
                    <Link to={`/reports/${report.id}`}>
                      <b className="report-kind">
                        {reportKinds[report.kind]}
                        {report.kind === 'followUp' ? report.ordinal : ''}
                      </b>
                      <span>
                        {report.unitName}
                        <small className="quiet">
                          {report.number ?? (report.submittedAt ? '' : `${showTime(report.createdAt, now)} 拟`)}
                          {report.submittedAt && ` ${showTime(report.submittedAt, now)} 报出`}
                        </small>
                      </span>
                      <span className="report-state">
                        {report.returnedAt ? '被退回' : report.receivedAt ? '已签收' : reportStates[report.state]}
                        {report.awaitingConfirmation && <small>待补签</small>}
                      </span>
                    </Link>
                  </li>
                ))}
              </ul>
              <Permitted to="event-report.draft">
                {!isDone && <DraftButton event={event} kinds={nextKinds(items, event)} />}
              </Permitted>
            </>
          )}
        </Loaded>
      </section>
      <section className="panel">
        <h2>电话和其他报送</h2>
        <Loaded of={transmissions} rows={2}>
          {({ items }) =>
            items.length === 0 ? (
              <Nothing what="电话、传真或在其他系统中的报送，登记后计入时限" />
            ) : (
              <ul className="transmissions">
                {items.map(one => (
                  <li key={one.id}>
                    <b>
                      {showTime(one.at, now)} {mediums[one.medium]}
                    </b>{' '}
                    {one.fromUnitName} → {one.toUnitName}
                    {one.spokenTo && `（接话 ${one.spokenTo}）`}
                    {one.receiptNumber && <span className="word-tag">回执 {one.receiptNumber}</span>}
                    {one.backfilled && <span className="word-tag">补录 {showTime(one.recordedAt, now)}</span>}
                    <p>{one.content}</p>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </section>
    </>
  )
}

function DraftButton({ event, kinds }: { event: EventView; kinds: ReportKind[] }) {
  const draft = useDraftReport(event.id)
  const go = useNavigate()
  const { message } = App.useApp()
  const [first, ...others] = kinds
  if (!first) return null
  const start = (kind: ReportKind) =>
    draft.mutate(
      { id: newId(), kind },
      { onSuccess: report => void go(`/reports/${report.id}`), onError: error => void message.error(saidOf(error)) },
    )
  return (
    <div className="draft-button">
      <Button loading={draft.isPending} onClick={() => start(first)}>
        拟写{reportKinds[first]}
      </Button>
      {others.length > 0 && (
        <Dropdown
          menu={{
            items: others.map(kind => ({ key: kind, label: `拟写${reportKinds[kind]}`, onClick: () => start(kind) })),
          }}
        >
          <Button>其他报告</Button>
        </Dropdown>
      )}
    </div>
  )
}
