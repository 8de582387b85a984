import type { ScoreRuleView } from '@anlan/contract/duty-check.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Form, InputNumber } from 'antd'
import { useState } from 'react'
import { Permitted } from '../../app/session.tsx'
import { UnitsSelect } from '../../fields/unit-select.tsx'
import { ChangeFields } from '../../ui/change-fields.tsx'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { Rows } from '../../ui/rows.tsx'
import { Loaded, Nothing } from '../../ui/states.tsx'
import { QuestionSet } from './question-set.tsx'
import { checkedUnitsQuery, ruleHistoryQuery, scoreRulesQuery, useChangeRule, useSetCheckedUnits } from './requests.ts'

/** 查岗设置: which units are watched by themselves and how often asked; what a case costs. */
export function CheckSettings() {
  const units = useQuery(checkedUnitsQuery)
  const set = useSetCheckedUnits()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <div className="filters">
        <b>自动查岗</b>
        <span className="quiet">启用前系统不自动查岗；时限等见“运行参数”</span>
        <span className="spread" />
        <Permitted to="duty-check.define">
          <Button type="primary" onClick={() => setOpen(true)}>
            设置单位
          </Button>
        </Permitted>
      </div>
      <Loaded of={units}>
        {({ items }) => {
          const shown = items.filter(unit => unit.version > 0)
          return shown.length === 0 ? (
            <Nothing
              what={
                items.length === 0
                  ? '还没有单位排班。先在值班表中排班，再设置查岗'
                  : '还没有单位启用自动查岗。由县应急局点“设置单位”，选择单位和每周次数'
              }
            />
          ) : (
            <Rows
              items={shown}
              keyOf={unit => unit.unitId}
              columns={[
                { title: '单位', width: 190, show: unit => unit.unitName },
                { title: '到岗签到提醒', show: unit => (unit.watchCheckIn ? '已启用' : '未启用') },
                { title: '每周随机查岗', numeric: true, show: unit => `${unit.checksPerWeek} 次` },
              ]}
            />
          )
        }}
      </Loaded>
      <QuestionSet />
      <ScoreRules />
      <ActionDrawer<{ unitIds: string[]; watchCheckIn: boolean; checksPerWeek: number }>
        open={isOpen}
        title="设置自动查岗"
        act="保存"
        initial={{ watchCheckIn: true, checksPerWeek: 2 }}
        consequence="启用后，未按时签到和随机查岗未应答的会记为疑似漏岗、脱岗，并通知本单位和县总值班室。"
        onAct={values => set.mutateAsync(values)}
        onClose={() => setOpen(false)}
      >
        <Form.Item name="unitIds" label="单位" required>
          <UnitsSelect kinds={['town', 'department', 'office']} />
        </Form.Item>
        <Form.Item name="watchCheckIn" valuePropName="checked">
          <Checkbox>未按时到岗签到时报警</Checkbox>
        </Form.Item>
        <Form.Item name="checksPerWeek" label="每周随机查岗" required>
          <InputNumber min={0} max={21} suffix="次" />
        </Form.Item>
      </ActionDrawer>
    </>
  )
}

function ScoreRules() {
  const [editing, setEditing] = useState<ScoreRuleView | null>(null)
  return (
    <>
      <div className="filters">
        <b>评分规则</b>
        <span className="quiet">修改后本季度起按新规则计分，已结束的季度和已起草的通报不变；分数线见“运行参数”</span>
      </div>
      <Loaded of={useQuery(scoreRulesQuery())}>
        {({ items }) => (
          <Rows
            items={items}
            keyOf={rule => rule.code}
            toneOf={rule => (rule.enabled ? undefined : 'stale')}
            columns={[
              { title: '事项', show: rule => `${rule.item}${rule.veto ? '（一票否决）' : ''}` },
              { title: '办法', minor: true, show: rule => rule.method },
              {
                title: '分值',
                width: 80,
                numeric: true,
                show: rule => `${rule.kind === 'bonus' ? '+' : '−'}${rule.points}`,
              },
              { title: '季度上限', width: 90, numeric: true, show: rule => rule.cap ?? '' },
              {
                title: '来源',
                width: 70,
                minor: true,
                show: rule => <span title={rule.source.name}>{rule.source.confidence}</span>,
              },
              {
                title: '修改',
                width: 70,
                show: rule => (
                  <Permitted to="duty-check.define">
                    <Button size="small" onClick={() => setEditing(rule)}>
                      修改
                    </Button>
                  </Permitted>
                ),
              },
            ]}
          />
        )}
      </Loaded>
      {editing && <RuleDrawer key={editing.code} rule={editing} onClose={() => setEditing(null)} />}
    </>
  )
}

function RuleDrawer({ rule, onClose }: { rule: ScoreRuleView; onClose: () => void }) {
  const change = useChangeRule(rule.code)
  const history = useQuery(ruleHistoryQuery(rule.code))
  return (
    <ActionDrawer<{ points: number; cap: number | null; enabled: boolean; reason: string }>
      open
      title={rule.item}
      act="保存"
      initial={{ points: rule.points, cap: rule.cap, enabled: rule.enabled }}
      consequence="从本季度起按新规则计分；已结束的季度按当时的规则，不变。"
      onAct={values => change.mutateAsync({ ...values, cap: values.cap ?? null, version: rule.version })}
      onClose={onClose}
    >
      <Form.Item name="points" label="每次分值" required>
        <InputNumber min={0} max={100} />
      </Form.Item>
      <Form.Item name="cap" label="季度上限">
        <InputNumber min={0} max={100} />
      </Form.Item>
      <ChangeFields whenOff="停用的规则不再计分，已结束的季度不变" history={history} />
    </ActionDrawer>
  )
}
