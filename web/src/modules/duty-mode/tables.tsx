import { dutyPosts } from '@anlan/contract/duty.ts'
import {
  type DutyMode,
  dutyModes,
  type EditModeRule,
  type EditModeTrigger,
  type ModeRuleView,
  type ModeTriggerView,
  modeScopes,
  type ModeTables as Tables,
  triggerReaches,
} from '@anlan/contract/duty-mode.ts'
import { useQuery } from '@tanstack/react-query'
import { Form, Input, InputNumber, Radio, Select, Switch } from 'antd'
import { useState } from 'react'
import { usePermits } from '../../app/session.tsx'
import { SourceLegend, SourceMark } from '../../fields/source-mark.tsx'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { Rows } from '../../ui/rows.tsx'
import type { Input as In } from '../../ui/shape.ts'
import { Loaded } from '../../ui/states.tsx'
import { showInstant } from '../../ui/time.ts'
import { ModeWord } from './mode-word.tsx'
import { changesQuery, tablesQuery, useEditRule, useEditTrigger } from './requests.ts'

const postsInWords = (rule: ModeRuleView) =>
  (Object.keys(dutyPosts) as (keyof typeof dutyPosts)[])
    .filter(post => rule.posts[post])
    .map(post => `${dutyPosts[post]} ${rule.posts[post]}`)
    .join('、') || '—'
const reportsInWords = (rule: ModeRuleView) =>
  [rule.reportEveryMinutes && `每 ${rule.reportEveryMinutes} 分钟`, rule.reportHours?.join('、')]
    .filter(Boolean)
    .join('，') || '—'

/** What each mode asks and what triggers it: rows of the county, changed by the bureau with the source named. */
export function ModeTables() {
  const may = usePermits()
  const tables = useQuery(tablesQuery)
  const [rule, setRule] = useState<ModeRuleView | null>(null)
  const [trigger, setTrigger] = useState<ModeTriggerView | null>(null)
  const edits = may('duty-mode.define')
  return (
    <Loaded of={tables}>
      {data => (
        <>
          <section className="panel">
            <div className="panel-head">
              <h2>各状态要求</h2>
              {edits && <span className="quiet">点一行修改；修改后从下一次切换起生效</span>}
            </div>
            <Rows
              items={data.rules}
              keyOf={one => `${one.scope}/${one.mode}`}
              onOpen={edits ? setRule : undefined}
              columns={[
                { title: '适用', width: 150, show: one => modeScopes[one.scope] },
                { title: '状态', width: 80, show: one => <ModeWord mode={one.mode} /> },
                { title: '岗位人数', show: postsInWords },
                { title: '到岗', width: 80, show: one => `${one.reachMinutes} 分钟` },
                { title: '报送', width: 120, show: reportsInWords },
                {
                  title: '点名',
                  width: 100,
                  show: one => (one.rollCallMinutes ? `每 ${one.rollCallMinutes} 分钟` : '—'),
                },
                { title: '请假', width: 70, show: one => (one.leaveLocked ? '停止' : '—') },
                { title: '联合值守', width: 80, show: one => (one.joint.length ? `${one.joint.length} 家` : '—') },
                {
                  title: '依据',
                  width: 60,
                  show: one => <SourceMark confidence={one.source.confidence} />,
                  minor: true,
                },
              ]}
            />
          </section>
          <section className="panel" style={{ marginTop: 12 }}>
            <div className="panel-head">
              <h2>触发条件</h2>
            </div>
            <Rows
              items={data.triggers}
              keyOf={one => one.id}
              onOpen={edits ? setTrigger : undefined}
              columns={[
                { title: '条件', show: one => one.words },
                { title: '转入', width: 80, show: one => <ModeWord mode={one.mode} /> },
                { title: '方式', width: 90, show: one => (one.byItself ? '自动切换' : '建议切换') },
                { title: '范围', width: 190, show: one => one.reach.map(reach => triggerReaches[reach]).join('、') },
                { title: '启用', width: 60, show: one => (one.enabled ? '是' : '否') },
                {
                  title: '依据',
                  width: 60,
                  show: one => <SourceMark confidence={one.source.confidence} />,
                  minor: true,
                },
              ]}
            />
          </section>
          <p>
            依据　
            <SourceLegend />
          </p>
          {rule && <RuleDrawer rule={rule} offices={data.offices} onClose={() => setRule(null)} />}
          {trigger && <TriggerDrawer trigger={trigger} onClose={() => setTrigger(null)} />}
        </>
      )}
    </Loaded>
  )
}

type RuleValues = Omit<In<typeof EditModeRule>, 'version' | 'sourceArticle' | 'confidence'>

function RuleDrawer({
  rule,
  offices,
  onClose,
}: {
  rule: ModeRuleView
  offices: Tables['offices']
  onClose: () => void
}) {
  const edit = useEditRule()
  return (
    <ActionDrawer<RuleValues>
      open
      title={`${modeScopes[rule.scope]}·${dutyModes[rule.mode]}状态要求`}
      act="保存"
      initial={{ ...rule, sourceName: rule.source.name }}
      onClose={onClose}
      onAct={values =>
        edit.mutateAsync({
          ...values,
          scope: rule.scope,
          mode: rule.mode,
          joint: values.joint ?? [],
          posts: Object.fromEntries(Object.entries(values.posts).filter(([, count]) => count)),
          reportEveryMinutes: values.reportEveryMinutes ?? null,
          rollCallMinutes: values.rollCallMinutes ?? null,
          reportHours: values.reportHours?.length ? values.reportHours : null,
          version: rule.version,
        })
      }
    >
      <h3>各岗位人数</h3>
      <div className="post-counts">
        {Object.entries(dutyPosts).map(([post, label]) => (
          <Form.Item key={post} name={['posts', post]} label={label}>
            <InputNumber min={0} max={20} precision={0} />
          </Form.Item>
        ))}
      </div>
      {rule.scope === 'county' && (
        <Form.Item name="joint" label="联合值守成员单位">
          <Select mode="multiple" options={offices} optionFilterProp="label" placeholder="可输入单位名称查找" />
        </Form.Item>
      )}
      <Form.Item name="reachMinutes" label="召回到岗时限（分钟）" rules={[{ required: true, message: '请填写时限' }]}>
        <InputNumber min={5} max={720} precision={0} />
      </Form.Item>
      <Form.Item name="reportEveryMinutes" label="报送间隔（分钟，不定间隔留空）">
        <InputNumber min={15} max={1440} precision={0} />
      </Form.Item>
      <Form.Item name="reportHours" label="定时报送时间（时分，可多个）">
        <Select mode="tags" placeholder="例如 08:00" />
      </Form.Item>
      <Form.Item name="rollCallMinutes" label="点名间隔（分钟，不点名留空）">
        <InputNumber min={15} max={720} precision={0} />
      </Form.Item>
      <Form.Item name="leaveLocked" label="停止审批离岗请假" valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item name="sourceName" label="依据" rules={[{ required: true, message: '请填写依据' }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Changes row={`${rule.scope}/${rule.mode}`} />
    </ActionDrawer>
  )
}

type TriggerValues = Omit<In<typeof EditModeTrigger>, 'version' | 'confidence'>

function TriggerDrawer({ trigger, onClose }: { trigger: ModeTriggerView; onClose: () => void }) {
  const edit = useEditTrigger()
  const raising = Object.entries(dutyModes).filter(([mode]) => mode !== 'normal')
  return (
    <ActionDrawer<TriggerValues>
      open
      title={trigger.words}
      act="保存"
      initial={{ ...trigger, sourceName: trigger.source.name }}
      onClose={onClose}
      onAct={values => edit.mutateAsync({ ...values, id: trigger.id, version: trigger.version })}
    >
      <Form.Item name="mode" label="转入状态">
        <Radio.Group
          optionType="button"
          options={raising.map(([value, label]) => ({ value: value as DutyMode, label }))}
        />
      </Form.Item>
      <Form.Item name="byItself" label="自动切换（关闭时只提出建议）" valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item name="reach" label="适用范围" rules={[{ required: true, message: '请选择适用范围' }]}>
        <Select mode="multiple" options={Object.entries(triggerReaches).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <Form.Item name="enabled" label="启用" valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item name="sourceName" label="依据" rules={[{ required: true, message: '请填写依据' }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Changes row={trigger.id} />
    </ActionDrawer>
  )
}

function Changes({ row }: { row: string }) {
  const { data } = useQuery(changesQuery(row))
  if (!data?.items.length) return null
  return (
    <>
      <h3>修改记录</h3>
      {data.items.map(one => (
        <p key={one.at} className="quiet">
          {showInstant(one.at)} {one.byName}：{one.what}
        </p>
      ))}
    </>
  )
}
