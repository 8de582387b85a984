import type { ResponsibilityProposal } from '@anlan/contract/responsibility.ts'
import { useQuery } from '@tanstack/react-query'
import { Button, Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { ActionDrawer } from '../../../ui/form/action-drawer.tsx'
import { showInstant } from '../../../ui/time.ts'
import { proposalsQuery, useSettleProposal } from './requests.ts'

/** 裁定形成的调整建议: refused tasks that were given to another unit, until the matrix follows or somebody says why not. */
export function Proposals() {
  const { data } = useQuery(proposalsQuery)
  const [opened, setOpened] = useState<ResponsibilityProposal | null>(null)
  if (!data || data.items.length === 0) return null
  return (
    <div className="consequence" style={{ margin: 12 }}>
      <b>由任务裁定形成的调整建议 {data.items.length} 条</b>
      {data.items.map(one => (
        <p key={one.id}>
          {one.typeName}：“{one.task}”由{one.fromUnitName}改由<b>{one.toUnitName}</b>承担（{one.decidedByName}，
          {showInstant(one.decidedAt)}，{one.note}）{' '}
          <Button size="small" onClick={() => setOpened(one)}>
            办理
          </Button>
        </p>
      ))}
      {opened && <SettleDrawer key={opened.id} of={opened} onClose={() => setOpened(null)} />}
    </div>
  )
}

function SettleDrawer({ of, onClose }: { of: ResponsibilityProposal; onClose: () => void }) {
  const settle = useSettleProposal(of.id)
  return (
    <ActionDrawer<{ adopt: boolean; reason: string }>
      open
      title={`职责调整建议：${of.typeName}`}
      act="确定"
      initial={{ adopt: true }}
      consequence={`采纳后，此类事件的配合单位增加${of.toUnitName}，去掉${of.fromUnitName}（如为配合单位），牵头单位不变；在办事件不变。`}
      onAct={values => settle.mutateAsync(values)}
      onClose={onClose}
    >
      <Form.Item name="adopt" label="是否采纳">
        <Radio.Group
          optionType="button"
          options={[
            { value: true, label: '采纳' },
            { value: false, label: '不采纳' },
          ]}
        />
      </Form.Item>
      <Form.Item
        name="reason"
        label="办理依据"
        rules={[{ required: true, whitespace: true, message: '请填写办理依据' }]}
      >
        <Input maxLength={150} />
      </Form.Item>
    </ActionDrawer>
  )
}
