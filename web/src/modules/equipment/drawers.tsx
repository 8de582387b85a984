import { type CheckKind, checkKinds, type EquipmentFault, type EquipmentView } from '@anlan/contract/equipment.ts'
import { DatePicker, Form, Input, InputNumber, Radio, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { serverNow } from '../../ui/clock/clock.ts'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { dayOf } from '../../ui/time.ts'
import { useCheck, useMaintain, useRepair, useReportFault } from './requests.ts'

const day = (value: Dayjs) => value.format('YYYY-MM-DD')
const today = () => dayjs(dayOf(serverNow()))
interface Closing {
  onClose: () => void
}

export function FaultDrawer({ id, onClose }: Closing & { id: string }) {
  const report = useReportFault(id)
  return (
    <ActionDrawer<{ what: string }>
      open
      title="报故障"
      act="报故障"
      danger
      consequence="报告后立即停用，不再参与调用，登记修复后恢复。"
      onAct={(values, fault) => report.mutateAsync({ ...values, id: fault })}
      onClose={onClose}
    >
      <Form.Item name="what" label="故障情况" required>
        <Input.TextArea autoFocus rows={3} placeholder="例如 左侧液压缸漏油，铲斗不能举升" />
      </Form.Item>
    </ActionDrawer>
  )
}

export function RepairDrawer({ id, fault, onClose }: Closing & { id: string; fault: EquipmentFault }) {
  const repair = useRepair(id, fault.id)
  return (
    <ActionDrawer<{ repair: string; by?: string; costYuan?: number | null }>
      open
      title="登记修复"
      act="登记修复"
      consequence={`“${fault.what}”修复后，没有其他故障的即恢复待命、可调用。`}
      onAct={({ by, costYuan, ...values }) =>
        repair.mutateAsync({ ...values, by: by ?? '', costYuan: costYuan ?? null })
      }
      onClose={onClose}
    >
      <Form.Item name="repair" label="维修内容" required>
        <Input autoFocus placeholder="例如 更换液压油管" />
      </Form.Item>
      <Form.Item name="by" label="维修人（单位）">
        <Input placeholder="不填为本人" />
      </Form.Item>
      <Form.Item name="costYuan" label="费用（元）">
        <InputNumber min={0} precision={2} style={{ width: 160 }} />
      </Form.Item>
    </ActionDrawer>
  )
}

export function MaintainDrawer({ item, onClose }: Closing & { item: EquipmentView }) {
  const maintain = useMaintain(item.id)
  return (
    <ActionDrawer<{ doneOn: Dayjs; what: string; by?: string; costYuan?: number | null }>
      open
      title="登记保养"
      act="登记"
      initial={{ doneOn: today(), what: item.maintenanceTask }}
      consequence={
        item.maintainEveryDays === null
          ? '本类别还没有规定保养周期，登记后不产生下次保养。'
          : `下次保养从保养日期起 ${item.maintainEveryDays} 日后到期。`
      }
      onAct={({ doneOn, by, costYuan, what }, id) =>
        maintain.mutateAsync({ id, what, doneOn: day(doneOn), by: by ?? '', costYuan: costYuan ?? null })
      }
      onClose={onClose}
    >
      <Form.Item name="doneOn" label="保养日期" required>
        <DatePicker allowClear={false} maxDate={today()} />
      </Form.Item>
      <Form.Item name="what" label="保养内容" required>
        <Input.TextArea rows={3} />
      </Form.Item>
      <Form.Item name="by" label="保养人（单位）">
        <Input placeholder="不填为本人" />
      </Form.Item>
      <Form.Item name="costYuan" label="费用（元）">
        <InputNumber min={0} precision={2} style={{ width: 160 }} />
      </Form.Item>
    </ActionDrawer>
  )
}

export function CheckDrawer({ item, onClose }: Closing & { item: EquipmentView }) {
  const check = useCheck(item.id)
  return (
    <ActionDrawer<{ kind: CheckKind; doneOn: Dayjs; passed: boolean; what?: string; nextCheckOn?: Dayjs | null }>
      open
      title="登记检查"
      act="登记"
      initial={{ kind: 'spot', doneOn: today(), passed: true }}
      consequence="不合格的立即停用，修复后恢复；年检合格的按下次检验日期管理。"
      onAct={({ kind, doneOn, passed, what, nextCheckOn }, id) =>
        check.mutateAsync({
          id,
          kind,
          passed,
          doneOn: day(doneOn),
          what: what ?? '',
          nextCheckOn: kind === 'annual' && passed && nextCheckOn ? day(nextCheckOn) : null,
        })
      }
      onClose={onClose}
    >
      <Form.Item name="kind" label="检查类别" required>
        <Select options={Object.entries(checkKinds).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <Form.Item name="doneOn" label="检查日期" required>
        <DatePicker allowClear={false} maxDate={today()} />
      </Form.Item>
      <Form.Item name="passed" label="结果" required>
        <Radio.Group
          optionType="button"
          options={[
            { value: true, label: '合格' },
            { value: false, label: '不合格' },
          ]}
        />
      </Form.Item>
      <Form.Item name="what" label="检查情况" extra="不合格的写明问题">
        <Input.TextArea rows={2} />
      </Form.Item>
      <Form.Item noStyle dependencies={['kind', 'passed']}>
        {({ getFieldValue }) =>
          getFieldValue('kind') === 'annual' &&
          getFieldValue('passed') && (
            <Form.Item name="nextCheckOn" label="下次检验日期" required>
              <DatePicker minDate={today().add(1, 'day')} />
            </Form.Item>
          )
        }
      </Form.Item>
    </ActionDrawer>
  )
}
