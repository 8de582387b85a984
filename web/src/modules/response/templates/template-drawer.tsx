import {
  type GroupCode,
  groupNames,
  type ResponseCondition,
  type ResponseTemplateView,
  type TemplateGroup,
  type TemplateTask,
  taskPriorities,
} from '@anlan/contract/response-template.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, InputNumber, Select, Switch } from 'antd'
import { bearerOptions, bearersQuery } from '../../../fields/bearers.ts'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { useEditTemplate } from '../requests.ts'
import { GroupFields } from './group-fields.tsx'
import { RuleFields } from './rule-fields.tsx'

interface Values {
  conditions: string
  starters: string[]
  commander: string
  told: string[]
  expectedHours: number
  measures: string
  rules: ResponseCondition[]
  groups: TemplateGroup[]
  tasks: TemplateTask[]
  closing: ResponseTemplateView['closing']
  enabled: boolean
  reason: string
}

const needed = (message: string) => [{ required: true, message }]
const optionsOf = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }))

/** Changes one row of the response table, with the reason. */
export function TemplateDrawer({ row, onClose }: { row: ResponseTemplateView; onClose: () => void }) {
  const edit = useEditTemplate(row.id)
  const { data } = useQuery(bearersQuery())
  const bearers = [
    ...bearerOptions(data?.items ?? []),
    // What the row names already, also where it is no usual choice.
    ...Object.entries(row.words)
      .filter(([code]) => !data?.items.some(one => one.code === code))
      .map(([value, label]) => ({ value, label })),
  ]
  const {
    id: _,
    topic: __,
    level: ___,
    source: ____,
    changedAt: _____,
    changedByName: ______,
    words: _______,
    defects: ________,
    ...content
  } = row
  return (
    <ActionDrawer<Values>
      open
      width={640}
      title={`修改${row.name}`}
      act="保存"
      initial={content}
      consequence="只对以后启动和调整的响应生效；变更写入记录。"
      onAct={values =>
        edit.mutateAsync({
          ...content,
          ...values,
          tasks: values.tasks.map((task, i) => ({ ...task, code: task.code || `own-${Date.now().toString(36)}-${i}` })),
        })
      }
      onClose={onClose}
    >
      <Form.Item name="conditions" label="启动条件" rules={needed('请填写启动条件')}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
      </Form.Item>
      <RuleFields />
      <Form.Item name="starters" label="启动岗位" rules={needed('请选择启动岗位')}>
        <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={bearers} />
      </Form.Item>
      <Form.Item name="commander" label="现场指挥官" rules={needed('请选择现场指挥官')}>
        <Select showSearch={{ optionFilterProp: 'label' }} options={bearers} />
      </Form.Item>
      <Form.Item name="told" label="应告知的领导">
        <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={bearers} />
      </Form.Item>
      <Form.Item name="expectedHours" label="预计期限（小时）" rules={needed('请填写预计期限')}>
        <InputNumber min={1} max={720} />
      </Form.Item>
      <Form.Item name="measures" label="应急处置措施" rules={needed('请填写应急处置措施')}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={1000} />
      </Form.Item>
      <GroupFields bearers={bearers} />
      <Form.List name="tasks">
        {(fields, { add, remove }) => (
          <>
            <h3>任务</h3>
            {fields.map(field => (
              <fieldset key={field.key} className="part-fields">
                <Form.Item name={[field.name, 'code']} hidden>
                  <Input />
                </Form.Item>
                <Form.Item name={[field.name, 'title']} label="任务" rules={needed('请填写任务')}>
                  <Input maxLength={100} />
                </Form.Item>
                <Form.Item name={[field.name, 'group']} label="工作组" rules={needed('请选择工作组')}>
                  <GroupChoice />
                </Form.Item>
                <Form.Item name={[field.name, 'bearer']} label="责任岗位" rules={needed('请选择责任岗位')}>
                  <Select showSearch={{ optionFilterProp: 'label' }} options={bearers} />
                </Form.Item>
                <Form.Item name={[field.name, 'priority']} label="优先次序" rules={needed('请选择优先次序')}>
                  <Select options={optionsOf(taskPriorities)} />
                </Form.Item>
                <Form.Item
                  name={[field.name, 'acceptMinutes']}
                  label="签收时限（分钟）"
                  rules={needed('请填写签收时限')}
                >
                  <InputNumber min={1} max={1440} />
                </Form.Item>
                <Form.Item name={[field.name, 'doneMinutes']} label="完成时限（分钟）" rules={needed('请填写完成时限')}>
                  <InputNumber min={1} max={43_200} />
                </Form.Item>
                <Button size="small" onClick={() => remove(field.name)}>
                  去掉这一项
                </Button>
              </fieldset>
            ))}
            <Button onClick={() => add({ acceptMinutes: 10, doneMinutes: 60, priority: 'support' })}>
              再加一项任务
            </Button>
          </>
        )}
      </Form.List>
      <Form.List name="closing">
        {fields => (
          <>
            <h3>终止条件</h3>
            {fields.map(field => (
              <Form.Item key={field.key} name={[field.name, 'name']} rules={needed('请填写终止条件')}>
                <Input maxLength={100} />
              </Form.Item>
            ))}
          </>
        )}
      </Form.List>
      <Form.Item name="enabled" label="启用" valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item name="reason" label="变更理由" rules={needed('请填写变更理由')}>
        <Input maxLength={300} />
      </Form.Item>
    </ActionDrawer>
  )
}

/** The groups as they stand in the form now. */
function GroupChoice(props: { id?: string; value?: GroupCode; onChange?: (code: GroupCode) => void }) {
  const groups = Form.useWatch<TemplateGroup[] | undefined>('groups') ?? []
  const codes = groups.flatMap(group => (group?.code ? [group.code] : []))
  return <Select {...props} options={codes.map(code => ({ value: code, label: groupNames[code] }))} />
}
