import { type Freshness, freshness, type RecordView } from '@anlan/contract/register.ts'
import { useMinute } from '../../../ui/clock/clock.ts'
import { dayOf } from '../../../ui/time.ts'

const monthDays = 30

/** 今日, 12 天前, 11 个月前: as exact as anybody needs for a confirmation. */
export function sayAge(at: string, now: Date): string {
  const days = Math.round((Date.parse(dayOf(now)) - Date.parse(dayOf(at))) / 86_400_000)
  if (days <= 0) return '今日'
  if (days < 2 * monthDays) return `${days} 天前`
  return days < 730 ? `${Math.floor(days / monthDays)} 个月前` : `${Math.floor(days / 365)} 年前`
}

const sign: Record<Freshness, string> = { fresh: '✓', due: '◔', stale: '!', never: '?' }

/** How fresh the record is, in words with a sign of its own shape. */
export function FreshnessMark({ record }: { record: RecordView }) {
  const now = useMinute()
  if (!record.freshness) return null
  const age = record.verifiedAt ? `核实于 ${sayAge(record.verifiedAt, now)}` : '从未核实'
  const due = record.verifyDueOn ? `应于 ${record.verifyDueOn} 前再次核实` : '请核实后点“仍然属实”'
  return (
    <span className={`freshness freshness-${record.freshness}`} title={`${age}，${due}`}>
      <i aria-hidden="true">{sign[record.freshness]}</i>
      {freshness[record.freshness]}
      {record.freshness === 'stale' && record.verifiedAt && <small>{age}</small>}
    </span>
  )
}

/** What is still to be filled in, counted and named. */
export function MissingMark({ missing }: { missing: string[] }) {
  if (missing.length === 0) return <span className="complete-mark">完整</span>
  return (
    <span className="missing-mark" title={`缺：${missing.join('、')}`}>
      缺 {missing.length} 项
    </span>
  )
}
