import { figureStatuses } from '@anlan/contract/emergency-event.ts'
import type { FigureIndicatorView } from '@anlan/contract/reporting-rule.ts'
import { useQuery } from '@tanstack/react-query'
import { Checkbox, Form, Input, InputNumber, Radio, Select } from 'antd'
import { ActionDrawer } from '../../../../ui/form/action-drawer.tsx'
import { InstantField } from '../../../../ui/form/instant-field.tsx'
import { figureIndicatorsQuery } from '../../rules/requests.ts'
import type { ActProps } from './act-props.ts'

interface FigureValues {
  indicator: string
  value?: number | null
  isUnknown?: boolean
  status: 'unverified' | 'verified'
  asOf?: string
  source: string
  reason?: string
}

/** A figure is never overwritten: the new one supersedes the old and says why. */
export function FigureDrawer({ event, acts, open, onClose }: ActProps) {
  const { data } = useQuery(figureIndicatorsQuery)
  const indicators = (data?.items ?? []).filter(one => !one.derived).sort((left, right) => left.sort - right.sort)
  const currentOf = (code: string | undefined) =>
    event.figures.find(figure => figure.indicator === code && figure.supersededById === null)
  return (
    <ActionDrawer<FigureValues>
      open={open}
      title="更正数据"
      act="更正数据"
      initial={{ status: 'unverified' }}
      consequence="原数据保留在来历中；级别建议和报送时限随新数据重新计算。"
      onAct={({ isUnknown, value, ...rest }, id) =>
        acts.recordFigure.mutateAsync({ ...rest, id, value: isUnknown ? null : (value ?? null) })
      }
      onClose={onClose}
    >
      {form => (
        <>
          <Form.Item name="indicator" label="指标" rules={[{ required: true, message: '请选择指标' }]}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={indicators.map(one => ({ value: one.code, label: `${one.name}（${one.unit}）` }))}
              placeholder="输入名称查找"
            />
          </Form.Item>
          <Form.Item noStyle shouldUpdate>
            {() => {
              const code: string | undefined = form.getFieldValue('indicator')
              const current = currentOf(code)
              const isUnknown: boolean = form.getFieldValue('isUnknown') ?? false
              return (
                <>
                  {current && (
                    <p className="quiet">
                      现为 {current.value === null ? '正在核实' : `${current.value} ${current.unit}`}，
                      {figureStatuses[current.status]}，来源 {current.source}
                    </p>
                  )}
                  {!isUnknown && (
                    <Form.Item
                      name="value"
                      label="数值"
                      rules={[{ required: true, message: '请填写数值，不掌握的勾选正在核实' }]}
                    >
                      <ValueField indicator={indicators.find(one => one.code === code)} />
                    </Form.Item>
                  )}
                  <Form.Item required name="isUnknown" valuePropName="checked">
                    <Checkbox>正在核实（数值尚不掌握）</Checkbox>
                  </Form.Item>
                  {current && (
                    <Form.Item name="reason" label="更正理由" rules={[{ required: true, message: '请说明更正理由' }]}>
                      <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
                    </Form.Item>
                  )}
                </>
              )
            }}
          </Form.Item>
          <Form.Item required name="status" label="核实状态">
            <Radio.Group options={Object.entries(figureStatuses).map(([value, label]) => ({ value, label }))} />
          </Form.Item>
          <Form.Item name="source" label="数据来源" rules={[{ required: true, message: '请填写数据来源' }]}>
            <Input placeholder="例如：茶坪镇值班室电话报告" maxLength={200} />
          </Form.Item>
          <Form.Item name="asOf" label="数据截至时间" extra="不填即为此刻">
            <InstantField />
          </Form.Item>
        </>
      )}
    </ActionDrawer>
  )
}

interface ValueFieldProps {
  indicator?: FigureIndicatorView
  value?: number | null
  onChange?: (value: number | null) => void
  id?: string
}

function ValueField({ indicator, ...rest }: ValueFieldProps) {
  if (indicator?.kind === 'category') {
    return (
      <Select {...rest} options={indicator.options?.map(option => ({ value: option.value, label: option.name }))} />
    )
  }
  return (
    <InputNumber
      {...rest}
      min={0}
      precision={indicator?.kind === 'decimal' ? 2 : 0}
      suffix={indicator?.unit}
      style={{ width: '100%' }}
    />
  )
}

interface FactValues {
  text: string
  at?: string
}

export function FactDrawer({ acts, open, onClose }: ActProps) {
  return (
    <ActionDrawer<FactValues>
      open={open}
      title="补充情况"
      act="补充情况"
      onAct={(values, id) => acts.addFact.mutateAsync({ ...values, id })}
      onClose={onClose}
    >
      <Form.Item name="text" label="情况" rules={[{ required: true, message: '请填写情况' }]}>
        <Input.TextArea
          autoFocus
          autoSize={{ minRows: 4, maxRows: 12 }}
          placeholder="新的进展、到场力量、采取的措施"
          maxLength={2000}
        />
      </Form.Item>
      <Form.Item name="at" label="发生时间" extra="不填即为此刻">
        <InstantField />
      </Form.Item>
    </ActionDrawer>
  )
}
