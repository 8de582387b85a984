import { type CalendarDayView, dayClasses } from '@anlan/contract/calendar.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Select, Space, Tabs } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { usePermits } from '../../app/session.tsx'
import { useNow } from '../../ui/clock/clock.ts'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { Loaded } from '../../ui/states.tsx'
import { dayOf } from '../../ui/time.ts'
import { ImportDrawer } from './import-drawer.tsx'
import { daysQuery, useEditDay } from './requests.ts'
import { SpecialPeriods } from './special-periods.tsx'
import './calendar.css'

const editable = ['statutoryHoliday', 'adjustedRest', 'makeupWorkday', 'localHoliday', 'workday', 'weekend'] as const

/** 日历与特殊时期: which days are worked, and when duty is reinforced. */
export function CalendarPage() {
  return (
    <>
      <header className="head">
        <h1>日历与特殊时期</h1>
      </header>
      <Tabs
        items={[
          { key: 'days', label: '节假日', children: <Year /> },
          { key: 'periods', label: '特殊时期', children: <SpecialPeriods /> },
        ]}
      />
    </>
  )
}

function Year() {
  const may = usePermits()
  const today = dayOf(useNow())
  const [asked, setAsked] = useSearchParams()
  const year = Number(asked.get('year') ?? today.slice(0, 4))
  const days = useQuery(daysQuery(`${year}-01-01`, `${year}-12-31`))
  const [editing, setEditing] = useState<CalendarDayView | null>(null)
  const [isImporting, setImporting] = useState(false)
  return (
    <>
      <div className="head">
        <Space>
          <Button onClick={() => setAsked({ year: String(year - 1) })}>上一年</Button>
          <b className="figure">{year} 年</b>
          <Button onClick={() => setAsked({ year: String(year + 1) })}>下一年</Button>
        </Space>
        <span className="legend">
          <i className="day-rest" /> 放假 <i className="day-work" /> 调休上班 <i className="day-weekend" /> 周末{' '}
          <i className="day-unknown" /> 未公布
        </span>
        <span className="spread" />
        {may('calendar.edit') && <Button onClick={() => setImporting(true)}>导入节假日安排</Button>}
      </div>
      <Loaded of={days} rows={10}>
        {({ items }) => (
          <div className="year">
            {months.map(month => (
              <Month
                key={month}
                days={items.filter(day => Number(day.date.slice(5, 7)) === month)}
                month={month}
                today={today}
                onChoose={may('calendar.edit') ? setEditing : undefined}
              />
            ))}
          </div>
        )}
      </Loaded>
      {editing && <DayDrawer key={editing.date} day={editing} onClose={() => setEditing(null)} />}
      <ImportDrawer open={isImporting} year={year} onClose={() => setImporting(false)} />
    </>
  )
}

const months = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]

const toneOf = (day: CalendarDayView) => {
  if (day.dayClass === 'unknown') return 'day-unknown'
  if (day.dayClass === 'makeupWorkday') return 'day-work'
  if (day.dayClass === 'weekend') return 'day-weekend'
  return day.dayClass === 'workday' ? '' : 'day-rest'
}

interface MonthProps {
  month: number
  days: CalendarDayView[]
  today: string
  onChoose?: (day: CalendarDayView) => void
}

function Month({ month, days, today, onChoose }: MonthProps) {
  const first = days[0]
  // The week begins on Monday.
  const lead = first ? (new Date(`${first.date}T00:00:00Z`).getUTCDay() + 6) % 7 : 0
  return (
    <section className="panel month">
      <h2>{month} 月</h2>
      <div className="month-days">
        {['一', '二', '三', '四', '五', '六', '日'].map(name => (
          <small key={name}>{name}</small>
        ))}
        {days.map(day => (
          <button
            key={day.date}
            type="button"
            style={day === first ? { gridColumnStart: lead + 1 } : undefined}
            disabled={!onChoose}
            className={`${toneOf(day)}${day.date === today ? ' is-today' : ''}`}
            title={[day.date, dayClasses[day.dayClass], day.name, day.source].filter(Boolean).join(' · ')}
            onClick={() => onChoose?.(day)}
          >
            {Number(day.date.slice(8))}
            {day.name && <em>{day.dayClass === 'makeupWorkday' ? '上班' : day.name.slice(0, 3)}</em>}
          </button>
        ))}
      </div>
    </section>
  )
}

interface DayValues {
  dayClass: (typeof editable)[number]
  name: string
  source: string
}

function DayDrawer({ day, onClose }: { day: CalendarDayView; onClose: () => void }) {
  const edit = useEditDay()
  return (
    <ActionDrawer<DayValues>
      open
      title={day.date}
      act="保存"
      initial={{
        dayClass: editable.find(one => one === day.dayClass),
        name: day.name ?? undefined,
        source: day.source ?? undefined,
      }}
      consequence="按工作日计算的时限和排班随之改变。"
      onAct={values => edit.mutateAsync({ ...values, date: day.date })}
      onClose={onClose}
    >
      <Form.Item name="dayClass" label="日期类别" rules={[{ required: true, message: '请选择日期类别' }]}>
        <Select options={editable.map(value => ({ value, label: dayClasses[value] }))} />
      </Form.Item>
      <Form.Item name="name" label="名称" rules={[{ required: true, message: '请填写名称' }]}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="source" label="依据" rules={[{ required: true, message: '请填写依据' }]}>
        <Input maxLength={200} />
      </Form.Item>
    </ActionDrawer>
  )
}
