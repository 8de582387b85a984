import { type PlanTrigger, planTriggers } from '@anlan/contract/plan.ts'
import { responseLevelNames } from '@anlan/contract/response-template.ts'
import { Button, Form, Input, InputNumber, Select } from 'antd'
import { ConditionPart, conditionKinds } from '../../response/templates/rule-fields.tsx'

const needed = (message: string) => [{ required: true, message }]
const optionsOf = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }))
const colours = { blue: '蓝色', yellow: '黄色', orange: '橙色', red: '红色' }

/** 自动匹配条件 of a level: any one of them lets the platform propose it; a person decides. */
export function TriggerFields() {
  return (
    <Form.List name="triggers">
      {(fields, { add, remove }) => (
        <>
          <h3>自动匹配条件</h3>
          <p className="quiet">符合任一条时，在事件页建议启动本级响应，由有权的人决定。</p>
          {fields.map(field => (
            <fieldset key={field.key} className="part-fields">
              <Form.Item name={[field.name, 'kind']} label="条件种类" rules={needed('请选择条件种类')}>
                <Select options={optionsOf(planTriggers)} />
              </Form.Item>
              <TriggerPart at={field.name} />
              <Button size="small" onClick={() => remove(field.name)}>
                去掉这一条
              </Button>
            </fieldset>
          ))}
          <Button
            style={{ marginBottom: 16 }}
            onClick={() => add({ kind: 'condition', condition: { kind: 'eventLevel' } })}
          >
            再加一条
          </Button>
        </>
      )}
    </Form.List>
  )
}

function TriggerPart({ at }: { at: number }) {
  const kind = Form.useWatch<PlanTrigger['kind'] | undefined>(['triggers', at, 'kind'])
  switch (kind) {
    case 'condition':
      return (
        <>
          <Form.Item name={[at, 'condition', 'kind']} label="条件" rules={needed('请选择条件')}>
            <Select options={optionsOf(conditionKinds)} />
          </Form.Item>
          <ConditionPart name={[at, 'condition']} path={['triggers', at, 'condition']} />
        </>
      )
    case 'warning':
      return (
        <>
          <Form.Item name={[at, 'warning']} label="预警种类" rules={needed('请填写预警种类')}>
            <Input maxLength={20} placeholder="例如 暴雨" />
          </Form.Item>
          <Form.Item name={[at, 'colour']} label="预警级别" rules={needed('请选择预警级别')}>
            <Select options={optionsOf(colours)} />
          </Form.Item>
        </>
      )
    case 'indicator':
      return (
        <div className="two-fields">
          <Form.Item name={[at, 'indicator']} label="指标" rules={needed('请填写指标')}>
            <Input maxLength={40} placeholder="例如 24 小时降雨量" />
          </Form.Item>
          <Form.Item name={[at, 'min']} label="下限（含）" rules={needed('请填写下限')}>
            <InputNumber min={0} />
          </Form.Item>
          <Form.Item name={[at, 'unit']} label="单位">
            <Input maxLength={12} placeholder="毫米" />
          </Form.Item>
          <Form.Item name={[at, 'places']} label="乡镇数（不限可不填）">
            <InputNumber min={1} precision={0} />
          </Form.Item>
        </div>
      )
    case 'upper':
      return (
        <Form.Item name={[at, 'level']} label="上级响应级别" rules={needed('请选择上级响应级别')}>
          <Select
            options={Object.entries(responseLevelNames).map(([value, label]) => ({ value: Number(value), label }))}
          />
        </Form.Item>
      )
    default:
      return null
  }
}
