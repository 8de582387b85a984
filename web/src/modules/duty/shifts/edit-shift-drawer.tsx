import { type DutyPost, dutyPosts, type ShiftView } from '@anlan/contract/duty.ts'
import { Form, Input, Select } from 'antd'
import { PersonSelect } from '../../../fields/person-select.tsx'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { InstantField } from '../../../ui/form/instant-field.tsx'
import { shiftDay } from '../../../ui/time.ts'
import { useAddShift, useChangeShift, useRemoveShift } from './requests.ts'
import { spanWords } from './words.ts'

interface ShiftValues {
  post: DutyPost
  personId: string
  startsAt: string
  endsAt: string
  gapReason?: string
}

/** Day and night change at half past eight. */
const changeOver = '08:30'

/** 排班, 调班: one shift written by hand; what breaks a rule is said at its field. */
export function EditShiftDrawer({
  unitId,
  editing,
  onClose,
}: {
  unitId: string
  editing: { shift: ShiftView } | { day: string; post: DutyPost }
  onClose: () => void
}) {
  const before = 'shift' in editing ? editing.shift : null
  const add = useAddShift()
  const change = useChangeShift(before?.id ?? '')
  const initial: Partial<ShiftValues> =
    'shift' in editing
      ? {
          post: editing.shift.post,
          personId: editing.shift.personId,
          startsAt: editing.shift.startsAt,
          endsAt: editing.shift.endsAt,
        }
      : {
          post: editing.post,
          startsAt: new Date(`${editing.day}T${changeOver}:00+08:00`).toISOString(),
          endsAt: new Date(`${shiftDay(editing.day, 1)}T${changeOver}:00+08:00`).toISOString(),
        }
  return (
    <ActionDrawer<ShiftValues>
      open
      title={before ? `调整 ${before.personName} 的班次` : '排班'}
      act={before ? '保存班次' : '排班'}
      initial={initial}
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
        <Form.Item name="gapReason" label="缺岗原因" extra="调整会造成缺岗且一时无人可替时填写，本单位须限时补岗">
          <Input maxLength={200} />
        </Form.Item>
      )}
    </ActionDrawer>
  )
}

/** 取消班次. */
export function RemoveShiftDrawer({ shift, onClose }: { shift: ShiftView; onClose: () => void }) {
  const remove = useRemoveShift(shift.id)
  return (
    <ActionDrawer<{ gapReason?: string }>
      open
      danger
      title={`取消班次：${shift.personName} ${spanWords(shift)}`}
      act="取消这个班次"
      onAct={values => remove.mutateAsync(values.gapReason ?? '')}
      onClose={onClose}
    >
      <Form.Item name="gapReason" label="缺岗原因" extra="取消会造成缺岗且一时无人可替时填写，本单位须限时补岗">
        <Input maxLength={200} />
      </Form.Item>
    </ActionDrawer>
  )
}
