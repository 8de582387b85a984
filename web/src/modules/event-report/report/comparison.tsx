import { type ReportView, reportKinds } from '@anlan/contract/event-report.ts'
import { useQuery } from '@tanstack/react-query'
import { Drawer, Select } from 'antd'
import { useState } from 'react'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { comparisonQuery, eventReportsQuery } from './requests.ts'

interface ComparisonProps {
  report: ReportView
  open: boolean
  onClose: () => void
}

/** Two papers of one event side by side, what differs marked. */
export function Comparison({ report, open, onClose }: ComparisonProps) {
  const { data } = useQuery({ ...eventReportsQuery(report.eventId), enabled: open })
  const others = (data?.items ?? []).filter(line => line.id !== report.id)
  const [chosen, setChosen] = useState<string>()
  const other = chosen ?? others.at(-1)?.id
  const comparison = useQuery({ ...comparisonQuery(report.id, other ?? ''), enabled: open && Boolean(other) })
  return (
    <Drawer open={open} onClose={onClose} title="对照报告" size={760}>
      {others.length === 0 ? (
        <Nothing what="该事件只有这一份报告，还没有可对照的" />
      ) : (
        <>
          <Select
            value={other}
            onChange={setChosen}
            style={{ width: '100%', marginBottom: 12 }}
            options={others.map(line => ({
              value: line.id,
              label: `${reportKinds[line.kind]}${line.kind === 'followUp' ? line.ordinal : ''}　${line.unitName}　${line.number ?? '未报出'}`,
            }))}
          />
          <Loaded of={comparison}>
            {({ fields }) => (
              <table className="comparison">
                <thead>
                  <tr>
                    <th>要素</th>
                    <th>本报告</th>
                    <th>对照的报告</th>
                  </tr>
                </thead>
                <tbody>
                  {fields.map(field => (
                    <tr key={field.element} className={field.changed ? 'is-changed' : undefined}>
                      <th>{field.name}</th>
                      <td>{field.left || '—'}</td>
                      <td>{field.right || '—'}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </Loaded>
        </>
      )}
    </Drawer>
  )
}
