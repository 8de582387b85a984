import type { PlanEvacuation } from '@anlan/contract/plan.ts'
import type { PlanView } from '@anlan/contract/plan-view.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, InputNumber, Select } from 'antd'
import { AreaSelect } from '../../../fields/area-select.tsx'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { sheltersQuery } from '../../shelter/requests.ts'
import type { SaveChange } from '../requests.ts'
import { BearerSelect } from './bearer-select.tsx'
import { freshKey, putKeyed } from './changes.ts'

type Vulnerable = PlanEvacuation['vulnerable'][number]
type Values = Omit<PlanEvacuation, 'routes'> & { routes?: string }

/** 转移单元 (W136): who is moved, by whom, on which way, to where, and who helps whom. */
export function EvacuationDrawer({
  view,
  unit,
  save,
  onClose,
}: {
  view: PlanView
  unit: PlanEvacuation | null
  save: SaveChange
  onClose: () => void
}) {
  const shelters = useQuery(sheltersQuery)
  return (
    <ActionDrawer<Values>
      open
      width={640}
      title={unit ? '修改转移单元' : '增加转移单元'}
      act="保存转移单元"
      initial={unit ? { ...unit, routes: unit.routes.join('\n') } : { vulnerable: [] }}
      onAct={values =>
        save(
          putKeyed('evacuation', {
            key: unit?.key ?? freshKey('e'),
            name: values.name,
            areaCode: values.areaCode ?? null,
            households: values.households ?? null,
            people: values.people ?? null,
            responsible: values.responsible ?? null,
            responsibleName: values.responsibleName ?? '',
            responsiblePhone: values.responsiblePhone ?? '',
            warningWay: values.warningWay ?? '',
            routes: (values.routes ?? '')
              .split('\n')
              .map(one => one.trim())
              .filter(Boolean),
            assembly: values.assembly ?? '',
            shelterId: values.shelterId ?? null,
            shelterSaid: values.shelterSaid ?? '',
            vulnerable: (values.vulnerable ?? []).map((one: Partial<Vulnerable>) => ({
              name: one.name ?? '',
              need: one.need ?? '',
              helper: one.helper ?? '',
              helperPhone: one.helperPhone ?? '',
              backup: one.backup ?? '',
            })),
          }),
        )
      }
      onClose={onClose}
    >
      <Form.Item name="name" label="转移单元" rules={[{ required: true, message: '请填写转移单元' }]}>
        <Input maxLength={60} placeholder="例如 凉水村沿河一组" autoFocus />
      </Form.Item>
      <Form.Item name="areaCode" label="所在村（社区）">
        <AreaSelect />
      </Form.Item>
      <div className="two-fields">
        <Form.Item name="households" label="户数">
          <InputNumber min={0} precision={0} />
        </Form.Item>
        <Form.Item name="people" label="人数">
          <InputNumber min={0} precision={0} />
        </Form.Item>
      </div>
      <Form.Item name="responsible" label="疏散责任岗位">
        <BearerSelect unit={view.plan.unitId} words={view.words} />
      </Form.Item>
      <div className="two-fields">
        <Form.Item name="responsibleName" label="疏散责任人（不在岗位表中的）">
          <Input maxLength={30} />
        </Form.Item>
        <Form.Item name="responsiblePhone" label="联系电话">
          <Input maxLength={30} />
        </Form.Item>
      </div>
      <Form.Item name="warningWay" label="预警方式">
        <Input maxLength={100} placeholder="例如 大喇叭、铜锣、敲门" />
      </Form.Item>
      <Form.Item name="routes" label="撤离路线" extra="每条一行，建议两条">
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={1000} />
      </Form.Item>
      <Form.Item name="assembly" label="集合点">
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="shelterId" label="安置点">
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          options={(shelters.data?.items ?? []).map(one => ({
            value: one.id,
            label: `${one.name}（可容纳 ${one.capacity} 人）`,
          }))}
        />
      </Form.Item>
      <Form.Item name="shelterSaid" label="安置点表述（不在册的）">
        <Input maxLength={60} />
      </Form.Item>
      <Form.List name="vulnerable">
        {(fields, { add, remove }) => (
          <>
            <h3>老弱病残人员与帮扶责任人</h3>
            {fields.map(field => (
              <fieldset key={field.key} className="part-fields two-fields">
                <Form.Item name={[field.name, 'name']} label="姓名" rules={[{ required: true, message: '请填写姓名' }]}>
                  <Input maxLength={30} />
                </Form.Item>
                <Form.Item name={[field.name, 'need']} label="情况">
                  <Input maxLength={60} placeholder="例如 行动不便" />
                </Form.Item>
                <Form.Item name={[field.name, 'helper']} label="帮扶责任人">
                  <Input maxLength={30} />
                </Form.Item>
                <Form.Item name={[field.name, 'helperPhone']} label="帮扶人电话">
                  <Input maxLength={30} />
                </Form.Item>
                <Form.Item name={[field.name, 'backup']} label="替补责任人">
                  <Input maxLength={30} />
                </Form.Item>
                <Button size="small" onClick={() => remove(field.name)}>
                  去掉
                </Button>
              </fieldset>
            ))}
            <Button onClick={() => add({})}>增加一人</Button>
          </>
        )}
      </Form.List>
    </ActionDrawer>
  )
}
