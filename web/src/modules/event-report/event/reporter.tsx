import type { EventView } from '@anlan/contract/emergency-event.ts'
import { App, Popconfirm } from 'antd'
import { useState } from 'react'
import { saidOf } from '../../../ui/http.ts'
import { askReporter, type ReporterInFull } from './requests.ts'

/** Masked until somebody asks on purpose, who is told beforehand that the asking is recorded. */
export function Reporter({ event }: { event: EventView }) {
  const [inFull, setInFull] = useState<ReporterInFull | null>(null)
  const { message } = App.useApp()
  if (inFull) {
    return (
      <span>
        报告人 {inFull.name} {inFull.phone && <a href={`tel:${inFull.phone}`}>{inFull.phone}</a>}
      </span>
    )
  }
  return (
    <span>
      报告人 {event.reporterName} {event.reporterPhone}{' '}
      {event.reporterOnFile === false && <span className="word-tag">非备案报告员</span>}{' '}
      <Popconfirm
        title="查看报告人姓名和电话"
        description="查看将记入审计记录：何人、何时、看了哪一起事件。"
        okText="查看"
        cancelText="不看"
        onConfirm={() => askReporter(event.id).then(setInFull, (error: unknown) => void message.error(saidOf(error)))}
      >
        <button type="button" className="link">
          查看
        </button>
      </Popconfirm>
    </span>
  )
}
