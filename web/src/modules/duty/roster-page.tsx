import { type DutyPost, dutyPosts, type ShiftView } from '@anlan/contract/duty.ts'
import type { GapView } from '@anlan/contract/shift.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Segmented, Space } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { usePermits, useSession } from '../../app/session.tsx'
import { UnitSelect } from '../../fields/unit-select.tsx'
import { useMinute } from '../../ui/clock/clock.ts'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { dayOf, shiftDay, showMinute, startOfDay, weekdayOf } from '../../ui/time.ts'
import { daysQuery } from '../calendar/requests.ts'
import { unitsQuery } from '../directory/requests.ts'
import { shiftsQuery } from './requests.ts'
import { AllUnits } from './roster/all-units.tsx'
import { CalendarDrawer } from './roster/feed/calendar-drawer.tsx'
import { fromShifts } from './roster/month.ts'
import { MonthGrid } from './roster/month-grid.tsx'
import { PrintedRoster } from './roster/print/printed-roster.tsx'
import { roomsQuery } from './roster/requests.ts'
import { EditShiftDrawer } from './shifts/edit-shift-drawer.tsx'
import { FillGapDrawer } from './shifts/gaps.tsx'
import { gapsQuery } from './shifts/requests.ts'
import { ShiftPanel } from './shifts/shift-panel.tsx'
import './duty.css'
import './roster/month.css'

const shownDays = 7
const firstOf = (day: string) => `${day.slice(0, 7)}-01`
const views = { week: '周', month: '月', all: '各单位' }
type View = keyof typeof views
type EditedShift = { shift: ShiftView } | { day: string; post: DutyPost } | { gap: GapView }

/** The three posts every room has, and the others where somebody holds them. */
const postsShown = (items: { post: DutyPost }[]) =>
  (Object.keys(dutyPosts) as DutyPost[]).filter((post, index) => index < 3 || items.some(shift => shift.post === post))

/** 值班表: what is in force, of one unit by week or month, or of all in reach. Drafts are on 排班. */
export function RosterPage() {
  const session = useSession()
  const may = usePermits()
  const [asked, setAsked] = useSearchParams()
  const today = dayOf(useMinute())
  const view = (asked.get('view') ?? 'week') as View
  const from = view === 'month' ? firstOf(asked.get('from') ?? today) : (asked.get('from') ?? today)
  const unit = asked.get('unit') ?? session.unitId
  const to = view === 'month' ? firstOf(shiftDay(from, 32)) : shiftDay(from, shownDays)
  const [subscribing, setSubscribing] = useState(false)
  const set = (name: string, value: string) =>
    setAsked(before => {
      const next = new URLSearchParams(before)
      next.set(name, value)
      return next
    })
  const back = view === 'month' ? firstOf(shiftDay(from, -1)) : shiftDay(from, -shownDays)

  return (
    <div className="roster-sheet">
      <header className="head">
        <h1>值班表</h1>
        <Segmented
          value={view}
          onChange={value => set('view', value)}
          options={Object.entries(views).map(([value, label]) => ({ value: value as View, label }))}
        />
        <Space.Compact>
          <Button onClick={() => set('from', back)}>{view === 'month' ? '上月' : '前七日'}</Button>
          <Button onClick={() => set('from', today)}>{view === 'month' ? '本月' : '今日起'}</Button>
          <Button onClick={() => set('from', to)}>{view === 'month' ? '下月' : '后七日'}</Button>
        </Space.Compact>
        {view === 'month' && <b>{`${Number(from.slice(0, 4))}年${Number(from.slice(5, 7))}月`}</b>}
        {view !== 'all' && (
          <div style={{ width: 220 }}>
            <UnitSelect aria-label="单位" value={unit} onChange={value => set('unit', value ?? session.unitId)} />
          </div>
        )}
        <span className="spread" />
        <Space wrap className="no-print">
          <Button onClick={() => setSubscribing(true)}>订阅到手机日历</Button>
          {may('duty.edit-roster') && (
            <Link to="/duty/rosters">
              <Button>排班</Button>
            </Link>
          )}
          {view !== 'all' && (
            <>
              <Button href={`/api/duty/shifts.xlsx?unit=${unit}&from=${from}&to=${shiftDay(to, -1)}`}>导出表格</Button>
              <Button onClick={() => window.print()}>打印</Button>
            </>
          )}
        </Space>
      </header>
      {view === 'all' ? (
        <AllUnits from={from} to={to} today={today} onUnit={chosen => setAsked({ unit: chosen, from, view: 'week' })} />
      ) : (
        <OfUnit key={unit} unit={unit} from={from} to={to} today={today} isMonth={view === 'month'} />
      )}
      {subscribing && <CalendarDrawer onClose={() => setSubscribing(false)} />}
    </div>
  )
}

interface OfUnitProps {
  unit: string
  from: string
  /** The day behind the last. */
  to: string
  today: string
  isMonth: boolean
}

/** Shifts of one unit, changed one by one; on paper always the official table. */
function OfUnit({ unit, from, to, today, isMonth }: OfUnitProps) {
  const session = useSession()
  const mayEdit = usePermits()('duty.edit-roster')
  const shifts = useQuery(shiftsQuery({ unit, from: startOfDay(from).toISOString(), to: startOfDay(to).toISOString() }))
  const { data: gaps } = useQuery(
    gapsQuery({ unit, from: startOfDay(from).toISOString(), to: startOfDay(to).toISOString() }),
  )
  const { data: calendar } = useQuery(daysQuery(from, to))
  const { data: rooms } = useQuery(roomsQuery)
  const { data: units } = useQuery(unitsQuery)
  const [editing, setEditing] = useState<EditedShift | null>(null)
  const room = rooms?.items.find(one => one.unitId === unit)
  const name = units?.items.find(one => one.id === unit)
  const head = {
    title: room?.name ?? name?.name ?? '',
    unitName: name?.name ?? '',
    phone: room?.phone ?? name?.dutyPhone ?? null,
    fax: room?.fax ?? null,
    maker: session.displayName,
  }
  return (
    <Loaded of={shifts} rows={8}>
      {({ items }) => {
        const month = fromShifts(items, calendar?.items ?? [], from, shiftDay(to, -1))
        return (
          <>
            <section className="panel" style={{ overflowX: 'auto' }}>
              {items.length === 0 && (
                <Nothing what="这段时间还没有值班安排">
                  {mayEdit && (
                    <Link to={room ? `/duty/rosters?room=${room.id}&month=${firstOf(from)}` : '/duty/rooms'}>
                      <Button type="primary">{room ? '去排班' : '先建立值班室'}</Button>
                    </Link>
                  )}
                </Nothing>
              )}
              {isMonth ? (
                items.length > 0 && <MonthGrid month={month} onPlace={({ shift }) => shift && setEditing({ shift })} />
              ) : (
                <Week
                  items={items}
                  days={month.map(one => ({ day: one.day, name: one.name, isRest: one.isRest }))}
                  today={today}
                  gaps={gaps?.items ?? []}
                  onOpen={setEditing}
                  mayEdit={mayEdit}
                />
              )}
            </section>
            <PrintedRoster head={head} month={month} />
            {editing && 'gap' in editing && <FillGapDrawer gap={editing.gap} onClose={() => setEditing(null)} />}
            {editing && 'shift' in editing && <ShiftPanel shift={editing.shift} onClose={() => setEditing(null)} />}
            {editing && 'day' in editing && (
              <EditShiftDrawer unitId={unit} editing={editing} onClose={() => setEditing(null)} />
            )}
          </>
        )
      }}
    </Loaded>
  )
}

interface WeekProps {
  items: ShiftView[]
  days: { day: string; name: string | null; isRest: boolean }[]
  today: string
  gaps: GapView[]
  onOpen: (edited: EditedShift) => void
  mayEdit: boolean
}

/** Posts down, days across. */
function Week({ items, days, today, gaps, onOpen, mayEdit }: WeekProps) {
  const gapsOn = (day: string, post: DutyPost) =>
    gaps.filter(
      gap => gap.post === post && (dayOf(gap.from) === day || (day === days[0]?.day && dayOf(gap.from) < day)),
    )
  // The shift that began the day before and runs into the first day is the one on duty in the morning.
  const isOn = (shift: ShiftView, day: string) =>
    dayOf(shift.startsAt) === day || (day === days[0]?.day && dayOf(shift.startsAt) < day)
  const now = useMinute().toISOString()
  const isNow = (shift: ShiftView) => shift.startsAt <= now && shift.endsAt > now
  return (
    <table className="roster">
      <thead>
        <tr>
          <th style={{ width: 84 }}>岗位</th>
          {days.map(({ day, name, isRest }) => (
            <th key={day} className={[day === today && 'is-today', isRest && 'is-rest'].filter(Boolean).join(' ')}>
              {day.slice(5)} 周{weekdayOf(day)}
              <div>
                <small>{name ?? ''}</small>
              </div>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {postsShown([...items, ...gaps]).map(post => (
          <tr key={post}>
            <th>{dutyPosts[post]}</th>
            {days.map(({ day }) => (
              <td key={day} className={day === today ? 'is-today' : undefined}>
                {items
                  .filter(shift => shift.post === post && isOn(shift, day))
                  .sort((a, b) => a.startsAt.localeCompare(b.startsAt))
                  .map(shift => (
                    <button
                      key={shift.id}
                      type="button"
                      className={isNow(shift) ? 'shift is-now' : 'shift'}
                      onClick={() => onOpen({ shift })}
                    >
                      {shift.personName}
                      <small>
                        {isNow(shift) && '当班 '}
                        {dayOf(shift.startsAt) === day ? '' : '昨日 '}
                        {showMinute(shift.startsAt)}—{dayOf(shift.endsAt) === day ? '' : '次日 '}
                        {showMinute(shift.endsAt)}
                      </small>
                    </button>
                  ))}
                {gapsOn(day, post).map(gap => (
                  <button key={gap.id} type="button" className="gap-cell" onClick={() => onOpen({ gap })}>
                    缺 {gap.missing} 人，补岗
                    <small>
                      {showMinute(gap.from)}—{dayOf(gap.to) === day ? '' : '次日 '}
                      {showMinute(gap.to)}
                      {gap.away.length > 0 && ` ${gap.away.map(one => one.personName).join('、')}不在岗`}
                    </small>
                  </button>
                ))}
                {mayEdit && (
                  <button
                    type="button"
                    className="add-shift"
                    aria-label={`${day} ${dutyPosts[post]}排班`}
                    onClick={() => onOpen({ day, post })}
                  >
                    ＋
                  </button>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
