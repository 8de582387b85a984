import type { ReportDeliveryView, ReportView } from '@anlan/contract/event-report.ts'
import { Button } from 'antd'
import { useSession } from '../../../app/session.tsx'
import { useMinute } from '../../../ui/clock/clock.ts'
import { showTime } from '../../../ui/time.ts'

/** What became of the report at each receiver, with the receipts from above. */
export function Receipts({ report, onDeliver }: { report: ReportView; onDeliver: (unitId: string) => void }) {
  const session = useSession()
  if (report.recipients.length === 0) return null
  return (
    <section className="panel">
      <h2>{report.state === 'sent' ? '送达和签收' : '将报送至'}</h2>
      <ul className="receipts">
        {report.recipients.map(recipient => (
          <li key={recipient.unitId}>
            <div>
              <b>{recipient.unitName}</b> <span className="word-tag">{recipient.copy ? '抄送' : '主送'}</span>
            </div>
            {report.state === 'sent' && <Fate of={recipient} />}
            {!recipient.inSystem && !recipient.deliveredManuallyAt && (
              <div>
                <span className="quiet">该单位未接入本系统，须人工送达</span>{' '}
                {report.state === 'sent' && report.unitId === session.unitId && (
                  <Button size="small" onClick={() => onDeliver(recipient.unitId)}>
                    登记送达
                  </Button>
                )}
              </div>
            )}
            {recipient.comments.map(comment => (
              <blockquote key={`${comment.at}${comment.text}`}>
                {comment.text}
                <small className="quiet"> {comment.byName}</small>
              </blockquote>
            ))}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Fate({ of }: { of: ReportDeliveryView }) {
  const now = useMinute()
  if (of.returnedAt) {
    return (
      <div>
        <b>{showTime(of.returnedAt, now)} 退回</b>：{of.returnReason}
      </div>
    )
  }
  if (of.receivedAt) {
    return (
      <div>
        <span className="met-mark">已签收</span> {showTime(of.receivedAt, now)} {of.receivedByName}
      </div>
    )
  }
  if (of.deliveredManuallyAt) return <div>{showTime(of.deliveredManuallyAt, now)} 人工送达</div>
  return <div className="quiet">{of.sentAt ? `${showTime(of.sentAt, now)} 送出，尚未签收` : '等待送出'}</div>
}
