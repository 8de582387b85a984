import { useQuery } from '@tanstack/react-query'
import { Button, DatePicker, Segmented } from 'antd'
import dayjs from 'dayjs'
import { Link, useSearchParams } from 'react-router'
import { useMinute } from '../../ui/clock/clock.ts'
import { Loaded } from '../../ui/states.tsx'
import { dayOf, showTime } from '../../ui/time.ts'
import { MonthView } from './month-view.tsx'
import { NowView } from './now-view.tsx'
import { coverageMonthQuery, coverageNowQuery } from './requests.ts'
import './coverage.css'

/** 值守覆盖: county → township → village, this moment or any month. */
export function CoveragePage() {
  const [asked, setAsked] = useSearchParams()
  const now = useMinute()
  const thisMonth = dayOf(now).slice(0, 7)
  const month = asked.get('month')
  const show = (next: string | null) => setAsked(next ? { month: next } : {}, { replace: true })
  return (
    <>
      <header className="head">
        <h1>值守覆盖</h1>
        <Segmented
          value={month ? 'month' : 'now'}
          options={[
            { value: 'now', label: '此刻' },
            { value: 'month', label: '按月' },
          ]}
          onChange={value => show(value === 'month' ? thisMonth : null)}
        />
        {month && (
          <DatePicker
            picker="month"
            allowClear={false}
            value={dayjs(`${month}-01`)}
            onChange={value => value && show(value.format('YYYY-MM'))}
          />
        )}
        <span className="spread" />
        <Link to="/walls/duty">
          <Button>值班大屏</Button>
        </Link>
      </header>
      {month ? <Month month={month} /> : <Now now={now} />}
    </>
  )
}

function Now({ now }: { now: Date }) {
  const coverage = useQuery(coverageNowQuery)
  return (
    <Loaded of={coverage} rows={10}>
      {data => (
        <>
          <NowView data={data} />
          <p className="quiet">数据时间 {showTime(data.at, now)}，每分钟更新</p>
        </>
      )}
    </Loaded>
  )
}

function Month({ month }: { month: string }) {
  const coverage = useQuery(coverageMonthQuery(month))
  return (
    <Loaded of={coverage} rows={12}>
      {data => <MonthView data={data} />}
    </Loaded>
  )
}
