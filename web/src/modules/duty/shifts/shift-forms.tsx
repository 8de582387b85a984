import { dutyPosts, type ShiftView } from '@anlan/contract/duty.ts'
import { leaveKinds } from '@anlan/contract/roster.ts'
import { useQuery } from '@tanstack/react-query'
import { Form, Input, Radio, Select } from 'antd'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { InstantField } from '../../../ui/form/instant-field.tsx'
import { shiftsQuery } from '../requests.ts'
import { useAskSwap, useCoverShift, useFileLeave } from './requests.ts'
import { StandInField } from './stand-in-field.tsx'
import { spanWords } from './words.ts'

interface OfShift {
  shift: ShiftView
  onClose: () => void
}

const aheadDays = 35

/** 申请换班: for a shift of somebody of the same post, or simply given away. */
export function SwapDrawer({ shift, onClose }: OfShift) {
  const ask = useAskSwap()
  const to = new Date(Date.parse(shift.startsAt) + aheadDays * 86_400_000).toISOString()
  const { data } = useQuery(shiftsQuery({ unit: shift.unitId, from: new Date().toISOString(), to }))
  const others = (data?.items ?? []).filter(
    one => one.personId !== shift.personId && one.post === shift.post && Date.parse(one.startsAt) > Date.now(),
  )
  interface Values {
    way: 'exchange' | 'give'
    otherShiftId?: string
    otherPersonId?: string
    reason: string
  }
  const act = ({ way, otherShiftId, otherPersonId, reason }: Values, id: string) => {
    const other = others.find(one => one.id === otherShiftId)
    return ask.mutateAsync({
      id,
      shiftId: shift.id,
      otherPersonId: way === 'exchange' ? (other?.personId ?? '') : (otherPersonId ?? ''),
      otherShiftId: way === 'exchange' ? (otherShiftId ?? null) : null,
      reason,
    })
  }
  return (
    <ActionDrawer<Values>
      open
      title={`换班：${shift.personName} ${spanWords(shift)}`}
      act="提交换班申请"
      initial={{ way: 'exchange' }}
      consequence="先由对方同意，再由带班负责人审批；批准后值班表才会变动，过了审批时限只能办理紧急替班"
      onAct={act}
      onClose={onClose}
    >
      {form => (
        <>
          <Form.Item name="way" label="换班方式" rules={[{ required: true }]}>
            <Radio.Group
              options={[
                { value: 'exchange', label: '互换班次' },
                { value: 'give', label: '请人代值' },
              ]}
            />
          </Form.Item>
          <Form.Item noStyle shouldUpdate={(a: Values, b: Values) => a.way !== b.way}>
            {() =>
              (form.getFieldValue('way') as string) === 'give' ? (
                <Form.Item
                  name="otherPersonId"
                  label="换班对象"
                  rules={[{ required: true, message: '请选择换班对象' }]}
                >
                  <StandInField of={`shifts/${shift.id}`} />
                </Form.Item>
              ) : (
                <Form.Item
                  name="otherShiftId"
                  label="对方班次"
                  rules={[{ required: true, message: '请选择对方班次' }]}
                  extra={data && others.length === 0 ? whyNobody(shift, data.items) : undefined}
                >
                  <Select
                    showSearch={{ optionFilterProp: 'label' }}
                    placeholder="选择同岗位同事的班次"
                    options={others.map(one => ({ value: one.id, label: `${spanWords(one)} ${one.personName}` }))}
                  />
                </Form.Item>
              )
            }
          </Form.Item>
          <Form.Item name="reason" label="换班事由" rules={[{ required: true, message: '请填写换班事由' }]}>
            <Input.TextArea autoSize={{ minRows: 2 }} maxLength={200} />
          </Form.Item>
        </>
      )}
    </ActionDrawer>
  )
}

/** Why there is nobody to exchange with, and what can be done instead. */
function whyNobody(shift: ShiftView, all: ShiftView[]): string {
  const post = dutyPosts[shift.post]
  const later = all.filter(one => Date.parse(one.startsAt) > Date.now())
  const why =
    later.length === 0
      ? `今后 ${aheadDays} 天还没有公布的值班表`
      : later.some(one => one.post === shift.post)
        ? `今后 ${aheadDays} 天的${post}班次都是 ${shift.personName} 本人的`
        : `今后 ${aheadDays} 天没有${post}班次`
  return `${why}，没有可以互换的班次。可选“请人代值”，或待值班表公布后再申请`
}

/** 替班: somebody takes over the shift, or what is left of it. */
export function CoverDrawer({ shift, reason, onClose }: OfShift & { reason?: string }) {
  const cover = useCoverShift(shift.id)
  interface Values {
    personId: string
    reason: string
    from?: string
    to?: string
  }
  return (
    <ActionDrawer<Values>
      open
      title={`替班：${dutyPosts[shift.post]} ${shift.personName} ${spanWords(shift)}`}
      act="安排替班"
      initial={{ ...(reason && { reason }) }}
      consequence="从替班开始起由替班人员在岗，值班表随即变动，双方和带班负责人都会收到通知"
      onAct={(values, id) => cover.mutateAsync({ ...values, id })}
      onClose={onClose}
    >
      <Form.Item name="personId" label="替班人员" rules={[{ required: true, message: '请选择替班人员' }]}>
        <StandInField of={`shifts/${shift.id}`} />
      </Form.Item>
      <Form.Item name="reason" label="替班原因" rules={[{ required: true, message: '请填写替班原因' }]}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={200} />
      </Form.Item>
      <Form.Item name="from" label="替班开始时间" extra="不填即自班次开始；已在岗的自现在起">
        <InstantField plain ahead />
      </Form.Item>
      <Form.Item name="to" label="替班结束时间" extra="不填即到班次结束">
        <InstantField plain ahead />
      </Form.Item>
    </ActionDrawer>
  )
}

/** 请假: shifts that it touches become gaps to fill at once. */
export function LeaveDrawer({ shift, isOwn, onClose }: OfShift & { isOwn: boolean }) {
  const file = useFileLeave(isOwn)
  interface Values {
    kind: keyof typeof leaveKinds
    from: string
    to: string
    note?: string
  }
  return (
    <ActionDrawer<Values>
      open
      title={`请假：${shift.personName}`}
      act="登记请假"
      initial={{ kind: 'sick', from: shift.startsAt, to: shift.endsAt }}
      consequence="请假期间的班次随即记为缺岗，本单位须在上岗前安排替班"
      onAct={(values, id) => file.mutateAsync({ ...values, note: values.note ?? '', id, personId: shift.personId })}
      onClose={onClose}
    >
      <Form.Item name="kind" label="类别" rules={[{ required: true }]}>
        <Select options={Object.entries(leaveKinds).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <Form.Item name="from" label="开始时间" rules={[{ required: true, message: '请填写开始时间' }]}>
        <InstantField plain ahead />
      </Form.Item>
      <Form.Item name="to" label="结束时间" rules={[{ required: true, message: '请填写结束时间' }]}>
        <InstantField plain ahead />
      </Form.Item>
      <Form.Item name="note" label="说明">
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={200} />
      </Form.Item>
    </ActionDrawer>
  )
}
