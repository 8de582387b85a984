import type { EditReportingRule, ReportingRuleView } from '@anlan/contract/reporting-rule.ts'
import { useQuery } from '@tanstack/react-query'
import { Descriptions, Drawer, Form, Input, InputNumber, Switch } from 'antd'
import { useState } from 'react'
import { usePermits } from '../../../app/session.tsx'
import { SourceMark } from '../../../fields/source-mark.tsx'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { Rows } from '../../../ui/rows.tsx'
import type { Input as Sent } from '../../../ui/shape.ts'
import { Loaded } from '../../../ui/states.tsx'
import { inLargerUnits } from '../../../ui/time.ts'
import { reportingRulesQuery, useEditRule } from './requests.ts'
import { RuleHistory } from './rule-history.tsx'

export function ReportingRules() {
  const rules = useQuery(reportingRulesQuery)
  const mayEdit = usePermits()('event-report.rules.edit')
  const [text, setText] = useState('')
  const [opened, setOpened] = useState<ReportingRuleView | null>(null)
  const matches = (rule: ReportingRuleView) =>
    [rule.code, rule.title, rule.condition, rule.owedBy, rule.sourceName].some(part => part.includes(text.trim()))
  return (
    <>
      <div className="filters">
        <Input.Search
          placeholder="查找规则"
          allowClear
          value={text}
          onChange={({ target }) => setText(target.value)}
          style={{ width: 260 }}
        />
      </div>
      <Loaded of={rules} rows={8}>
        {({ items }) => (
          <Rows
            items={items.filter(matches)}
            keyOf={rule => rule.code}
            onOpen={setOpened}
            isOpen={rule => rule.code === opened?.code}
            toneOf={rule => (rule.enabled ? undefined : 'stale')}
            columns={[
              { title: '规则', show: rule => rule.title },
              { title: '编号', width: 84, show: rule => rule.code },
              { title: '报送单位', width: 170, show: rule => rule.owedBy },
              { title: '报送对象', width: 220, show: rule => rule.owedTo.join('、') },
              { title: '起算', width: 84, show: rule => rule.clock },
              { title: '时限', width: 150, show: rule => inLargerUnits(rule.display) },
              {
                title: '依据',
                width: 280,
                show: rule => (
                  <span>
                    <SourceMark confidence={rule.confidence} /> {rule.sourceName} {rule.sourceArticle}
                  </span>
                ),
              },
              { title: '启用', width: 64, show: rule => (rule.enabled ? '是' : '否') },
            ]}
          />
        )}
      </Loaded>
      {opened && mayEdit && <RuleDrawer key={opened.code} rule={opened} onClose={() => setOpened(null)} />}
      {!mayEdit && (
        <Drawer open={opened !== null} onClose={() => setOpened(null)} title={opened?.title} size={480}>
          {opened && (
            <>
              <RuleDetail rule={opened} />
              <History rule={opened} />
            </>
          )}
        </Drawer>
      )}
    </>
  )
}

const oneLineLabels = { label: { whiteSpace: 'nowrap' } } as const

function RuleDetail({ rule }: { rule: ReportingRuleView }) {
  const items = [
    ['适用', rule.condition],
    ['起算', rule.clock],
    ['方式', rule.medium],
    ['时限', inLargerUnits(rule.display)],
    ['依据', `${rule.sourceName} ${rule.sourceArticle}（${rule.confidence}）`],
    ['施行', `${rule.effectiveFrom} 起${rule.effectiveTo ? `，至 ${rule.effectiveTo}` : ''}`],
    ['本县文件', rule.localDocument],
    ['说明', rule.note],
  ].flatMap(([label, children]) => (children ? [{ key: label ?? '', label, children }] : []))
  return (
    <Descriptions column={1} size="small" bordered items={items} styles={oneLineLabels} style={{ marginBottom: 16 }} />
  )
}

const History = ({ rule }: { rule: ReportingRuleView }) => (
  <RuleHistory
    of="reporting-rules"
    id={rule.code}
    origin={`${rule.effectiveFrom} 起施行：${rule.sourceName} ${rule.sourceArticle}`}
  />
)

type RuleValues = Sent<typeof EditReportingRule>

function RuleDrawer({ rule, onClose }: { rule: ReportingRuleView; onClose: () => void }) {
  const edit = useEditRule(rule.code)
  return (
    <ActionDrawer<RuleValues>
      open
      title={rule.title}
      act="保存规则"
      width={520}
      initial={{
        limitMinutes: rule.limitMinutes,
        phoneLimitMinutes: rule.phoneLimitMinutes,
        enabled: rule.enabled,
        localDocument: rule.localDocument ?? '',
      }}
      consequence="新规则自保存起用于此后起算的时限，已起算的不变；修改留痕。"
      onAct={values =>
        edit.mutateAsync({
          ...values,
          limitMinutes: values.limitMinutes ?? null,
          phoneLimitMinutes: values.phoneLimitMinutes ?? null,
        })
      }
      onClose={onClose}
    >
      <RuleDetail rule={rule} />
      <Form.Item name="limitMinutes" label="时限（分钟）" extra="0 为立即，只提示不判迟报">
        <InputNumber min={0} max={525_600} precision={0} />
      </Form.Item>
      <Form.Item name="phoneLimitMinutes" label="电话时限（分钟）">
        <InputNumber min={0} max={525_600} precision={0} />
      </Form.Item>
      <Form.Item required name="enabled" label="启用" valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item name="localDocument" label="本县文件文号">
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="reason" label="修改依据" rules={[{ required: true, message: '请填写修改依据' }]}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
      </Form.Item>
      <History rule={rule} />
    </ActionDrawer>
  )
}
