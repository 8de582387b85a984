import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { serverNow } from '../../ui/clock/clock.ts'
import { DayField } from '../../ui/form/instant-field.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { dayOf, shiftDay, startOfDay } from '../../ui/time.ts'
import { statisticsQuery } from './requests.ts'

/** 批示反馈及时率 per unit, of limits that began in the chosen days. */
export function InstructionRates() {
  const today = dayOf(serverNow())
  const [from, setFrom] = useState(`${today.slice(0, 8)}01`)
  const [to, setTo] = useState(today)
  const rates = useQuery(
    statisticsQuery(startOfDay(from).toISOString(), startOfDay(shiftDay(to < from ? from : to, 1)).toISOString()),
  )
  return (
    <>
      <div className="filters">
        <div className="day-fields">
          <DayField value={from} onChange={day => day && setFrom(day)} />
          <span>至</span>
          <DayField value={to} onChange={day => day && setTo(day)} />
        </div>
        {rates.data && (
          <span className="quiet">
            收到批示 {rates.data.received} 件，已办结 {rates.data.closed} 件
          </span>
        )}
      </div>
      <Loaded of={rates} rows={4}>
        {({ units }) =>
          units.length === 0 ? (
            <Nothing what="这段时间没有转办的批示" />
          ) : (
            <Rows
              items={units}
              keyOf={unit => unit.unitId}
              columns={[
                {
                  title: '单位',
                  show: unit => <Link to={`/instructions?tab=all&unit=${unit.unitId}`}>{unit.unitName}</Link>,
                },
                { title: '任务', width: 80, numeric: true, show: unit => unit.tasks },
                { title: '按时签收', width: 90, numeric: true, show: unit => unit.signedInTime },
                { title: '超时签收', width: 90, numeric: true, show: unit => unit.signedLate },
                { title: '按时反馈', width: 90, numeric: true, show: unit => unit.inTime },
                { title: '超期', width: 80, numeric: true, show: unit => unit.late },
                { title: '其中仍未反馈', width: 110, numeric: true, show: unit => unit.overdueNow },
                { title: '未到期', width: 80, numeric: true, show: unit => unit.running },
                {
                  title: '及时率',
                  width: 90,
                  numeric: true,
                  show: unit => (unit.rate === null ? '—' : `${unit.rate.toFixed(1)}%`),
                },
              ]}
            />
          )
        }
      </Loaded>
    </>
  )
}
