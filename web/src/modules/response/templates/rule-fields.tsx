import { circumstances, eventLevelNames } from '@anlan/contract/emergency-event.ts'
import type { ResponseCondition } from '@anlan/contract/response-template.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, InputNumber, Select } from 'antd'
import { figureIndicatorsQuery } from '../../event-report/rules/requests.ts'

const needed = (message: string) => [{ required: true, message }]
/** Kinds of conditions that the platform judges by itself. */
export const conditionKinds: Record<ResponseCondition['kind'], string> = {
  eventLevel: '事件级别达到',
  figure: '数据达到',
  circumstance: '出现特殊情形',
  openMinutes: '处置持续',
}
const optionsOf = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }))
const levelOptions = ([4, 3, 2, 1] as const).map(value => ({ value, label: eventLevelNames[value] }))

/** 自动匹配条件: any one of them lets the platform propose this response for an event; it never starts one by itself. */
export function RuleFields() {
  return (
    <Form.List name="rules">
      {(fields, { add, remove }) => (
        <>
          <h3>自动匹配条件</h3>
          <p className="quiet">符合任一条时，在事件页建议启动本级响应，由有权的人决定。</p>
          {fields.map(field => (
            <fieldset key={field.key} className="part-fields">
              <Form.Item name={[field.name, 'kind']} label="条件" rules={needed('请选择条件')}>
                <Select options={optionsOf(conditionKinds)} />
              </Form.Item>
              <ConditionPart name={[field.name]} path={['rules', field.name]} />
              <Button size="small" onClick={() => remove(field.name)}>
                去掉这一条
              </Button>
            </fieldset>
          ))}
          <Button style={{ marginBottom: 16 }} onClick={() => add({ kind: 'eventLevel' })}>
            再加一条
          </Button>
        </>
      )}
    </Form.List>
  )
}

/** What a condition of the chosen kind needs. `name` leads to it from the list it stands in, `path` from the form. */
export function ConditionPart({ name, path }: { name: (string | number)[]; path: (string | number)[] }) {
  const kind = Form.useWatch<ResponseCondition['kind'] | undefined>([...path, 'kind'])
  const { data } = useQuery(figureIndicatorsQuery)
  switch (kind) {
    case 'eventLevel':
      return (
        <Form.Item name={[...name, 'level']} label="事件级别" rules={needed('请选择事件级别')}>
          <Select options={levelOptions} />
        </Form.Item>
      )
    case 'figure':
      return (
        <>
          <Form.Item name={[...name, 'indicators']} label="数据项（多项相加）" rules={needed('请选择数据项')}>
            <Select
              mode="multiple"
              showSearch={{ optionFilterProp: 'label' }}
              options={data?.items
                .filter(one => one.kind !== 'category')
                .map(one => ({ value: one.code, label: one.name }))}
            />
          </Form.Item>
          <Form.Item name={[...name, 'label']} label="怎样称呼" rules={needed('请填写名称，例如：死亡失踪')}>
            <Input maxLength={30} />
          </Form.Item>
          <Form.Item name={[...name, 'min']} label="下限（含）" rules={needed('请填写下限')}>
            <InputNumber min={0} />
          </Form.Item>
          <Form.Item name={[...name, 'unit']} label="单位">
            <Input maxLength={10} style={{ width: 100 }} />
          </Form.Item>
        </>
      )
    case 'circumstance':
      return (
        <Form.Item name={[...name, 'circumstance']} label="特殊情形" rules={needed('请选择特殊情形')}>
          <Select options={optionsOf(circumstances)} />
        </Form.Item>
      )
    case 'openMinutes':
      return (
        <Form.Item name={[...name, 'minutes']} label="持续时间（分钟）" rules={needed('请填写持续时间')}>
          <InputNumber min={1} max={43_200} precision={0} />
        </Form.Item>
      )
    default:
      return null
  }
}
