import { type ReportLine, reportKinds, reportStates } from '@anlan/contract/event-report.ts'
import type { Permission } from '@anlan/contract/permissions.ts'
import { Tabs } from 'antd'
import { useNavigate, useSearchParams } from 'react-router'
import { usePermits } from '../../../app/session.tsx'
import { useMinute } from '../../../ui/clock/clock.ts'
import { KeysetList } from '../../../ui/keyset.tsx'
import { Rows } from '../../../ui/rows.tsx'
import { Nothing } from '../../../ui/states.tsx'
import { showTime } from '../../../ui/time.ts'
import { type Box, useReports } from './requests.ts'

const boxes: { box: Box; name: string; permission: Permission; what: string }[] = [
  {
    box: 'received',
    name: '收到',
    permission: 'event-report.receive',
    what: '下级或其他单位报来的报告会列在这里，签收后回执自动送回',
  },
  { box: 'sent', name: '已报', permission: 'event-report.submit', what: '本单位拟写和报出的报告会列在这里' },
  { box: 'toReview', name: '待审', permission: 'event-report.review', what: '没有等待审核的报告' },
  { box: 'toSign', name: '待签', permission: 'event-report.sign', what: '没有等待签发的报告' },
  { box: 'toConfirm', name: '待补签', permission: 'event-report.sign', what: '没有先报后补、等待补签确认的报告' },
]

/** 信息报送: what came in, what went out, what waits for a word. */
export function ReportsPage() {
  const may = usePermits()
  const [asked, setAsked] = useSearchParams()
  const open = boxes.filter(one => may(one.permission))
  const box = open.find(one => one.box === asked.get('box')) ?? open[0]
  if (!box) return <Nothing what="您的岗位没有报告往来" />
  return (
    <>
      <header className="head">
        <h1>信息报送</h1>
      </header>
      <section className="panel">
        <Tabs
          activeKey={box.box}
          onChange={next => setAsked({ box: next })}
          items={open.map(one => ({ key: one.box, label: one.name }))}
          tabBarStyle={{ margin: 0, padding: '0 12px' }}
        />
        <ReportBox key={box.box} box={box.box} what={box.what} />
      </section>
    </>
  )
}

const fateOf = (line: ReportLine) => {
  if (line.returnedAt) return '已退回'
  if (line.receivedAt) return '已签收'
  return line.state === 'sent' ? '待签收' : reportStates[line.state]
}

/** Something for the reader of this box to do. */
const isWaiting = (line: ReportLine, box: Box) =>
  box !== 'sent' && !(box === 'received' && (line.receivedAt || line.returnedAt))

function ReportBox({ box, what }: { box: Box; what: string }) {
  const reports = useReports(box)
  const go = useNavigate()
  const now = useMinute()
  return (
    <KeysetList of={reports} empty={<Nothing what={what} />}>
      {items => (
        <Rows
          items={items}
          keyOf={line => line.id}
          toneOf={line => (isWaiting(line, box) ? 'waiting' : undefined)}
          onOpen={line => void go(`/reports/${line.id}`)}
          columns={[
            { title: '报告', show: line => line.title },
            {
              title: '种类',
              width: 76,
              show: line => `${reportKinds[line.kind]}${line.kind === 'followUp' ? line.ordinal : ''}`,
            },
            { title: '报送单位', width: 140, show: line => line.unitName },
            {
              title: '状态',
              width: 170,
              show: line => (
                <>
                  {isWaiting(line, box) ? <b>{fateOf(line)}</b> : fateOf(line)}{' '}
                  {line.awaitingConfirmation && <span className="word-tag">待补签</span>}
                </>
              ),
            },
            { title: '报出', width: 110, show: line => (line.submittedAt ? showTime(line.submittedAt, now) : '') },
            { title: '签收', width: 110, show: line => (line.receivedAt ? showTime(line.receivedAt, now) : '') },
            { title: '编号', width: 210, show: line => line.number ?? '' },
          ]}
        />
      )}
    </KeysetList>
  )
}
