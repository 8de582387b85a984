import { type DutyMode, dutyModes, type UnitModeView } from '@anlan/contract/duty-mode.ts'
import { Checkbox, Form, Input, Radio } from 'antd'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { useSwitchMode } from './requests.ts'

interface Values {
  unitIds: string[]
  to: DutyMode
  reason: string
}

/** 切换值班状态 of the units that are ticked: one act for one, several or all. */
export function SwitchDrawer({
  units,
  chosen,
  to,
  onClose,
}: {
  units: UnitModeView[]
  chosen: string[]
  to: DutyMode
  onClose: () => void
}) {
  const change = useSwitchMode()
  return (
    <ActionDrawer<Values>
      open
      title="切换值班状态"
      act="切换"
      initial={{ unitIds: chosen, to }}
      onClose={onClose}
      onAct={({ unitIds, to, reason }, id) =>
        change.mutateAsync({
          id,
          to,
          reason,
          units: units
            .filter(one => unitIds.includes(one.unitId) && one.mode !== to)
            .map(one => ({ unitId: one.unitId, from: one.mode })),
        })
      }
      consequence="提高状态立即生效：通知各单位，按要求召回人员和联合值守成员单位，限时确认到岗。降低状态由带班领导批准；不是带班领导的，送带班领导决定。"
    >
      <Form.Item name="to" label="切换为" rules={[{ required: true, message: '请选择值班状态' }]}>
        <Radio.Group
          optionType="button"
          options={Object.entries(dutyModes).map(([value, label]) => ({ value, label }))}
        />
      </Form.Item>
      <Form.Item name="reason" label="理由" rules={[{ required: true, message: '请填写理由' }]}>
        <Input.TextArea
          autoSize={{ minRows: 2, maxRows: 5 }}
          maxLength={200}
          placeholder="例如：会商研判今夜有暴雨"
          autoFocus
        />
      </Form.Item>
      <Form.Item name="unitIds" label="单位" rules={[{ required: true, message: '请选择单位' }]}>
        <Checkbox.Group
          options={units.map(one => ({ value: one.unitId, label: `${one.unitName}（${dutyModes[one.mode]}）` }))}
          style={{ display: 'grid', gap: 4 }}
        />
      </Form.Item>
    </ActionDrawer>
  )
}
