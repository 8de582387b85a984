import { type ReportLine, type ReportView, reportKinds } from '@anlan/contract/event-report.ts'
import { useQuery } from '@tanstack/react-query'
import { Drawer, Select } from 'antd'
import { useState } from 'react'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { comparisonQuery, eventReportsQuery, revisionQuery } from './requests.ts'

interface ComparisonProps {
  report: ReportView
  open: boolean
  onClose: () => void
}

const earlier = 'revision:'

/** This paper beside another of the event, or beside what it said itself before; what differs is marked. */
export function Comparison({ report, open, onClose }: ComparisonProps) {
  const { data } = useQuery({ ...eventReportsQuery(report.eventId), enabled: open })
  const others = (data?.items ?? []).filter(line => line.id !== report.id)
  const revisions = Array.from({ length: report.revision - 1 }, (_, index) => report.revision - 1 - index)
  const [chosen, setChosen] = useState<string>()
  const other = chosen ?? others.at(-1)?.id ?? (revisions[0] ? `${earlier}${revisions[0]}` : undefined)
  const revision = other?.startsWith(earlier) ? Number(other.slice(earlier.length)) : null
  const withOther = useQuery({
    ...comparisonQuery(report.id, other ?? ''),
    enabled: open && other !== undefined && revision === null,
  })
  const withRevision = useQuery({ ...revisionQuery(report.id, revision ?? 0), enabled: open && revision !== null })
  return (
    <Drawer open={open} onClose={onClose} title="对照报告" size={760}>
      {other === undefined ? (
        <Nothing what="该事件只有这一份报告，也没有改动过，还没有可对照的" />
      ) : (
        <>
          <Select
            value={other}
            onChange={setChosen}
            aria-label="对照"
            style={{ width: '100%', marginBottom: 12 }}
            options={[
              ...(others.length > 0 ? [{ label: '其他报告', options: others.map(optionOf) }] : []),
              ...(revisions.length > 0
                ? [
                    {
                      label: '本报告的前稿',
                      options: revisions.map(one => ({ value: `${earlier}${one}`, label: `本报告第 ${one} 稿` })),
                    },
                  ]
                : []),
            ]}
          />
          <Loaded of={revision === null ? withOther : withRevision}>
            {({ fields }) => (
              <table className="comparison">
                <thead>
                  <tr>
                    <th>要素</th>
                    <th>{revision === null ? '对照的报告' : `本报告第 ${revision} 稿`}</th>
                    <th>本报告</th>
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

const optionOf = (line: ReportLine) => ({
  value: line.id,
  label: `${reportKinds[line.kind]}${line.kind === 'followUp' ? line.ordinal : ''}　${line.unitName}　${line.number ?? '未报出'}`,
})
