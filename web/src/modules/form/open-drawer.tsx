import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Select } from 'antd'
import { UnitsSelect } from '../../fields/unit-select.tsx'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { unitsQuery } from '../directory/requests.ts'
import { formsQuery, useOpenCollection } from './requests.ts'
import { ScheduleFields, type ScheduleValues, scheduleOf } from './schedule-fields.tsx'

interface Values {
  formId: string
  title: string
  unitIds: string[]
  schedule: ScheduleValues
}

/** Asks units for a form: which, of whom, when. */
export function OpenDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const forms = useQuery(formsQuery)
  const act = useOpenCollection()
  const published = (forms.data?.items ?? []).filter(form => form.version !== null && form.enabled)
  return (
    <ActionDrawer<Values>
      open={open}
      title="布置报送"
      act="布置报送"
      initial={{ schedule: { kind: 'daily', times: ['17:00'] } }}
      consequence="各单位在开放时间后看到待报表格；临近截止提醒，到期未报的催告并记未报。"
      onAct={(values, id) => act.mutateAsync({ id, ...values, schedule: scheduleOf(values.schedule) })}
      onClose={onClose}
    >
      {form => (
        <>
          <Form.Item name="formId" label="表格" rules={[{ required: true, message: '请选择表格' }]}>
            <Select
              options={published.map(one => ({ value: one.id, label: one.name }))}
              onChange={(id: string) => {
                if (!form.getFieldValue('title'))
                  form.setFieldValue('title', published.find(one => one.id === id)?.name ?? '')
              }}
            />
          </Form.Item>
          <Form.Item name="title" label="报送任务名称" rules={[{ required: true, message: '请填写报送任务名称' }]}>
            <Input maxLength={80} />
          </Form.Item>
          <Form.Item name="unitIds" label="报送单位" rules={[{ required: true, message: '请选择报送单位' }]}>
            <UnitsSelect maxTagCount={6} />
          </Form.Item>
          <AllOf onChoose={ids => form.setFieldValue('unitIds', ids)} />
          <ScheduleFields kinds={['once', 'daily', 'weekly', 'monthly', 'every']} />
        </>
      )}
    </ActionDrawer>
  )
}

/** All townships, all departments: what is mostly meant. */
export function AllOf({ onChoose }: { onChoose: (ids: string[]) => void }) {
  const units = useQuery(unitsQuery)
  const of = (kind: string) =>
    (units.data?.items ?? []).filter(unit => unit.kind === kind && unit.enabled).map(unit => unit.id)
  return (
    <div style={{ display: 'flex', gap: 8, margin: '-12px 0 16px' }}>
      <Button size="small" onClick={() => onChoose(of('town'))}>
        全部乡镇
      </Button>
      <Button size="small" onClick={() => onChoose(of('department'))}>
        全部县级部门
      </Button>
    </div>
  )
}
