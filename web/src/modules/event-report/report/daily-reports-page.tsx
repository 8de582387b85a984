import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { Permitted } from '../../../app/session.tsx'
import { useMinute } from '../../../ui/clock/clock.ts'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { primary } from '../../../ui/hotkeys.ts'
import { Rows } from '../../../ui/rows.tsx'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { showTime } from '../../../ui/time.ts'
import { dailyReportsQuery, useSubmitDailyReport } from './requests.ts'

/** 每日报告: the all-clear of holidays and special periods. */
export function DailyReportsPage() {
  const reports = useQuery(dailyReportsQuery)
  const submit = useSubmitDailyReport()
  const [isOpen, setOpen] = useState(false)
  const now = useMinute()
  return (
    <>
      <header className="head">
        <h1>每日报告</h1>
        <span className="quiet">节假日和特殊时期每日报告，无事报平安</span>
        <span className="spread" />
        <Permitted to="event-report.submit">
          <Button {...primary} onClick={() => setOpen(true)}>
            报送今日情况
          </Button>
        </Permitted>
      </header>
      <section className="panel">
        <Loaded of={reports}>
          {({ items }) =>
            items.length === 0 ? (
              <Nothing what="还没有每日报告。节假日和特殊时期，各单位应在当日规定时点前报送" />
            ) : (
              <Rows
                items={items}
                keyOf={report => report.id}
                columns={[
                  { title: '日期', width: 120, show: report => report.on },
                  { title: '报送单位', width: 160, show: report => report.unitName },
                  { title: '报送对象', width: 200, show: report => report.toUnitName },
                  { title: '内容', show: report => report.content },
                  { title: '报送人', width: 120, show: report => report.byName },
                  { title: '报送时间', width: 130, show: report => showTime(report.submittedAt, now) },
                ]}
              />
            )
          }
        </Loaded>
      </section>
      <ActionDrawer<{ content: string }>
        open={isOpen}
        title="报送今日情况"
        act="报送"
        initial={{ content: '今日值班在岗，辖区平稳，无突发事件。' }}
        onAct={(values, id) => submit.mutateAsync({ ...values, id })}
        onClose={() => setOpen(false)}
      >
        <Form.Item name="content" label="报告内容" rules={[{ required: true, message: '请填写报告内容' }]}>
          <Input.TextArea autoSize={{ minRows: 4, maxRows: 12 }} maxLength={2000} />
        </Form.Item>
      </ActionDrawer>
    </>
  )
}
