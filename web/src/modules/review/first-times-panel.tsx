import type { FirstTimes, FirstTimesStatistics } from '@anlan/contract/review.ts'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { serverNow } from '../../ui/clock/clock.ts'
import { DayField } from '../../ui/form/instant-field.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { dayOf, showInstant } from '../../ui/time.ts'
import { firstTimesQuery } from './requests.ts'

type Averages = FirstTimesStatistics['total']

/** 四个第一 of all events in some days, averaged by month, type and township. */
export function FirstTimesPanel() {
  const today = dayOf(serverNow())
  const [from, setFrom] = useState(`${today.slice(0, 4)}-01-01`)
  const [to, setTo] = useState(today)
  const read = useQuery(firstTimesQuery(from, to < from ? from : to))
  return (
    <>
      <div className="filters">
        <div className="day-fields">
          <DayField label="开始日期" value={from} onChange={day => day && setFrom(day)} />
          <span>至</span>
          <DayField label="截止日期" value={to} onChange={day => day && setTo(day)} />
        </div>
        <span className="quiet">从县获知起计，只算有记录的；演练不计入</span>
      </div>
      <Loaded of={read} rows={6}>
        {({ events, total, months, types, towns }) =>
          events.length === 0 ? (
            <Nothing what="这段时间没有突发事件" />
          ) : (
            <div className="review-firsts">
              <AverageRows title="按月份" items={[total, ...months]} />
              <AverageRows title="按事件类型" items={types} />
              <AverageRows title="按乡镇" items={towns} />
              <h3 className="table-title">各起事件</h3>
              <Rows
                items={events}
                keyOf={one => one.id}
                columns={[
                  { title: '事件', show: one => <Link to={`/events/${one.id}`}>{one.title}</Link> },
                  { title: '获知', width: 150, show: one => (one.knownAt ? showInstant(one.knownAt) : '') },
                  { title: '首次上报', width: 100, numeric: true, show: one => minutes(one.reportMinutes) },
                  { title: '启动响应', width: 100, numeric: true, show: one => minutes(one.startMinutes) },
                  { title: '首批到场', width: 100, numeric: true, show: one => minutes(one.arrivalMinutes) },
                  { title: '首项救援', width: 100, numeric: true, show: one => minutes(one.rescueMinutes) },
                ]}
              />
            </div>
          )
        }
      </Loaded>
    </>
  )
}

function AverageRows({ title, items }: { title: string; items: Averages[] }) {
  return (
    <>
      <h3 className="table-title">{title}</h3>
      <Rows
        items={items}
        keyOf={one => one.name}
        columns={[
          { title: title.slice(1), show: one => one.name },
          { title: '事件', width: 80, numeric: true, show: one => `${one.events} 起` },
          { title: '首次上报', width: 140, numeric: true, show: one => average(one.report) },
          { title: '启动响应', width: 140, numeric: true, show: one => average(one.start) },
          { title: '首批到场', width: 140, numeric: true, show: one => average(one.arrival) },
          { title: '首项救援', width: 140, numeric: true, show: one => average(one.rescue) },
        ]}
      />
    </>
  )
}

export const minutes = (value: FirstTimes['reportMinutes']) =>
  value === null ? '—' : value < 0 ? `提前 ${-value} 分` : `${value} 分`
const average = ({ minutes: value, of }: Averages['report']) => (value === null ? '—' : `${value} 分（${of} 起）`)
