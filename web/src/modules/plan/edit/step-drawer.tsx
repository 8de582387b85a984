import type { PlanStep } from '@anlan/contract/plan.ts'
import type { PlanView } from '@anlan/contract/plan-view.ts'
import { responseLevelNames, taskPriorities } from '@anlan/contract/response-template.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Form, Input, InputNumber, Select, Switch } from 'antd'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { capabilitiesQuery } from '../../resource/requests.ts'
import type { SaveChange } from '../requests.ts'
import { BearerSelect } from './bearer-select.tsx'
import { freshKey, putKeyed } from './changes.ts'

const needed = (message: string) => [{ required: true, message }]
const levelOptions = Object.entries(responseLevelNames)
  .map(([value, label]) => ({ value: Number(value), label }))
  .reverse()

/** 行动步骤: what is done, by which post, from when and until when, with what. */
export function StepDrawer({
  view,
  step,
  save,
  onClose,
}: {
  view: PlanView
  /** Null: a new one. */
  step: PlanStep | null
  save: SaveChange
  onClose: () => void
}) {
  const { content, plan } = view
  const capabilities = useQuery(capabilitiesQuery)
  const others = content.steps.filter(one => one.key !== step?.key).map(one => ({ value: one.key, label: one.title }))
  return (
    <ActionDrawer<PlanStep>
      open
      width={600}
      title={step ? '修改行动步骤' : '增加行动步骤'}
      act="保存步骤"
      initial={
        step ?? {
          levels: content.levels.map(one => one.level),
          priority: 'support',
          offsetMinutes: 0,
          acceptMinutes: 10,
        }
      }
      onAct={values =>
        save(
          putKeyed('steps', {
            ...blank,
            ...step,
            ...values,
            detail: values.detail ?? '',
            said: values.said ?? '',
            deliverable: values.deliverable ?? '',
            clause: values.clause ?? '',
            key: step?.key ?? freshKey('s'),
            needs: (values.needs ?? []).map(one => ({
              capability: one.capability ?? null,
              said: one.said ?? '',
              quantity: one.quantity,
              withinKm: one.withinKm ?? null,
            })),
          }),
        )
      }
      onClose={onClose}
    >
      <Form.Item name="title" label="行动" rules={needed('请填写行动')}>
        <Input maxLength={100} autoFocus />
      </Form.Item>
      <Form.Item name="detail" label="要求">
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={1000} />
      </Form.Item>
      <Form.Item name="bearer" label="责任岗位" extra="写岗位，不写人名；启动时自动找到现任人员">
        <BearerSelect unit={plan.unitId} words={view.words} placeholder="按岗位选择" />
      </Form.Item>
      <Form.Item name="said" label="责任表述（文中写法）">
        <Input maxLength={60} placeholder="例如 县水利局" />
      </Form.Item>
      <Form.Item name="group" label="工作组">
        <Select
          allowClear
          options={content.groups.map(one => ({ value: one.key, label: one.name }))}
          placeholder="不属于工作组"
        />
      </Form.Item>
      <Form.Item name="levels" label="响应级别" rules={needed('请至少选择一个响应级别')}>
        <Checkbox.Group options={levelOptions} />
      </Form.Item>
      <div className="two-fields">
        <Form.Item name="after" label="前置行动" extra="做完它再开始">
          <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={others} placeholder="启动即开始" />
        </Form.Item>
        <Form.Item name="offsetMinutes" label="起始时间（分钟）" extra="启动或前置行动完成后">
          <InputNumber min={0} max={43_200} />
        </Form.Item>
        <Form.Item name="acceptMinutes" label="签收时限（分钟）">
          <InputNumber min={1} max={1440} />
        </Form.Item>
        <Form.Item name="doneMinutes" label="完成时限（分钟）" extra="持续行动填报告间隔">
          <InputNumber min={1} max={43_200} />
        </Form.Item>
        <Form.Item name="priority" label="优先次序">
          <Select options={Object.entries(taskPriorities).map(([value, label]) => ({ value, label }))} />
        </Form.Item>
        <Form.Item name="continuous" label="持续行动" valuePropName="checked">
          <Switch />
        </Form.Item>
      </div>
      <Form.List name="needs">
        {(fields, { add, remove }) => (
          <>
            <h3>所需资源</h3>
            {fields.map(field => (
              <fieldset key={field.key} className="part-fields two-fields">
                <Form.Item name={[field.name, 'capability']} label="资源种类">
                  <Select
                    allowClear
                    showSearch={{ optionFilterProp: 'label' }}
                    options={(capabilities.data?.items ?? []).map(one => ({
                      value: one.code,
                      label: `${one.name}（${one.unit}）`,
                    }))}
                  />
                </Form.Item>
                <Form.Item name={[field.name, 'quantity']} label="数量" rules={needed('请填写数量')}>
                  <InputNumber min={0} />
                </Form.Item>
                <Form.Item name={[field.name, 'withinKm']} label="半径（公里）">
                  <InputNumber min={0} placeholder="不限" />
                </Form.Item>
                <Form.Item name={[field.name, 'said']} label="文中表述">
                  <Input maxLength={60} />
                </Form.Item>
                <Button size="small" onClick={() => remove(field.name)}>
                  去掉
                </Button>
              </fieldset>
            ))}
            <Button size="small" onClick={() => add({ quantity: 1 })} style={{ marginBottom: 16 }}>
              增加所需资源
            </Button>
          </>
        )}
      </Form.List>
      <Form.Item name="deliverable" label="成果">
        <Input maxLength={100} placeholder="例如 转移人员清单" />
      </Form.Item>
      <Form.Item name="chapter" label="依据章节">
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          options={content.chapters.map(one => ({ value: one.key, label: `${one.number} ${one.title}`.trim() }))}
        />
      </Form.Item>
      <Form.Item name="clause" label="依据条款">
        <Input.TextArea autoSize maxLength={500} />
      </Form.Item>
    </ActionDrawer>
  )
}

const blank: PlanStep = {
  key: '',
  title: '',
  detail: '',
  group: null,
  bearer: null,
  said: '',
  levels: [],
  offsetMinutes: 0,
  after: null,
  acceptMinutes: null,
  doneMinutes: null,
  continuous: false,
  priority: 'support',
  needs: [],
  deliverable: '',
  chapter: null,
  clause: '',
}
