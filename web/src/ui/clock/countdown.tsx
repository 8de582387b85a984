import { showInstant, showSpan, showTime, showTimer } from '../time.ts'
import { useNow } from './clock.ts'

interface Limit {
  dueAt: string
  /** Only marked, never overdue (“立即”). */
  soft?: boolean
}

const urgentWithin = 15 * 60_000
const digitsWithin = 24 * 3_600_000

/** Relative and absolute together: 还剩 12 分 · 03:46 前. A limit that has passed says by how much, and stays. */
export function Countdown({ dueAt, soft = false }: Limit) {
  const now = useNow()
  const left = Date.parse(dueAt) - now.getTime()
  const by = `${showTime(dueAt, now)} 前`
  if (left < 0 && soft)
    return (
      <span className="due due-soft" title={showInstant(dueAt)}>
        <b className="overdue-tag">应立即办理</b> <span className="due-by">已过 {showSpan(left)}</span>
      </span>
    )
  if (left < 0) {
    return (
      <span className="due" title={showInstant(dueAt)}>
        <b className="overdue-tag">超时 {showSpan(left)}</b> <span className="due-by">应于 {by}</span>
      </span>
    )
  }
  const remaining = left < urgentWithin ? showTimer(left) : showSpan(left)
  return (
    <span className={left < urgentWithin ? 'due due-near' : 'due'} title={showInstant(dueAt)}>
      {soft ? '应立即办理 · ' : ''}还剩 <b className="figure">{remaining}</b> <span className="due-by">· {by}</span>
    </span>
  )
}

/** Large, for the row of clocks: the digits first. */
export function Timer({ dueAt, soft = false }: Limit) {
  const now = useNow()
  const left = Date.parse(dueAt) - now.getTime()
  const digits = Math.abs(left) < digitsWithin ? showTimer(left) : showSpan(left)
  const by = `${showTime(dueAt, now)} 前`
  if (left < 0 && soft) {
    return (
      <span className="timer timer-over">
        <span className="timer-digits">立即</span>
        <span className="timer-by">已过 {showSpan(left)}</span>
      </span>
    )
  }
  return (
    <span className={`timer${left < 0 ? ' timer-over' : ''}${left >= 0 && left < urgentWithin ? ' timer-near' : ''}`}>
      <span className="timer-digits">
        {left < 0 ? '超 ' : ''}
        {digits}
      </span>
      <span className="timer-by">{left < 0 ? `应于 ${by}` : by}</span>
    </span>
  )
}

/** 3 分前, with the instant on hover. */
export function Ago({ at }: { at: string }) {
  const now = useNow()
  const passed = now.getTime() - Date.parse(at)
  return <span title={showInstant(at)}>{passed < 60_000 ? '刚刚' : `${showSpan(passed)}前`}</span>
}
