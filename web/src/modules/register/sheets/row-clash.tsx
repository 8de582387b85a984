import type { LedgerView } from '@anlan/contract/register.ts'
import { Button } from 'antd'
import { After } from '../../../ui/change-list.tsx'
import type { Row } from './requests.ts'

interface RowClashProps {
  ledger: LedgerView
  row: Row
  theirs: Row
  /** What was typed here and not taken, by field name. */
  typed: Record<string, string>
  isSending: boolean
  onMine: () => void
  onTheirs: () => void
}

/** Somebody else put this row right first: for each cell typed here what stands there now, and whose shall stand. */
export function RowClash({ ledger, row, theirs, typed, isSending, onMine, onTheirs }: RowClashProps) {
  const labelOf = (name: string) =>
    row.errors.find(error => error.name === name)?.field ?? ledger.fields.find(field => field.name === name)?.label
  const standing = (name: string) => theirs.errors.find(error => error.name === name)?.said ?? theirs.shown[name]
  return (
    <section className="row-clash" role="alert" aria-label={`第 ${row.row} 行他人先改正了`}>
      <b>
        第 {row.row} 行他人先改正了，
        {theirs.action === 'refused' ? '还有需要改正的内容' : '已经核对无误'}；您填的没有丢
      </b>
      <ul className="differences">
        {Object.entries(typed).map(([name, mine]) => (
          <li key={name}>
            <span>{labelOf(name)}</span>
            对方填的：{standing(name) || '（未改）'}，您填的：
            <After text={mine} />
          </li>
        ))}
      </ul>
      <div className="row-clash-acts">
        <Button size="small" type="primary" loading={isSending} onClick={onMine}>
          用我填的，再核对
        </Button>
        <Button size="small" onClick={onTheirs}>
          用对方的
        </Button>
      </div>
    </section>
  )
}
