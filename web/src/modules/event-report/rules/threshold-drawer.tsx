import type { EditThreshold } from '@anlan/contract/reporting-rule.ts'
import { Descriptions, Drawer, Form, Input, InputNumber, Switch } from 'antd'
import { usePermits } from '../../../app/session.tsx'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import type { Input as Sent } from '../../../ui/shape.ts'
import { type Threshold, useEditThreshold } from './requests.ts'
import { RuleHistory } from './rule-history.tsx'

interface ThresholdDrawerProps {
  row: Threshold
  onClose: () => void
}

/** One band of a standard with its source and 沿革; who may edit rules changes its bounds. */
export function ThresholdDrawer({ row, onClose }: ThresholdDrawerProps) {
  if (usePermits()('event-report.rules.edit')) return <EditDrawer row={row} onClose={onClose} />
  return (
    <Drawer open title={titleOf(row)} size={480} onClose={onClose}>
      <Detail row={row} />
      <History row={row} />
    </Drawer>
  )
}

const titleOf = (row: Threshold) => `${row.schemeName}：${row.indicatorName}`

function Detail({ row }: { row: Threshold }) {
  const items = [
    ['范围', row.band],
    ['依据', `${row.sourceName} ${row.sourceArticle}（${row.confidence}）`],
    ['说明', row.note],
  ].flatMap(([label, children]) => (children ? [{ key: label ?? '', label, children }] : []))
  return (
    <Descriptions
      column={1}
      size="small"
      bordered
      items={items}
      styles={{ label: { whiteSpace: 'nowrap' } }}
      style={{ marginBottom: 16 }}
    />
  )
}

const History = ({ row }: { row: Threshold }) => (
  <RuleHistory of="level-thresholds" id={row.id} origin={`初始依据：${row.sourceName} ${row.sourceArticle}`} />
)

function EditDrawer({ row, onClose }: ThresholdDrawerProps) {
  const edit = useEditThreshold(row.id)
  return (
    <ActionDrawer<Sent<typeof EditThreshold>>
      open
      title={titleOf(row)}
      act="保存标准"
      width={480}
      initial={{ lo: row.lo, hi: row.hi, enabled: row.enabled }}
      consequence="保存后登记和续报的事件按新标准建议级别，已经核定的级别不变；修改留痕。"
      onAct={values => edit.mutateAsync({ ...values, lo: values.lo ?? null, hi: values.hi ?? null })}
      onClose={onClose}
    >
      <Detail row={row} />
      <Form.Item name="lo" label="下限" extra={row.loExclusive ? '不含本数；留空为不设' : '含本数；留空为不设'}>
        <InputNumber min={0} suffix={row.unit} style={{ width: 200 }} />
      </Form.Item>
      <Form.Item name="hi" label="上限" extra="不含本数；留空为不设">
        <InputNumber min={0} suffix={row.unit} style={{ width: 200 }} />
      </Form.Item>
      <Form.Item required name="enabled" label="启用" valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item
        name="reason"
        label="修改依据"
        rules={[{ required: true, whitespace: true, message: '请填写修改依据' }]}
      >
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
      </Form.Item>
      <History row={row} />
    </ActionDrawer>
  )
}
