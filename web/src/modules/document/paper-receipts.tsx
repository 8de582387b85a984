import type { PaperDeliveryView, PaperView } from '@anlan/contract/paper.ts'
import { Button } from 'antd'
import { useState } from 'react'
import { useMinute } from '../../ui/clock/clock.ts'
import { showTime } from '../../ui/time.ts'
import { DeliveredDrawer } from './paper-drawers.tsx'

/** 签收单: who has it, since when, through whom; those who have not stand first. */
export function PaperReceipts({ paper }: { paper: PaperView }) {
  const [byHand, setByHand] = useState<PaperDeliveryView | null>(null)
  // Only the sender learns who has signed for it.
  if (!paper.sentAt || paper.steps.length === 0) return null
  const isDone = (one: PaperDeliveryView) => Boolean(one.receivedAt ?? one.deliveredManuallyAt)
  const open = paper.deliveries.filter(one => !isDone(one))
  const done = paper.deliveries.filter(isDone)
  return (
    <section className="panel">
      <h2>
        签收情况 <small>{`${done.length}/${paper.deliveries.length}`}</small>
      </h2>
      <ul className="paper-receipts">
        {[...open, ...done].map(one => (
          <li key={one.id}>
            <b>{one.name}</b>
            {one.copy && <span className="word-tag">抄送</span>}
            <span className="spread" />
            <Fate of={one} />
            {!one.inSystem && !one.deliveredManuallyAt && paper.may.withdraw && (
              <Button size="small" onClick={() => setByHand(one)}>
                登记送达
              </Button>
            )}
          </li>
        ))}
      </ul>
      <DeliveredDrawer paper={paper} delivery={byHand} onClose={() => setByHand(null)} />
    </section>
  )
}

function Fate({ of }: { of: PaperDeliveryView }) {
  const now = useMinute()
  if (of.receivedAt)
    return (
      <span>
        {showTime(of.receivedAt, now)} {of.receivedByName} 签收
      </span>
    )
  if (of.deliveredManuallyAt)
    return (
      <span>
        {showTime(of.deliveredManuallyAt, now)} {of.deliveredHow}
      </span>
    )
  if (!of.inSystem) return <span className="quiet">未接入本系统，须人工送达</span>
  return <b className="paper-open">{of.reminders > 0 ? `未签收，已提醒 ${of.reminders} 次` : '未签收'}</b>
}
