import { leaveKinds } from '@anlan/contract/roster.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, DatePicker, Drawer, Form, Input, Radio, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { InstantField } from '../../../ui/form/instant-field.tsx'
import { Loaded, Nothing } from '../../../ui/states.tsx'
import { showInstant } from '../../../ui/time.ts'
import { absencesQuery, roomQuery, useAddLeave, useAddWish, useRemoveLeave, useRemoveWish } from './requests.ts'

interface AbsencesProps {
  room: string
  from: string
  to: string
  onClose: () => void
}

/** Leave and wishes of the room's people in these days. */
export function AbsencesDrawer({ room, from, to, onClose }: AbsencesProps) {
  const absences = useQuery(absencesQuery({ room, from, to }))
  const removeLeave = useRemoveLeave()
  const removeWish = useRemoveWish(room)
  const [adding, setAdding] = useState<'leave' | 'wish' | null>(null)
  return (
    <Drawer open title="请假与意愿" size={460} onClose={onClose}>
      <Button onClick={() => setAdding('leave')}>登记请假</Button>{' '}
      <Button onClick={() => setAdding('wish')}>登记意愿</Button>
      <Loaded of={absences} rows={4}>
        {({ leaves, wishes }) => (
          <>
            <h3>请假</h3>
            {leaves.length === 0 && <Nothing what="这段时间没有人请假" />}
            {leaves.map(one => (
              <div key={one.id} className="absence">
                <span>
                  {one.personName}　{leaveKinds[one.kind]}　{showInstant(one.from)} 至 {showInstant(one.to)}
                </span>
                <Button type="link" danger onClick={() => removeLeave.mutate(one.id)}>
                  撤销
                </Button>
              </div>
            ))}
            <h3>意愿</h3>
            {wishes.length === 0 && <Nothing what="这段时间没有登记意愿" />}
            {wishes.map(one => (
              <div key={one.id} className="absence">
                <span>
                  {one.personName}　{one.day}　{one.wants === 'on' ? '希望值班' : '希望不值班'}　{one.reason}
                </span>
                <Button type="link" danger onClick={() => removeWish.mutate(one.id)}>
                  撤销
                </Button>
              </div>
            ))}
          </>
        )}
      </Loaded>
      {adding === 'leave' && <LeaveForm room={room} onClose={() => setAdding(null)} />}
      {adding === 'wish' && <WishForm room={room} onClose={() => setAdding(null)} />}
    </Drawer>
  )
}

function PoolField({ room }: { room: string }) {
  const { data } = useQuery(roomQuery(room))
  return (
    <Form.Item name="personId" label="人员" rules={[{ required: true, message: '请选择人员' }]}>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        options={(data?.pool ?? []).map(one => ({ value: one.personId, label: one.personName }))}
      />
    </Form.Item>
  )
}

interface LeaveValues {
  personId: string
  kind: keyof typeof leaveKinds
  from: string
  to: string
  note?: string
}

function LeaveForm({ room, onClose }: { room: string; onClose: () => void }) {
  const add = useAddLeave()
  return (
    <ActionDrawer<LeaveValues>
      open
      title="登记请假"
      act="登记"
      initial={{ kind: 'annual' }}
      onAct={(values, id) => add.mutateAsync({ ...values, id })}
      onClose={onClose}
    >
      <PoolField room={room} />
      <Form.Item name="kind" label="类别">
        <Select options={Object.entries(leaveKinds).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <Form.Item name="from" label="开始时间" rules={[{ required: true, message: '请填写开始时间' }]}>
        <InstantField plain ahead />
      </Form.Item>
      <Form.Item name="to" label="结束时间" rules={[{ required: true, message: '请填写结束时间' }]}>
        <InstantField plain ahead />
      </Form.Item>
      <Form.Item name="note" label="说明">
        <Input maxLength={200} />
      </Form.Item>
    </ActionDrawer>
  )
}

function WishForm({ room, onClose }: { room: string; onClose: () => void }) {
  const add = useAddWish(room)
  return (
    <ActionDrawer<{ personId: string; day: Dayjs; wants: 'on' | 'off'; reason?: string }>
      open
      title="登记意愿"
      act="登记"
      initial={{ wants: 'off' }}
      onAct={(values, id) => add.mutateAsync({ ...values, day: values.day.format('YYYY-MM-DD'), id })}
      onClose={onClose}
    >
      <PoolField room={room} />
      <Form.Item name="day" label="日期" rules={[{ required: true, message: '请选择日期' }]}>
        <DatePicker style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="wants" label="意愿">
        <Radio.Group
          options={[
            { value: 'off', label: '希望不值班' },
            { value: 'on', label: '希望值班' },
          ]}
        />
      </Form.Item>
      <Form.Item name="reason" label="理由">
        <Input maxLength={200} />
      </Form.Item>
    </ActionDrawer>
  )
}
