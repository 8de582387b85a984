import type { AlignSeries } from '@anlan/contract/reporting-rule.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { usePermits } from '../../../app/session.tsx'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { Rows } from '../../../ui/rows.tsx'
import type { Input as Sent } from '../../../ui/shape.ts'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { type DocumentSeries, seriesQuery, useAlignSeries } from './requests.ts'

/** Issue numbers of official papers; a county that changes over in mid-year says which number was used last. */
export function Series() {
  const series = useQuery(seriesQuery)
  const mayEdit = usePermits()('event-report.rules.edit')
  const [aligning, setAligning] = useState<DocumentSeries | null>(null)
  return (
    <>
      <Loaded of={series}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing what="还没有文书编号。报出第一份报告时自动编号" />
          ) : (
            <Rows
              items={items}
              keyOf={one => `${one.series}${one.year}`}
              columns={[
                { title: '文书', show: one => one.name },
                { title: '年份', width: 90, show: one => one.year },
                { title: '已用到', width: 110, numeric: true, show: one => `第 ${one.lastIssue} 期` },
                { title: '编号式样', width: 280, show: one => one.pattern },
                {
                  title: '办理',
                  width: 100,
                  show: one =>
                    mayEdit && (
                      <Button size="small" onClick={() => setAligning(one)}>
                        对齐期号
                      </Button>
                    ),
                },
              ]}
            />
          )
        }
      </Loaded>
      {aligning && <AlignDrawer key={aligning.series} series={aligning} onClose={() => setAligning(null)} />}
    </>
  )
}

function AlignDrawer({ series, onClose }: { series: DocumentSeries; onClose: () => void }) {
  const align = useAlignSeries(series.series)
  return (
    <ActionDrawer<Sent<typeof AlignSeries>>
      open
      title={`对齐期号：${series.name}`}
      act="对齐期号"
      initial={{ year: series.year, lastIssue: series.lastIssue }}
      consequence="下一份报告的期号为所填期号加一。"
      onAct={values => align.mutateAsync(values)}
      onClose={onClose}
    >
      <Form.Item name="year" label="年份" rules={[{ required: true, message: '请填写年份' }]}>
        <InputNumber min={2000} max={2100} precision={0} />
      </Form.Item>
      <Form.Item name="lastIssue" label="已用期号" rules={[{ required: true, message: '请填写已用期号' }]}>
        <InputNumber min={0} max={99_999} precision={0} />
      </Form.Item>
      <Form.Item name="reason" label="依据" rules={[{ required: true, message: '请填写依据' }]}>
        <Input maxLength={300} />
      </Form.Item>
    </ActionDrawer>
  )
}
