import { type DutyPost, dutyPosts, type ShiftView } from '@anlan/contract/duty.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Popconfirm, Select, Space } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { usePermits, useSession } from '../../app/session.tsx'
import { PersonSelect } from '../../fields/person-select.tsx'
import { UnitSelect } from '../../fields/unit-select.tsx'
import { useNow } from '../../ui/clock/clock.ts'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { InstantField } from '../../ui/form/instant-field.tsx'
import { Loaded } from '../../ui/states.tsx'
import { dayOf, shiftDay, showMinute, startOfDay, weekdayOf } from '../../ui/time.ts'
import { daysQuery } from '../calendar/requests.ts'
import { shiftsQuery } from './requests.ts'
import { useAddShift, useChangeShift, useRemoveShift } from './shifts/requests.ts'
import './duty.css'

const shownDays = 7
const restClasses = new Set(['weekend', 'statutoryHoliday', 'adjustedRest', 'localHoliday'])
/** Day and night change at half past eight. */
const changeOver = '08:30'

/** The three posts every room has, and the others where somebody holds them. */
const postsShown = (items: ShiftView[]) =>
  (Object.keys(dutyPosts) as DutyPost[]).filter((post, index) => index < 3 || items.some(shift => shift.post === post))

type Editing = { shift: ShiftView } | { day: string; post: DutyPost } | null

/** 值班表: a week, posts down, days across. */
export function RosterPage() {
  const session = useSession()
  const mayEdit = usePermits()('duty.edit-roster')
  const [asked, setAsked] = useSearchParams()
  const today = dayOf(useNow())
  const from = asked.get('from') ?? today
  const unit = asked.get('unit') ?? session.unitId
  const to = shiftDay(from, shownDays)
  const shifts = useQuery(shiftsQuery({ unit, from: startOfDay(from).toISOString(), to: startOfDay(to).toISOString() }))
  const { data: calendar } = useQuery(daysQuery(from, to))
  const [editing, setEditing] = useState<Editing>(null)
  const days = Array.from({ length: shownDays }, (_, index) => shiftDay(from, index))
  const set = (name: string, value: string) =>
    setAsked(before => {
      const next = new URLSearchParams(before)
      next.set(name, value)
      return next
    })

  return (
    <>
      <header className="head">
        <h1>值班表</h1>
        <Space>
          <Button onClick={() => set('from', shiftDay(from, -shownDays))}>前七日</Button>
          <Button onClick={() => set('from', today)}>今日起</Button>
          <Button onClick={() => set('from', to)}>后七日</Button>
        </Space>
        <div style={{ width: 240 }}>
          <UnitSelect value={unit} onChange={value => set('unit', value ?? session.unitId)} />
        </div>
        <span className="spread" />
        {mayEdit && (
          <Link to="/duty/rosters">
            <Button>按月排班</Button>
          </Link>
        )}
        <Button className="no-print" onClick={() => window.print()}>
          打印
        </Button>
      </header>
      <section className="panel" style={{ overflowX: 'auto' }}>
        <Loaded of={shifts} rows={8}>
          {({ items }) => (
            <table className="roster">
              <thead>
                <tr>
                  <th style={{ width: 84 }}>岗位</th>
                  {days.map(day => {
                    const known = calendar?.items.find(one => one.date === day)
                    const isRest = known ? restClasses.has(known.dayClass) : false
                    return (
                      <th
                        key={day}
                        className={[day === today && 'is-today', isRest && 'is-rest'].filter(Boolean).join(' ')}
                      >
                        {day.slice(5)} 周{weekdayOf(day)}
                        <div>
                          <small>{known?.name ?? ''}</small>
                        </div>
                      </th>
                    )
                  })}
                </tr>
              </thead>
              <tbody>
                {postsShown(items).map(post => (
                  <tr key={post}>
                    <th>{dutyPosts[post]}</th>
                    {days.map(day => (
                      <td key={day} className={day === today ? 'is-today' : undefined}>
                        {items
                          .filter(shift => shift.post === post && dayOf(shift.startsAt) === day)
                          .sort((a, b) => a.startsAt.localeCompare(b.startsAt))
                          .map(shift => (
                            <button
                              key={shift.id}
                              type="button"
                              className="shift"
                              disabled={!mayEdit}
                              onClick={() => setEditing({ shift })}
                            >
                              {shift.personName}
                              <small>
                                {showMinute(shift.startsAt)}—{dayOf(shift.endsAt) === day ? '' : '次日 '}
                                {showMinute(shift.endsAt)}
                              </small>
                            </button>
                          ))}
                        {mayEdit && (
                          <button
                            type="button"
                            className="add-shift"
                            aria-label={`${day} ${dutyPosts[post]}排班`}
                            onClick={() => setEditing({ day, post })}
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
          )}
        </Loaded>
      </section>
      {editing && (
        <ShiftDrawer key={JSON.stringify(editing)} unitId={unit} editing={editing} onClose={() => setEditing(null)} />
      )}
    </>
  )
}

interface ShiftValues {
  post: DutyPost
  personId: string
  startsAt: string
  endsAt: string
}

function ShiftDrawer({
  unitId,
  editing,
  onClose,
}: {
  unitId: string
  editing: NonNullable<Editing>
  onClose: () => void
}) {
  const before = 'shift' in editing ? editing.shift : null
  const add = useAddShift()
  const change = useChangeShift(before?.id ?? '')
  const remove = useRemoveShift(before?.id ?? '')
  const initial: Partial<ShiftValues> =
    'shift' in editing
      ? editing.shift
      : {
          post: editing.post,
          startsAt: new Date(`${editing.day}T${changeOver}:00+08:00`).toISOString(),
          endsAt: new Date(`${shiftDay(editing.day, 1)}T${changeOver}:00+08:00`).toISOString(),
        }
  return (
    <ActionDrawer<ShiftValues>
      open
      title={before ? `${before.personName} 的班次` : '排班'}
      act={before ? '保存班次' : '排班'}
      initial={{ post: initial.post, personId: initial.personId, startsAt: initial.startsAt, endsAt: initial.endsAt }}
      onAct={(values, id) =>
        before ? change.mutateAsync({ ...values, version: before.version }) : add.mutateAsync({ ...values, unitId, id })
      }
      onClose={onClose}
    >
      <Form.Item name="post" label="值班岗位" rules={[{ required: true }]}>
        <Select options={Object.entries(dutyPosts).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <Form.Item
        name="personId"
        label="值班人员"
        extra={before ? `现为 ${before.personName} ${before.mobile ?? ''}` : undefined}
        rules={[{ required: true, message: '请选择值班人员' }]}
      >
        <PersonSelect {...(before && { known: { id: before.personId, name: before.personName } })} />
      </Form.Item>
      <Form.Item name="startsAt" label="开始时间" rules={[{ required: true, message: '请填写开始时间' }]}>
        <InstantField plain ahead />
      </Form.Item>
      <Form.Item name="endsAt" label="结束时间" rules={[{ required: true, message: '请填写结束时间' }]}>
        <InstantField plain ahead />
      </Form.Item>
      {before && (
        <Popconfirm
          title="取消这个班次"
          okText="取消班次"
          cancelText="保留"
          onConfirm={() => remove.mutate('', { onSuccess: onClose })}
        >
          <Button danger type="text" loading={remove.isPending}>
            取消这个班次
          </Button>
        </Popconfirm>
      )}
    </ActionDrawer>
  )
}
