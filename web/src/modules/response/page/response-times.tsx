import { responseTopics } from '@anlan/contract/response-template.ts'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { serverNow } from '../../../ui/clock/clock.ts'
import { DayField } from '../../../ui/form/instant-field.tsx'
import { Rows } from '../../../ui/rows.tsx'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { dayOf, shiftDay, showInstant, startOfDay } from '../../../ui/time.ts'
import { responseStatisticsQuery } from '../requests.ts'
import { ResponseLevelWord } from '../response-words.tsx'

/** How fast it went: from knowing to the start, to who came first and to the first rescue, per response, per year and per unit. */
export function ResponseTimes() {
  const today = dayOf(serverNow())
  const [from, setFrom] = useState(`${Number(today.slice(0, 4)) - 1}-01-01`)
  const [to, setTo] = useState(today)
  const read = useQuery(
    responseStatisticsQuery(
      startOfDay(from).toISOString(),
      startOfDay(shiftDay(to < from ? from : to, 1)).toISOString(),
    ),
  )
  return (
    <>
      <div className="filters">
        <div className="day-fields">
          <DayField value={from} onChange={day => day && setFrom(day)} />
          <span>至</span>
          <DayField value={to} onChange={day => day && setTo(day)} />
        </div>
        <span className="quiet">从县获知起计；没有事件的从启动起计。演练不计入</span>
      </div>
      <Loaded of={read} rows={6}>
        {({ list, years, units }) =>
          list.length === 0 ? (
            <Nothing what="这段时间没有启动过响应" />
          ) : (
            <>
              <Rows
                items={years}
                keyOf={one => String(one.year)}
                columns={[
                  { title: '年度平均', show: one => <b>{one.year} 年</b> },
                  { title: '响应', width: 110, numeric: true, show: one => `${one.responses} 次` },
                  { title: '获知到启动', width: 150, numeric: true, show: one => average(one.start) },
                  { title: '首批到场', width: 150, numeric: true, show: one => average(one.firstArrival) },
                  { title: '首项救援', width: 150, numeric: true, show: one => average(one.firstRescue) },
                ]}
              />
              <h3 className="table-title">各次响应</h3>
              <Rows
                items={list}
                keyOf={one => one.id}
                columns={[
                  { title: '响应', show: one => <Link to={`/responses/${one.id}`}>{one.subject}</Link> },
                  { title: '专项', width: 120, show: one => responseTopics[one.topic], minor: true },
                  { title: '级别', width: 90, show: one => <ResponseLevelWord level={one.responseLevel} /> },
                  { title: '启动', width: 150, show: one => showInstant(one.startedAt) },
                  { title: '获知到启动', width: 120, numeric: true, show: one => minutes(one.startMinutes) },
                  { title: '首批到场', width: 110, numeric: true, show: one => minutes(one.firstArrivalMinutes) },
                  { title: '首项救援', width: 110, numeric: true, show: one => minutes(one.firstRescueMinutes) },
                ]}
              />
              <h3 className="table-title">各单位任务</h3>
              {units.length === 0 ? (
                <Nothing what="这段时间没有下达过任务" />
              ) : (
                <Rows
                  items={units}
                  keyOf={one => one.unitId}
                  columns={[
                    { title: '单位', show: one => one.unitName },
                    { title: '任务', width: 80, numeric: true, show: one => one.tasks },
                    { title: '按时签收', width: 90, numeric: true, show: one => one.acceptedInTime },
                    { title: '超时签收', width: 90, numeric: true, show: one => one.acceptedLate },
                    { title: '按时完成', width: 90, numeric: true, show: one => one.doneInTime },
                    { title: '超时完成', width: 90, numeric: true, show: one => one.doneLate },
                    { title: '不接', width: 70, numeric: true, show: one => one.refused },
                    {
                      title: '及时率',
                      width: 90,
                      numeric: true,
                      show: one => (one.rate === null ? '—' : `${one.rate.toFixed(1)}%`),
                    },
                  ]}
                />
              )}
            </>
          )
        }
      </Loaded>
    </>
  )
}

const minutes = (value: number | null) => (value === null ? '—' : value < 0 ? `提前 ${-value} 分` : `${value} 分`)
const average = ({ minutes: value, of }: { minutes: number | null; of: number }) =>
  value === null ? '—' : `${value} 分（${of} 次）`
