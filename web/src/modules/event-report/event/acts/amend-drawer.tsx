import { type AmendEvent, circumstances, sensitiveFlags } from '@anlan/contract/emergency-event.ts'
import { Checkbox, Form, Input } from 'antd'
import { PlaceMap } from '../../../../fields/place-map.tsx'
import { PlacePicker } from '../../../../fields/place-picker.tsx'
import { ActionDrawer } from '../../../../ui/form/action-drawer.tsx'
import { InstantField } from '../../../../ui/form/instant-field.tsx'
import type { Input as Sent } from '../../../../ui/shape.ts'
import type { ActProps } from './act-props.ts'

type AmendValues = Sent<typeof AmendEvent>

const options = (names: Record<string, string>) => Object.entries(names).map(([value, label]) => ({ value, label }))

/** Only what differs is sent, so that the record names what was changed. */
export function AmendDrawer({ event, acts, open, onClose }: ActProps) {
  const before: Omit<AmendValues, 'reason'> = {
    title: event.title,
    summary: event.summary,
    occurredAt: event.occurredAt ?? undefined,
    location: event.location ? { ...event.location, address: event.location.address ?? undefined } : undefined,
    siteContact: event.siteContact ?? undefined,
    measuresTaken: event.measuresTaken ?? undefined,
    sensitiveFlags: event.sensitiveFlags,
    circumstances: event.circumstances,
  }
  const changed = (values: AmendValues): AmendValues => {
    const differing = Object.entries(values).filter(
      ([name, value]) => JSON.stringify(value ?? null) !== JSON.stringify(before[name as keyof typeof before] ?? null),
    )
    return { ...(Object.fromEntries(differing) as AmendValues), reason: values.reason }
  }
  return (
    <ActionDrawer<AmendValues>
      open={open}
      title="修改基本情况"
      act="保存修改"
      width={560}
      initial={before}
      onAct={values => acts.amend.mutateAsync(changed(values))}
      onClose={onClose}
    >
      <Form.Item name="title" label="事件标题">
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="summary" label="简要情况">
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={4000} />
      </Form.Item>
      <Form.Item name="occurredAt" label="事发时间">
        <InstantField />
      </Form.Item>
      <Form.Item name="location" label="位置" extra="点图设定">
        <PositionField areaCode={event.areaCode} />
      </Form.Item>
      <Form.Item name="siteContact" label="现场联系人及电话">
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="measuresTaken" label="已采取措施">
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2000} />
      </Form.Item>
      <Form.Item name="sensitiveFlags" label="敏感情形">
        <Checkbox.Group options={options(sensitiveFlags)} />
      </Form.Item>
      <Form.Item name="circumstances" label="特殊情形" extra="新增情形可能启动新的报送时限">
        <Checkbox.Group options={options(circumstances)} />
      </Form.Item>
      <Form.Item name="knownAt" label="该情形获知时间" extra="不填即为此刻，新的时限由此起算">
        <InstantField />
      </Form.Item>
      <Form.Item name="reason" label="变更理由" rules={[{ required: true, message: '请说明变更理由' }]}>
        <Input maxLength={500} />
      </Form.Item>
    </ActionDrawer>
  )
}

type Location = AmendValues['location']

function PositionField({
  value,
  onChange,
  areaCode,
}: {
  value?: Location
  onChange?: (value: Location) => void
  areaCode: string
}) {
  return (
    <>
      <PlaceMap
        areaCode={areaCode}
        position={value}
        onPick={position => onChange?.({ ...position, address: value?.address })}
      />
      <PlacePicker
        areaCode={areaCode}
        position={value}
        onPick={position => onChange?.({ ...position, address: value?.address })}
      />
      <Input
        placeholder="详细地址"
        aria-label="详细地址"
        maxLength={200}
        value={value?.address}
        disabled={!value}
        onChange={({ target }) => value && onChange?.({ ...value, address: target.value })}
        style={{ marginTop: 6 }}
      />
    </>
  )
}
