import { type CallUpPriority, callUpPriorities } from '@anlan/contract/call-up.ts'
import type { CallUpLine } from '@anlan/contract/call-up-view.ts'
import { useMinute } from '../../ui/clock/clock.ts'
import { showAgo, showTime } from '../../ui/time.ts'

export function PriorityWord({ priority }: { priority: CallUpPriority }) {
  if (priority === 'normal') return null
  return <b className={priority === 'mostUrgent' ? 'call-up-urgent' : 'word-tag'}>{callUpPriorities[priority]}</b>
}

/** Where it was last known to be, how long ago, and when it should be there. */
export function LastPlace({ of }: { of: Pick<CallUpLine, 'last' | 'eta'> }) {
  const now = useMinute()
  if (!of.last) return of.eta ? <>预计 {showTime(of.eta, now)} 到达</> : null
  const where =
    of.last.place || (of.last.position ? `${of.last.position.lng.toFixed(4)}，${of.last.position.lat.toFixed(4)}` : '')
  return (
    <>
      {where} <small className="quiet">{showAgo(of.last.at, now)}</small>
    </>
  )
}

export const yuan = (amount: number) =>
  amount.toLocaleString('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
