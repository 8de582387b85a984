import type { AssignmentView, RosterView } from '@anlan/contract/roster.ts'
import { rosterStatuses } from '@anlan/contract/roster.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Popconfirm, Select, Space, Tag } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { usePermits, useSession } from '../../../app/session.tsx'
import { useMinute } from '../../../ui/clock/clock.ts'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { saidOf } from '../../../ui/http.ts'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { dayOf, shiftDay, showInstant, startOfDay } from '../../../ui/time.ts'
import { daysQuery } from '../../calendar/requests.ts'
import { shiftsQuery } from '../requests.ts'
import { AbsencesDrawer } from './absences-drawer.tsx'
import { CellDrawer } from './cell-drawer.tsx'
import { Findings } from './findings.tsx'
import { GenerateButton } from './generate-button.tsx'
import { fromRoster, fromShifts } from './month.ts'
import { MonthGrid } from './month-grid.tsx'
import { PrintedRoster } from './printed-roster.tsx'
import { roomsQuery, rosterQuery, rostersQuery, usePublish, useWithdraw } from './requests.ts'
import './month.css'

const firstOf = (day: string) => `${day.slice(0, 7)}-01`
const nextMonth = (first: string) => firstOf(shiftDay(first, 32))
const inForce = 'inForce'

/** 按月排班: a room's month, what is in force or a draft, with what the rules say beside each day. */
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
        if (!room) return <Nothing what="还没有值班室，请先由值班管理人员建立" />
        return (
          <div className="roster-head">
            <h1>按月排班</h1>
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
  room: { id: string; unitId: string; name: string; phone: string | null }
  from: string
  to: string
  chosen: string | null
  onChoose: (roster: string) => void
}

/** The newest draft of the month, unless another is chosen; otherwise what is in force. */
function RosterOfMonth({ room, from, to, chosen, onChoose }: OfMonth) {
  const may = usePermits()
  const rosters = useQuery(rostersQuery({ room: room.id, from, to }))
  const items = rosters.data?.items ?? []
  const newest = items.find(one => one.status === 'draft')?.id
  const id = chosen === inForce ? null : items.some(one => one.id === chosen) ? chosen : (newest ?? null)
  const [absences, setAbsences] = useState(false)
  const roster = useQuery({ ...rosterQuery(id ?? ''), enabled: id !== null })
  return (
    <>
      <Select
        aria-label="值班表"
        className="roster-choice"
        value={id ?? inForce}
        options={[
          { value: inForce, label: '现行值班安排' },
          ...items.map(one => ({
            value: one.id,
            label: `${rosterStatuses[one.status]}　${showInstant(one.madeAt)} 编排`,
          })),
        ]}
        onChange={onChoose}
      />
      <span className="spread" />
      <Space wrap className="no-print">
        <Button onClick={() => setAbsences(true)}>请假与意愿</Button>
        {may('duty.edit-roster') && (
          <GenerateButton room={room.id} from={from} to={to} near={id} onMade={made => onChoose(made.id)} />
        )}
        {roster.data && id && <Settle key={id} roster={roster.data} />}
        <Button onClick={() => window.print()}>打印</Button>
      </Space>
      <div className="roster-break" />
      {id === null ? (
        <InForce room={room} from={from} to={to} />
      ) : (
        <Loaded of={roster} rows={8}>
          {data => <Arranged roster={data} phone={room.phone} />}
        </Loaded>
      )}
      {absences && <AbsencesDrawer room={room.id} from={from} to={to} onClose={() => setAbsences(false)} />}
    </>
  )
}

/** Shifts in force, whoever wrote them; changed one by one on 值班表. */
function InForce({ room, from, to }: Omit<OfMonth, 'chosen' | 'onChoose'>) {
  const end = startOfDay(shiftDay(to, 1)).toISOString()
  const shifts = useQuery(shiftsQuery({ unit: room.unitId, from: startOfDay(from).toISOString(), to: end }))
  const { data: calendar } = useQuery(daysQuery(from, to))
  return (
    <Loaded of={shifts} rows={8}>
      {({ items }) => {
        const month = fromShifts(items, calendar?.items ?? [], from, to)
        return (
          <>
            <section className="panel roster-panel">
              {items.length === 0 && <Nothing what="本月还没有值班安排，可点“生成值班表”编排" />}
              {items.length > 0 && <MonthGrid month={month} />}
            </section>
            <PrintedRoster title={room.name} phone={room.phone} from={from} to={to} month={month} />
          </>
        )
      }}
    </Loaded>
  )
}

function Arranged({ roster, phone }: { roster: RosterView; phone: string | null }) {
  const [cell, setCell] = useState<AssignmentView | null>(null)
  const isDraft = roster.status === 'draft'
  const month = fromRoster(roster)
  return (
    <>
      <div className="roster-body">
        <section className="panel roster-panel">
          <MonthGrid month={month} {...(isDraft && { onCell: setCell })} />
        </section>
        <Findings roster={roster} />
      </div>
      <PrintedRoster title={roster.roomName} phone={phone} from={roster.from} to={roster.to} month={month} />
      {cell && <CellDrawer key={JSON.stringify(cell)} roster={roster} cell={cell} onClose={() => setCell(null)} />}
    </>
  )
}

/** Publishes a draft, or takes a published roster back. */
function Settle({ roster }: { roster: RosterView }) {
  const may = usePermits()
  const publish = usePublish(roster.id)
  const withdraw = useWithdraw(roster.id)
  const [asking, setAsking] = useState(false)
  const gaps = roster.unmet.filter(one => one.hard).length
  if (!may('duty.publish-roster')) return <Tag>{rosterStatuses[roster.status]}</Tag>
  if (roster.status === 'draft')
    return (
      <>
        <Popconfirm
          title="发布值班表"
          description={`发布后 ${roster.from} 至 ${roster.to} 的值班安排以此为准，原有安排被替换`}
          okText="发布"
          cancelText="再看看"
          onConfirm={() => publish.mutate(roster.version)}
        >
          <Button type="primary" disabled={gaps > 0} loading={publish.isPending}>
            {gaps > 0 ? `还有 ${gaps} 处须改正` : '发布'}
          </Button>
        </Popconfirm>
        {publish.error && (
          <span role="alert" className="roster-refused">
            {saidOf(publish.error)}
          </span>
        )}
      </>
    )
  if (roster.status === 'withdrawn') return <Tag>已撤回</Tag>
  return (
    <>
      <Button danger onClick={() => setAsking(true)}>
        撤回
      </Button>
      <ActionDrawer<{ reason: string }>
        open={asking}
        title="撤回值班表"
        act="撤回"
        danger
        consequence="尚未开始的班次不再有效，须另行排班"
        onAct={({ reason }) => withdraw.mutateAsync(reason)}
        onClose={() => setAsking(false)}
      >
        <Form.Item name="reason" label="撤回原因" rules={[{ required: true, message: '请填写撤回原因' }]}>
          <Input maxLength={200} />
        </Form.Item>
      </ActionDrawer>
    </>
  )
}
