import { callKinds, type LogCall, sourceKinds } from '@anlan/contract/switchboard.ts'
import { Form, Input, Radio, Select } from 'antd'
import { AreaSelect } from '../../fields/area-select.tsx'
import { UnitSelect } from '../../fields/unit-select.tsx'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { InstantField } from '../../ui/form/instant-field.tsx'
import type { Input as Sent } from '../../ui/shape.ts'
import { useLogCall } from './requests.ts'

type CallValues = Sent<typeof LogCall>

/** Inquiries and hotspots from above come with a clock of their own and do not go through the intake page. */
export function LogCallDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const log = useLogCall()
  return (
    <ActionDrawer<CallValues>
      open={open}
      title="登记上级核查、卫星热点"
      act="登记"
      initial={{ kind: 'inquiry', sourceKind: 'upper' }}
      consequence="登记后起算反馈时限。"
      onAct={(values, id) => log.mutateAsync({ ...values, callerPhone: values.callerPhone || null, id })}
      onClose={onClose}
    >
      <Form.Item required name="kind" label="类别">
        <Radio.Group options={(['inquiry', 'hotspot'] as const).map(value => ({ value, label: callKinds[value] }))} />
      </Form.Item>
      <Form.Item name="content" label="来电（来件）内容" rules={[{ required: true, message: '请填写来电内容' }]}>
        <Input.TextArea autoFocus autoSize={{ minRows: 4 }} maxLength={2000} />
      </Form.Item>
      <Form.Item name="areaCode" label="地点">
        <AreaSelect />
      </Form.Item>
      <Form.Item required name="sourceKind" label="信息来源">
        <Select options={Object.entries(sourceKinds).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <Form.Item name="callerUnitId" label="来电单位">
        <UnitSelect allowClear />
      </Form.Item>
      <Form.Item name="callerName" label="来电人">
        <Input maxLength={30} />
      </Form.Item>
      <Form.Item name="callerPhone" label="来电号码">
        <Input maxLength={30} />
      </Form.Item>
      <Form.Item name="receivedAt" label="接报时间" extra="不填即为此刻">
        <InstantField />
      </Form.Item>
    </ActionDrawer>
  )
}
