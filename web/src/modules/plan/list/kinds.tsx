import { type PlanKind, type PlanPart, planKinds, planParts } from '@anlan/contract/plan.ts'
import type { EditPlanKind, PlanKindView } from '@anlan/contract/plan-view.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Drawer, Form, Input, InputNumber, Select, Switch } from 'antd'
import { useState } from 'react'
import { Permitted } from '../../../app/session.tsx'
import { bearerOptions, bearersQuery } from '../../../fields/bearers.ts'
import { SourceMark } from '../../../fields/source-mark.tsx'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { Rows } from '../../../ui/rows.tsx'
import type { Input as Sent } from '../../../ui/shape.ts'
import { Loaded } from '../../../ui/states.tsx'
import { planKindsQuery, useEditKind } from '../requests.ts'

/** 种类与要求: who approves a plan of each kind, where it is filed and by when, how often it is reviewed and drilled, and what it must contain. */
export function Kinds() {
  const kinds = useQuery(planKindsQuery)
  const [open, setOpen] = useState<PlanKind | null>(null)
  return (
    <Loaded of={kinds} rows={8}>
      {({ items }) => {
        const row = items.find(one => one.kind === open)
        return (
          <>
            <Rows
              items={items}
              keyOf={one => one.kind}
              onOpen={one => setOpen(one.kind)}
              isOpen={one => one.kind === open}
              columns={[
                { title: '种类', width: 190, show: one => planKinds[one.kind] },
                { title: '审批', show: one => one.approval },
                { title: '备案', width: 240, minor: true, show: one => one.filedWith || '不备案' },
                {
                  title: '备案期限',
                  width: 100,
                  show: one => (one.filingWorkdays ? `${one.filingWorkdays} 个工作日` : ''),
                },
                { title: '评估', width: 80, show: one => (one.reviewYears ? `${one.reviewYears} 年` : '') },
                { title: '演练', width: 90, show: one => (one.drillMonths ? `${one.drillMonths} 个月` : '') },
                { title: '来源', width: 60, show: one => <SourceMark confidence={one.source.confidence} /> },
              ]}
            />
            {row && <KindDrawer row={row} onClose={() => setOpen(null)} />}
          </>
        )
      }}
    </Loaded>
  )
}

function KindDrawer({ row, onClose }: { row: PlanKindView; onClose: () => void }) {
  const [isEditing, setEditing] = useState(false)
  return (
    <Drawer
      open
      title={planKinds[row.kind]}
      size={560}
      onClose={onClose}
      extra={
        <Permitted to="plan.define">
          <Button onClick={() => setEditing(true)}>修改</Button>
        </Permitted>
      }
    >
      <p>编制：{row.maker}</p>
      <p>审批：{row.approval}</p>
      <p>备案：{row.filedWith || '不备案'}</p>
      <h3>必备内容与编写提示</h3>
      {row.requiredParts.map(part => (
        <div key={part} className="plan-help">
          <b>{planParts[part]}</b>
          <span>{row.help[part]}</span>
        </div>
      ))}
      <p className="quiet">
        {row.source.name} {row.source.article}
      </p>
      {isEditing && <EditKind row={row} onClose={() => setEditing(false)} />}
    </Drawer>
  )
}

type Values = Sent<typeof EditPlanKind>
const partOptions = Object.entries(planParts).map(([value, label]) => ({ value: value as PlanPart, label }))
const intervals = [
  ['filingWorkdays', '备案期限（工作日）'],
  ['reviewYears', '评估周期（年）'],
  ['checkMonths', '年度审查周期（月）'],
  ['drillMonths', '演练周期（月）'],
  ['maxPages', '篇幅上限（页）'],
] as const

function EditKind({ row, onClose }: { row: PlanKindView; onClose: () => void }) {
  const edit = useEditKind(row.kind)
  const bearers = useQuery(bearersQuery())
  return (
    <ActionDrawer<Values>
      open
      width={600}
      title={`修改${planKinds[row.kind]}的要求`}
      act="保存"
      initial={row}
      consequence="只对以后的审批、备案和体检生效；变更写入记录。"
      onAct={values =>
        edit.mutateAsync({
          ...values,
          ...Object.fromEntries(intervals.map(([name]) => [name, values[name] ?? null])),
          help: values.help ?? {},
          version: row.version,
        })
      }
      onClose={onClose}
    >
      <Form.Item name="maker" label="编制单位" rules={[{ required: true, message: '请填写编制单位' }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="approval" label="审批程序" rules={[{ required: true, message: '请填写审批程序' }]}>
        <Input.TextArea autoSize maxLength={200} />
      </Form.Item>
      <Form.Item name="approvers" label="审批岗位">
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          options={bearerOptions(bearers.data?.items ?? [])}
        />
      </Form.Item>
      <Form.Item name="filedWith" label="备案去向">
        <Input maxLength={200} />
      </Form.Item>
      <div className="two-fields">
        {intervals.map(([name, label]) => (
          <Form.Item key={name} name={name} label={label}>
            <InputNumber min={1} max={240} precision={0} />
          </Form.Item>
        ))}
        <Form.Item name="consulted" label="须征求意见" valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item name="expertReview" label="须专家评审" valuePropName="checked">
          <Switch />
        </Form.Item>
      </div>
      <Form.Item name="requiredParts" label="必备内容">
        <Select mode="multiple" options={partOptions} />
      </Form.Item>
      {row.requiredParts.map(part => (
        <Form.Item key={part} name={['help', part]} label={`编写提示：${planParts[part]}`}>
          <Input.TextArea autoSize maxLength={1000} />
        </Form.Item>
      ))}
      <Form.Item name="reason" label="变更理由" rules={[{ required: true, message: '请填写变更理由' }]}>
        <Input maxLength={300} />
      </Form.Item>
    </ActionDrawer>
  )
}
