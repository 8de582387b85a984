import { type DutyMode, dutyModes, type UnitModeView } from '@anlan/contract/duty-mode.ts'
import { useQuery } from '@tanstack/react-query'
import { Checkbox, Form, Input, Radio } from 'antd'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { forecastQuery, useSwitchMode } from './requests.ts'

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
      <WhoIsCalled />
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

/** How many people the act calls in, before it is done. */
function WhoIsCalled() {
  const to = Form.useWatch<DutyMode>('to')
  const chosen = Form.useWatch<string[]>('unitIds')
  const { data } = useQuery({ ...forecastQuery(to), enabled: Boolean(to) && to !== 'normal' })
  if (!data || to === 'normal') return null
  const meant = data.items.filter(one => chosen?.includes(one.unitId))
  const people = meant.reduce((sum, one) => sum + one.people, 0)
  const units = meant.reduce((sum, one) => sum + one.units, 0)
  if (meant.length === 0) return <p className="quiet">所选单位没有需要提高状态的</p>
  return (
    <p>
      {meant.length} 个单位提高状态，将召回 <b>{people}</b> 人{units > 0 && `、联合值守成员单位 ${units} 个`}
      {people === 0 && units === 0 && '（现有值班人员已满足要求）'}
    </p>
  )
}
