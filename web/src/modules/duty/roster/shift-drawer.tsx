import { type DutyPost, dutyPosts, type ShiftView } from '@anlan/contract/duty.ts'
import { Button, Form, Popconfirm, Select } from 'antd'
import { PersonSelect } from '../../../fields/person-select.tsx'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { InstantField } from '../../../ui/form/instant-field.tsx'
import { shiftDay } from '../../../ui/time.ts'
import { useAddShift, useChangeShift, useRemoveShift } from '../shifts/requests.ts'

/** Day and night change at half past eight. */
const changeOver = '08:30'

export type EditedShift = { shift: ShiftView } | { day: string; post: DutyPost }

interface ShiftValues {
  post: DutyPost
  personId: string
  startsAt: string
  endsAt: string
}

/** One shift in force, written by hand. */
export function ShiftDrawer({
  unitId,
  editing,
  onClose,
}: {
  unitId: string
  editing: EditedShift
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
