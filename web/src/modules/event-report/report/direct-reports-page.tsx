import { useQuery } from '@tanstack/react-query'
import { Button, Space } from 'antd'
import { Link, useSearchParams } from 'react-router'
import { useMinute } from '../../../ui/clock/clock.ts'
import { DayField } from '../../../ui/form/instant-field.tsx'
import { Rows } from '../../../ui/rows.tsx'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { dayOf, shiftDay, showInstant, showSpan, startOfDay } from '../../../ui/time.ts'
import { type DirectReports, directReportsQuery } from './requests.ts'
import './report.css'

/** 事故直报: every accident known in a period, with when the bureau reported it directly and the receipt. */
export function DirectReportsPage() {
  const [asked, setAsked] = useSearchParams()
  const today = dayOf(useMinute())
  const from = asked.get('from') ?? `${today.slice(0, 4)}-01-01`
  const to = asked.get('to') ?? today
  const reports = useQuery(
    directReportsQuery(startOfDay(from).toISOString(), startOfDay(shiftDay(to, 1)).toISOString()),
  )
  const monthStart = `${today.slice(0, 7)}-01`
  return (
    <>
      <header className="head">
        <h1>事故直报</h1>
        <span className="quiet">期内获知的每一起生产安全事故，是否由县应急管理局直报、何时直报</span>
      </header>
      <section className="panel">
        <div className="filters">
          <Space>
            <label htmlFor="direct-from">获知日期</label>
            <DayField id="direct-from" value={from} onChange={day => day && setAsked({ from: day, to })} />
            <label htmlFor="direct-to">至</label>
            <DayField id="direct-to" value={to} onChange={day => day && setAsked({ from, to: day })} />
          </Space>
          <Space>
            <Button onClick={() => setAsked({ from: monthStart, to: today })}>本月</Button>
            <Button onClick={() => setAsked({ from: `${today.slice(0, 4)}-01-01`, to: today })}>今年</Button>
          </Space>
        </div>
        <Loaded of={reports} rows={6}>
          {data =>
            data.known === 0 ? (
              <Nothing what="期内没有获知的生产安全事故。获知事故后，直报时间和回执号会列在这里" />
            ) : (
              <>
                <Rate of={data} />
                <Accidents of={data} />
              </>
            )
          }
        </Loaded>
      </section>
    </>
  )
}

function Rate({ of }: { of: DirectReports }) {
  return (
    <div className="direct-rate">
      <span>
        获知 <b className="figure">{of.known}</b> 起
      </span>
      <span>
        已直报 <b className="figure">{of.reported}</b> 起
      </span>
      <span>
        直报率 <b className="figure">{((of.reported / of.known) * 100).toFixed(1)}%</b>
      </span>
      {of.reported < of.known && <b className="overdue-tag">未直报 {of.known - of.reported} 起</b>}
    </div>
  )
}

function Accidents({ of }: { of: DirectReports }) {
  return (
    <Rows
      items={of.items}
      keyOf={item => item.eventId}
      toneOf={item => (item.reportedAt ? undefined : 'late')}
      columns={[
        { title: '事故', show: item => <Link to={`/events/${item.eventId}`}>{item.title}</Link> },
        { title: '编号', width: 150, show: item => item.number },
        { title: '类型', width: 150, show: item => item.eventTypeName },
        { title: '获知', width: 150, show: item => showInstant(item.knownAt) },
        { title: '直报', width: 150, show: item => (item.reportedAt ? showInstant(item.reportedAt) : '未直报') },
        {
          title: '用时',
          width: 110,
          numeric: true,
          show: item => (item.reportedAt ? showSpan(Date.parse(item.reportedAt) - Date.parse(item.knownAt)) : ''),
        },
        { title: '回执', width: 230, show: item => item.receiptNumber ?? '' },
      ]}
    />
  )
}
