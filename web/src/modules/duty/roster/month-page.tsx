import type { RoomLine, RosterView } from '@anlan/contract/roster.ts'
import { rosterStatuses } from '@anlan/contract/roster.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Dropdown, Modal, Segmented, Select, Space } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { usePermits, useSession } from '../../../app/session.tsx'
import { useMinute } from '../../../ui/clock/clock.ts'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { dayOf, shiftDay, showInstant, showOfficialDay } from '../../../ui/time.ts'
import { AbsencesDrawer } from './absences-drawer.tsx'
import { CellDrawer } from './cell-drawer.tsx'
import { EditBar } from './edit-bar.tsx'
import { type Cell, moved, useEditing } from './editing.ts'
import { Findings } from './findings.tsx'
import { GenerateButton } from './generate-button.tsx'
import { fromRoster, type Place } from './month.ts'
import { MonthGrid } from './month-grid.tsx'
import { PrintedDuties } from './print/printed-duties.tsx'
import { PrintedRoster } from './print/printed-roster.tsx'
import { roomQuery, roomsQuery, rosterQuery, rostersQuery } from './requests.ts'
import { Settle } from './settle.tsx'
import { SheetDrawer } from './sheet-drawer.tsx'
import './month.css'

const firstOf = (day: string) => `${day.slice(0, 7)}-01`
const nextMonth = (first: string) => firstOf(shiftDay(first, 32))

/** 排班: a room's drafts by month: made, imported, changed by hand with the rules beside each day, published, printed. */
export function MonthPage() {
  const session = useSession()
  const rooms = useQuery(roomsQuery)
  const [asked, setAsked] = useSearchParams()
  const today = dayOf(useMinute())
  const first = asked.get('month') ?? nextMonth(firstOf(today))
  const [to, after] = [shiftDay(nextMonth(first), -1), nextMonth(first)]
  const set = (values: Record<string, string>) =>
    setAsked(before => {
      const next = new URLSearchParams(before)
      for (const [name, value] of Object.entries(values)) next.set(name, value)
      return next
    })
  return (
    <Loaded of={rooms} rows={8}>
      {({ items }) => {
        const own = items.find(one => one.unitId === session.unitId) ?? items[0]
        const room = items.find(one => one.id === asked.get('room')) ?? own
        if (!room)
          return (
            <Nothing what="还没有值班室。有一份值班人员名单就能建立值班室并自动排班">
              <Link to="/duty/rooms">
                <Button type="primary">去建立值班室</Button>
              </Link>
            </Nothing>
          )
        return (
          <div className="roster-head roster-sheet">
            <h1>排班</h1>
            <Select
              aria-label="值班室"
              showSearch={{ optionFilterProp: 'label' }}
              style={{ width: 200 }}
              value={room.id}
              options={items.map(one => ({ value: one.id, label: one.name }))}
              onChange={value => set({ room: value, roster: '' })}
            />
            <Space.Compact>
              <Button onClick={() => set({ month: firstOf(shiftDay(first, -1)), roster: '' })}>上月</Button>
              <Button onClick={() => set({ month: after, roster: '' })}>下月</Button>
            </Space.Compact>
            <b className="roster-month">{`${Number(first.slice(0, 4))}年${Number(first.slice(5, 7))}月`}</b>
            <RosterOfMonth
              key={room.id + first}
              room={room}
              from={first}
              to={to}
              chosen={asked.get('roster')}
              onChoose={roster => set({ roster })}
            />
          </div>
        )
      }}
    </Loaded>
  )
}

interface OfMonth {
  room: RoomLine
  from: string
  to: string
  chosen: string | null
  onChoose: (roster: string) => void
}

/** The roster that was chosen, otherwise the newest of the month, a draft first. */
function RosterOfMonth({ room, from, to, chosen, onChoose }: OfMonth) {
  const mayEdit = usePermits()('duty.edit-roster')
  const rosters = useQuery(rostersQuery({ room: room.id, from, to }))
  const items = rosters.data?.items ?? []
  const newest = items.find(one => one.status === 'draft') ?? items.find(one => one.status === 'published') ?? items[0]
  const id = (items.find(one => one.id === chosen) ?? newest)?.id ?? null
  const [open, setOpen] = useState<'absences' | 'sheet' | null>(null)
  const roster = useQuery({ ...rosterQuery(id ?? ''), enabled: id !== null })
  const inForce = `/duty/roster?view=month&unit=${room.unitId}&from=${from}`
  return (
    <>
      {items.length > 0 && (
        <Select
          aria-label="值班表"
          className="roster-choice"
          value={id}
          options={items.map(one => ({
            value: one.id,
            label: `${rosterStatuses[one.status]}　${showInstant(one.madeAt)} 编排`,
          }))}
          onChange={onChoose}
        />
      )}
      <Link to={inForce} className="no-print">
        看现行值班表
      </Link>
      <span className="spread" />
      <Space wrap className="no-print">
        <Dropdown
          menu={{
            items: [
              { key: 'absences', label: '请假与意愿', onClick: () => setOpen('absences') },
              { key: 'sheet', label: '从表格导入值班表', onClick: () => setOpen('sheet') },
              {
                key: 'export',
                disabled: id === null,
                label: <a href={`/api/duty/rosters/${id}/roster.xlsx`}>导出表格（.xlsx）</a>,
              },
              { key: 'room', label: <Link to={`/duty/rooms/${room.id}`}>值班室设置（班次、人员、规则）</Link> },
            ],
          }}
        >
          <Button>更多</Button>
        </Dropdown>
        {mayEdit && <GenerateButton room={room.id} from={from} to={to} near={id} onMade={made => onChoose(made.id)} />}
        {roster.data && id && <Settle key={id} roster={roster.data} />}
      </Space>
      <div className="roster-break" />
      {id === null ? (
        rosters.data && (
          <section className="panel roster-panel">
            {room.people === 0 ? (
              <Nothing what={`${room.name}还没有值班人员，先导入人员名单或在值班室设置中加入`}>
                <Link to={`/duty/rooms/${room.id}`}>
                  <Button type="primary">去设置值班人员</Button>
                </Link>
              </Nothing>
            ) : (
              <Nothing what="本月还没有编排。点右上“生成值班表”由系统编排；已有排好的表格，可在“更多”中导入" />
            )}
          </section>
        )
      ) : (
        <Loaded of={roster} rows={8}>
          {data => <Arranged key={data.id} roster={data} room={room} />}
        </Loaded>
      )}
      {open === 'absences' && <AbsencesDrawer room={room.id} from={from} to={to} onClose={() => setOpen(null)} />}
      {open === 'sheet' && (
        <SheetDrawer
          room={room}
          from={from}
          to={to}
          onClose={() => setOpen(null)}
          onMade={made => {
            setOpen(null)
            onChoose(made.id)
          }}
        />
      )}
    </>
  )
}

const keyOf = (cell: Cell) => `${cell.slotKey} ${cell.post} ${cell.place}`

function Arranged({ roster, room }: { roster: RosterView; room: RoomLine }) {
  const session = useSession()
  const { data: setUp } = useQuery(roomQuery(roster.roomId))
  const editing = useEditing(roster)
  const [cell, setCell] = useState<string | null>(null)
  const [week, setWeek] = useState<string>('month')
  const [printing, setPrinting] = useState<'roster' | 'duties'>('roster')
  const isDraft = roster.status === 'draft'
  const month = fromRoster(roster)
  const weeks = weeksOf(month.map(one => one.day))
  const shown = weeks.find(one => one.from === week)
  const open = roster.assignments.find(one => keyOf(one) === cell)
  const move = (from: Place, to: Place) => {
    if (!from.cell || !to.cell || !setUp) return
    const meant = moved(roster, setUp.pool, from.cell, to.cell)
    if ('no' in meant) editing.refuse(meant.no)
    else if ('changes' in meant) editing.tryRun(meant)
    else
      Modal.confirm({
        title: '不能对调',
        content: meant.ask,
        okText: '由他顶替',
        cancelText: '不改',
        onOk: () => editing.tryRun(meant.step),
      })
  }
  const mayStand = (from: Place, to: Place) =>
    !setUp || setUp.pool.some(one => one.personId === from.cell?.personId && one.posts.includes(to.post))
  const print = (what: typeof printing) => {
    setPrinting(what)
    // The table is on the page before the printer looks.
    requestAnimationFrame(() => requestAnimationFrame(() => window.print()))
  }
  const head = {
    title: roster.roomName,
    unitName: room.unitName,
    phone: room.phone,
    fax: room.fax,
    maker: session.displayName,
  }
  const editable = isDraft && {
    onPlace: (place: Place) => place.cell && setCell(keyOf(place.cell)),
    onMove: move,
    mayStand,
    touched: editing.touched,
  }
  return (
    <>
      <div className="roster-tools no-print">
        <Segmented
          value={shown ? week : 'month'}
          onChange={setWeek}
          options={[{ value: 'month', label: '全月' }, ...weeks.map(one => ({ value: one.from, label: one.label }))]}
        />
        {isDraft && <span className="quiet">拖动姓名到别的班次即可对调；点一下可换人</span>}
        <span className="spread" />
        <Space wrap>
          <Button onClick={() => print('roster')}>打印值班表</Button>
          <Button onClick={() => print('duties')} disabled={!setUp}>
            打印责任表
          </Button>
        </Space>
      </div>
      <EditBar editing={editing} />
      <div className="roster-body">
        <section className="panel roster-panel">
          <MonthGrid
            month={shown ? month.filter(one => one.day >= shown.from && one.day <= shown.to) : month}
            {...editable}
          />
        </section>
        <Findings roster={roster} />
      </div>
      {printing === 'roster' || !setUp ? (
        <PrintedRoster head={head} month={month} />
      ) : (
        <PrintedDuties
          head={head}
          room={setUp}
          span={`${showOfficialDay(roster.from)}至${showOfficialDay(roster.to)}`}
        />
      )}
      {open && <CellDrawer key={cell} roster={roster} cell={open} editing={editing} onClose={() => setCell(null)} />}
    </>
  )
}

/** Weeks from Monday to Sunday that these days lie in. */
function weeksOf(days: string[]): { from: string; to: string; label: string }[] {
  const weeks: { from: string; to: string; label: string }[] = []
  for (const day of days) {
    const isMonday = new Date(`${day}T00:00:00Z`).getUTCDay() === 1
    const last = weeks.at(-1)
    if (!last || isMonday) weeks.push({ from: day, to: day, label: '' })
    else last.to = day
  }
  return weeks.map(one => ({ ...one, label: `${Number(one.from.slice(8))}—${Number(one.to.slice(8))}日` }))
}
