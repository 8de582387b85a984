import { planKinds } from '@anlan/contract/plan.ts'
import {
  type DefectSeverity,
  defectSeverities,
  type PlanDefectRule,
  type PlanNeedRule,
} from '@anlan/contract/plan-check.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Radio, Select, Switch } from 'antd'
import { useState } from 'react'
import { Permitted } from '../../app/session.tsx'
import { SourceLegend, SourceMark } from '../../fields/source-mark.tsx'
import { ActionDrawer } from '../../ui/form/action-drawer.tsx'
import { Loaded } from '../../ui/states.tsx'
import './plan-check.css'
import { defectRulesQuery, needRulesQuery, useEditDefectRule, useEditNeedRule } from './requests.ts'

const Reason = () => (
  <Form.Item name="reason" label="修改理由" rules={[{ required: true, message: '请填写修改理由' }]}>
    <Input.TextArea autoSize={{ minRows: 2 }} maxLength={200} />
  </Form.Item>
)

/** 体检与覆盖规则: how severe a defect counts here, and what must have a plan because it is on record. */
export function PlanCheckRulesPage() {
  return (
    <>
      <header className="head">
        <h1>体检与覆盖规则</h1>
        <SourceLegend />
      </header>
      <Severities />
      <Needs />
    </>
  )
}

function Severities() {
  const rules = useQuery(defectRulesQuery)
  const edit = useEditDefectRule()
  const [rule, setRule] = useState<PlanDefectRule | null>(null)
  return (
    <section className="panel">
      <h2>预案缺陷的严重程度</h2>
      <Loaded of={rules} rows={8}>
        {({ items }) =>
          items.map(one => (
            <div key={one.kind} className="check-rule">
              <b>{one.name}</b>
              <span>{defectSeverities[one.severity]}</span>
              <SourceMark confidence={one.source.confidence} />
              <span className="quiet">{[one.source.name, one.source.article].filter(Boolean).join('，')}</span>
              <Permitted to="plan.define">
                <Button size="small" onClick={() => setRule(one)}>
                  修改
                </Button>
              </Permitted>
            </div>
          ))
        }
      </Loaded>
      {rule && (
        <ActionDrawer<{ severity: DefectSeverity; reason: string }>
          open
          title={rule.name}
          act="保存"
          consequence="保存后按新的严重程度重新统计全部预案。阻断审批的缺陷消除前，预案不能审批；须整改的，责任单位按期消除。"
          initial={{ severity: rule.severity }}
          onAct={values => edit.mutateAsync({ ...values, kind: rule.kind, version: rule.version })}
          onClose={() => setRule(null)}
        >
          <Form.Item name="severity" label="严重程度" rules={[{ required: true }]}>
            <Radio.Group
              optionType="button"
              options={Object.entries(defectSeverities).map(([value, label]) => ({ value, label }))}
            />
          </Form.Item>
          <Reason />
        </ActionDrawer>
      )}
    </section>
  )
}

const scopeNames = { village: '村（社区）', town: '乡镇', department: '主管部门', county: '县' } as const
const needWords = (rule: PlanNeedRule) =>
  [
    rule.scopes.length > 0 && `${rule.scopes.map(one => scopeNames[one]).join('、')}应有预案`,
    rule.ownPlan && rule.ownValues.length > 0 && `${rule.ownValues.join('、')}另编${planKinds[rule.ownPlan]}`,
  ]
    .filter(Boolean)
    .join('；')

function Needs() {
  const rules = useQuery(needRulesQuery)
  const edit = useEditNeedRule()
  const [rule, setRule] = useState<PlanNeedRule | null>(null)
  return (
    <section className="panel">
      <h2>什么应当有预案</h2>
      <Loaded of={rules} rows={8}>
        {({ items }) =>
          items.map(one => (
            <div key={one.code} className="check-rule">
              <b>{one.label}</b>
              <span>{one.enabled ? '启用' : '停用'}</span>
              <SourceMark confidence={one.source.confidence} />
              <span className="quiet">{needWords(one)}</span>
              <Permitted to="plan.define">
                <Button size="small" onClick={() => setRule(one)}>
                  修改
                </Button>
              </Permitted>
            </div>
          ))
        }
      </Loaded>
      {rule && (
        <ActionDrawer<{ enabled: boolean; ownValues: string[]; reason: string }>
          open
          title={rule.label}
          act="保存"
          consequence="保存后重新比对台账和在用预案，缺口随之增减。"
          initial={{ enabled: rule.enabled, ownValues: rule.ownValues }}
          onAct={({ ownValues = rule.ownValues, ...values }) =>
            edit.mutateAsync({ ...values, ownValues, code: rule.code, version: rule.version })
          }
          onClose={() => setRule(null)}
        >
          <Form.Item name="enabled" label="启用" valuePropName="checked">
            <Switch />
          </Form.Item>
          {rule.ownField && (
            <Form.Item name="ownValues" label="须编制一点一案的等级">
              <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={['、', '，']} />
            </Form.Item>
          )}
          <Reason />
        </ActionDrawer>
      )}
    </section>
  )
}
